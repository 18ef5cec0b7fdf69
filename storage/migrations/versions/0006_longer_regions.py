"""Regions whose codes are long, such as a part of a city."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('member') as member:
        member.alter_column('region', existing_type=sa.String(length=16), type_=sa.String(length=32), existing_server_default='')


def downgrade() -> None:
    op.execute("UPDATE member SET region = '' WHERE length(region) > 16")
    with op.batch_alter_table('member') as member:
        member.alter_column('region', existing_type=sa.String(length=32), type_=sa.String(length=16), existing_server_default='')
