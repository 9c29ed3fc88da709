"""what is answered and written down"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

_TRIGGERS = {
    'sqlite': (
        """CREATE TRIGGER journal_entry_stays BEFORE UPDATE ON journal_entry
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
        """CREATE TRIGGER journal_entry_remains BEFORE DELETE ON journal_entry
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    ),
    'postgresql': (
        """CREATE FUNCTION journal_entry_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
        """CREATE TRIGGER journal_entry_stays BEFORE UPDATE OR DELETE ON journal_entry
        FOR EACH ROW EXECUTE FUNCTION journal_entry_refuses()""",
    ),
}
"""Who was told something must find it as it was told: no statement changes or removes an entry."""


def upgrade() -> None:
    op.create_table('journal_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('structure_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('user_name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('invoice_chorus_id', sa.BigInteger(), nullable=True),
    sa.Column('invoice_number', sa.String(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_entry_invoice_chorus_id'), ['invoice_chorus_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_journal_entry_structure_id'), ['structure_id'], unique=False)

    op.create_table('acknowledgement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invoice_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('status_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoice.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('invoice_id', 'user_id', 'status', 'status_at')
    )
    op.create_table('answer',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('structure_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('invoice_id', sa.Integer(), nullable=False),
    sa.Column('chorus_id', sa.BigInteger(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('retry_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_before', sa.Integer(), nullable=True),
    sa.Column('problem', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoice.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], ),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_invoice_id'), ['invoice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_stage'), ['stage'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_structure_id'), ['structure_id'], unique=False)
        batch_op.create_index('one_open_answer', ['invoice_id', 'act'], unique=True, sqlite_where=sa.text("stage <> 'FAITE'"), postgresql_where=sa.text("stage <> 'FAITE'"))

    op.create_table('piece',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('answer_id', sa.String(), nullable=False),
    sa.Column('file_key', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('chorus_attachment_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_piece_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_piece_file_key'), ['file_key'], unique=False)

    for statement in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_piece_file_key'))
        batch_op.drop_index(batch_op.f('ix_piece_answer_id'))

    op.drop_table('piece')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index('one_open_answer')
        batch_op.drop_index(batch_op.f('ix_answer_structure_id'))
        batch_op.drop_index(batch_op.f('ix_answer_stage'))
        batch_op.drop_index(batch_op.f('ix_answer_invoice_id'))

    op.drop_table('answer')
    op.drop_table('acknowledgement')
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_journal_entry_structure_id'))
        batch_op.drop_index(batch_op.f('ix_journal_entry_invoice_chorus_id'))

    op.drop_table('journal_entry')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION journal_entry_refuses()')
