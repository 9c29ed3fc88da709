"""What is to be cashed, as the first screen shows it: a picture by week, each part in words."""

from dataclasses import dataclass
from datetime import timedelta

from chorus_app import routes
from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.status import Family
from chorus_app.services.overview import Overview
from chorus_app.texts import formats
from chorus_app.texts.payment import PERHAPS_PAID


def _list(text: str) -> str:
    return routes.factures(SearchCriteria(text=text).query_string())


LATE = _list("en retard")
"""The list of the invoices that the first screen calls late."""


@dataclass
class BarView:
    """What a week should bring, as a bar; `height` in percent of the tallest."""

    label: str
    amount: str
    height: int
    late: bool


def bars(seen: Overview) -> list[BarView]:
    """Return one bar for what is late and one a week; none when nothing is expected."""
    late = seen.expected.late.amount
    weeks = [(f"{week.monday:%d/%m}", week.amount, False) for week in seen.weeks]
    shown = [("retard", late, True), *weeks] if late > 0 else weeks
    tallest = max((amount for _, amount, _ in shown), default=0)
    if tallest <= 0:
        return []
    return [
        BarView(label, formats.money(amount), max(0, round(100 * amount / tallest)), is_late)
        for label, amount, is_late in shown
    ]


@dataclass
class PartView:
    """A part of what is outstanding; `href` leads to its invoices."""

    label: str
    amount: str
    href: str


def parts(seen: Overview) -> list[PartView]:
    """Return label with its number of invoices, and amount, of each part of what is outstanding.

    Each leads to the search that finds it. They add up to the whole; one part alone says nothing
    that the whole does not.
    """
    expected = seen.expected
    last = seen.weeks[-1].monday + timedelta(days=6)
    told = (
        ("En retard", expected.late, LATE),
        (f"D’ici le {last:%d/%m}", expected.soon, _list(f"à payer d’ici le {last:%d/%m/%Y}")),
        (f"Après le {last:%d/%m}", expected.later, _list(f"à payer après le {last:%d/%m/%Y}")),
        ("Sans échéance", expected.undated, _list("sans échéance")),
        (f"{PERHAPS_PAID}s", expected.perhaps_paid, _list("peut-être déjà payées")),
        ("Avoirs à déduire", expected.credit_notes, _list("avoirs à déduire")),
    )
    lines = [
        PartView(f"{label} ({part.invoices})", formats.money(part.amount), href)
        for label, part, href in told
        if part.invoices
    ]
    return lines if len(lines) > 1 else []


def beside_families(seen: Overview, unsent: int) -> str:
    """Say what the four families hold beside what is to be cashed, and what they leave out.

    `unsent`: how many deposits Chorus Pro does not know, as drafts of ours and what it refused.
    """
    said = (
        "Toutes les factures que Chorus Pro connaît y sont, payées, rejetées et brouillons de son "
        "site compris"
    )
    count, amount = seen.families.get(Family.AUTRE, (0, 0))
    others = formats.count(count, "facture supprimée", "factures supprimées")
    worth = f" ({formats.money(amount)})" if amount else ""
    but = f", sauf {others} ou d’un autre statut{worth}" if count else ""
    ours = formats.count(unsent, "dépôt non abouti", "dépôts non aboutis")
    apart = f" À part, dans « À traiter » : {ours} dans Choral, brouillons ou refusés."
    return f"{said}{but}.{apart if unsent else ''}"
