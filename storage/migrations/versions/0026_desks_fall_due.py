"""Desks fall due: those that were looked through are looked through again at once."""

from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute('ALTER TABLE desk RENAME COLUMN drawn_at TO due_at')


def downgrade() -> None:
    op.execute('ALTER TABLE desk RENAME COLUMN due_at TO drawn_at')
