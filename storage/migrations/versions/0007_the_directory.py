"""Everybody whom Slack shows, who is in which channel, and how far either was read; programmes open to guests."""

import sqlalchemy as sa
from alembic import op

import storage.base

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('directory_person',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('admin', sa.Boolean(), nullable=False),
    sa.Column('absence', sa.String(length=16), nullable=True),
    sa.Column('as_of', storage.base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_directory_person_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'user_id', name=op.f('pk_directory_person'))
    )
    op.create_table('channel',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('channel_id', sa.String(length=32), nullable=False),
    sa.Column('closed', sa.String(length=16), nullable=True),
    sa.Column('as_of', storage.base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_channel_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'channel_id', name=op.f('pk_channel'))
    )
    op.create_table('channel_person',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('channel_id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('held', sa.Boolean(), nullable=False),
    sa.Column('as_of', storage.base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_channel_person_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'channel_id', 'user_id', name=op.f('pk_channel_person'))
    )
    op.create_index('ix_channel_person_user', 'channel_person', ['team_id', 'user_id'], unique=False)
    op.create_table('reading',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('channel_id', sa.String(length=32), nullable=False),
    sa.Column('due_at', storage.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('began_at', storage.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('cursor', sa.String(length=255), nullable=False),
    sa.Column('read_at', storage.base.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_reading_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'channel_id', name=op.f('pk_reading'))
    )
    op.create_index('ix_reading_due', 'reading', ['team_id', 'due_at'], unique=False)
    op.add_column('workspace', sa.Column('met_at', storage.base.UtcDateTime(timezone=True), nullable=True))
    op.add_column('workspace', sa.Column('left_at', storage.base.UtcDateTime(timezone=True), nullable=True))
    op.drop_column('workspace', 'directory_due_at')
    op.add_column('programme', sa.Column('guests', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('programme', 'guests')
    op.add_column('workspace', sa.Column('directory_due_at', storage.base.UtcDateTime(timezone=True), server_default='1970-01-01 00:00:00', nullable=False))
    op.drop_column('workspace', 'left_at')
    op.drop_column('workspace', 'met_at')
    op.drop_index('ix_reading_due', table_name='reading')
    op.drop_table('reading')
    op.drop_index('ix_channel_person_user', table_name='channel_person')
    op.drop_table('channel_person')
    op.drop_table('channel')
    op.drop_table('directory_person')
