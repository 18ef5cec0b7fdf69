"""When to look whether to ask a member about the next round is found by its time."""

from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_participation_ask', 'participation', ['team_id', 'ask_at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_participation_ask', table_name='participation')
