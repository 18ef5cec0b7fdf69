"""Programmes of several sizes, several in a channel told apart by title, and paused or ended ones."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('programme') as batch_op:
        batch_op.add_column(sa.Column('anchor_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('size', sa.Integer(), server_default='2', nullable=False))
        batch_op.add_column(sa.Column('title', sa.String(length=40), server_default='Coffee', nullable=False))
        batch_op.add_column(sa.Column('state', sa.String(length=16), server_default='running', nullable=False))
        batch_op.drop_constraint('uq_programme_channel', type_='unique')
        batch_op.create_unique_constraint('uq_programme_title', ['team_id', 'channel_id', 'title'])


def downgrade() -> None:
    with op.batch_alter_table('programme') as batch_op:
        batch_op.drop_constraint('uq_programme_title', type_='unique')
        batch_op.create_unique_constraint('uq_programme_channel', ['team_id', 'channel_id'])
        batch_op.drop_column('state')
        batch_op.drop_column('title')
        batch_op.drop_column('size')
        batch_op.drop_column('anchor_on')
