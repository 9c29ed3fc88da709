"""when a deposit was attempted"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('deposit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('attempted_at', sa.DateTime(timezone=True), nullable=True))
    op.execute('UPDATE deposit SET attempted_at = updated_at WHERE attempted')
    with op.batch_alter_table('deposit', schema=None) as batch_op:
        batch_op.drop_column('attempted')


def downgrade() -> None:
    with op.batch_alter_table('deposit', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('attempted', sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute('UPDATE deposit SET attempted = (attempted_at IS NOT NULL)')
    with op.batch_alter_table('deposit', schema=None) as batch_op:
        batch_op.drop_column('attempted_at')
