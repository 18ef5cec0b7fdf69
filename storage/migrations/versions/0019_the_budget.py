"""What a message is worth, how many come to somebody in a week at most, and what came."""

import sqlalchemy as sa
from alembic import op

import storage.base

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('post', sa.Column('worth', sa.Integer(), nullable=True))
    op.create_index('ix_post_worth', 'post', ['team_id', 'worth', 'state'])
    op.add_column('member', sa.Column('most_a_week', sa.Integer(), server_default='3', nullable=False))
    op.create_table(
        'spent',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('spent_on', sa.Date(), nullable=False),
        sa.Column('post_id', storage.base.Id, nullable=False),
        sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_spent_team_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(
            ['team_id', 'user_id'],
            ['member.team_id', 'member.user_id'],
            name=op.f('fk_spent_team_id_user_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('team_id', 'user_id', 'spent_on', 'post_id', name=op.f('pk_spent')),
    )
    op.create_index('ix_spent_post', 'spent', ['team_id', 'post_id'])


def downgrade() -> None:
    op.drop_table('spent')
    op.drop_column('member', 'most_a_week')
    op.drop_index('ix_post_worth', table_name='post')
    op.drop_column('post', 'worth')
