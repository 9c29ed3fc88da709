"""who announces payments"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('recipient_card',
    sa.Column('recipient_siret', sa.String(), nullable=False),
    sa.Column('reports_payment', sa.Boolean(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('recipient_siret')
    )
    with op.batch_alter_table('invoice', schema=None) as batch_op:
        batch_op.create_index(
            'invoice_by_recipient', ['structure_id', 'recipient_siret', 'status'], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table('invoice', schema=None) as batch_op:
        batch_op.drop_index('invoice_by_recipient')

    op.drop_table('recipient_card')
