"""what recipients say of payments"""

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


def downgrade() -> None:
    op.drop_table('recipient_card')
