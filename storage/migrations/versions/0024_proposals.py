"""Proposals to bring two people together, what was said to them, and what is suggested to hosts."""

import sqlalchemy as sa
from alembic import op

from storage.base import Id, UtcDateTime

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def of_team(table):
    return sa.ForeignKeyConstraint(
        ['team_id'], ['workspace.team_id'], name=op.f(f'fk_{table}_team_id'), ondelete='CASCADE'
    )


def of_member(table, column='user_id'):
    return sa.ForeignKeyConstraint(
        ['team_id', column], ['member.team_id', 'member.user_id'],
        name=op.f(f'fk_{table}_team_id_{column}'), ondelete='CASCADE',
    )


def upgrade() -> None:
    op.create_table(
        'proposal',
        sa.Column('id', Id, autoincrement=True, nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('broker_id', sa.String(length=32), nullable=False),
        sa.Column('learner_id', sa.String(length=32), nullable=True),
        sa.Column('helper_id', sa.String(length=32), nullable=True),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('due_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('held_until', UtcDateTime(timezone=True), nullable=True),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.Column('goal_no', Id, nullable=True),
        sa.Column('intro_no', Id, nullable=True),
        of_team('proposal'),
        of_member('proposal', 'broker_id'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
        sa.UniqueConstraint('team_id', 'id', name=op.f('uq_proposal_team_id_id')),
    )
    op.create_index('ix_proposal_broker', 'proposal', ['team_id', 'broker_id', 'made_at'])
    op.create_index('ix_proposal_due', 'proposal', ['team_id', 'due_at'])
    op.create_index('ix_proposal_learner', 'proposal', ['team_id', 'learner_id'])
    op.create_index('ix_proposal_helper', 'proposal', ['team_id', 'helper_id'])
    op.create_table(
        'consent',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('proposal_id', Id, nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('said', sa.String(length=16), nullable=False),
        sa.Column('line', sa.Text(), nullable=False),
        sa.Column('line_at', UtcDateTime(timezone=True), nullable=True),
        of_team('consent'),
        sa.ForeignKeyConstraint(
            ['team_id', 'proposal_id'], ['proposal.team_id', 'proposal.id'],
            name=op.f('fk_consent_team_id_proposal_id'), ondelete='CASCADE',
        ),
        of_member('consent'),
        sa.PrimaryKeyConstraint('team_id', 'proposal_id', 'user_id', name=op.f('pk_consent')),
    )
    op.create_index('ix_consent_user', 'consent', ['team_id', 'user_id'])
    op.create_table(
        'desk',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('drawn_at', UtcDateTime(timezone=True), nullable=False),
        of_team('desk'),
        of_member('desk'),
        sa.PrimaryKeyConstraint('team_id', 'user_id', name=op.f('pk_desk')),
    )
    op.create_table(
        'suggestion',
        sa.Column('id', Id, autoincrement=True, nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('host_id', sa.String(length=32), nullable=False),
        sa.Column('goal_id', Id, nullable=False),
        sa.Column('helper_id', sa.String(length=32), nullable=False),
        sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        of_team('suggestion'),
        of_member('suggestion', 'host_id'),
        sa.ForeignKeyConstraint(
            ['team_id', 'goal_id'], ['goal.team_id', 'goal.id'],
            name=op.f('fk_suggestion_team_id_goal_id'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion')),
        sa.UniqueConstraint('team_id', 'id', name=op.f('uq_suggestion_team_id_id')),
        sa.UniqueConstraint('team_id', 'host_id', 'goal_id', 'helper_id', name='uq_suggestion_pair'),
    )
    op.create_index('ix_suggestion_goal', 'suggestion', ['team_id', 'goal_id'])
    op.create_table(
        'dismissal',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('host_id', sa.String(length=32), nullable=False),
        sa.Column('one_id', sa.String(length=32), nullable=False),
        sa.Column('other_id', sa.String(length=32), nullable=False),
        of_team('dismissal'),
        of_member('dismissal', 'host_id'),
        sa.PrimaryKeyConstraint('team_id', 'host_id', 'one_id', 'other_id', name=op.f('pk_dismissal')),
    )


def downgrade() -> None:
    op.drop_table('dismissal')
    op.drop_table('suggestion')
    op.drop_table('desk')
    op.drop_table('consent')
    op.drop_table('proposal')
