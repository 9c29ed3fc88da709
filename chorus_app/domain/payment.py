"""When a public buyer must have paid: its kind, the delay of that kind, and a first estimate.

Code de la commande publique, R2192-10 and R2192-11: 30 days; 50 for public health establishments
and the army health service; 60 for public undertakings. R2192-12 to R2192-15: from the day the
buyer is told that the invoice is available, and failing proof, from the date of the request plus
two days. Undertakings that are local public establishments (régies) keep the 30 days, and so do
care homes (EHPAD): theirs are social establishments, not health ones.
"""

import re
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from chorus_app.domain.folding import fold
from chorus_app.domain.status import Status, is_outstanding


class Delay(IntEnum):
    """Days that the law leaves to pay, by kind of buyer."""

    GENERAL = 30
    HEALTH = 50
    UNDERTAKING = 60


class BuyerKind(StrEnum):
    """The kinds of public buyers that the law of delays tells apart, and three that people know."""

    ETAT = "ETAT"
    COLLECTIVITE = "COLLECTIVITE"
    ETABLISSEMENT = "ETABLISSEMENT"
    SANTE = "SANTE"
    SANTE_DES_ARMEES = "SANTE_DES_ARMEES"
    ENTREPRISE = "ENTREPRISE"

    @property
    def delay(self) -> Delay:
        """The delay of this kind (R2192-10 and R2192-11)."""
        return _DELAYS.get(self, Delay.GENERAL)


PERHAPS_PAID = frozenset(
    {Status.MANDATEE, Status.MISE_A_DISPOSITION_COMPTABLE, Status.COMPTABILISEE}
)
"""Ordered by the buyer: only « Mise en paiement » follows, which some recipients never send."""


class Doubt(StrEnum):
    """Why nobody can say that a late invoice is unpaid; `texts.payment` says it in words."""

    ANNUAIRE = "ANNUAIRE"
    """The recipient's card in the directory: it does not announce payments."""
    JAMAIS_VUE = "JAMAIS_VUE"
    """It has announced none to this supplier yet, and has ordered this payment."""


def doubt(status: str, *, announced: bool, reports: bool) -> Doubt | None:
    """Return why an invoice past its day may be paid all the same; None where its status tells.

    `announced`: its recipient announced one payment to this supplier, and so announces them,
    whatever its card in the directory says. `reports` is what that card says.
    """
    if announced or not is_outstanding(status):
        return None
    if not reports:
        return Doubt.ANNUAIRE
    return Doubt.JAMAIS_VUE if status in PERHAPS_PAID else None


_DELAYS = {
    BuyerKind.SANTE: Delay.HEALTH,
    BuyerKind.SANTE_DES_ARMEES: Delay.HEALTH,
    BuyerKind.ENTREPRISE: Delay.UNDERTAKING,
}

# The first that is found decides: an army hospital is not a civil one, nor the State's own office.
_NAMES: tuple[tuple[BuyerKind, re.Pattern[str]], ...] = (
    (
        BuyerKind.SANTE_DES_ARMEES,
        re.compile(r"\bservice de sante des armees\b|\binstruction des armees\b"),
    ),
    (
        BuyerKind.SANTE,
        re.compile(
            r"\b(chu|chru|chr|chs|ghu|ght|hopita\w*|hospitali\w*|hospices civils|ap-hp|ap-hm"
            r"|assistance publique)\b"
        ),
    ),
    (
        BuyerKind.ENTREPRISE,
        re.compile(r"\b(sncf|ratp|epic|port autonome|grand port|edf|la poste)\b"),
    ),
    (
        BuyerKind.ETAT,
        re.compile(
            r"\b(ministere|prefecture|etat|rectorat|tribunal|cour d.appel|gendarmerie"
            r"|police nationale|dreal|drfip|ddfip|direction interdepartementale"
            r"|direction regionale|direction generale)\b"
        ),
    ),
    (
        BuyerKind.COLLECTIVITE,
        re.compile(
            r"\b(commune|communes|mairie|ville|departement|conseil|region|metropole"
            r"|communaute|agglomeration|collectivite|syndicat)\b"
        ),
    ),
)


def kind_of_buyer(recipient_name: str) -> BuyerKind:
    """Guess what a recipient is from its name: the directory of Chorus Pro does not tell."""
    name = fold(recipient_name)
    found = (kind for kind, pattern in _NAMES if pattern.search(name))
    return next(found, BuyerKind.ETABLISSEMENT)


def payable_by(
    *, delay: Delay, deposit_date: date | None, made_available: date | None, status: str
) -> date | None:
    """Return the last legal day to pay, or None where it cannot be known or no longer matters.

    A suspended or returned invoice has no date: its delay may be interrupted (R2192-27).
    """
    waiting = status in {Status.SUSPENDUE, Status.A_RECYCLER, Status.COMPLETEE}
    if waiting or not is_outstanding(status) or not deposit_date:
        return None
    start = made_available or deposit_date + timedelta(days=2)
    return start + timedelta(days=delay)
