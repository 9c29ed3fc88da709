"""Several SIRETs for one party: a firm's head office and its agency, a body and its sites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chorus_app.documents.layout import Cell

_SIREN = 9
_AGENCY = re.compile(r"agence|etablissement|emett(?:eur|rice)|succursale|antenne|depot|siret local")
_HEAD_OFFICE = re.compile(r"(?:siege(?: social)?|maison mere)\b")
_ON_ITS_OWN = re.compile(r" [-|·•;] |[.;] ")
_OTHERS = re.compile(
    r"affactur|factor|subrog|cessionnaire|comptable assignataire|comptable public|tresorerie"
    r"|lieu d[eu']|livr(?:e|aison)\b|sous-?traitant|site d[eu']|representant|mandataire"
    r"|imprime (?:par|chez)|edite par|courtier|assureur|cotraitant"
)
_SIRET_WORD = re.compile(r"sire[tn]")


def announces_another(before: str) -> bool:
    """Tell whether the words before a SIRET name a third party: a factor, a place of work.

    Only those since the last sentence or dash count: a footer names the bank, then the seller.
    """
    own = _ON_ITS_OWN.split(before)
    said = own[-1] if _SIRET_WORD.sub("", own[-1]).strip(" :(n°") else " ".join(own[-2:])
    return _OTHERS.search(said) is not None


def is_agency(cell: Cell, start: int) -> bool:
    """Tell whether words before a SIRET say that it is the agency's: `Siret agence :`."""
    return _AGENCY.search(_announcing(cell, start)) is not None


def is_head_office(cell: Cell, start: int) -> bool:
    """Tell whether words before a SIRET say that it is the head office's: `Siège social : …`."""
    words = _announcing(cell, start)
    return _HEAD_OFFICE.search(words) is not None and not _AGENCY.search(words)


def _announcing(cell: Cell, start: int) -> str:
    """Return the words since the number before, which are those of this one."""
    return re.split(r"\d{3} ?\d{3} ?\d{3}", cell.plain[:start])[-1]


def same_siren(one: str, other: str) -> bool:
    """Tell whether two SIRETs are establishments of one legal person."""
    return one != other and one[:_SIREN] == other[:_SIREN]


@dataclass(slots=True)
class Standing:
    """What the words around a SIRET call it."""

    agency: bool = False
    head_office: bool = False


def the_issuing(chosen: str, called: dict[str, Standing]) -> str:
    """Return which of a seller's establishments makes the invoice.

    The one called the agency, else the only one that is not called the head office: the footer
    must name the head office (article R. 123-237 of the code de commerce), the letterhead need
    not. The caller never makes it certain.
    """
    own: Sequence[str] = [one for one in called if one == chosen or same_siren(one, chosen)]
    agencies = [one for one in own if called[one].agency]
    if len(agencies) == 1:
        return agencies[0]
    others = [one for one in own if not called[one].head_office]
    return others[0] if len(others) == 1 else chosen
