"""Where a party's SIRET stands in XML: four places, in an order learnt from 626 French files."""

from collections.abc import Iterator

from lxml import etree

from chorus_app.documents import values
from chorus_app.documents.xml_paths import PartyPaths

AIFE_SIRET = "11000201100044"
"""The address of Chorus Pro on Peppol: as an endpoint it says nothing of who the party is."""

_SIRET_SCHEMES = ("0009", "1")
_ENDPOINT_SCHEMES = ("0009", "0225")


def party_siret(node: etree._Element, places: PartyPaths) -> tuple[str | None, str, str | None]:
    """Return the SIRET, where it was, and the SIREN when there is one.

    Order: an identifier under scheme 0009 (or Chorus's own "1"), the legal identifier when it has
    fourteen digits, the electronic address, at last an identifier without a scheme that begins
    with the party's own SIREN.
    """
    siren = _siren(node, places)
    for siret, source in _candidates(node, places, siren):
        return siret, source, siret[:9]
    return None, "", siren


def _candidates(
    node: etree._Element, places: PartyPaths, siren: str | None
) -> Iterator[tuple[str, str]]:
    identifiers = [pair for place in places.ids for pair in _identifiers(node, place)]
    for scheme, text in identifiers:
        if scheme in _SIRET_SCHEMES and (siret := values.siret(text)):
            yield siret, f"XML, identifiant {scheme}"
    for scheme, text in _identifiers(node, places.legal_id):
        if siret := values.siret(text):
            yield siret, f"XML, identifiant légal {scheme}".rstrip()
    for scheme, text in _identifiers(node, places.endpoint):
        siret = values.siret(text) if scheme in _ENDPOINT_SCHEMES else None
        if siret and siret != AIFE_SIRET:
            yield siret, f"XML, adresse électronique {scheme}"
    for scheme, text in identifiers:
        siret = values.siret(text) if not scheme else None
        if siret and siren and siret.startswith(siren):
            yield siret, "XML, identifiant"


def _identifiers(node: etree._Element, place: str) -> Iterator[tuple[str, str]]:
    for found in node.iterfind(place):
        yield found.get("schemeID", "").strip(), (found.text or "").strip()


def _siren(node: etree._Element, places: PartyPaths) -> str | None:
    for _, text in _identifiers(node, places.legal_id):
        if siren := values.siren(text):
            return siren
    for _, text in _identifiers(node, places.vat_id):
        bare = text.replace(" ", "").upper()
        if bare.startswith("FR") and len(bare) == 13 and (siren := values.siren(bare[4:])):
            return siren
    return None
