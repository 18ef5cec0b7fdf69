"""Searches for somebody who is free now, who was asked in them, and introductions that come of them."""

import sqlalchemy as sa
from alembic import op

import storage.base

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('asker_id', sa.String(length=32), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('began_at', storage.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', storage.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('held_until', storage.base.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['team_id', 'asker_id'], ['member.team_id', 'member.user_id'], name=op.f('fk_search_team_id_asker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_search_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_search_team_id_id'))
    )
    op.create_index('ix_search_due', 'search', ['team_id', 'state', 'due_at'], unique=False)
    op.create_index('uq_search_looking', 'search', ['team_id', 'asker_id'], unique=True, sqlite_where=sa.text("state = 'looking'"), postgresql_where=sa.text("state = 'looking'"))

    op.create_table('asked',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('search_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('reply', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'search_id'], ['search.team_id', 'search.id'], name=op.f('fk_asked_team_id_search_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id', 'user_id'], ['member.team_id', 'member.user_id'], name=op.f('fk_asked_team_id_user_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_asked_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'search_id', 'user_id', name=op.f('pk_asked')),
    sa.UniqueConstraint('team_id', 'user_id', 'asked_on', name='uq_asked_day')
    )
    op.add_column('intro', sa.Column('at_once', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('intro', 'at_once')
    op.drop_table('asked')
    op.drop_table('search')
