"""Seasons: so many rounds planned ahead since a round of a programme, and everybody's seat in them."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('programme', sa.Column('season_rounds', sa.Integer(), nullable=True))
    op.add_column('programme', sa.Column('season_began', sa.Integer(), nullable=True))
    op.add_column('participation', sa.Column('seat', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('participation', 'seat')
    op.drop_column('programme', 'season_began')
    op.drop_column('programme', 'season_rounds')
