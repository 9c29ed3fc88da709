"""Recipients, companies, workspaces, services, commitments and files, as the portal lists them."""

from chorus_app.domain.invoice import Attachment, Service
from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.terms_roles import (
    AttachedService,
    Company,
    DirectoryEntry,
    Workspace,
)
from chorus_app.gateway.wire.invoices import attachment_of
from chorus_app.gateway.wire.lists import PAGE_SIZE
from chorus_app.gateway.wire.structures import is_active
from chorus_app.gateway.wire.values import Json, flag, joined, line, number, rows, told


def _place(page: int, page_size: int = PAGE_SIZE) -> Json:
    return {"nbResultatsParPage": page_size, "pageResultatDemandee": page}


def recipients_body(words: str, siret: str, page: int, page_size: int) -> Json:
    """Ask for public recipients."""
    wanted = {"nomVilleCodePostal": words, "identifiant": siret}
    return {**told(wanted), "parametresRecherche": _place(page, page_size)}


def entries(answer: Json) -> tuple[DirectoryEntry, ...]:
    """Read public recipients; a row without an id is left out."""
    found = [(number(row.get("idStructureCPP")), row) for row in rows(answer, "listeDestinataires")]
    return tuple(
        DirectoryEntry(
            chorus_id,
            siret=line(row.get("siret")),
            name=line(row.get("nomDestinataire")),
            postcode=line(row.get("adresseCodePostal")),
            city=line(row.get("adresseVille")),
        )
        for chorus_id, row in found
        if chorus_id is not None
    )


def company(answer: Json, siret: str) -> Company:
    """Read a company. Raises `UnreadableAnswer` when nothing is told of it."""
    name = line(answer.get("raisonSociale"))
    if not name:
        raise UnreadableAnswer(detail="consulter/information/siret: no raisonSociale")
    return Company(
        siret=line(answer.get("siret")) or siret,
        siren=line(answer.get("siren")) or siret[:9],
        name=name,
        address=joined(
            "\n",
            answer.get("adresse"),
            joined(" ", answer.get("codePostal"), answer.get("ville")),
        ),
        active=flag(answer.get("estActif")) is not False,
    )


def commitments(answer: Json) -> tuple[str, ...]:
    """Read the numbers of the State's orders; nothing is published of what else a row says."""
    said = rows(answer, "listeEngagementJuridique")
    return tuple(filter(None, (line(row.get("numeroEngagementJuridique")) for row in said)))


def workspaces_body(structure_id: int, page: int) -> Json:
    """Ask for the workspaces of a body."""
    return {
        "structure": {"idStructure": structure_id},
        "parametresRechercherEspaces": _place(page),
    }


def workspaces(answer: Json) -> tuple[Workspace, ...]:
    """Read the workspaces of a body; a row without an id is left out."""
    found = [(number(row.get("idEspaceFo")), row) for row in rows(answer, "listeEspace")]
    return tuple(
        Workspace(chorus_id, number(row.get("codeEspace")) or 0, line(row.get("libelleEspace")))
        for chorus_id, row in found
        if chorus_id is not None
    )


def attached_body(structure_id: int, page: int) -> Json:
    """Ask for the services of a body that the account is attached to."""
    return {
        "idStructure": structure_id,
        "parametresListerRattachementsStructureUtilisateur": _place(page),
    }


def attached_services(answer: Json) -> tuple[AttachedService, ...]:
    """Read the services; a row without an id is left out."""
    found = [(number(row.get("idService")), row) for row in rows(answer, "listeServices")]
    return tuple(
        AttachedService(
            Service(
                chorus_id,
                code=line(row.get("codeService")),
                name=line(row.get("nomService")),
                active=is_active(row.get("statutRattachement")),
            ),
            state=line(row.get("statutRattachement")),
        )
        for chorus_id, row in found
        if chorus_id is not None
    )


def files_body(structure_id: int | None, name: str, page: int) -> Json:
    """Ask for the files that a body, or the account, keeps."""
    wanted = {"idStructureCPP": structure_id, "pieceJointeDesignation": name}
    return {**told(wanted), "codeLangue": "FR", "parametresRecherche": _place(page)}


def files(answer: Json) -> tuple[Attachment, ...]:
    """Read these files; a row without an id is left out."""
    return tuple(filter(None, map(attachment_of, rows(answer, "listePiecesJointes"))))


def invoice_files_body(wanted: Json) -> Json:
    """Ask for the files of invoices (`wanted` as for `telecharger/groupe`)."""
    inside = {name: value for name, value in wanted.items() if name != "idEspace"}
    return {"objetPieceJointe": "DEMANDE_PAIEMENT", "demandePaiement": inside}
