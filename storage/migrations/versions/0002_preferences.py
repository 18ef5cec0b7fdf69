"""When each member works, and how often they are introduced."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('member', sa.Column('works_from', sa.Time(), nullable=True))
    op.add_column('member', sa.Column('works_to', sa.Time(), nullable=True))
    op.add_column('member', sa.Column('works_on', sa.String(length=7), nullable=True))
    op.add_column('member', sa.Column('every_weeks', sa.Integer(), server_default='1', nullable=False))


def downgrade() -> None:
    op.drop_column('member', 'every_weeks')
    op.drop_column('member', 'works_on')
    op.drop_column('member', 'works_to')
    op.drop_column('member', 'works_from')
