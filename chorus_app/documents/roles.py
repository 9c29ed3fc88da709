"""Whose SIRET is whose, on a page: labels, headings of blocks, public names, the footer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from chorus_app.documents import values
from chorus_app.documents.french import sirets
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import Certainty, Doubt, FieldReading
from chorus_app.domain.siret import has_valid_key


class Role(IntEnum):
    """Whose number it is. `OTHER`: a delivery place, a factor, a tax representative."""

    SELLER = 1
    BUYER = 2
    OTHER = 3


_TOLD, _STRONG, _FAIR, _FAINT = 4, 3, 2, 1

_BUYER_WORDS = (
    r"client|acheteur|acquereur|destinataire|dest\b\.?|debiteur|payeur public|votre|vos|"
    r"ministere|mairie|collectivite|facture a|structure|maitre d'ouvrage|public|"
    r"administration|organisme|commune"
)
_SELLER_WORDS = r"fournisseur|vendeur|emetteur|prestataire|titulaire|creancier|notre|nos|societe"
_OTHER_WORDS = (
    r"livr|beneficiaire|affactur|factor|subrog|representant fiscal|sous-?traitant|expedie a|"
    r"chantier"
)
_IN_CELL = (
    (
        re.compile(rf"siret[^:\d]{{0,20}}(?:{_BUYER_WORDS})|(?:{_BUYER_WORDS})[^:\d]{{0,12}}siret"),
        Role.BUYER,
        _TOLD,
    ),
    (
        re.compile(
            rf"siret[^:\d]{{0,20}}(?:{_SELLER_WORDS})|(?:{_SELLER_WORDS})[^:\d]{{0,12}}siret"
        ),
        Role.SELLER,
        _TOLD,
    ),
)
_CONTRACTOR = re.compile(r"sous-?traitan(?:t|ce).*\b(?:titulaire|mandataire)\b")
"""`sous-traitant de GO BATIMENT (titulaire) SIRET …`: the sub-contractor sends the invoice."""
_COMPANY = re.compile(
    r"\b(?:s\.?a\.?s\.?u?|s\.?a\.?r\.?l|e\.?u\.?r\.?l|s\.?c\.?i|s\.?n\.?c|scop)\b"
)
"""Legal forms, which no public body has: `INTERIM PUBLIC SAS` is a seller's name."""
_ON_LINE = (
    (re.compile(r"\bcapital\b|\br\.?c\.?s\b|au registre"), Role.SELLER, _STRONG),
    (re.compile(r"\bape\b|\bnaf\b"), Role.SELLER, _FAIR),
)
"""What stands on the line of a SIRET: public bodies have neither capital nor registration."""
_HEADINGS = (
    (re.compile(rf"(?:adresse |lieu |point )?(?:de |du |d'|a )?(?:{_OTHER_WORDS})"), Role.OTHER),
    (
        re.compile(
            r"(?:adresse |nom |infos? |informations? |coordonnees )?(?:de |du |de l'|d'|le |l')?"
            r"(?:client|acheteur|acquereur|destinataire|debiteur|facturee? a|adressee? a)\b"
            r"|(?:adresse (?:de )?)?facturation(?= ?:?$)"
            r"|vos (?:identifiants|coordonnees)|a l'attention|doit\b|facturer a"
            r"|(?:identifiants? |references? )?chorus\b"
        ),
        Role.BUYER,
    ),
    (
        re.compile(
            r"(?:adresse |nom |infos? |informations? |coordonnees )?(?:de |du |de l'|d'|le |l')?"
            r"(?:fournisseur|vendeur|emetteur|prestataire|titulaire|creancier|expediteur)\b"
            r"|nos (?:identifiants|coordonnees)|emise? par"
        ),
        Role.SELLER,
    ),
)
_PUBLIC_NAME = re.compile(
    r"(?<!pres la )(?<!pres le )"
    r"\b(?:mairie|ville de|commune d|ministere|prefecture|prefet|departement d|region |"
    r"conseil (?:departemental|regional)|centre hospitalier|c\.?h\.?[ru]\b|hopita(?:l|ux)|"
    r"universite|lycee|college|rectorat|academie d|communaute (?:de communes|d'agglo|urbaine)|"
    r"metropole|s\.?d\.?i\.?s|c\.?c\.?a\.?s|syndicat (?:mixte|intercommunal)|direction (?:generale|"
    r"departementale|regionale|interregionale)|agence regionale|office public|tresor public|"
    r"etablissement public|services? de l'etat|gendarmerie|caserne|armee|tribunal|cour d'appel)"
)
_CLIENT_CODE = re.compile(r"^client(?: n°)? ?:? ?[a-z]{0,4}[-_ ]?\d+$")
"""`Client : C0042` is a number of the seller's books, not the heading of the buyer's block."""
_SIREN_CELL = re.compile(r"siren\D{0,6}(\d{3} ?\d{3} ?\d{3})$")
_NIC_CELL = re.compile(r"(?:n ?° ?)?nic\D{0,4}(\d{5})")
_BOTH = 2
_RIGHT_BLOCK = 260.0
"""Points from the left edge where the block of a window envelope begins, on the right side."""
_PAGE = 10_000.0
_SAYS_SIRET = re.compile(r"\bsire[tn]\b|\bident(?:ifiant|\.)|r\.?c\.?s")


_OTHER_CODE = re.compile(
    r"\b(?:ean|gtin|gencod|isbn|article|art|code|ref|reference|iban|compte|contrat|marche|colis|suivi|"
    r"engagement|commande|facture|avoir|pdl|prm|pce|compteur|imei|serie|lot|n ?° ?$)"
)
"""What else has fourteen digits that may pass the key by chance."""


