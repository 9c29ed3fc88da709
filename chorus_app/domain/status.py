"""The statuses of an invoice, their families, and whose turn it is.

Source: the table of the guide "Facturation électronique : mode d'emploi pour les PME" (thirteen
statuses in four families) and the list of the official application (`SUPPRIMEE`). Chorus Pro
knows 56 codes in all; the others are tolerated: they are kept as they came, belong to the family
`AUTRE`, and are named in words by `texts.statuses`.
"""

from enum import StrEnum


class Family(StrEnum):
    """The guide's four groups, plus one for what the guide does not name."""

    EMISSION = "EMISSION"
    RECEPTION = "RECEPTION"
    RENVOI = "RENVOI"
    AVANCEMENT = "AVANCEMENT"
    AUTRE = "AUTRE"


class Actor(StrEnum):
    """Who must move next."""

    FOURNISSEUR = "FOURNISSEUR"
    CHORUS = "CHORUS"
    DESTINATAIRE = "DESTINATAIRE"
    COMPTABLE = "COMPTABLE"
    BANQUE = "BANQUE"
    VALIDEUR = "VALIDEUR"
    PERSONNE = "PERSONNE"


class Status(StrEnum):
    """The fourteen statuses that a supplier meets, in life-cycle order."""

    BROUILLON = "BROUILLON"
    DEPOSEE = "DEPOSEE"
    EN_COURS_ACHEMINEMENT = "EN_COURS_ACHEMINEMENT"
    MISE_A_DISPOSITION = "MISE_A_DISPOSITION"
    COMPLETEE = "COMPLETEE"
    A_RECYCLER = "A_RECYCLER"
    SUSPENDUE = "SUSPENDUE"
    REJETEE = "REJETEE"
    SERVICE_FAIT = "SERVICE_FAIT"
    MANDATEE = "MANDATEE"
    MISE_A_DISPOSITION_COMPTABLE = "MISE_A_DISPOSITION_COMPTABLE"
    COMPTABILISEE = "COMPTABILISEE"
    MISE_EN_PAIEMENT = "MISE_EN_PAIEMENT"
    SUPPRIMEE = "SUPPRIMEE"


_FAMILIES: dict[Family, tuple[Status, ...]] = {
    Family.EMISSION: (Status.BROUILLON, Status.DEPOSEE, Status.EN_COURS_ACHEMINEMENT),
    Family.RECEPTION: (Status.MISE_A_DISPOSITION, Status.COMPLETEE),
    Family.RENVOI: (Status.A_RECYCLER, Status.SUSPENDUE, Status.REJETEE),
    Family.AVANCEMENT: (
        Status.SERVICE_FAIT,
        Status.MANDATEE,
        Status.MISE_A_DISPOSITION_COMPTABLE,
        Status.COMPTABILISEE,
        Status.MISE_EN_PAIEMENT,
    ),
}
_FAMILY_OF = {status: family for family, group in _FAMILIES.items() for status in group}

_NEXT_ACTOR: dict[Status, Actor] = {
    Status.BROUILLON: Actor.FOURNISSEUR,
    Status.DEPOSEE: Actor.CHORUS,
    Status.EN_COURS_ACHEMINEMENT: Actor.CHORUS,
    Status.MISE_A_DISPOSITION: Actor.DESTINATAIRE,
    Status.COMPLETEE: Actor.DESTINATAIRE,
    Status.A_RECYCLER: Actor.FOURNISSEUR,
    Status.SUSPENDUE: Actor.FOURNISSEUR,
    Status.REJETEE: Actor.FOURNISSEUR,
    Status.SERVICE_FAIT: Actor.DESTINATAIRE,
    Status.MANDATEE: Actor.COMPTABLE,
    Status.MISE_A_DISPOSITION_COMPTABLE: Actor.COMPTABLE,
    Status.COMPTABILISEE: Actor.COMPTABLE,
    Status.MISE_EN_PAIEMENT: Actor.BANQUE,
    Status.SUPPRIMEE: Actor.PERSONNE,
}

OPTIONAL = frozenset(
    {
        Status.SERVICE_FAIT,
        Status.MANDATEE,
        Status.MISE_A_DISPOSITION_COMPTABLE,
        Status.COMPTABILISEE,
    }
)
"""Statuses that a recipient may choose never to send (guide, part 5; product rows I9–I12)."""

BY_SUPPLIER = frozenset({Status.BROUILLON, Status.DEPOSEE, Status.COMPLETEE})
"""What the supplier's own acts lead to: a comment that comes with one is the supplier's.

Sources: chorus-api.md §2.8 (a recycling deposits again, a completion completes).
"""

WAITING_FOR_SUPPLIER = (Status.SUSPENDUE, Status.A_RECYCLER, Status.REJETEE, Status.BROUILLON)
"""What stands under « À traiter », the most pressing first."""

_PATH = (
    Status.DEPOSEE,
    Status.EN_COURS_ACHEMINEMENT,
    Status.MISE_A_DISPOSITION,
    Status.SERVICE_FAIT,
    Status.MANDATEE,
    Status.MISE_A_DISPOSITION_COMPTABLE,
    Status.COMPTABILISEE,
    Status.MISE_EN_PAIEMENT,
)
"""The way of an invoice that nothing stops."""

_OVER = frozenset({Status.REJETEE, Status.SUPPRIMEE, Status.BROUILLON, Status.MISE_EN_PAIEMENT})
_OUTSIDE_SUMS = frozenset({Status.SUPPRIMEE})

_RANK = {status: rank for rank, status in enumerate(Status)}
UNKNOWN_RANK = len(_RANK)


def known(code: str) -> Status | None:
    """Return the status that bears this code, or None for one that the guide does not name."""
    return Status(code) if code in Status.__members__ else None


def family_of(code: str) -> Family:
    """Return the family of a status code; `AUTRE` for deleted and unnamed ones."""
    status = known(code)
    return _FAMILY_OF.get(status, Family.AUTRE) if status else Family.AUTRE


def members(family: Family) -> tuple[Status, ...]:
    """Return the statuses of a family in life-cycle order; empty for `AUTRE`."""
    return _FAMILIES.get(family, ())


def next_actor(code: str) -> Actor:
    """Return who must move next; Chorus Pro's own work for codes that the guide does not name."""
    status = known(code)
    if status:
        return _NEXT_ACTOR[status]
    if code.startswith("A_VALIDER"):
        return Actor.VALIDEUR
    return Actor.FOURNISSEUR if code.startswith("ERREUR_FOURNISSEUR") else Actor.CHORUS


def rank(code: str) -> int:
    """Return the place in the life cycle, from 0; codes that are not named come last."""
    status = known(code)
    return _RANK[status] if status else UNKNOWN_RANK


def ahead(code: str) -> tuple[Status, ...]:
    """Return what usually follows, to the payment; nothing while the supplier must act.

    A completed invoice goes on where one that is available does.
    """
    status = known(code)
    here = Status.MISE_A_DISPOSITION if status is Status.COMPLETEE else status
    return _PATH[_PATH.index(here) + 1 :] if here in _PATH else ()


def is_outstanding(code: str) -> bool:
    """Tell whether money is still expected: sent, and neither refused, deleted nor paid."""
    status = known(code)
    return status not in _OVER if status else not code.startswith(("REFUSEE", "ABANDONNEE"))


def counts_in_sums(code: str) -> bool:
    """Tell whether the amount belongs in totals (product row I14: deleted ones do not)."""
    return known(code) not in _OUTSIDE_SUMS
