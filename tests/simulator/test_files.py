import base64
import io
import zipfile

import pytest
from pypdf import PdfReader

from chorus_app.simulator import codes
from chorus_app.simulator.files import parse_xml
from chorus_app.simulator.readers_cpp import read_cpp
from chorus_app.simulator.xml_invoice import Tree
from tests.simulator.conftest import BEGINNER, SHOWCASE
from tests.simulator.files import STATE, encoded, invoice_pdf, submission
from tests.simulator.test_acts import piece

GROUP = "factures/v1/telecharger/groupe"


async def download(portal, *ids, account=None, **more):
    body = {"format": "PDF", "listeFacture": [{"idFacture": one} for one in ids]} | more
    answer = await portal.call(GROUP, body, account=account)
    return base64.b64decode(answer["fichierResultat"])


@pytest.fixture
async def deposited(portal):
    content = invoice_pdf()
    kept = await portal.call(
        "factures/v1/deposer/pdf", {"fichierFacture": encoded(content), "nomFichier": "f.pdf"}
    )
    extra = await piece(portal, "../rib.pdf")
    body = submission(
        portal,
        kept["pieceJointeId"],
        pieceJointeComplementaire=[
            {"pieceJointeComplementaireId": extra, "pieceJointeComplementaireType": "RIB"}
        ],
    )
    answer = await portal.call("factures/v1/soumettre", body)
    return answer["identifiantFactureCPP"], content


async def test_the_deposited_pdf_comes_back_byte_for_byte(portal, deposited):
    invoice_id, content = deposited
    assert await download(portal, invoice_id) == content


async def test_with_its_pieces_it_comes_as_a_zip_without_paths(portal, deposited):
    invoice_id, content = deposited
    made = await download(portal, invoice_id, avecPiecesJointesComplementaires="Oui")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("f.pdf") == content
        assert all(".." not in name and "/" not in name for name in archive.namelist())
        assert len(archive.namelist()) == 2


async def test_several_invoices_come_in_a_directory_each(portal):
    lines = (await portal.search(statutCourant=["MISE_EN_PAIEMENT"]))[:3]
    made = await download(portal, *(line["identifiantFactureCPP"] for line in lines))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert len({name.split("/")[0] for name in archive.namelist()}) == 3


async def test_demonstration_invoice_has_a_pdf_that_says_its_number(portal):
    line = (await portal.search(statutCourant=["MISE_EN_PAIEMENT"]))[0]
    made = await download(portal, line["identifiantFactureCPP"])
    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert line["numeroFacture"] in text
    assert line["codeDestinataire"] in text
    assert f"{line['montantTTC']:.2f}" in text
    assert "Net à payer" in text


async def test_pivot_holds_the_invoice_and_its_file(portal, deposited):
    invoice_id, content = deposited
    made = parse_xml(await download(portal, invoice_id, format="PIVOT"))
    assert made.tag == "CPPFacturePivot"
    assert [each.tag for each in made] == ["Enveloppe", "CPPFactures"]
    (unit,) = made.findall("CPPFactures/CPPFacturePivotUnitaire")
    assert _names(unit) == "Fournisseur Debiteur DonneesFacture PJ PJ"
    assert _names(unit.find("DonneesFacture")) == (
        "Id Type Cadre DateEmissionFacture ModePaiement DateReception Devise Montants TVAs "
        "Engagement Lignes"
    )
    # What the pivot says is what a CPP flow says: it reads the same.
    (read,) = read_cpp(Tree(made))
    assert (read.number, read.supplier, read.recipient) == ("VTI/2026/90001", SHOWCASE.siret, STATE)
    assert (read.net, read.gross, read.payable, read.vat) == (100_000, 120_000, 120_000, 20_000)
    assert (read.service, read.engagement, read.faults) == ("FAC0001035", "1300012345", [])
    assert [(file.content, file.main) for file in read.files] == [
        (content, True),
        (b"%PDF-1.4 bon", False),
    ]


def _names(element) -> str:
    return " ".join(each.tag for each in element)


