"""What takes several words in the search box: bounds and ranges of amounts, statuses, days.

`plus de 1000`, `>1000`, `moins de 500`, `au moins 100`; `entre 100 et 500`, `100-500`;
`suspendues`, `mise à disposition`; `en retard`, `avoirs`, `à traiter`. Days are read by
`domain.spans`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from chorus_app.domain import spans
from chorus_app.domain.clauses import (
    AmountBetween,
    AmountOrNumber,
    AmountOver,
    AmountUnder,
    Clause,
    InSituation,
    InStatus,
    Situation,
)
from chorus_app.domain.folding import fold
from chorus_app.domain.money import BadAmount, parse_amount
from chorus_app.domain.status import Status, is_outstanding

Found = tuple[Clause, int] | None
"""A clause and how many words said it."""

_BARE = re.compile(r"\d{1,8}")
_EXACT = re.compile(r"-?(?:\d[\d.]*[,.]\d{1,2}(?: ?€)?|\d+ ?€|\d+(?:[,.]\d+)?k)")
"""A sign is read and left aside: a credit note is found by its amount, however it is written."""

_BOUNDS: dict[tuple[str, str], Callable[[str, int], Clause]] = {
    ("plus", "de"): AmountOver,
    ("moins", "de"): AmountUnder,
    ("au", "moins"): lambda source, bound: AmountOver(source, bound, included=True),
    ("au", "plus"): lambda source, bound: AmountUnder(source, bound, included=True),
}

_SIGNS: dict[str, Callable[[str, int], Clause]] = {
    ">": _BOUNDS["plus", "de"],
    "<": _BOUNDS["moins", "de"],
    ">=": _BOUNDS["au", "moins"],
    "≥": _BOUNDS["au", "moins"],
    "<=": _BOUNDS["au", "plus"],
    "≤": _BOUNDS["au", "plus"],
}
_SIGNED = re.compile(r"([<>]=?|[≤≥])(.+)")
_DASHED = re.compile(r"([^-–]+)[-–]([^-–]+)")
_OF_NUMBER = re.compile(r"0\d*|20\d\d")
"""Ends that amounts seldom have and numbers often: `0012-0500`, `2026-118`."""

_OUTSTANDING = tuple(status.value for status in Status if is_outstanding(status))
_STATUSES: dict[str, tuple[str, ...]] = {
    "brouillon": (Status.BROUILLON,),
    "deposee": (Status.DEPOSEE,),
    "en cours d'acheminement": (Status.EN_COURS_ACHEMINEMENT,),
    "mise a disposition": (Status.MISE_A_DISPOSITION,),
    "mise a disposition du comptable": (Status.MISE_A_DISPOSITION_COMPTABLE,),
    "completee": (Status.COMPLETEE,),
    "a recycler": (Status.A_RECYCLER,),
    "suspendue": (Status.SUSPENDUE,),
    "rejetee": (Status.REJETEE,),
    "refusee": (Status.REJETEE,),
    "service fait": (Status.SERVICE_FAIT,),
    "mandatee": (Status.MANDATEE,),
    "comptabilisee": (Status.COMPTABILISEE,),
    "mise en paiement": (Status.MISE_EN_PAIEMENT,),
    "payee": (Status.MISE_EN_PAIEMENT,),
    "reglee": (Status.MISE_EN_PAIEMENT,),
    "impayee": _OUTSTANDING,
    "non payee": _OUTSTANDING,
    "supprimee": (Status.SUPPRIMEE,),
}
_BY_WORDS = {spans.singular([said]): codes for said, codes in _STATUSES.items()}
"""By folded words in the singular; the masculine is the same without its last letter."""
_SITUATIONS: dict[str, Situation] = {
    "en retard": Situation.EN_RETARD,
    "retard": Situation.EN_RETARD,
    "peut-etre deja payee": Situation.PEUT_ETRE_PAYEE,
    "sans echeance": Situation.SANS_ECHEANCE,
    "avoir": Situation.AVOIR,
    "note de credit": Situation.AVOIR,
    "avoir a deduire": Situation.AVOIR_A_DEDUIRE,
    "a traiter": Situation.A_TRAITER,
}
_SITUATED = {spans.singular([said]): situation for said, situation in _SITUATIONS.items()}
_MOST_WORDS = 5


def longest(tokens: Sequence[str], today: date) -> Found:
    """Return what the first words say together, or None where they are words like any others."""
    return (
        spans.read(tokens, today)
        or _amount_range(tokens)
        or _dashed_range(tokens)
        or _amount_bound(tokens)
        or _signed_bound(tokens)
        or _in_situation(tokens)
        or _in_status(tokens)
    )


def exact_amount(token: str) -> int | None:
    """Return an amount that can be nothing else (`12,50`, `12€`, `3k`), in cents and unsigned."""
    return _cents(token) if _EXACT.fullmatch(token) else None


def _amount(token: str) -> int | None:
    return _cents(token) if _BARE.fullmatch(token) else exact_amount(token)


def _cents(token: str) -> int | None:
    try:
        return abs(parse_amount(token))
    except BadAmount:
        return None


def _amount_range(tokens: Sequence[str]) -> Found:
    if len(tokens) < 4 or not spans.joins(tokens[0], tokens[2]):
        return None
    ends = [end for end in (_amount(tokens[1]), _amount(tokens[3])) if end is not None]
    return (
        (AmountBetween(" ".join(tokens[:4]), min(ends), max(ends)), 4) if len(ends) == 2 else None
    )


def _dashed_range(tokens: Sequence[str]) -> Found:
    """Read `100-500`, which no date is: some numbers look alike, so those are looked for too."""
    apart = len(tokens) > 2 and tokens[1] in {"-", "–"}
    said = "".join(tokens[:3]) if apart else tokens[0]
    match = _DASHED.fullmatch(said)
    if not match or any(map(_OF_NUMBER.fullmatch, match.groups())):
        return None
    low, high = map(_amount, match.groups())
    if low is None or high is None or low >= high:
        return None
    if apart or not all(map(_BARE.fullmatch, match.groups())):
        used = 3 if apart else 1
        return AmountBetween(" ".join(tokens[:used]), low, high), used
    return AmountOrNumber(said, low, high, said), 1


def _signed_bound(tokens: Sequence[str]) -> Found:
    match = _SIGNED.fullmatch(tokens[0])
    bound = _amount(match[2]) if match else None
    return (_SIGNS[match[1]](tokens[0], bound), 1) if match and bound is not None else None


def _amount_bound(tokens: Sequence[str]) -> Found:
    if len(tokens) < 3:
        return None
    make, bound = _BOUNDS.get((fold(tokens[0]), fold(tokens[1]))), _amount(tokens[2])
    return (make(" ".join(tokens[:3]), bound), 3) if make and bound is not None else None


def _in_situation(tokens: Sequence[str]) -> Found:
    for size, said in _beginnings(tokens):
        if situation := _SITUATED.get(said):
            return InSituation(" ".join(tokens[:size]), situation), size
    return None


def _in_status(tokens: Sequence[str]) -> Found:
    for size, said in _beginnings(tokens):
        codes = _BY_WORDS.get(said) or _BY_WORDS.get(f"{said}e")
        if codes:
            return InStatus(" ".join(tokens[:size]), tuple(codes)), size
    return None


def _beginnings(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give the first words in the singular, the most of them first, with how many they are."""
    for size in range(min(_MOST_WORDS, len(tokens)), 0, -1):
        yield size, spans.singular(tokens[:size])
