import pytest

from chorus_app.simulator import codes
from tests.simulator.files import cii, encoded, pdf, ubl

PREFIX = "L'element FichierXml.SupplyChainTradeTransaction."


async def deposit(portal, content, syntax="IN_DP_E2_CII_FACTURX"):
    answer = await portal.call(
        "factures/v1/deposer/flux",
        {
            "fichierFlux": encoded(content),
            "nomFichier": "flux.pdf",
            "syntaxeFlux": syntax,
            "avecSignature": False,
        },
    )
    assert answer["codeRetour"] == 0, answer
    return answer["numeroFluxDepot"]


async def report(portal, number):
    return await portal.call("transverses/v1/consulterCRDetaille", {"numeroFluxDepot": number})


async def test_facturx_walks_to_integration_and_becomes_an_invoice(portal):
    number = await deposit(portal, pdf("Facture", attached=cii()))
    assert number.startswith("CPP0011117")
    assert len(number) == 25
    told = await report(portal, number)
    assert told["etatCourantDepotFlux"] == "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP"
    assert told["codeInterfaceDepotFlux"] == "FSO1117A"
    await portal.advance(3.1)
    assert (await report(portal, number))["etatCourantDepotFlux"] == "IN_EN_COURS_TRAITEMENT_CPP"
    assert not await portal.search(numeroFluxDepot=number)
    await portal.advance(9)
    assert (await report(portal, number))["etatCourantDepotFlux"] == "IN_INTEGRE"
    (found,) = await portal.search(numeroFluxDepot=number)
    assert found["numeroFacture"] == "FX-2026-001"
    assert found["montantTTC"] == 1200.0
    assert found["codeServiceExecutant"] == "FAC0001035"


async def test_a_deposited_facturx_is_given_back_as_it_came(portal):
    content = pdf("Facture", attached=cii())
    number = await deposit(portal, content)
    await portal.advance(15)
    (found,) = await portal.search(numeroFluxDepot=number)
    answer = await portal.call(
        "factures/v1/telecharger/groupe",
        {"format": "PDF", "listeFacture": [{"idFacture": found["identifiantFactureCPP"]}]},
    )
    assert answer["fichierResultat"] == encoded(content)


async def test_files_inside_a_ubl_invoice_are_kept_with_it(portal):
    slip = (
        "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>"
        '<cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="bon.pdf">'
        f"{encoded(b'%PDF-1.4 bon')}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
        "</cac:AdditionalDocumentReference><cac:AccountingSupplierParty>"
    )
    content = ubl("UBL-2").replace(b"<cac:AccountingSupplierParty>", slip.encode())
    number = await deposit(portal, content, "IN_DP_E1_UBL_INVOICE")
    await portal.advance(15)
    (found,) = await portal.search(numeroFluxDepot=number)
    chorus_id = found["identifiantFactureCPP"]
    full = await portal.call(
        "factures/v1/consulter/fournisseur", {"identifiantFactureCPP": chorus_id}
    )
    (piece,) = full["facture"]["listeDesPiecesJointes"]["pieceJointe"]
    assert (piece["pieceJointeDesignation"], piece["pieceJointeExtension"]) == ("bon.pdf", "PDF")


@pytest.mark.parametrize(
    ("content", "syntax"),
    [(cii(number="CII-1"), "IN_DP_E1_CII_16B"), (ubl("UBL-1"), "IN_DP_E1_UBL_INVOICE")],
)
async def test_plain_xml_is_integrated_too(portal, content, syntax):
    number = await deposit(portal, content, syntax)
    await portal.advance(15)
    assert (await report(portal, number))["etatCourantDepotFlux"] == "IN_INTEGRE"
    assert len(await portal.search(numeroFluxDepot=number)) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"means": ""},
            PREFIX + "ApplicableHeaderTradeSettlement.SpecifiedTradeSettlementPaymentMeans"
            ".TypeCode.value est obligatoire.",
        ),
        (
            {"service": ""},
            PREFIX + "ApplicableHeaderTradeAgreement.BuyerReference.value est obligatoire.",
        ),
        (
            {"engagement": ""},
            PREFIX + "ApplicableHeaderTradeAgreement.BuyerOrderReferencedDocument"
            ".IssuerAssignedID.value est obligatoire.",
        ),
        (
            {"tax_category": ""},
            PREFIX + "ApplicableHeaderTradeSettlement.ApplicableTradeTax"
            ".CategoryCode.value est obligatoire.",
        ),
        ({"gross": "1300.00"}, "Header synthesis is not correct"),
        ({"buyer": "00000000000000"}, "Recipient not located or inactive"),
        (
            {"seller": "57200218600094"},
            "The consistency checks performed on the payment request are not valid",
        ),
    ],
)
async def test_flow_is_refused_with_the_portals_words(portal, changes, sentence):
    number = await deposit(portal, cii(**changes), "IN_DP_E1_CII_16B")
    await portal.advance(15)
    told = await report(portal, number)
    assert told["etatCourantDepotFlux"] == "IN_REJETE"
    assert [error["libelleErreurDP"] for error in told["listeErreurDP"]] == [sentence]
    assert told["listeErreurDP"][0]["numeroDP"] == "FX-2026-001"
    assert not await portal.search(numeroFluxDepot=number)


async def test_refused_number_may_be_sent_again(portal):
    await deposit(portal, cii(means=""), "IN_DP_E1_CII_16B")
    await portal.advance(15)
    number = await deposit(portal, cii(), "IN_DP_E1_CII_16B")
    await portal.advance(15)
    assert (await report(portal, number))["etatCourantDepotFlux"] == "IN_INTEGRE"


@pytest.mark.parametrize(
    ("content", "syntax"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + cii().split(b"?>", 1)[1], "IN_DP_E1_CII_16B"),
        (b"<Order/>", "IN_DP_E1_UBL_INVOICE"),
        (b"not xml", "IN_DP_E1_CII"),
        (pdf("no attachment"), "IN_DP_E2_CII_FACTURX"),
        (cii(), "IN_DP_E2_CII_FACTURX"),
        (cii(), "IN_DP_E1_UBL_INVOICE"),
        (ubl(), "IN_DP_E1_CII_16B"),
    ],
)
async def test_file_that_cannot_be_analysed(portal, content, syntax):
    number = await deposit(portal, content, syntax)
    await portal.advance(15)
    told = await report(portal, number)
    assert told["etatCourantDepotFlux"] == "IN_REJETE"
    assert told["listeErreurTechnique"][0]["libelleErreur"] == (
        "This invoice could not be analyzed by the Chorus Pro system"
    )
    brief = await portal.call("transverses/v1/consulterCR", {"numeroFluxDepot": number})
    assert (brief["etatCourantFlux"], brief["numeroFluxDepot"]) == ("IN_REJETE", number)
    assert brief["fichierCR"]


async def test_what_is_not_even_taken(portal):
    async def send(**changes):
        body = {"fichierFlux": encoded(cii()), "nomFichier": "a.xml", "syntaxeFlux": "IN_DP_E1_CII"}
        return (await portal.call("factures/v1/deposer/flux", body | changes))["libelle"]

    assert await send(syntaxeFlux="PIGEON") == codes.BAD_SYNTAX.libelle
    assert await send(fichierFlux="") == codes.NO_FLOW_FILE.libelle
    assert await send(fichierFlux=encoded(b" " * 10_000_001)) == codes.FLOW_TOO_LARGE.libelle
    unknown = await report(portal, "CPP0011117000000000000001")
    assert unknown["libelle"] == codes.NO_FLOW.libelle
