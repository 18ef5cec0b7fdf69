"""Text swaps: who is in which, what was asked, and what each wrote."""

import sqlalchemy as sa
from alembic import op

import storage.base

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('swap',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('intro_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('over_at', storage.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('held_until', storage.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'intro_id'], ['intro.team_id', 'intro.id'], name=op.f('fk_swap_team_id_intro_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_swap_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_swap')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_swap_team_id_id')),
    sa.UniqueConstraint('team_id', 'intro_id', name='uq_swap_intro')
    )
    op.create_index('ix_swap_over', 'swap', ['team_id', 'ended', 'over_at'])

    op.create_table('swap_member',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('swap_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('gone', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'swap_id'], ['swap.team_id', 'swap.id'], name=op.f('fk_swap_member_team_id_swap_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id', 'user_id'], ['member.team_id', 'member.user_id'], name=op.f('fk_swap_member_team_id_user_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_swap_member_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'swap_id', 'user_id', name=op.f('pk_swap_member'))
    )
    op.create_index('ix_swap_member_user', 'swap_member', ['team_id', 'user_id'])

    op.create_table('swap_question',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('swap_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('turn', sa.Integer(), server_default='0', nullable=False),
    sa.Column('shown', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'swap_id'], ['swap.team_id', 'swap.id'], name=op.f('fk_swap_question_team_id_swap_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_swap_question_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_swap_question')),
    sa.UniqueConstraint('team_id', 'id', name=op.f('uq_swap_question_team_id_id')),
    sa.UniqueConstraint('team_id', 'swap_id', 'number', name='uq_swap_question_number')
    )
    op.create_table('swap_answer',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('question_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('said_at', storage.base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id', 'question_id'], ['swap_question.team_id', 'swap_question.id'], name=op.f('fk_swap_answer_team_id_question_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id', 'user_id'], ['member.team_id', 'member.user_id'], name=op.f('fk_swap_answer_team_id_user_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_swap_answer_team_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'question_id', 'user_id', name=op.f('pk_swap_answer'))
    )
    op.create_index('ix_swap_answer_said', 'swap_answer', ['team_id', 'said_at'])



def downgrade() -> None:
    op.drop_table('swap_answer')
    op.drop_table('swap_question')
    op.drop_table('swap_member')
    op.drop_table('swap')
