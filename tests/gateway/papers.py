"""Invoices on paper: a PDF that a recogniser can read, and the same in CII."""

from datetime import date
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas


def pdf(number: str, *, recipient: str, supplier: str, issued: date) -> bytes:
    """Draw a one-page invoice of 1 654,17 € HT."""
    made = BytesIO()
    canvas = Canvas(made)
    lines = (
        f"Facture n° {number}",
        f"Date de facture : {issued:%d/%m/%Y}",
        f"SIRET fournisseur : {supplier}",
        f"SIRET client : {recipient}",
        "Total HT : 1 654,17 €",
        "Total TVA : 330,84 €",
        "Total TTC : 1 985,01 €",
        "Net à payer : 1 985,01 €",
    )
    for rank, words in enumerate(lines):
        canvas.drawString(60, 780 - 24 * rank, words)
    canvas.save()
    return made.getvalue()


def cii(
    number: str, *, recipient: str, supplier: str, service: str, engagement: str, issued: date
) -> bytes:
    """Write an invoice of 100 € HT in CII D16B; an empty service or engagement is left out."""
    buyer = f"<ram:BuyerReference>{service}</ram:BuyerReference>" if service else ""
    order = (
        "<ram:BuyerOrderReferencedDocument>"
        f"<ram:IssuerAssignedID>{engagement}</ram:IssuerAssignedID>"
        "</ram:BuyerOrderReferencedDocument>"
        if engagement
        else ""
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice
  xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
 <rsm:ExchangedDocumentContext>
  <ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>A1</ram:ID>
  </ram:BusinessProcessSpecifiedDocumentContextParameter>
 </rsm:ExchangedDocumentContext>
 <rsm:ExchangedDocument>
  <ram:ID>{number}</ram:ID><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime>
   <udt:DateTimeString format="102">{issued:%Y%m%d}</udt:DateTimeString>
  </ram:IssueDateTime>
 </rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>
  <ram:ApplicableHeaderTradeAgreement>
   {buyer}
   <ram:SellerTradeParty>
    <ram:SpecifiedLegalOrganization><ram:ID schemeID="0009">{supplier}</ram:ID>
    </ram:SpecifiedLegalOrganization>
   </ram:SellerTradeParty>
   <ram:BuyerTradeParty>
    <ram:SpecifiedLegalOrganization><ram:ID schemeID="0009">{recipient}</ram:ID>
    </ram:SpecifiedLegalOrganization>
   </ram:BuyerTradeParty>
   {order}
  </ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeSettlement>
   <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode>
   </ram:SpecifiedTradeSettlementPaymentMeans>
   <ram:ApplicableTradeTax>
    <ram:CalculatedAmount>20.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
    <ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>
    <ram:RateApplicablePercent>20</ram:RateApplicablePercent>
   </ram:ApplicableTradeTax>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    <ram:LineTotalAmount>100.00</ram:LineTotalAmount>
    <ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
    <ram:TaxTotalAmount currencyID="EUR">20.00</ram:TaxTotalAmount>
    <ram:GrandTotalAmount>120.00</ram:GrandTotalAmount>
    <ram:DuePayableAmount>120.00</ram:DuePayableAmount>
   </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement>
 </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>""".encode()
