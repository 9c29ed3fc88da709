"""The things that the search box can be told: amounts, days, statuses, words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chorus_app.domain.bodies import BodyKind


class Dated(StrEnum):
    """Which of an invoice's two days a clause speaks of."""

    EMISE = "EMISE"
    DEPOSEE = "DEPOSEE"
    EMISE_OU_DEPOSEE = "EMISE_OU_DEPOSEE"


class Situation(StrEnum):
    """What an invoice is in, beside its status; `store.situations` says it in SQL."""

    EN_RETARD = "EN_RETARD"
    """To be paid, its estimated legal day past, and nobody may have paid it without a word."""
    PEUT_ETRE_PAYEE = "PEUT_ETRE_PAYEE"
    """Its day past too, but its recipient may have paid without a word."""
    SANS_ECHEANCE = "SANS_ECHEANCE"
    """To be paid, and no legal day is known."""
    AVOIR = "AVOIR"
    AVOIR_A_DEDUIRE = "AVOIR_A_DEDUIRE"
    """A credit note that is sent and not settled."""
    A_TRAITER = "A_TRAITER"
    """Sent back to the supplier, and not put away as treated."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing understood: `source` is the piece of text that said it, as it was typed."""

    source: str


@dataclass(frozen=True, slots=True)
class AmountBetween(Clause):
    """Payable amount between two bounds, in cents, included."""

    low: int
    high: int
    around: int | None = None


@dataclass(frozen=True, slots=True)
class AmountOver(Clause):
    """Payable amount over a bound, in cents; `included` tells whether the bound belongs."""

    bound: int
    included: bool = False


@dataclass(frozen=True, slots=True)
class AmountUnder(Clause):
    """Payable amount under a bound, in cents; `included` tells whether the bound belongs."""

    bound: int
    included: bool = False


@dataclass(frozen=True, slots=True)
class AmountOrNumber(Clause):
    """A bare number, or `100-500`: a range of amounts, or a piece of a number.

    `year` where it may be that as well: what was issued or deposited in it.
    """

    low: int
    high: int
    digits: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class During(Clause):
    """Issued or deposited between two days, included; None leaves that side open."""

    first: date | None
    last: date | None
    dated: Dated = Dated.EMISE_OU_DEPOSEE


@dataclass(frozen=True, slots=True)
class InStatus(Clause):
    """In one of these statuses; what several such clauses name counts together."""

    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InSituation(Clause):
    """In this situation, whatever its status."""

    situation: Situation


@dataclass(frozen=True, slots=True)
class Due(Clause):
    """To be paid, its last legal day between two days, included; None leaves that side open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Word(Clause):
    """A folded word that must stand in the invoice's searchable text, or one written otherwise."""

    folded: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase(Clause):
    """Words between quotation marks, folded: they stand together, and mean nothing else."""

    folded: str


@dataclass(frozen=True, slots=True)
class Numbered(Clause):
    """A piece of a number: of the invoice's or its orders', or of its orders' alone."""

    folded: str
    of_order: bool = False


@dataclass(frozen=True, slots=True)
class Body(Clause):
    """A usual word for a kind of public body (`domain.bodies`), or that word anywhere."""

    folded: str
    kind: BodyKind


@dataclass(frozen=True, slots=True)
class OneOf(Clause):
    """At least one of these: `Rennes ou Nantes`."""

    either: tuple[Clause, ...]
