"""The directory: `structures/v1/rechercher`, `consulter`, `rechercher/services`, …/service."""

from dataclasses import replace
from datetime import date

from chorus_app.domain.invoice import Obligations, Recipient, Service, Structure
from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.wire.values import Json, day, flag, joined, line, number, part, rows, told

SERVICES_PAGE_SIZE = 1000


def structures_body(
    *, siret: str, name: str, city: str, public_only: bool, page: int, page_size: int
) -> Json:
    """Write a search of bodies. A SIRET is exact; name and city match as Chorus Pro sees fit."""
    return {
        "parametres": {
            "nbResultatsParPage": page_size,
            "pageResultatDemandee": page,
            "triColonne": "DesignationStructure",
            "triSens": "Ascendant",
        },
        "structure": told(
            {
                "identifiantStructure": siret,
                "typeIdentifiantStructure": "SIRET" if siret else "",
                "raisonSocialeStructure": name,
                "adresseVille": city,
                "typeStructure": "PUBLIQUE" if public_only else "",
            }
        ),
    }


def found_structures(answer: Json) -> tuple[Structure, ...]:
    """Read the bodies of a search."""
    return tuple(filter(None, map(_structure, rows(answer, "listeStructures"))))


def _structure(row: Json) -> Structure | None:
    chorus_id = number(row.get("idStructureCPP"))
    if chorus_id is None:
        return None
    return Structure(
        chorus_id=chorus_id,
        siret=line(row.get("identifiantStructure")),
        name=line(row.get("designationStructure")),
        active=is_active(row.get("statut")),
    )


def is_active(status: object) -> bool:
    """Tell whether a body or service is open. Questions say ACTIF where answers say ACTIVE."""
    return not line(status).upper().startswith(("INACTI", "DESACTI"))


def services_body(structure_id: int, page: int) -> Json:
    """Ask for the services of a body: ten by default, and some bodies have hundreds."""
    return {
        "idStructure": structure_id,
        "parametresRechercherServicesStructure": {
            "nbResultatsParPage": SERVICES_PAGE_SIZE,
            "pageResultatDemandee": page,
            "triColonne": "CodeService",
            "triSens": "Ascendant",
        },
    }


def found_services(answer: Json) -> tuple[Service, ...]:
    """Read the services of a body."""
    return tuple(filter(None, map(service_of, rows(answer, "listeServices"))))


def service_of(row: Json) -> Service | None:
    """Read a service; None when it has no id."""
    chorus_id = number(row.get("idService"))
    if chorus_id is None:
        return None
    open_now = flag(row.get("estActif"))
    return Service(
        chorus_id=chorus_id,
        code=line(row.get("codeService")),
        name=line(row.get("libelleService")),
        active=is_active(row.get("statutService")) if open_now is None else open_now,
    )


def recipient_of(structure: Structure, sheet: Json, services: tuple[Service, ...]) -> Recipient:
    """Put together a body, its sheet (`consulter`) and its services.

    The sheet's words win over those of the search, but it does not tell whether the body is open.
    Raises `UnreadableAnswer` without `parametres`: a demand that is not told is not "no demand".
    """
    if not part(sheet, "parametres"):
        raise UnreadableAnswer(detail="structures/consulter: no parametres")
    about = part(sheet, "informationGenerales")
    name = (
        line(about.get("raisonSocialeStructure"))
        or line(about.get("libelleStructure"))
        or joined(" ", about.get("prenomStructure"), about.get("nomStructure"))
    )
    siret = line(about.get("identifiantStructure"))
    return Recipient(
        structure=replace(structure, name=name or structure.name, siret=siret or structure.siret),
        obligations=_obligations(part(sheet, "parametres")),
        services=services,
        address=_address(part(sheet, "adressePostaleDuSiege")),
    )


def _obligations(row: Json) -> Obligations:
    return Obligations(
        service_required=flag(row.get("codeServiceDoitEtreRenseigne")) or False,
        engagement_required=flag(row.get("numeroEJDoitEtreRenseigne")) or False,
        service_or_engagement_required=flag(row.get("gestionNumeroEJOuCodeService")) or False,
        reports_payment=not flag(row.get("statutMiseEnPaiementNestPasRemonte")),
    )


def _address(row: Json) -> str:
    return joined(
        "\n",
        row.get("adresse"),
        row.get("complementAdresse1"),
        row.get("complementAdresse2"),
        joined(" ", row.get("codePostal"), row.get("ville")),
        row.get("pays"),
    )


def service_demands_engagement(answer: Json) -> bool:
    """Read whether a service demands an engagement number (`consulter/service`)."""
    return flag(part(answer, "parametres").get("numeroEngagement")) or False


def account_expiry(sheet: Json) -> date | None:
    """Read when the technical account's password ends (`consulter` of the supplier itself)."""
    return day(part(sheet, "informationGenerales").get("dateExpirationMotPasseCompteTech"))
