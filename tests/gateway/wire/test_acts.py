from base64 import b64decode, b64encode
from datetime import date

import pytest

from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.port import Completed, Downloaded, Enclosure, Recycled, Recycling
from chorus_app.gateway.wire import acts

RECYCLING = Recycling(7, "99986401570264", "", "1300012345")


def test_a_file_tells_its_type_twice() -> None:
    body = acts.file_body(b"%PDF", "Bon de livraison.pdf")
    assert b64decode(body.pop("pieceJointeFichier")) == b"%PDF"
    assert body == {
        "pieceJointeNom": "Bon de livraison.pdf",
        "pieceJointeTypeMime": "application/pdf",
        "pieceJointeExtension": "PDF",
    }


@pytest.mark.parametrize(("name", "extension"), [("sans", ""), ("a.b.P7S", "P7S"), (".pdf", "")])
def test_a_file_of_an_unknown_type(name: str, extension: str) -> None:
    assert acts.file_body(b"", name)["pieceJointeExtension"] == extension
    assert "/" in acts.file_body(b"", name)["pieceJointeTypeMime"]


def test_a_completion_says_only_what_is_added() -> None:
    assert acts.completion_body(7, "", []) == {"identifiantFactureCPP": 7}
    assert acts.completion_body(7, "Voici.", [Enclosure(3, "Bon", "RIB")]) == {
        "identifiantFactureCPP": 7,
        "commentaire": "Voici.",
        "pieceJointeComplementaire": [
            {
                "pieceJointeComplementaireId": 3,
                "pieceJointeComplementaireDesignation": "Bon",
                "pieceJointeComplementaireType": "RIB",
            }
        ],
    }


@pytest.mark.parametrize("said", ["2026-11-23", "2026-11-23 10:15", "2026-11-23T10:15:00+01:00"])
def test_a_completion_is_dated_in_any_way(said: str) -> None:
    answer = {"identifiantFactureCPP": 7, "numeroFacture": "F1", "dateTraitement": said}
    assert acts.completed(answer, 7) == Completed(7, "F1", date(2026, 11, 23))


def test_a_recycling_empties_what_must_be_empty() -> None:
    assert acts.recycling_body(RECYCLING) == {
        "identifiantFactureCPP": 7,
        "destinataire": {"codeDestinataire": "99986401570264", "codeServiceExecutant": ""},
        "reference": {"numeroBonCommande": "1300012345"},
    }


def test_a_receipt_may_say_little() -> None:
    assert acts.completed({}, 7) == Completed(7, "", None)
    assert acts.recycled({}, RECYCLING) == Recycled(7, "", "", None)
    answer = {
        "identifiantFactureCPP": 7,
        "numeroFacture": "F1",
        "statutFacture": "DEPOSEE",
        "dateDepot": "2016-05-24 15:02",
    }
    assert acts.recycled(answer, RECYCLING) == Recycled(7, "F1", "DEPOSEE", date(2016, 5, 24))


@pytest.mark.parametrize("said", [None, "x", {}, True])
def test_a_file_without_an_id(said: object) -> None:
    with pytest.raises(UnreadableAnswer):
        acts.added_file({"pieceJointeId": said})


def test_a_download_is_asked_among_the_issued_invoices() -> None:
    assert acts.download_body([7, 8], with_attachments=True) == {
        "idEspace": 8,
        "format": "PDF",
        "avecPiecesJointesComplementaires": "Oui",
        "listeFacture": [{"idFacture": 7}, {"idFacture": 8}],
    }
    assert (
        acts.download_body([7], with_attachments=False)["avecPiecesJointesComplementaires"] == "Non"
    )


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"%PDF-1.7 x", "application/pdf"), (b"PK\x03\x04 x", "application/zip")],
)
def test_a_download_is_known_by_its_first_bytes(content: bytes, media_type: str) -> None:
    coded = b64encode(content).decode()
    for said in (coded, coded[:8] + "\r\n" + coded[8:]):
        assert acts.downloaded({"fichierResultat": said}) == Downloaded(content, media_type)


@pytest.mark.parametrize(
    "said", [None, "", 7, "é", "JVBER", b64encode(b"<html>").decode(), ["JVBERi0="]]
)
def test_what_is_not_a_file(said: object) -> None:
    with pytest.raises(UnreadableAnswer):
        acts.downloaded({"fichierResultat": said})
