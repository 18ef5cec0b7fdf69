"""Room for what else is sealed: what posts say, and whom somebody would rather not meet."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

ROWS = 'EXISTS (SELECT 1 FROM workspace WHERE workspace.team_id = {0}.team_id)'
ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    with op.batch_alter_table('post') as batch:
        batch.alter_column('text', existing_type=sa.String(), type_=sa.Text(), existing_nullable=False)
        batch.alter_column(
            'blocks', existing_type=sa.JSON(), type_=sa.Text(), existing_nullable=False, postgresql_using='blocks::text'
        )
    _make_avoid(
        sa.Column('id', ID, autoincrement=True, nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('other_id', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_avoid')),
        sa.UniqueConstraint('team_id', 'id', name=op.f('uq_avoid_team_id_id')),
    )
    op.create_index('ix_avoid_user', 'avoid', ['team_id', 'user_id'])


def downgrade() -> None:
    op.execute(f"UPDATE post SET text = '', blocks = '[]' WHERE text LIKE 'gAAAA%' AND {ROWS.format('post')}")
    op.execute(f"UPDATE post SET blocks = '[]' WHERE (blocks = '' OR blocks LIKE 'gAAAA%') AND {ROWS.format('post')}")
    with op.batch_alter_table('post') as batch:
        batch.alter_column('text', existing_type=sa.Text(), type_=sa.String(), existing_nullable=False)
        batch.alter_column(
            'blocks', existing_type=sa.Text(), type_=sa.JSON(), existing_nullable=False, postgresql_using='blocks::json'
        )
    op.drop_index('ix_avoid_user', 'avoid')
    _make_avoid(
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('other_id', sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint('team_id', 'user_id', 'other_id', name=op.f('pk_avoid')),
    )


def _make_avoid(*parts: sa.Column[object] | sa.Constraint) -> None:
    """Make the table anew around its rows; one that is sealed has no place in the old one."""
    read = sa.text(f'SELECT team_id, user_id, other_id FROM avoid WHERE length(other_id) <= 32 AND {ROWS.format("avoid")}')
    rows = [dict(row) for row in op.get_bind().execute(read).mappings()]
    op.drop_table('avoid')
    made = op.create_table(
        'avoid',
        *parts,
        sa.ForeignKeyConstraint(
            ['team_id', 'user_id'], ['member.team_id', 'member.user_id'], name=op.f('fk_avoid_team_id_user_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['team_id'], ['workspace.team_id'], name=op.f('fk_avoid_team_id'), ondelete='CASCADE'),
    )
    if rows:
        op.bulk_insert(made, rows)