@dataclass(slots=True)
class _Known:
    """A SIRET and, for each role, the strongest sign of it."""

    siret: str
    times: int = 0
    signs: dict[Role, int] = field(default_factory=dict)
    cell: Cell | None = None

    def note(self, role: Role, strength: int) -> None:
        self.signs[role] = max(strength, self.signs.get(role, 0))

    def strength(self, role: Role) -> int:
        """Return the strength of a role, nothing when another role is as strong."""
        own = self.signs.get(role, 0)
        others = (sign for other, sign in self.signs.items() if other is not role)
        return own if own > max(others, default=0) else 0


def read_roles(layout: Layout) -> dict[str, FieldReading]:
    """Tell the seller's and the buyer's SIRET apart; a doubtful one is left out."""
    known = list(_sirets(layout).values())
    seller, buyer = _named(known, Role.SELLER), _named(known, Role.BUYER)
    if seller is None and (buyer or len(known) == 1):
        seller = _left_over(known, buyer)
    elif buyer is None and seller:
        buyer = _left_over(known, seller)
    if seller is None and buyer is None and len(known) == _BOTH:
        seller, buyer = sorted(known, key=_from_the_letterhead)
    fields = {}
    if seller:
        fields["seller_siret"] = _reading(seller, Role.SELLER, layout)
    if buyer:
        fields["buyer_siret"] = _reading(buyer, Role.BUYER, layout)
    return fields


def _sirets(layout: Layout) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for cell in layout.cells:
        for siret, start in [*sirets(cell.text), *_in_two_cells(cell, layout)]:
            if not _is_announced(cell, start, siret, layout):
                continue
            entry = known.setdefault(siret, _Known(siret, cell=cell))
            entry.times += 1
            for role, strength in _signs(cell, start, siret, layout):
                entry.note(role, strength)
    return known


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
    if _SAYS_SIRET.search(before):
        return True
    around = layout.left_of(cell)[:1] + layout.above(cell) if not before.strip(" :") else []
    if any(_SAYS_SIRET.search(other.plain) for other in around):
        return True
    return has_valid_key(siret) and not _OTHER_CODE.search(before)


def _named(known: Sequence[_Known], role: Role) -> _Known | None:
    """Return the SIRET that most signs give this role, none when two are as strong."""
    best = max((entry.strength(role) for entry in known), default=0)
    named = [entry for entry in known if best and entry.strength(role) == best]
    return named[0] if len(named) == 1 else None


def _from_the_letterhead(entry: _Known) -> tuple[int, float]:
    """Order by place: the letterhead is at the left or above, the buyer's window right or below."""
    cell = entry.cell
    return (cell.left > _RIGHT_BLOCK, cell.page * _PAGE + cell.top) if cell else (1, 0.0)


def _left_over(known: Sequence[_Known], other: _Known | None) -> _Known | None:
    """Return the only SIRET without a role, once the other party's is known."""
    free = [
        entry
        for entry in known
        if entry is not other and max(entry.signs.values(), default=0) < _FAIR
    ]
    return free[0] if len(free) == 1 else None


def _reading(entry: _Known, role: Role, layout: Layout) -> FieldReading:
    if entry.strength(role) < _STRONG:
        return FieldReading(entry.siret, Certainty.A_VERIFIER, "texte", Doubt.ROLE)
    if not _is_confirmed(entry, layout):
        return FieldReading(entry.siret, Certainty.A_VERIFIER, "texte", Doubt.UNE_FOIS)
    return FieldReading(entry.siret, Certainty.LU, "texte")


def _is_confirmed(entry: _Known, layout: Layout) -> bool:
    """A number is confirmed by its key, by a second place, or by its SIREN standing elsewhere."""
    if entry.times > 1 or has_valid_key(entry.siret):
        return True
    digits = re.sub(r"\D", "", " ".join(cell.text for cell in layout.cells if "fr" in cell.plain))
    return entry.siret[:9] in digits.replace(entry.siret, "")


def _signs(cell: Cell, start: int, siret: str, layout: Layout) -> Iterator[tuple[Role, int]]:
    """Give the signs of whose number it is.

    INSEE gives public bodies a SIREN that begins with 1 or 2, and the buyer here is always one.
    """
    before = cell.plain[:start]
    if _CONTRACTOR.search(before):
        yield Role.OTHER, _STRONG
        return
    for pattern, role, strength in _IN_CELL:
        if pattern.search(before) and not (role is Role.BUYER and _COMPANY.search(before)):
            yield role, strength
    for pattern, role, strength in _ON_LINE:
        if pattern.search(cell.plain):
            yield role, strength
    yield from _block_signs(cell, layout)
    if siret[0] in "12":
        yield Role.BUYER, _FAINT
    if cell.top > 0.88 * layout.page_heights.get(cell.page, 1e9):
        yield Role.SELLER, _STRONG


def _is_heading(plain: str) -> bool:
    """A heading is a few words, perhaps with the party's name; neither an address nor a code."""
    return len(plain.split()) <= 8 and "@" not in plain and not _CLIENT_CODE.search(plain)


def _block_signs(cell: Cell, layout: Layout) -> Iterator[tuple[Role, int]]:
    """Read the block above: its heading decides, a public name is a fair sign of the buyer."""
    beside = [] if _SAYS_SIRET.search(cell.plain) else layout.left_of(cell)[:1]
    anchor = beside[0] if beside and _SAYS_SIRET.search(beside[0].plain) else cell
    for above in layout.block_above(anchor):
        for pattern, role in _HEADINGS:
            if pattern.match(above.plain) and _is_heading(above.plain):
                yield role, _STRONG
                return
        if _PUBLIC_NAME.search(above.plain):
            yield Role.BUYER, _FAIR
