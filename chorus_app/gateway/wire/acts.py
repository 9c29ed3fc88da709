"""What a supplier does to an invoice that came back, and the files that go with one."""

import mimetypes
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Sequence
from pathlib import PurePath

from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.terms import Completed, Downloaded, Enclosure, Recycled, Recycling
from chorus_app.gateway.wire.values import Json, day, line, number, told

_ISSUED = 8
"""`idEspace` of « Factures émises »; left out, Chorus Pro may look among those received (7)."""
_MEDIA_TYPES = {b"%PDF": "application/pdf", b"PK\x03\x04": "application/zip"}


def file_body(content: bytes, name: str) -> Json:
    """Write the addition of a file. Working clients send the extension in the name and beside it.

    Both the type and the extension come from the name, in capitals for the extension.
    """
    media_type = mimetypes.guess_type(name)[0]
    return {
        "pieceJointeFichier": b64encode(content).decode(),
        "pieceJointeNom": name,
        "pieceJointeTypeMime": media_type or "application/octet-stream",
        "pieceJointeExtension": PurePath(name).suffix.removeprefix(".").upper(),
    }


def added_file(answer: Json) -> int:
    """Read the id of a file."""
    attachment = number(answer.get("pieceJointeId"))
    if attachment is None:
        raise UnreadableAnswer(detail="ajouter/fichier: no pieceJointeId")
    return attachment


def enclosures_body(enclosures: Sequence[Enclosure]) -> list[Json]:
    """Write the files that go with an invoice, besides its own."""
    return [
        {
            "pieceJointeComplementaireId": each.attachment_id,
            "pieceJointeComplementaireDesignation": each.name,
            "pieceJointeComplementaireType": each.type_code,
        }
        for each in enclosures
    ]


def completion_body(chorus_id: int, comment: str, enclosures: Sequence[Enclosure]) -> Json:
    """Write the answer to a suspension."""
    return told(
        {
            "identifiantFactureCPP": chorus_id,
            "commentaire": comment,
            "pieceJointeComplementaire": enclosures_body(enclosures),
        }
    )


def completed(answer: Json, chorus_id: int) -> Completed:
    """Read the receipt of a completion."""
    return Completed(
        chorus_id=number(answer.get("identifiantFactureCPP")) or chorus_id,
        invoice_number=line(answer.get("numeroFacture")),
        treated_on=day(answer.get("dateTraitement")),
    )


def recycling_body(sent: Recycling) -> Json:
    """Write a new address. Empty fields are sent: what an absent one would mean is not written.

    The key is `reference`, without the `s` that `soumettre` has.
    """
    return {
        "identifiantFactureCPP": sent.chorus_id,
        "destinataire": {
            "codeDestinataire": sent.recipient_siret,
            "codeServiceExecutant": sent.service_code,
        },
        "reference": {"numeroBonCommande": sent.purchase_order_reference},
        **told({"commentaire": sent.comment}),
    }


def recycled(answer: Json, sent: Recycling) -> Recycled:
    """Read the receipt of a recycling."""
    return Recycled(
        chorus_id=number(answer.get("identifiantFactureCPP")) or sent.chorus_id,
        invoice_number=line(answer.get("numeroFacture")),
        status=line(answer.get("statutFacture")),
        deposit_date=day(answer.get("dateDepot")),
    )


def rejection_body(chorus_id: int) -> Json:
    """Write the treatment of a rejection."""
    return {"listeDemandePaiement": [{"idDemandePaiement": chorus_id}]}


def validator_body(chorus_id: int, siret: str) -> Json:
    """Write the correction of a validator."""
    return {
        "idFacture": chorus_id,
        "typeIdentifiantStructure": "SIRET",
        "identifiantStructure": siret,
    }


def download_body(chorus_ids: Sequence[int], *, with_attachments: bool) -> Json:
    """Ask for the files of invoices, as PDF."""
    return {
        "idEspace": _ISSUED,
        "format": "PDF",
        "avecPiecesJointesComplementaires": "Oui" if with_attachments else "Non",
        "listeFacture": [{"idFacture": chorus_id} for chorus_id in chorus_ids],
    }


def downloaded(answer: Json, name: str = "fichierResultat") -> Downloaded:
    """Read a file, at least as long as its first bytes. Raises `UnreadableAnswer`."""
    content = file_of(answer.get(name))
    media_type = _MEDIA_TYPES.get(content[:4])
    if media_type is None:
        raise UnreadableAnswer(detail=f"{name}: neither a PDF nor a ZIP")
    return Downloaded(content, media_type)


def file_of(said: object) -> bytes:
    """Read a file written in base64; empty when it is not."""
    try:
        return b64decode(said) if isinstance(said, str) else b""
    except (BadBase64, ValueError):
        return b""
