"""what was corrected"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('layout_hint',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('structure_id', sa.Integer(), nullable=False),
    sa.Column('maker', sa.String(), nullable=False),
    sa.Column('labels', sa.Text(), nullable=False),
    sa.Column('hints', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('layout_hint', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_layout_hint_structure_id'), ['structure_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('layout_hint', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_layout_hint_structure_id'))

    op.drop_table('layout_hint')
