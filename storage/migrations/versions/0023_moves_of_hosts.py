"""A move a week for hosts; when a team began, and which admin cares for one without a host."""

import sqlalchemy as sa
from alembic import op

from storage.base import Id, UtcDateTime

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'host_move',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('due_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('given', sa.Integer(), nullable=False),
        sa.Column('stopped', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ['team_id'], ['workspace.team_id'], name=op.f('fk_host_move_team_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['team_id', 'user_id'], ['member.team_id', 'member.user_id'],
            name=op.f('fk_host_move_team_id_user_id'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('team_id', 'user_id', name=op.f('pk_host_move')),
    )
    op.create_index('ix_host_move_due', 'host_move', ['team_id', 'due_at'])
    op.add_column('team', sa.Column('begun', Id, server_default='0', nullable=False))
    op.add_column('team', sa.Column('admin_id', sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column('team', 'admin_id')
    op.drop_column('team', 'begun')
    op.drop_index('ix_host_move_due', table_name='host_move')
    op.drop_table('host_move')
