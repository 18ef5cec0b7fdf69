"""Room for sealed preferences: when, where, how and in which languages somebody works."""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

COLUMNS = {
    'works_from': sa.Time(), 'works_to': sa.Time(), 'earliest': sa.Time(), 'latest': sa.Time(), 'breaks': sa.JSON(),
    'works_on': sa.String(length=7), 'ways': sa.String(length=64), 'place': sa.String(length=16),
}
TEXTS = {'region': 32, 'town': 80, 'languages': 120}
ROWS = 'EXISTS (SELECT 1 FROM workspace WHERE workspace.team_id = member.team_id)'


def upgrade() -> None:
    with op.batch_alter_table('member') as batch:
        for name, kind in COLUMNS.items():
            batch.alter_column(name, existing_type=kind, type_=sa.Text(), existing_nullable=True, postgresql_using=f'{name}::text')
        for name, length in TEXTS.items():
            batch.alter_column(
                name, existing_type=sa.String(length=length), type_=sa.Text(), existing_nullable=False, existing_server_default=''
            )


def downgrade() -> None:
    for name, kind in COLUMNS.items():
        lost = f"{name} NOT LIKE '__:__%'" if isinstance(kind, sa.Time) else f"({name} = '' OR {name} LIKE 'gAAAA%')"
        op.execute(f'UPDATE member SET {name} = NULL WHERE {lost} AND {ROWS}')
    for name in TEXTS:
        op.execute(f"UPDATE member SET {name} = '' WHERE {name} LIKE 'gAAAA%' AND {ROWS}")
    with op.batch_alter_table('member') as batch:
        for name, kind in COLUMNS.items():
            using = f"{name}::{'json' if name == 'breaks' else 'time' if isinstance(kind, sa.Time) else 'varchar'}"
            batch.alter_column(name, existing_type=sa.Text(), type_=kind, existing_nullable=True, postgresql_using=using)
        for name, length in TEXTS.items():
            batch.alter_column(
                name, existing_type=sa.Text(), type_=sa.String(length=length), existing_nullable=False, existing_server_default=''
            )
