"""Intros are found by their state and by who goes first, however many there are."""

from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_intro_state', 'intro', ['team_id', 'state'])
    op.create_index('ix_intro_starter', 'intro', ['team_id', 'starter_id'])


def downgrade() -> None:
    op.drop_index('ix_intro_starter', 'intro')
    op.drop_index('ix_intro_state', 'intro')
