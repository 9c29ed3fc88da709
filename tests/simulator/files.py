"""Files that tests deposit: made here, so that each defect is known."""

import base64
import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from tests.simulator.conftest import SHOWCASE

STATE = "11000201100044"


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def pdf(*lines: str, attached: bytes = b"", password: str = "") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for rank, line in enumerate(lines):
        canvas.drawString(50, 800 - 18 * rank, line)
    canvas.save()
    if not attached and not password:
        return buffer.getvalue()
    writer = PdfWriter(clone_from=PdfReader(buffer))
    if attached:
        writer.add_attachment("factur-x.xml", attached)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def invoice_pdf(recipient: str = STATE, number: str = "VTI/2026/90001") -> bytes:
    return pdf(
        "ETS HORTICOLES GEORGES TRUFFAUT",
        f"SIRET : {SHOWCASE.siret}",
        f"FACTURE N° : {number}",
        "Date de facture : 09/03/2026",
        f"SIRET client : {recipient}",
        "Code service : FAC0001035",
        "N° d'engagement : 1300012345",
        "TVA sur les débits",
        "Total HT : 1 000,00 €",
        "Total TVA : 200,00 €",
        "Total TTC : 1 200,00 €",
        "Net à payer : 1 200,00 €",
    )


def submission(portal: Any, attachment_id: int | None, **changes: Any) -> dict[str, Any]:
    """A request that soumettre accepts; dotted names change one nested field."""
    made: dict[str, Any] = {
        "modeDepot": "DEPOT_PDF_API",
        "numeroFactureSaisi": "VTI/2026/90001",
        "dateFacture": "2026-03-09",
        "destinataire": {"codeDestinataire": STATE, "codeServiceExecutant": "FAC0001035"},
        "fournisseur": {"idFournisseur": portal.supplier_id},
        "cadreDeFacturation": {"codeCadreFacturation": "A1_FACTURE_FOURNISSEUR"},
        "references": {
            "deviseFacture": "EUR",
            "typeFacture": "FACTURE",
            "typeTva": "TVA_SUR_DEBIT",
            "numeroBonCommande": "1300012345",
            "modePaiement": "VIREMENT",
        },
        "ligneTva": [
            {
                "ligneTvaTauxManuel": 20,
                "ligneTvaMontantBaseHtParTaux": 1000,
                "ligneTvaMontantTvaParTaux": 200,
            }
        ],
        "montantTotal": {
            "montantHtTotal": 1000,
            "montantTVA": 200,
            "montantTtcTotal": 1200,
            "montantAPayer": 1200,
        },
        "pieceJointePrincipale": [{"pieceJointePrincipaleId": attachment_id}],
        "idUtilisateurCourant": 0,
    }
    for name, value in changes.items():
        place, _, inner = name.partition("__")
        if inner:
            made[place] = made[place] | {inner: value}
        else:
            made[place] = value
    return made


def cii(**changes: str) -> bytes:
    """A Factur-X (CII) invoice; a name set to "" leaves its element out."""
    said = {
        "number": "FX-2026-001",
        "type": "380",
        "process": "A1",
        "seller": SHOWCASE.siret,
        "buyer": STATE,
        "service": "FAC0001035",
        "engagement": "1300012345",
        "means": "30",
        "tax_type": "VAT",
        "tax_category": "S",
        "net": "1000.00",
        "vat": "200.00",
        "gross": "1200.00",
        "payable": "1200.00",
    } | changes

    def element(name: str, value: str) -> str:
        return f"<ram:{name}>{value}</ram:{name}>" if value else ""

    order = element("IssuerAssignedID", said["engagement"])
    means = element("TypeCode", said["means"])
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:BusinessProcessSpecifiedDocumentContextParameter>
<ram:ID>{said["process"]}</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter>
</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>{said["number"]}</ram:ID><ram:TypeCode>{said["type"]}</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20260309</udt:DateTimeString>
</ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
{element("BuyerReference", said["service"])}
<ram:SellerTradeParty><ram:GlobalID schemeID="0009">{said["seller"]}</ram:GlobalID>
</ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:SpecifiedLegalOrganization>
<ram:ID schemeID="0002">{said["buyer"]}</ram:ID></ram:SpecifiedLegalOrganization>
</ram:BuyerTradeParty>
<ram:BuyerOrderReferencedDocument>{order}</ram:BuyerOrderReferencedDocument>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans>{means}</ram:SpecifiedTradeSettlementPaymentMeans>
<ram:ApplicableTradeTax><ram:CalculatedAmount>{said["vat"]}</ram:CalculatedAmount>
{element("TypeCode", said["tax_type"])}<ram:BasisAmount>{said["net"]}</ram:BasisAmount>
{element("CategoryCode", said["tax_category"])}
<ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:TaxBasisTotalAmount>{said["net"]}</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="EUR">{said["vat"]}</ram:TaxTotalAmount>
<ram:GrandTotalAmount>{said["gross"]}</ram:GrandTotalAmount>
<ram:DuePayableAmount>{said["payable"]}</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>""".encode()


def ubl(number: str = "UBL-2026-001", *, means: bool = True) -> bytes:
    payment = (
        "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode></cac:PaymentMeans>"
        if means
        else ""
    )
    return f"""<?xml version="1.0"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ProfileID>A1</cbc:ProfileID><cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-03-09</cbc:IssueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cbc:BuyerReference>FAC0001035</cbc:BuyerReference>
<cac:OrderReference><cbc:ID>1300012345</cbc:ID></cac:OrderReference>
<cac:AccountingSupplierParty><cac:Party><cac:PartyIdentification>
<cbc:ID schemeID="0009">{SHOWCASE.siret}</cbc:ID></cac:PartyIdentification></cac:Party>
</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="0009">{STATE}</cbc:EndpointID>
</cac:Party></cac:AccountingCustomerParty>
{payment}
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">20.00</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">20.00</cbc:TaxAmount>
<cac:TaxCategory><cbc:Percent>20</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>100.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount>120.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount>120.00</cbc:PayableAmount></cac:LegalMonetaryTotal></Invoice>""".encode()
