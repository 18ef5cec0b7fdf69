"""Goals, who goes along with them, and when members are asked about theirs."""

import sqlalchemy as sa
from alembic import op

from storage.base import Id, UtcDateTime

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'goal',
        sa.Column('id', Id, autoincrement=True, nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('topic', sa.Text(), nullable=False),
        sa.Column('topic_id', Id, nullable=True),
        sa.Column('what', sa.Text(), nullable=False),
        sa.Column('why', sa.Text(), nullable=False),
        sa.Column('step', sa.Text(), nullable=False),
        sa.Column('until_on', sa.Date(), nullable=False),
        sa.Column('seen_by', sa.String(length=16), nullable=False),
        sa.Column('every_weeks', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.Column('ask_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('unanswered', sa.Integer(), nullable=False),
        sa.Column('ending', sa.Boolean(), nullable=False),
        sa.Column('said', sa.String(length=16), nullable=True),
        sa.Column('said_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('shared', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_goal_team_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(
            ['team_id', 'user_id'], ['member.team_id', 'member.user_id'],
            name=op.f('fk_goal_team_id_user_id'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['team_id', 'topic_id'], ['topic.team_id', 'topic.id'], name=op.f('fk_goal_team_id_topic_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_goal')),
        sa.UniqueConstraint('team_id', 'id', name=op.f('uq_goal_team_id_id')),
    )
    op.create_index('ix_goal_user', 'goal', ['team_id', 'user_id', 'state'])
    op.create_index('ix_goal_due', 'goal', ['team_id', 'ask_at'])
    op.create_index('ix_goal_topic', 'goal', ['team_id', 'topic_id', 'state'])
    op.create_index('ix_goal_seen', 'goal', ['team_id', 'seen_by', 'state'])
    op.create_table(
        'goal_partner',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('goal_id', Id, nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ['team_id'], ['workspace.team_id'], name=op.f('fk_goal_partner_team_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['team_id', 'goal_id'], ['goal.team_id', 'goal.id'],
            name=op.f('fk_goal_partner_team_id_goal_id'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['team_id', 'user_id'], ['member.team_id', 'member.user_id'],
            name=op.f('fk_goal_partner_team_id_user_id'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('team_id', 'goal_id', 'user_id', name=op.f('pk_goal_partner')),
    )
    op.create_index('ix_goal_partner_user', 'goal_partner', ['team_id', 'user_id'])
    op.add_column('member', sa.Column('goals_on', sa.Integer(), nullable=True))
    op.add_column('member', sa.Column('goals_at', sa.Time(), nullable=True))


def downgrade() -> None:
    op.drop_column('member', 'goals_at')
    op.drop_column('member', 'goals_on')
    op.drop_table('goal_partner')
    op.drop_table('goal')
