"""What a search found in an invoice where its row shows nothing of it: service, SIRET, order."""

from collections.abc import Iterator, Sequence

from chorus_app.domain import bodies, clauses
from chorus_app.domain.folding import squeeze
from chorus_app.services.invoices import Row
from chorus_app.texts import formats


def found_by(row: Row, said: Sequence[clauses.Clause]) -> str:
    """Return the fields that hold what was looked for, unless the name or the number does."""
    told = dict.fromkeys(hidden for clause in said for hidden in _hidden(row, clause))
    return " · ".join(told)


def _hidden(row: Row, clause: clauses.Clause) -> Iterator[str]:
    """Give the first field that alone explains this clause."""
    if isinstance(clause, clauses.OneOf):
        for each in clause.either:
            yield from _hidden(row, each)
        return
    if isinstance(clause, clauses.Body) and bodies.is_of(clause.kind, row.recipient_name):
        return
    wanted = [text for text in map(squeeze, _texts(row, clause)) if text]
    shown = [squeeze(row.recipient_name), squeeze(row.invoice_number)]
    if any(text in field for text in wanted for field in shown):
        return
    for words, value in _fields(row):
        if any(text in squeeze(value) for text in wanted):
            yield words
            return


def _texts(row: Row, clause: clauses.Clause) -> tuple[str, ...]:
    """Return the texts that this clause looks for; none where the amount or a day explains it."""
    match clause:
        case clauses.AmountOrNumber(low=low, high=high, digits=digits, year=year):
            years = [day.year for day in (row.issue_date, row.deposit_date) if day]
            seen = low <= abs(row.payable_amount) <= high or year in years
            return () if seen else (digits,)
        case clauses.Word(folded=folded, others=others):
            return folded, *others
        case clauses.Phrase(folded=folded) | clauses.Numbered(folded=folded):
            return (folded,)
        case clauses.Body(folded=folded):
            return (folded,)
    return ()


def _fields(row: Row) -> list[tuple[str, str]]:
    """Return what is said of each field that a search reads and the row leaves out."""
    service = row.service_name or row.service_code
    return [
        (f"service : {service}", row.service_name),
        (f"service : {service} ({row.service_code})", row.service_code),
        (f"commande : {row.purchase_order_reference}", row.purchase_order_reference),
        (f"marché : {row.contract_reference}", row.contract_reference),
        (f"SIRET : {formats.siret(row.recipient_siret)}", row.recipient_siret),
    ]
