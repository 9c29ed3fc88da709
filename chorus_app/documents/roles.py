"""Whose SIRET is whose, on a page: labels, headings of blocks, public names, the footer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from chorus_app.documents.establishments import (
    Standing,
    announces_another,
    is_agency,
    is_head_office,
    same_siren,
    the_issuing,
)
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import Certainty, Doubt, FieldReading
from chorus_app.documents.siret_places import SAYS_SIRET, find_sirets
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
            r"|(?:(?:identifiants?|references?|informations?|infos?|donnees|codes?) )?chorus\b"
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
_BOTH = 2
_RIGHT_BLOCK = 260.0
"""Points from the left edge where the block of a window envelope begins, on the right side."""
_PAGE = 10_000.0
_TOP = 160.0
"""Points from the top of the first page within which a letterhead stands."""


@dataclass(slots=True)
class _Known:
    """A SIRET and, for each role, the strongest sign of it."""

    siret: str
    times: int = 0
    signs: dict[Role, int] = field(default_factory=dict)
    cell: Cell | None = None
    called: Standing = field(default_factory=Standing)

    @property
    def is_on_top(self) -> bool:
        """Tell whether it stands where a letterhead does."""
        cell = self.cell
        return cell is not None and not cell.page and cell.top < _TOP and cell.left < _RIGHT_BLOCK

    @property
    def is_of_other(self) -> bool:
        """Tell whether anything says that it is not the seller's."""
        return Role.BUYER in self.signs or Role.OTHER in self.signs

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
    seller = _in_the_letterhead(known, seller) or seller
    if seller:
        issuing = the_issuing(seller.siret, {entry.siret: entry.called for entry in known})
        seller = next(entry for entry in known if entry.siret == issuing)
    third = [entry for entry in known if entry is not seller and entry is not buyer]
    fields = {}
    if seller:
        fields["seller_siret"] = _sure_of(seller, Role.SELLER, third, layout)
    if buyer:
        fields["buyer_siret"] = _sure_of(buyer, Role.BUYER, third, layout)
    return fields


def _in_the_letterhead(known: Sequence[_Known], seller: _Known | None) -> _Known | None:
    """Return the number of the letterhead where another firm's stands in the footer only.

    Banks, factors and printers have a capital and a registration too, which makes them look like
    the seller; none of them has its number at the top left of the first page.
    """
    tops = [entry for entry in known if entry.is_on_top and not entry.is_of_other]
    if len(tops) != 1 or (seller and (seller.is_on_top or seller.signs[Role.SELLER] > _STRONG)):
        return None
    return tops[0]


def _sure_of(entry: _Known, role: Role, third: Sequence[_Known], layout: Layout) -> FieldReading:
    """Return a party's SIRET, to be checked where another on the page might be that party's.

    That is another establishment of the same legal person, or one whose role nothing says: for
    the seller any such number, for the recipient another public body's.
    """
    reading = _reading(entry, role, layout)
    rivals = [one for one in third if _may_be(one, role) or same_siren(one.siret, entry.siret)]
    if reading.certainty is not Certainty.LU or not rivals:
        return reading
    return FieldReading(entry.siret, Certainty.A_VERIFIER, "texte", Doubt.PLUSIEURS)


def _may_be(entry: _Known, role: Role) -> bool:
    if Role.OTHER in entry.signs:
        return False
    public = Role.BUYER in entry.signs
    return public if role is Role.BUYER else not public


def _sirets(layout: Layout) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for cell, start, siret in find_sirets(layout):
        entry = known.setdefault(siret, _Known(siret, cell=cell))
        entry.times += 1
        entry.called.agency |= is_agency(cell, start)
        entry.called.head_office |= is_head_office(cell, start)
        for role, strength in _signs(cell, start, siret, layout):
            entry.note(role, strength)
    return known


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
    if _CONTRACTOR.search(before) or announces_another(before):
        yield Role.OTHER, _STRONG
        return
    for pattern, role, strength in _IN_CELL:
        if pattern.search(before) and not (role is Role.BUYER and _COMPANY.search(before)):
            yield role, strength
    for pattern, role, strength in _ON_LINE:
        if pattern.search(cell.plain):
            yield role, strength
    if siret[0] in "12" and "chorus" in before:  # `Informations Chorus Pro – SIRET : 213…`
        yield Role.BUYER, _STRONG
        return
    yield from _block_signs(cell, layout)
    if is_agency(cell, start) and siret[0] not in "12":
        yield Role.SELLER, _FAIR
    if siret[0] in "12":
        yield Role.BUYER, _FAINT
    if cell.top > 0.88 * layout.page_heights.get(cell.page, 1e9):
        yield Role.SELLER, _STRONG


def _is_heading(plain: str) -> bool:
    """A heading is a few words, perhaps with the party's name; neither an address nor a code."""
    return len(plain.split()) <= 8 and "@" not in plain and not _CLIENT_CODE.search(plain)


def _block_signs(cell: Cell, layout: Layout) -> Iterator[tuple[Role, int]]:
    """Read the block above: its heading decides, a public name is a fair sign of the buyer."""
    beside = [] if SAYS_SIRET.search(cell.plain) else layout.left_of(cell)[:1]
    anchor = beside[0] if beside and SAYS_SIRET.search(beside[0].plain) else cell
    for above in layout.block_above(anchor):
        for pattern, role in _HEADINGS:
            if pattern.match(above.plain) and _is_heading(above.plain):
                yield role, _STRONG
                return
        if _PUBLIC_NAME.search(above.plain):
            yield Role.BUYER, _FAIR
