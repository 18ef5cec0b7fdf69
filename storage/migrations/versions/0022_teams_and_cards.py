"""Teams with their hosts; cards and what people said of them; introductions that somebody brought about."""

import sqlalchemy as sa
from alembic import op

from storage.base import Id, UtcDateTime

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def of_team(table):
    return sa.ForeignKeyConstraint(
        ['team_id'], ['workspace.team_id'], name=op.f(f'fk_{table}_team_id'), ondelete='CASCADE'
    )


def of_member(table):
    return sa.ForeignKeyConstraint(
        ['team_id', 'user_id'], ['member.team_id', 'member.user_id'],
        name=op.f(f'fk_{table}_team_id_user_id'), ondelete='CASCADE',
    )


def upgrade() -> None:
    op.create_table(
        'team',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('channel_id', sa.String(length=32), nullable=False),
        sa.Column('charter', sa.String(length=200), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('meets_on', sa.Integer(), nullable=True),
        sa.Column('meets_at', sa.Time(), nullable=True),
        of_team('team'),
        sa.PrimaryKeyConstraint('team_id', 'channel_id', name=op.f('pk_team')),
    )
    op.create_table(
        'host',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('channel_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        of_team('host'),
        sa.ForeignKeyConstraint(
            ['team_id', 'channel_id'], ['team.team_id', 'team.channel_id'],
            name=op.f('fk_host_team_id_channel_id'), ondelete='CASCADE',
        ),
        of_member('host'),
        sa.PrimaryKeyConstraint('team_id', 'channel_id', 'user_id', name=op.f('pk_host')),
    )
    op.create_index('ix_host_user', 'host', ['team_id', 'user_id'])
    op.create_table(
        'card',
        sa.Column('id', Id, autoincrement=True, nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('channel_id', sa.String(length=32), nullable=False),
        sa.Column('topic_id', Id, nullable=True),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('url', sa.String(length=2048), nullable=False),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('tag', sa.String(length=32), nullable=False),
        sa.Column('seen_by', sa.String(length=16), nullable=False),
        sa.Column('to_id', sa.String(length=32), nullable=True),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('due_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('asked', sa.Boolean(), nullable=False),
        of_team('card'),
        of_member('card'),
        sa.ForeignKeyConstraint(
            ['team_id', 'topic_id'], ['topic.team_id', 'topic.id'], name=op.f('fk_card_team_id_topic_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_card')),
        sa.UniqueConstraint('team_id', 'id', name=op.f('uq_card_team_id_id')),
    )
    op.create_index('ix_card_user', 'card', ['team_id', 'user_id', 'state'])
    op.create_index('ix_card_due', 'card', ['team_id', 'due_at'])
    op.create_index('ix_card_channel', 'card', ['team_id', 'channel_id', 'kind', 'state'])
    op.create_index('ix_card_topic', 'card', ['team_id', 'topic_id', 'kind', 'state'])
    op.create_table(
        'tap',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('card_id', Id, nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('what', sa.String(length=16), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        of_team('tap'),
        sa.ForeignKeyConstraint(
            ['team_id', 'card_id'], ['card.team_id', 'card.id'], name=op.f('fk_tap_team_id_card_id'), ondelete='CASCADE'
        ),
        of_member('tap'),
        sa.PrimaryKeyConstraint('team_id', 'card_id', 'user_id', 'what', name=op.f('pk_tap')),
    )
    op.create_index('ix_tap_user', 'tap', ['team_id', 'user_id'])
    op.add_column('intro', sa.Column('said', sa.Text(), server_default='', nullable=False))
    op.add_column('intro', sa.Column('broker_id', sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column('intro', 'broker_id')
    op.drop_column('intro', 'said')
    op.drop_table('tap')
    op.drop_table('card')
    op.drop_table('host')
    op.drop_table('team')
