"""The lists of codes, the account's own bodies, their bank accounts, the State's commitments."""

from typing import NamedTuple

from chorus_app.domain.invoice import Service, Structure
from chorus_app.gateway import operations
from chorus_app.gateway.operations import Operation
from chorus_app.gateway.terms import BankAccount, Coded, CodeList, OwnStructure
from chorus_app.gateway.wire.structures import is_active, service_of
from chorus_app.gateway.wire.values import Json, line, number, rows, told

PAGE_SIZE = 1000
_FRENCH = {"codeLangue": "FR"}


class Source(NamedTuple):
    """Where a list of codes is found, and under which names."""

    operation: Operation
    body: Json
    rows: str
    code: str
    label: str = ""


SOURCES = {
    CodeList.CURRENCIES: Source(
        operations.CURRENCIES, _FRENCH, "listeDevises", "codeDevise", "libelleDevise"
    ),
    CodeList.COUNTRIES: Source(
        operations.COUNTRIES, _FRENCH, "listePays", "codePays", "libellePays"
    ),
    CodeList.VAT_RATES: Source(
        operations.VAT_RATES, _FRENCH, "listeTauxTva", "codeTauxTva", "libelleTauxTva"
    ),
    CodeList.VAT_EXEMPTIONS: Source(
        operations.VAT_EXEMPTIONS,
        _FRENCH,
        "listeMotifsExonerationTva",
        "codeMotifExonerationTva",
        "libelleMotifExonerationTva",
    ),
    CodeList.PAYMENT_MEANS: Source(
        operations.PAYMENT_MEANS, {}, "listeModePaiement", "modePaiement"
    ),
    CodeList.BUSINESS_PROCESSES: Source(
        operations.BUSINESS_PROCESSES,
        {"typeDemandePaiement": "FACTURE"},
        "listeCadreFacturation",
        "codeCadreFacturation",
    ),
    CodeList.ATTACHMENT_TYPES: Source(
        operations.ATTACHMENT_TYPES,
        {**_FRENCH, "typeObjet": "FACTURE"},
        "listeTypePieceJointe",
        "codeTypePieceJointe",
        "libelleTypePieceJointe",
    ),
    CodeList.DEPOSIT_MODES: Source(operations.DEPOSIT_MODES, {}, "listeModeDepot", "modeDepot"),
    CodeList.FLOW_FORMATS: Source(operations.FLOW_FORMATS, {}, "listeFormatFlux", "formatFlux"),
    CodeList.FLOW_SYNTAXES: Source(operations.FLOW_SYNTAXES, {}, "listeFormatFlux", "formatFlux"),
    CodeList.REQUEST_TYPES: Source(
        operations.REQUEST_TYPES, {}, "listeTypeDemandePaiement", "typeDemandePaiement"
    ),
    CodeList.REQUEST_STATES: Source(
        operations.REQUEST_STATES,
        {"typeDemandePaiement": "FACTURE"},
        "listeEtatDemandePaiement",
        "etatDemandePaiement",
    ),
    CodeList.WORKS_TYPES: Source(
        operations.WORKS_TYPES, {}, "listeTypeFactureTravaux", "typeFactureTravaux"
    ),
    CodeList.IDENTIFIER_TYPES: Source(
        operations.IDENTIFIER_TYPES, {}, "listeTypeIdentifiant", "typeIdentifiantStructure"
    ),
    CodeList.REFUSAL_REASONS: Source(
        operations.REFUSAL_REASONS,
        {"codeCadreFacturationAValider": "A9_FACTURE_SOUSTRAITANT"},
        "listeMotifRefusFactureAValider",
        "codeMotif",
        "libelleMotif",
    ),
    CodeList.INQUIRIES: Source(
        operations.INQUIRIES,
        {"pagination": {"nbResultatsParPage": PAGE_SIZE, "pageResultatDemandee": 1}},
        "listeCategories",
        "codeCategorie",
        "libelleCategorie",
    ),
    CodeList.INQUIRY_KINDS: Source(
        operations.INQUIRY_KINDS,
        {"pagination": {"nbResultatsParPage": PAGE_SIZE, "pageResultatDemandee": 1}},
        "listeSousCategories",
        "code",
        "libelle",
    ),
}


def coded(answer: Json, source: Source) -> tuple[Coded, ...]:
    """Read a list of codes; a row without a code is left out."""
    found = (
        Coded(line(row.get(source.code)), line(row.get(source.label)))
        for row in rows(answer, source.rows)
    )
    return tuple(each for each in found if each.code)


def attached_body(page: int) -> Json:
    """Ask for the bodies that the account is attached to."""
    place = {"nbResultatsParPage": PAGE_SIZE, "pageResultatDemandee": page}
    return {"parametresRecherche": place}


def attached_structures(answer: Json) -> tuple[OwnStructure, ...]:
    """Read the bodies that the account is attached to, with their services."""
    return tuple(filter(None, map(_attached, rows(answer, "listeStructureRattachement"))))


def _attached(row: Json) -> OwnStructure | None:
    chorus_id = number(row.get("idStructure"))
    if chorus_id is None:
        return None
    structure = Structure(
        chorus_id=chorus_id,
        siret=line(row.get("identifiantStructure")),
        name=line(row.get("designationStructure")),
        active=is_active(row.get("statutRattachementStructure")),
    )
    services: list[Service | None] = list(map(service_of, rows(row, "listeServicesRattache")))
    return OwnStructure(structure, tuple(filter(None, services)), line(row.get("roleUtilisateur")))


def active_structures(answer: Json) -> tuple[OwnStructure, ...]:
    """Read the plain list of the account's open bodies."""
    return tuple(filter(None, map(_active, rows(answer, "listeStructures"))))


def _active(row: Json) -> OwnStructure | None:
    chorus_id = number(row.get("idStructureCPP"))
    if chorus_id is None:
        return None
    siret, name = line(row.get("identifiant")), line(row.get("designationStructure"))
    return OwnStructure(Structure(chorus_id, siret, name, active=True))


def bank_accounts(answer: Json) -> tuple[BankAccount, ...]:
    """Read the bank accounts of a body."""
    found = (
        (number(row.get("idCoordonneeBancaire")), line(row.get("nomCoordonneeBancaire")))
        for row in rows(answer, "listeCoordonneeBancaire")
    )
    return tuple(BankAccount(chorus_id, name) for chorus_id, name in found if chorus_id is not None)


def commitment_body(supplier_id: int, commitment: str) -> Json:
    """Ask for the commitments, or for one, of a supplier; the state is what a client sends."""
    return told(
        {
            "structureReceptriceEngagementJuridique": str(supplier_id),
            "numeroEngagementJuridique": commitment,
            "etatCourantEngagementJuridique": "COMMANDE",
        }
    )


def has_commitment(answer: Json) -> bool:
    """Tell whether the commitment was found."""
    return bool(rows(answer, "listeEngagementJuridique"))
