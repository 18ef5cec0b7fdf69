"""Topics, how members stand to them, and which of them brought people together."""

import sqlalchemy as sa
from alembic import op

from storage.base import Id, UtcDateTime

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'topic',
        sa.Column('id', Id, autoincrement=True, nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('key', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_topic_team_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_topic')),
        sa.UniqueConstraint('team_id', 'id', name=op.f('uq_topic_team_id_id')),
        sa.UniqueConstraint('team_id', 'key', name='uq_topic_key'),
    )
    op.create_table(
        'topic_word',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('key', sa.String(length=64), nullable=False),
        sa.Column('topic_id', Id, nullable=False),
        sa.ForeignKeyConstraint(
            ['team_id'], ['workspace.team_id'], name=op.f('fk_topic_word_team_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['team_id', 'topic_id'], ['topic.team_id', 'topic.id'],
            name=op.f('fk_topic_word_team_id_topic_id'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('team_id', 'key', name=op.f('pk_topic_word')),
    )
    op.create_table(
        'stance',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('topic_id', Id, nullable=False),
        sa.Column('stance', sa.String(length=16), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('said_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_stance_team_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(
            ['team_id', 'user_id'], ['member.team_id', 'member.user_id'],
            name=op.f('fk_stance_team_id_user_id'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['team_id', 'topic_id'], ['topic.team_id', 'topic.id'], name=op.f('fk_stance_team_id_topic_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('team_id', 'user_id', 'topic_id', name=op.f('pk_stance')),
    )
    op.create_index('ix_stance_topic', 'stance', ['team_id', 'topic_id', 'stance'])
    op.add_column('member', sa.Column('help_cap', sa.Integer(), server_default='3', nullable=False))
    op.add_column('member', sa.Column('topics_ask_at', UtcDateTime(timezone=True), nullable=True))
    op.add_column('intro', sa.Column('topics', sa.JSON(), server_default='[]', nullable=False))
    op.add_column('intro_member', sa.Column('helps', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('intro_member', 'helps')
    op.drop_column('intro', 'topics')
    op.drop_column('member', 'topics_ask_at')
    op.drop_column('member', 'help_cap')
    op.drop_table('stance')
    op.drop_table('topic_word')
    op.drop_table('topic')
