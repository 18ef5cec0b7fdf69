"""For how many rounds nobody of a programme meets again; empty: before they have met everybody else."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('programme', sa.Column('horizon', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('programme', 'horizon')
