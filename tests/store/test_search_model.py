"""Whatever is typed, the SQL finds what the words of `domain.clauses` say, invoice by invoice."""

import asyncio
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_app.domain import bodies, clauses
from chorus_app.domain.box import read
from chorus_app.domain.folding import squeeze
from chorus_app.domain.invoice import Invoice
from chorus_app.domain.search import SearchCriteria
from chorus_app.store import search
from chorus_app.store.engine import Store
from chorus_app.store.invoices import upsert
from tests.store.samples import invoice, supplier

TODAY = date(2026, 3, 15)
NAMES = (
    "Ville de Rennes",
    "Commune d'Agen",
    "CHU de Nantes",
    "Centre hospitalier de Saint-Malo",
    "C.C.A.S. ST MALO",
    "Université Lyon 2",
)
NUMBERS = ("VTI/2026/00462", "VTI-2026-00600", "A_462", "600", "F 12.50")
MADE = [
    invoice(
        number,
        invoice_number=f"{NUMBERS[number % 5]}{'' if number < 5 else f'/{number}'}",
        recipient_name=NAMES[number % 6],
        recipient_siret=f"{number % 6}0000000000000",
        service_name=("Écoles", "", "Achats d'eau")[number % 3],
        purchase_order_reference=("ENG-462", "", "2026 118")[number % 3],
        status=("SUSPENDUE", "MISE_EN_PAIEMENT", "REJETEE")[number % 3],
        issue_date=date(2026, 1 + number % 3, 1 + number),
        deposit_date=date(2026, 1 + number % 3, 2 + number),
        payable_amount=(60_000, 61_250, -60_000, 46_200)[number % 4],
    )
    for number in range(24)
]
_PIECES = (
    "rennes nantes saint malo st-malo s.t.malo mairie ville hôpital chu ccas fac école 462 600"
    " 2026 vti202600462 vti/2026/462 VTI/2026/00462 a_462 a% ou de environ < 12,50 600€ hier mars"
    " suspendues rejetées eng462 n° commande d'agen « » eau %"
)
PIECES = st.sampled_from(_PIECES.split())


def holds(clause: clauses.Clause, one: Invoice) -> bool:
    """Tell whether an invoice is what this clause says, read from its fields alone."""
    match clause:
        case clauses.OneOf(either=either):
            return any(holds(each, one) for each in either)
        case clauses.InStatus(statuses=statuses):
            return one.status in statuses
        case clauses.During(first=first, last=last):
            days = [day for day in (one.issue_date, one.deposit_date) if day]
            return any((first or day) <= day <= (last or day) for day in days)
        case clauses.AmountBetween(low=low, high=high):
            return low <= one.payable_amount <= high or low <= -one.payable_amount <= high
        case clauses.AmountUnder(bound=bound):
            return abs(one.payable_amount) < bound
        case clauses.AmountOrNumber(low=low, high=high, digits=digits, year=year):
            days = [day for day in (one.issue_date, one.deposit_date) if day]
            return (
                low <= abs(one.payable_amount) <= high
                or year in {day.year for day in days}
                or stands(digits, numbers(one) + orders(one))
            )
        case clauses.Numbered(folded=folded, of_order=of_order):
            return stands(folded, orders(one) + ([] if of_order else numbers(one)))
        case clauses.Word(folded=folded, others=others):
            return any(stands(text, fields(one)) for text in (folded, *others))
        case clauses.Phrase(folded=folded):
            return stands(folded, fields(one))
        case clauses.Body(folded=folded, kind=kind):
            return stands(folded, fields(one)) or of_kind(kind, one)
    raise AssertionError(clause)


def of_kind(kind: bodies.BodyKind, one: Invoice) -> bool:
    services = [squeeze(field) for field in (one.service_code, one.service_name)]
    return bodies.is_of(kind, one.recipient_name) or any(
        held in field for held in bodies.NAMES[kind].holds for field in services
    )


def stands(text: str, where: list[str]) -> bool:
    return any(squeeze(text) in squeeze(field) for field in where)


def numbers(one: Invoice) -> list[str]:
    return [one.invoice_number]


def orders(one: Invoice) -> list[str]:
    return [one.purchase_order_reference, one.contract_reference]


def fields(one: Invoice) -> list[str]:
    body = [one.recipient_name, one.recipient_siret, one.service_code, one.service_name]
    return numbers(one) + body + orders(one)


def expected(text: str) -> set[int]:
    said = read(text, TODAY)
    statuses = {
        code for each in said if isinstance(each, clauses.InStatus) for code in each.statuses
    }
    others = [each for each in said if not isinstance(each, clauses.InStatus)]
    return {
        one.chorus_id
        for one in MADE
        if (not statuses or one.status in statuses) and all(holds(each, one) for each in others)
    }


async def test_the_sql_agrees_with_the_words(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        await upsert(session, mine, MADE)

    async def found(text: str) -> set[int]:
        async with store.reading() as session:
            page = await search.page(
                session, mine, SearchCriteria(text=text), TODAY, offset=0, limit=50
            )
        assert page.total == len(page.rows)
        return {row.chorus_id for row in page.rows}

    loop = asyncio.get_running_loop()

    @settings(max_examples=150, deadline=None)
    @given(st.lists(PIECES, max_size=5).map(" ".join))
    def agree(text: str) -> None:
        got = asyncio.run_coroutine_threadsafe(found(text), loop).result(30)
        assert got == expected(text), text

    await asyncio.to_thread(agree)
