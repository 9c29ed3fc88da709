"""Where SIRETs stand on the pages: fourteen digits that a label or their key tells from a code."""

import re
from collections.abc import Iterator

from chorus_app.documents import values
from chorus_app.documents.french import sirets
from chorus_app.documents.layout import Cell, Layout
from chorus_app.domain.siret import has_valid_key

_SIREN_CELL = re.compile(r"siren\D{0,6}(\d{3} ?\d{3} ?\d{3})$")
_NIC_CELL = re.compile(r"(?:n ?° ?)?nic\D{0,4}(\d{5})")
SAYS_SIRET = re.compile(r"\bsire[tn]\b|\bident(?:ifiant|\.)|r\.?c\.?s")


_OTHER_CODE = re.compile(
    r"\b(?:ean|gtin|gencod|isbn|article|art|code|ref|reference|iban|compte|contrat|marche|colis|suivi|"
    r"engagement|commande|facture|avoir|pdl|prm|pce|compteur|imei|serie|lot|n ?° ?$)"
)
"""What else has fourteen digits that may pass the key by chance."""


def find_sirets(layout: Layout) -> Iterator[tuple[Cell, int, str]]:
    """Give each SIRET with its cell and where it begins there."""
    for cell in layout.cells:
        for siret, start in [*sirets(cell.text), *_in_two_cells(cell, layout)]:
            if _is_announced(cell, start, siret, layout):
                yield cell, start, siret


def _in_two_cells(cell: Cell, layout: Layout) -> Iterator[tuple[str, int]]:
    """Join `SIREN : 123 456 789` with the `NIC : 00012` that stands beside or under it."""
    siren = _SIREN_CELL.search(cell.plain)
    for other in [*layout.right_of(cell)[:1], *layout.below(cell)[:1]] if siren else []:
        nic = _NIC_CELL.fullmatch(other.plain)
        if siren and nic and (siret := values.siret(siren[1] + nic[1])):
            yield siret, siren.start(1)


def _is_announced(cell: Cell, start: int, siret: str, layout: Layout) -> bool:
    """Fourteen digits may be an article's code: a label says SIRET, or the key agrees alone."""
    before = cell.plain[:start]
    if SAYS_SIRET.search(before):
        return True
    around = layout.left_of(cell)[:1] + layout.above(cell) if not before.strip(" :") else []
    if any(SAYS_SIRET.search(other.plain) for other in around):
        return True
    return has_valid_key(siret) and not _OTHER_CODE.search(before)
