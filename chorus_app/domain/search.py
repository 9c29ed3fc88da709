"""A search as one object: what to look for, in which order, and the address that keeps it.

The form is row J3 of the product: number, deposited between … and …, amount between … and …,
statuses, recipient, order number. `store.search` turns the object into SQL, `texts.chips` into
words, and this file into the address and back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from chorus_app.domain import box
from chorus_app.domain.clauses import Clause
from chorus_app.domain.dates import BadDate, parse_day
from chorus_app.domain.folding import tidy
from chorus_app.domain.money import BadAmount, parse_amount
from chorus_app.domain.status import Status

TEXT_LIMIT = 100
"""No criterion is longer: an invoice number has 20 characters, an engagement 50."""


class Sort(StrEnum):
    """The orders of the list. By status: the life cycle, the newest first in each."""

    STATUT = "statut"
    DATE = "date"
    MONTANT = "montant"
    ECHEANCE = "echeance"


class Flaw(StrEnum):
    """What can be wrong with a criterion; `texts.errors` says it in words."""

    DATE_ILLISIBLE = "DATE_ILLISIBLE"
    MONTANT_ILLISIBLE = "MONTANT_ILLISIBLE"
    MONTANT_SIGNE = "MONTANT_SIGNE"
    BORNES_INVERSEES = "BORNES_INVERSEES"
    STATUT_INCONNU = "STATUT_INCONNU"


@dataclass(frozen=True, slots=True)
class SearchCriteria:
    """What to look for; everything empty finds every invoice.

    Amounts in cents without a sign, ends included: credit notes are found by theirs too.
    """

    text: str = ""
    number: str = ""
    deposited_from: date | None = None
    deposited_to: date | None = None
    amount_min: int | None = None
    amount_max: int | None = None
    statuses: tuple[str, ...] = ()
    recipient: str = ""
    purchase_order_reference: str = ""
    sort: Sort = Sort.STATUT

    def clauses(self, today: date) -> tuple[Clause, ...]:
        """Return what the free text of the search box says, clause by clause."""
        return box.read(self.text, today)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing restricts the result."""
        return replace(self, sort=Sort.STATUT) == SearchCriteria()

    def params(self) -> dict[str, str]:
        """Return the parameters of the address; ISO dates, amounts in euros with a point."""
        given = {
            "q": self.text,
            "numero": self.number,
            "du": self.deposited_from.isoformat() if self.deposited_from else "",
            "au": self.deposited_to.isoformat() if self.deposited_to else "",
            "min": _euros(self.amount_min),
            "max": _euros(self.amount_max),
            "statut": ",".join(self.statuses),
            "destinataire": self.recipient,
            "commande": self.purchase_order_reference,
            "tri": "" if self.sort is Sort.STATUT else self.sort.value,
        }
        return {key: value for key, value in given.items() if value}

    def query_string(self) -> str:
        """Return `?…`, or nothing for a search that restricts nothing."""
        params = self.params()
        return f"?{urlencode(params)}" if params else ""


def read(given: Mapping[str, object], today: date) -> tuple[SearchCriteria, dict[str, Flaw]]:
    """Read a form or an address, in the French ways of typing amounts and dates.

    Returns what could be read and, by parameter, what is wrong with the others: those are left
    out of the criteria. Nothing that a client sends makes this fail.
    """
    reader = _Reader(given, today)
    criteria = SearchCriteria(
        text=reader.text("q"),
        number=reader.text("numero"),
        deposited_from=reader.day("du"),
        deposited_to=reader.day("au"),
        amount_min=reader.amount("min"),
        amount_max=reader.amount("max"),
        statuses=reader.statuses(),
        recipient=reader.text("destinataire"),
        purchase_order_reference=reader.text("commande"),
        sort=reader.sort(),
    )
    return _without_crossed_bounds(criteria, reader.flaws), reader.flaws


class _Reader:
    def __init__(self, given: Mapping[str, object], today: date) -> None:
        self.given = given
        self.today = today
        self.flaws: dict[str, Flaw] = {}

    def text(self, key: str) -> str:
        return tidy(self.given.get(key, ""), TEXT_LIMIT)

    def day(self, key: str) -> date | None:
        text = self.text(key)
        try:
            return parse_day(text, self.today) if text else None
        except BadDate:
            self.flaws[key] = Flaw.DATE_ILLISIBLE
            return None

    def amount(self, key: str) -> int | None:
        text = self.text(key)
        try:
            amount = parse_amount(text) if text else None
        except BadAmount:
            self.flaws[key] = Flaw.MONTANT_ILLISIBLE
            return None
        if amount is not None and amount < 0:
            self.flaws[key] = Flaw.MONTANT_SIGNE
            return None
        return amount

    def statuses(self) -> tuple[str, ...]:
        raw = self.given.get("statut", "")
        codes = tidy(raw, 600).split(",") if isinstance(raw, str) else raw
        if not isinstance(codes, list | tuple):
            return ()
        wanted = {code.strip().upper() for code in codes if isinstance(code, str) and code.strip()}
        if wanted - set(Status.__members__):
            self.flaws["statut"] = Flaw.STATUT_INCONNU
        return tuple(status.value for status in Status if status.value in wanted)

    def sort(self) -> Sort:
        name = self.text("tri")
        return Sort(name) if name in Sort._value2member_map_ else Sort.STATUT


def _without_crossed_bounds(criteria: SearchCriteria, flaws: dict[str, Flaw]) -> SearchCriteria:
    """Leave out the upper bound where it lies below the lower one, and say so."""
    low, high = criteria.amount_min, criteria.amount_max
    if low is not None and high is not None and low > high:
        flaws["max"] = Flaw.BORNES_INVERSEES
        criteria = replace(criteria, amount_max=None)
    first, last = criteria.deposited_from, criteria.deposited_to
    if first and last and first > last:
        flaws["au"] = Flaw.BORNES_INVERSEES
        criteria = replace(criteria, deposited_to=None)
    return criteria


def _euros(amount: int | None) -> str:
    return "" if amount is None else f"{amount / 100:.2f}"
