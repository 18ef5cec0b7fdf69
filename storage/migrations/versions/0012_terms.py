"""How good the matches of each round are, the seed of its chance, and the terms that made each introduction."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('round', sa.Column('seed', sa.String(length=64), nullable=True))
    op.add_column('round', sa.Column('value', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.add_column('round', sa.Column('bound', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.add_column('round', sa.Column('repeats', sa.Integer(), nullable=True))
    op.add_column('round', sa.Column('unavoidable', sa.Integer(), nullable=True))
    op.add_column('intro', sa.Column('terms', sa.JSON(), server_default='{}', nullable=False))


def downgrade() -> None:
    op.drop_column('intro', 'terms')
    op.drop_column('round', 'unavoidable')
    op.drop_column('round', 'repeats')
    op.drop_column('round', 'bound')
    op.drop_column('round', 'value')
    op.drop_column('round', 'seed')
