"""The operations of Chorus Pro that Choral calls, and which of them may be repeated."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Operation:
    """A route of PISTE.

    `repeatable` tells that a second call does no harm: it reads, or makes nothing that shows.
    `coded` tells that the contract promises a `codeRetour`; `carries_file` that the body is heavy.
    """

    path: str
    method: Literal["GET", "POST"] = "POST"
    repeatable: bool = True
    coded: bool = True
    carries_file: bool = False


SEARCH = Operation("/cpro/factures/v1/rechercher/fournisseur")
DETAIL = Operation("/cpro/factures/v1/consulter/fournisseur")
HISTORY = Operation("/cpro/factures/v1/consulter/historique")
DEPOSIT_PDF = Operation("/cpro/factures/v1/deposer/pdf", coded=False, carries_file=True)
SUBMIT = Operation("/cpro/factures/v1/soumettre", repeatable=False)
DEPOSIT_FLOW = Operation("/cpro/factures/v1/deposer/flux", repeatable=False, carries_file=True)
FLOW_REPORT = Operation("/cpro/transverses/v1/consulterCRDetaille")
STRUCTURES = Operation("/cpro/structures/v1/rechercher")
STRUCTURE = Operation("/cpro/structures/v1/consulter")
SERVICES = Operation("/cpro/structures/v1/rechercher/services")
SERVICE = Operation("/cpro/structures/v1/consulter/service")
HEALTH = Operation("/cpro/transverses/v1/health-check", method="GET", coded=False)
