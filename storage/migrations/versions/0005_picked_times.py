"""What became of an intro's times, its card and its calendar entry, and what somebody took away from it."""

import sqlalchemy as sa
from alembic import op

import storage.base

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

INTRO = (
    ('offered', sa.JSON(), '[]'),
    ('fresh', sa.Boolean(), sa.false()),
    ('second', sa.Boolean(), sa.false()),
    ('card', sa.Integer(), None),
    ('token', sa.String(length=64), None),
    ('sequence', sa.Integer(), '0'),
    ('fresh_at', storage.base.UtcDateTime(), None),
    ('openers_at', storage.base.UtcDateTime(), None),
)
CHECKIN = (('takeaway', sa.String(length=300), ''),)
WORKSPACE = (('public_url', sa.String(length=300), ''), ('meeting_url', sa.String(length=300), ''))
ADDED = {'intro': INTRO, 'checkin': CHECKIN, 'workspace': WORKSPACE}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind, default in columns:
            op.add_column(table, sa.Column(name, kind, server_default=default, nullable=default is None))
    op.create_index('uq_intro_token', 'intro', ['team_id', 'token'], unique=True)


def downgrade() -> None:
    op.drop_index('uq_intro_token', 'intro')
    for table, columns in ADDED.items():
        for name, _, _ in columns:
            op.drop_column(table, name)
