"""Room for what is sealed: topics to skip, and takeaways."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (('member', 'skips'), ('checkin', 'takeaway')):
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, existing_type=sa.String(length=300), type_=sa.Text(), existing_server_default='')


def downgrade() -> None:
    for table, column in (('member', 'skips'), ('checkin', 'takeaway')):
        op.execute(f"UPDATE {table} SET {column} = '' WHERE length({column}) > 300")
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, existing_type=sa.Text(), type_=sa.String(length=300), existing_server_default='')
