"""CPP minimal flows, alone, several in one file, and in an archive."""

import base64
import io
import zipfile

import pytest

from chorus_app.simulator import readers_cpp
from tests.simulator.conftest import BEGINNER, SHOWCASE
from tests.simulator.files import STATE, encoded, invoice_pdf
from tests.simulator.test_archives import tarred, zipped
from tests.simulator.test_flows import deposit, report

CPP = "IN_DP_E2_CPP_FACTURE_MIN"
PAPER = invoice_pdf(number="CPP-1")
ELEMENT = "L'element FichierXml.CPPFactures.CPPFactureUnitaire."


def element(name: str, value: str) -> str:
    return f"<{name}>{value}</{name}>" if value else ""


def attached(content: bytes, name: str = "facture.pdf", kind: str = "01") -> str:
    return (
        f"<PJ NumOrdre='1'><Contenu>{base64.b64encode(content).decode()}</Contenu>"
        f"<NomPJ>{name}</NomPJ><TypePJ>{kind}</TypePJ><MimeTypePJ>application/pdf</MimeTypePJ></PJ>"
    )


def unit(files: str = attached(PAPER), **changes: str) -> str:
    """An invoice of a CPP file; a name set to "" leaves its element out."""
    said = {
        "number": "CPP-1",
        "type": "380",
        "cadre": "A1",
        "seller": SHOWCASE.siret,
        "buyer": STATE,
        "service": "FAC0001035",
        "engagement": "1300012345",
        "means": "30",
        "net": "1000.00",
        "vat": "200.00",
        "gross": "1200.00",
        "preceding": "",
        "validator": "",
    } | changes
    return f"""<CPPFactureMinimalUnitaire NumOrdre="1">
<Fournisseur><TypeIdentifiant>1</TypeIdentifiant>{element("Identifiant", said["seller"])}
<RaisonSociale>Truffaut</RaisonSociale><CodePays>FR</CodePays></Fournisseur>
<Debiteur><TypeIdentifiant>1</TypeIdentifiant>{element("Identifiant", said["buyer"])}
{element("CodeService", said["service"])}</Debiteur>
{element("Valideur", element("Identifiant", said["validator"]))}
<DonneesFacture>{element("Id", said["number"])}
{element("IdFactureOrigine", said["preceding"])}{element("Type", said["type"])}
{element("Cadre", said["cadre"])}<DateEmissionFacture>2026-03-09</DateEmissionFacture>
{element("ModePaiement", element("Code", said["means"]))}<Devise>EUR</Devise>
<Montants>{element("MontantHT", said["net"])}{element("MontantTTC", said["gross"])}
{element("MontantNetAPayer", said["gross"])}</Montants>
<TVAs><TVA><Taux>20.00</Taux>{element("BaseHt", said["net"])}
{element("MontantTVA", said["vat"])}</TVA></TVAs>
<Engagement><NumeroMarche>M-7</NumeroMarche>
{element("NumeroEngagement", said["engagement"])}</Engagement></DonneesFacture>
{files}</CPPFactureMinimalUnitaire>"""


def cpp(*units: str, root: str = "CPPFactureMinimal") -> bytes:
    inside = "".join(units or (unit(),))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root}><Enveloppe/>'
        f'<CPPFactures Compteur="{len(units) or 1}">{inside}</CPPFactures></{root}>'
    ).encode()


async def told_of(portal, content: bytes, syntax: str = CPP):
    number = await deposit(portal, content, syntax)
    await portal.advance(15)
    return number, await report(portal, number)


async def test_a_cpp_file_becomes_an_invoice_with_its_paper(portal):
    number, told = await told_of(portal, cpp())
    assert number.startswith("CPP0011110")
    assert (told["etatCourantDepotFlux"], told["codeInterfaceDepotFlux"]) == (
        "IN_INTEGRE",
        "FSO1110A",
    )
    (found,) = await portal.search(numeroFluxDepot=number)
    assert (found["montantHT"], found["montantTTC"], found["montantAPayer"]) == (1000, 1200, 1200)
    assert (found["codeServiceExecutant"], found["numeroBonCommande"], found["numeroMarche"]) == (
        "FAC0001035",
        "1300012345",
        "M-7",
    )
    answer = await portal.call(
        "factures/v1/telecharger/groupe",
        {"format": "PDF", "listeFacture": [{"idFacture": found["identifiantFactureCPP"]}]},
    )
    assert answer["fichierResultat"] == encoded(PAPER)


async def test_the_files_of_an_invoice_come_out_of_their_zip(portal):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("facture.pdf", PAPER)
    files = attached(packed.getvalue()) + attached(b"%PDF-1.4 bon", "bon.pdf", "02")
    number, _ = await told_of(portal, cpp(unit(files)))
    (found,) = await portal.search(numeroFluxDepot=number)
    told = await portal.call(
        "factures/v1/telecharger/groupe",
        {
            "format": "PDF",
            "avecPiecesJointesComplementaires": "Oui",
            "listeFacture": [{"idFacture": found["identifiantFactureCPP"]}],
        },
    )
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(told["fichierResultat"]))) as given:
        assert {name: given.read(name) for name in given.namelist()} == {
            "facture.pdf": PAPER,
            "bon.pdf": b"%PDF-1.4 bon",
        }


