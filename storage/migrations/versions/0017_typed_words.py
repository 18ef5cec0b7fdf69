"""The words of a workspace as they were typed; those that are there show by their key, as they did."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('topic_word', sa.Column('word', sa.String(length=64), nullable=True))
    op.execute(
        'UPDATE topic_word SET word = "key"'
        ' WHERE EXISTS (SELECT 1 FROM workspace WHERE workspace.team_id = topic_word.team_id)'
    )
    with op.batch_alter_table('topic_word') as batch:
        batch.alter_column('word', existing_type=sa.String(length=64), nullable=False)


def downgrade() -> None:
    op.drop_column('topic_word', 'word')
