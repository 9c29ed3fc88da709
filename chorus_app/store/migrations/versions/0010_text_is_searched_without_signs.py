"""text is searched without the signs that join words"""

import re
import unicodedata
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

_BATCH = 1_000
_JOINING = re.compile(r"[\s'’‘`\-\u2010-\u2015\u2212./,;:!?()\[\]\"“”«»°]+")
_SECTIONS = (60, 250, 150)
_FIELDS = ((0, 1), (1, 5), (5, 7))

_invoice = sa.table(
    'invoice',
    sa.column('id', sa.Integer()),
    *(
        sa.column(name, sa.Text())
        for name in (
            'invoice_number',
            'recipient_name',
            'recipient_siret',
            'service_code',
            'service_name',
            'purchase_order_reference',
            'contract_reference',
            'search_text',
        )
    ),
)


def upgrade() -> None:
    _rewrite(lambda fields: ' '.join(_squeezed(field) for field in fields))


def downgrade() -> None:
    _rewrite(lambda fields: _folded(' '.join(fields)))


def _rewrite(line: Callable[[Sequence[str]], str]) -> None:
    """Write the searchable text of every invoice anew, some at a time: they are never all held."""
    connection = op.get_bind()
    columns = list(_invoice.c)
    ours, texts = columns[0], columns[1:-1]
    page = (
        sa.select(ours, *texts).where(ours > sa.bindparam('after')).order_by(ours).limit(_BATCH)
    )
    write = (
        sa.update(_invoice)
        .where(ours == sa.bindparam('number'))
        .values(search_text=sa.bindparam('searched'))
    )
    after = -1
    while rows := connection.execute(page, {'after': after}).all():
        connection.execute(
            write, [{'number': row[0], 'searched': _text(row[1:], line)} for row in rows]
        )
        after = rows[-1][0]


def _text(fields: Sequence[str], line: Callable[[Sequence[str]], str]) -> str:
    return '\n'.join(
        line(fields[start:end])[:limit]
        for (start, end), limit in zip(_FIELDS, _SECTIONS, strict=True)
    )


def _squeezed(text: str) -> str:
    return _JOINING.sub('', _folded(text))


def _folded(text: str) -> str:
    plain = unicodedata.normalize('NFKD', text.replace('œ', 'oe').replace('Œ', 'OE'))
    bare = ''.join(letter for letter in plain if not unicodedata.combining(letter))
    return ' '.join(bare.casefold().split())