async def test_a_pivot_of_several_invoices_whatever_was_typed(portal):
    kept = await portal.call(
        "factures/v1/deposer/pdf",
        {"fichierFacture": encoded(invoice_pdf()), "nomFichier": "\x01\x0b/e\u202f.pdf"},
    )
    ids = []
    for number in ("P-1", "P-2"):
        body = submission(
            portal,
            kept["pieceJointeId"],
            numeroFactureSaisi=number,
            references__numeroMarche="\x02<&>\ufffe",
        )
        answer = await portal.call("factures/v1/soumettre", body)
        ids.append(answer["identifiantFactureCPP"])
    ids.append((await portal.search(typeFacture="AVOIR"))[0]["identifiantFactureCPP"])
    listed = [{"idFacture": each} for each in ids]
    answer = await portal.call(GROUP, {"format": "PIVOT", "listeFacture": listed})
    made = parse_xml(base64.b64decode(answer["fichierResultat"]))
    assert made.find("CPPFactures").get("Compteur") == "3"
    assert [each.text for each in made.iter("NumeroMarche")][:2] == ["<&>", "<&>"]
    assert [each.text for each in made.iter("Type")] == ["380", "380", "381"]


async def test_download_is_logged_and_marks_the_recipients(portal, deposited):
    invoice_id, _ = deposited
    await portal.advance(60)
    state = portal.recipient("Services de l'État")
    await download(portal, invoice_id, account=state)
    told = await portal.call("factures/v1/consulter/historique", {"idFacture": invoice_id})
    assert told["derniereAction"]["derniereActionCode"] == "TELECHARGEMENT_FACTURE"
    found = await portal.call(
        "factures/v1/rechercher/recipiendaire",
        {"factureTelechargeeParDestinataire": True},
        account=state,
    )
    assert [line["idFacture"] for line in found["listeFactures"]] == [invoice_id]


async def test_what_is_not_given(portal, deposited):
    invoice_id, _ = deposited
    body = {"format": "PDF", "listeFacture": [{"idFacture": invoice_id}]}
    stranger = await portal.call(GROUP, body, account=BEGINNER)
    assert stranger["libelle"] == "GDP_MSG_11.005"
    for wrong in ({"format": "DOC"}, {"listeFacture": []}):
        assert (await portal.call(GROUP, body | wrong))["libelle"] == codes.NO_DOWNLOAD.libelle


async def test_attachments_of_an_invoice_by_the_other_service(portal, deposited):
    invoice_id, content = deposited
    wanted = {"format": "PDF", "listeFacture": [{"idFacture": invoice_id}]}
    answer = await portal.call(
        "transverses/v1/telecharger/pieceJointe",
        {"objetPieceJointe": "DEMANDE_PAIEMENT", "demandePaiement": wanted},
    )
    assert base64.b64decode(answer["pieceJointe"]) == content


async def test_files_that_are_not_kept(portal):
    async def add(**changes):
        body = {
            "pieceJointeFichier": encoded(b"x"),
            "pieceJointeNom": "a.pdf",
            "pieceJointeExtension": "PDF",
        }
        return await portal.call("transverses/v1/ajouter/fichier", body | changes)

    assert (await add())["codeRetour"] == 0
    large = await add(pieceJointeFichier=encoded(b"x" * 10_000_001))
    assert large["codeRetour"] == 20003
    assert (await add(pieceJointeNom="x" * 51))["libelle"] == codes.BAD_FILE.libelle
    assert (await add(pieceJointeExtension="EXE"))["libelle"] == codes.BAD_EXTENSION.libelle
    assert (await add(pieceJointeFichier="***"))["libelle"] == codes.BAD_FILE.libelle


async def test_kept_files_are_listed_to_their_owner(portal):
    file_id = await piece(portal, "bon-signe.pdf")
    path = "transverses/v1/rechercher/pj/structure"
    found = await portal.call(path, {"pieceJointeDesignation": "signe"})
    assert [item["pieceJointeId"] for item in found["listePiecesJointes"]] == [file_id]
    assert (await portal.call(path, {}, account=BEGINNER))["listePiecesJointes"] == []
    own = await portal.call("transverses/v1/rechercher/pj/moncompte", {})
    assert "pieceJointeStructureId" not in own["listePiecesJointes"][0]
