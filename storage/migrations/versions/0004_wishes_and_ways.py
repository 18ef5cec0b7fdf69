"""What members wish, whom they avoid, which rounds they said yes and no to, and how intros go on."""

import sqlalchemy as sa
from alembic import op

import storage.base

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

MEMBER = (
    ('ask_first', sa.Boolean(), sa.false()),
    ('earliest', sa.Time(), None),
    ('latest', sa.Time(), None),
    ('breaks', sa.JSON(), None),
    ('region', sa.String(length=16), ''),
    ('ways', sa.String(length=64), None),
    ('largest', sa.Integer(), None),
    ('place', sa.String(length=16), None),
    ('town', sa.String(length=80), ''),
    ('languages', sa.String(length=120), ''),
    ('skips', sa.String(length=300), ''),
    ('questions_first', sa.Boolean(), sa.false()),
    ('now', sa.Boolean(), sa.false()),
    ('sees_home', sa.Boolean(), sa.false()),
)
PARTICIPATION = (
    ('in_for', sa.Date(), None),
    ('out_for', sa.Date(), None),
    ('ask_at', storage.base.UtcDateTime(), None),
    ('first', sa.Boolean(), sa.false()),
)
INTRO_MEMBER = (
    ('stretched', sa.Boolean(), sa.false()),
    ('reacted_at', storage.base.UtcDateTime(), None),
)
INTRO = (
    ('way', sa.String(length=16), 'video'),
    ('apart', sa.Boolean(), sa.false()),
    ('starter_id', sa.String(length=32), None),
    ('planned_at', storage.base.UtcDateTime(), None),
)
POST = (('kind', sa.String(length=16), 'message'), ('target', sa.String(length=120), ''))
ADDED = {'member': MEMBER, 'participation': PARTICIPATION, 'intro_member': INTRO_MEMBER, 'intro': INTRO, 'post': POST}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind, default in columns:
            op.add_column(table, sa.Column(name, kind, server_default=default, nullable=default is None))
    op.create_table(
        'avoid',
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('other_id', sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ['team_id', 'user_id'], ['member.team_id', 'member.user_id'], name=op.f('fk_avoid_team_id_user_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_avoid_team_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('team_id', 'user_id', 'other_id', name=op.f('pk_avoid')),
    )
    op.add_column('intro', sa.Column('made_at', storage.base.UtcDateTime(), nullable=True))
    op.execute(
        'UPDATE intro SET made_at = (SELECT opened_at FROM round'
        ' WHERE round.team_id = intro.team_id AND round.id = intro.round_id)'
    )
    with op.batch_alter_table('intro') as intro:
        intro.alter_column('made_at', existing_type=storage.base.UtcDateTime(), nullable=False)
        intro.alter_column('round_id', existing_type=sa.BigInteger(), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table('intro') as intro:
        intro.alter_column('round_id', existing_type=sa.BigInteger(), nullable=False)
        intro.drop_column('made_at')
    op.drop_table('avoid')
    for table, columns in ADDED.items():
        for name, _, _ in columns:
            op.drop_column(table, name)