async def test_a_file_of_several_invoices_is_integrated_in_part(portal):
    content = cpp(unit(number="BON-1"), unit(number="MAUVAIS-1", means=""), unit(number="BON-2"))
    number, told = await told_of(portal, content)
    assert told["etatCourantDepotFlux"] == "IN_INTEGRE_PARTIEL"
    assert [(error["numeroDP"], error["libelleErreurDP"]) for error in told["listeErreurDP"]] == [
        ("MAUVAIS-1", ELEMENT + "DonneesFacture.ModePaiement.Code.value est obligatoire.")
    ]
    found = await portal.search(numeroFluxDepot=number)
    assert {line["numeroFacture"] for line in found} == {"BON-1", "BON-2"}


@pytest.mark.parametrize("pack", [zipped, tarred])
async def test_an_archive_of_cpp_files(portal, pack):
    content = pack(cpp(unit(number="LOT-1")), cpp(unit(number="LOT-2", service="")), b"<autre/>")
    number, told = await told_of(portal, content)
    assert told["etatCourantDepotFlux"] == "IN_INTEGRE_PARTIEL"
    assert [error["numeroDP"] for error in told["listeErreurDP"]] == ["LOT-2"]
    assert len(told["listeErreurTechnique"]) == 1
    (found,) = await portal.search(numeroFluxDepot=number)
    assert found["numeroFacture"] == "LOT-1"


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (unit(service=""), ELEMENT + "Debiteur.CodeService.value est obligatoire."),
        (
            unit(engagement=""),
            ELEMENT + "DonneesFacture.Engagement.NumeroEngagement.value est obligatoire.",
        ),
        (unit(type=""), ELEMENT + "DonneesFacture.Type.value est obligatoire."),
        (unit(net=""), ELEMENT + "DonneesFacture.Montants.MontantHT.value est obligatoire."),
        (unit(files=""), ELEMENT + "PJ.Contenu.value est obligatoire."),
        (unit(vat="300.00"), "Header synthesis is not correct"),
        (unit(buyer="00000000000000"), "Recipient not located or inactive"),
        (
            unit(seller=BEGINNER.siret),
            "The consistency checks performed on the payment request are not valid",
        ),
        (
            unit(attached(PAPER) + attached(b"x", "virus.exe", "02")),
            "Attachment virus.exe of unknown type does not exist",
        ),
    ],
)
async def test_a_cpp_file_is_refused_with_the_portals_words(portal, made, sentence):
    number, told = await told_of(portal, cpp(made))
    assert told["etatCourantDepotFlux"] == "IN_REJETE"
    assert [error["libelleErreurDP"] for error in told["listeErreurDP"]] == [sentence]
    assert not await portal.search(numeroFluxDepot=number)
    _, told = await told_of(portal, cpp())
    assert told["etatCourantDepotFlux"] == "IN_INTEGRE", "a refused number may come again"


async def test_a_credit_note_and_a_subcontractors_invoice(portal):
    note = unit(number="AV-1", type="381", preceding="CPP-0", means="")
    work = unit(number="ST-1", cadre="A9", validator=BEGINNER.siret)
    number, _ = await told_of(portal, cpp(note, work))
    found = {line["numeroFacture"]: line for line in await portal.search(numeroFluxDepot=number)}
    assert found["AV-1"]["typeFacture"] == "AVOIR"
    assert found["AV-1"]["numeroFactureOrigine"] == "CPP-0"
    assert found["ST-1"]["codeValideur1"] == BEGINNER.siret


@pytest.mark.parametrize(
    ("content", "syntax"),
    [
        (cpp(root="CPPFacturePivot"), CPP),
        (cpp().replace(b"DonneesFacture", b"Donnees"), CPP),
        (cpp(), "IN_DP_E2_PES_FACTURE_MIN"),
        (cpp(), "IN_DP_E1_UBL_INVOICE"),
        (b"<CPPFactureMinimal/>", CPP),
    ],
)
async def test_what_is_not_a_cpp_file_is_not_analysed(portal, content, syntax):
    _, told = await told_of(portal, content, syntax)
    assert told["etatCourantDepotFlux"] == "IN_REJETE"
    assert told["listeErreurDP"] == []
    assert len(told["listeErreurTechnique"]) == 1


async def test_a_lot_too_large_is_not_unpacked(portal, monkeypatch):
    monkeypatch.setattr(readers_cpp, "LARGEST_LOT", 5_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("facture.pdf", bytes(6_000))
    _, told = await told_of(portal, cpp(unit(attached(bomb.getvalue()))))
    assert told["etatCourantDepotFlux"] == "IN_REJETE"
    many = cpp(*(unit(attached(bytes(2_000)), number=f"L-{rank}") for rank in range(4)))
    _, told = await told_of(portal, many)
    assert told["etatCourantDepotFlux"] == "IN_REJETE"
