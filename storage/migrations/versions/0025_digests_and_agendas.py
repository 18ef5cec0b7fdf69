"""Weekly digests, agendas of meetings, who leads them, and what channels were shown."""

import sqlalchemy as sa
from alembic import op

from storage.base import Id, UtcDateTime

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def shared(table):
    return (
        sa.ForeignKeyConstraint(
            ['team_id', 'channel_id'], ['team.team_id', 'team.channel_id'],
            name=op.f(f'fk_{table}_team_id_channel_id'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['team_id'], ['workspace.team_id'], name=op.f(f'fk_{table}_team_id'), ondelete='CASCADE'
        ),
    )


def of_row(column, table):
    return sa.ForeignKeyConstraint(
        ['team_id', column], [f'{table}.team_id', f'{table}.id'],
        name=op.f(f'fk_shown_team_id_{column}'), ondelete='CASCADE',
    )


def upgrade() -> None:
    op.create_table(
        'digest',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('channel_id', sa.String(length=32), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('weekday', sa.Integer(), nullable=False),
        sa.Column('at_time', sa.Time(), nullable=False),
        sa.Column('paused', sa.Boolean(), nullable=False),
        sa.Column('next_on', sa.Date(), nullable=True),
        sa.Column('due_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('last_on', sa.Date(), nullable=True),
        sa.Column('told', sa.Boolean(), nullable=False),
        *shared('digest'),
        sa.PrimaryKeyConstraint('team_id', 'channel_id', name=op.f('pk_digest')),
    )
    op.create_index('ix_digest_due', 'digest', ['team_id', 'due_at'])
    op.create_table(
        'agenda',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('channel_id', sa.String(length=32), nullable=False),
        sa.Column('goes', sa.String(length=16), nullable=False),
        sa.Column('line', sa.Text(), nullable=False),
        sa.Column('swapped', sa.Integer(), nullable=False),
        sa.Column('meets_on', sa.Integer(), nullable=True),
        sa.Column('meets_at', sa.Time(), nullable=True),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('next_on', sa.Date(), nullable=True),
        sa.Column('due_at', UtcDateTime(timezone=True), nullable=True),
        *shared('agenda'),
        sa.PrimaryKeyConstraint('team_id', 'channel_id', name=op.f('pk_agenda')),
    )
    op.create_index('ix_agenda_due', 'agenda', ['team_id', 'due_at'])
    op.create_table(
        'lead',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('channel_id', sa.String(length=32), nullable=False),
        sa.Column('on_day', sa.Date(), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('passed', sa.Boolean(), nullable=False),
        *shared('lead'),
        sa.ForeignKeyConstraint(
            ['team_id', 'user_id'], ['member.team_id', 'member.user_id'],
            name=op.f('fk_lead_team_id_user_id'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('team_id', 'channel_id', 'on_day', 'user_id', name=op.f('pk_lead')),
    )
    op.create_index('ix_lead_user', 'lead', ['team_id', 'user_id'])
    op.create_table(
        'shown',
        sa.Column('id', Id, autoincrement=True, nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('channel_id', sa.String(length=32), nullable=False),
        sa.Column('board', sa.String(length=16), nullable=False),
        sa.Column('on_day', sa.Date(), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('goal_id', Id, nullable=True),
        sa.Column('card_id', Id, nullable=True),
        *shared('shown'),
        of_row('goal_id', 'goal'),
        of_row('card_id', 'card'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_shown')),
    )
    op.create_index('ix_shown_board', 'shown', ['team_id', 'channel_id', 'board', 'on_day'])
    op.create_index('ix_shown_goal', 'shown', ['team_id', 'goal_id'])
    op.create_index('ix_shown_card', 'shown', ['team_id', 'card_id'])


def downgrade() -> None:
    op.drop_table('shown')
    op.drop_table('lead')
    op.drop_table('agenda')
    op.drop_table('digest')
