"""What takes several words in the search box: days, amounts, situations, statuses.

Days are read by `domain.spans`, amounts by `domain.sums`; here are `suspendues`, `mise à
disposition`, `en retard`, `avoirs`, `à traiter`.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from chorus_app.domain import spans, sums
from chorus_app.domain.clauses import InSituation, InStatus, Situation
from chorus_app.domain.status import Status, is_outstanding
from chorus_app.domain.sums import Found

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
    "pas payee": _OUTSTANDING,
    "pas encore payee": _OUTSTANDING,
    "a payer": _OUTSTANDING,
    "en attente de paiement": _OUTSTANDING,
    "supprimee": (Status.SUPPRIMEE,),
}
_BY_WORDS = {spans.singular([said]): codes for said, codes in _STATUSES.items()}
"""By folded words in the singular; the masculine is the same without its last letter."""
_SITUATIONS: dict[str, Situation] = {
    "en retard": Situation.EN_RETARD,
    "retard": Situation.EN_RETARD,
    "echeance depassee": Situation.EN_RETARD,
    "peut-etre deja payee": Situation.PEUT_ETRE_PAYEE,
    "sans echeance": Situation.SANS_ECHEANCE,
    "avoir": Situation.AVOIR,
    "note de credit": Situation.AVOIR,
    "avoir a deduire": Situation.AVOIR_A_DEDUIRE,
    "a traiter": Situation.A_TRAITER,
}
_SITUATED = {spans.singular([said]): situation for said, situation in _SITUATIONS.items()}
_MOST_WORDS = 5
WORDS = ("brouillon", "suspendue", "rejetée", "refusée", "mandatée", "comptabilisée", "impayée")
"""The words for statuses that are easily misspelt, as they are written."""


def longest(tokens: Sequence[str], today: date) -> Found:
    """Return what the first words say together, or None where they are words like any others."""
    return (
        spans.read(tokens, today)
        or sums.read(tokens)
        or _in_situation(tokens)
        or _in_status(tokens)
    )


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
