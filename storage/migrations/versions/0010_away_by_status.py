"""The mark of a status which says that a member is away."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('member') as table:
        table.add_column(sa.Column('away_mark', sa.String(length=16), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('member') as table:
        table.drop_column('away_mark')
