"""Invoices in XML, of our own writing, as small as each syntax allows."""

from dataclasses import dataclass

SELLER = "73282932000074"
BUYER = "21750001600019"
_ADDRESS = "<ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>"
GUIDELINE = "urn:cen.eu:en16931:2017"


@dataclass(frozen=True)
class Cii:
    """A CII invoice; every part can be replaced by the XML to put in its place."""

    number: str = "FA-2026-0042"
    date: str = '<udt:DateTimeString format="102">20260131</udt:DateTimeString>'
    type_code: str = "380"
    guideline: str = GUIDELINE
    process: str = "A1"
    seller: str = f'<ram:GlobalID schemeID="0009">{SELLER}</ram:GlobalID>'
    buyer: str = f'<ram:GlobalID schemeID="0009">{BUYER}</ram:GlobalID>'
    exclusive: str = "1000.00"
    tax: str = '<ram:TaxTotalAmount currencyID="EUR">200.00</ram:TaxTotalAmount>'
    inclusive: str = "1200.00"
    payable: str = "1200.00"
    means: str = "<ram:TypeCode>30</ram:TypeCode>"
    line: str = "1000.00"
    vat: str = "200.00"
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>'
    namespace: str = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"

    def text(self) -> str:
        return f"""{self.prolog}
<rsm:CrossIndustryInvoice xmlns:rsm="{self.namespace}"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext>
 <ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>{self.process}</ram:ID>
 </ram:BusinessProcessSpecifiedDocumentContextParameter>
 <ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{self.guideline}</ram:ID>
 </ram:GuidelineSpecifiedDocumentContextParameter>
</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>{self.number}</ram:ID><ram:TypeCode>{self.type_code}</ram:TypeCode>
 <ram:IssueDateTime>{self.date}</ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
 <ram:IncludedSupplyChainTradeLineItem>
  <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID>
  </ram:AssociatedDocumentLineDocument>
  <ram:SpecifiedTradeProduct><ram:Name>Porte</ram:Name></ram:SpecifiedTradeProduct>
  <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>
   <ram:ChargeAmount>500.00</ram:ChargeAmount></ram:NetPriceProductTradePrice>
  </ram:SpecifiedLineTradeAgreement>
  <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">2</ram:BilledQuantity>
  </ram:SpecifiedLineTradeDelivery>
  <ram:SpecifiedLineTradeSettlement>
   <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
    <ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradeSettlementLineMonetarySummation>
    <ram:LineTotalAmount>{self.line}</ram:LineTotalAmount>
   </ram:SpecifiedTradeSettlementLineMonetarySummation>
  </ram:SpecifiedLineTradeSettlement>
 </ram:IncludedSupplyChainTradeLineItem>
 <ram:ApplicableHeaderTradeAgreement>
  <ram:BuyerReference>SERV-01</ram:BuyerReference>
  <ram:SellerTradeParty>{self.seller}<ram:Name>Menuiserie Aubry</ram:Name>{_ADDRESS}
   <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">35-1</ram:ID></ram:SpecifiedTaxRegistration>
  </ram:SellerTradeParty>
  <ram:BuyerTradeParty>{self.buyer}<ram:Name>Ville de Paris</ram:Name>{_ADDRESS}
  </ram:BuyerTradeParty>
  <ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>EJ4500012345</ram:IssuerAssignedID>
  </ram:BuyerOrderReferencedDocument>
  <ram:ContractReferencedDocument><ram:IssuerAssignedID>M2026-07</ram:IssuerAssignedID>
  </ram:ContractReferencedDocument>
 </ram:ApplicableHeaderTradeAgreement>
 <ram:ApplicableHeaderTradeDelivery/>
 <ram:ApplicableHeaderTradeSettlement>
  <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
  <ram:SpecifiedTradeSettlementPaymentMeans>{self.means}<ram:PayeePartyCreditorFinancialAccount>
   <ram:IBANID>FR76 3000 6000 0112 3456 7890 189</ram:IBANID>
  </ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
  <ram:ApplicableTradeTax><ram:CalculatedAmount>{self.vat}</ram:CalculatedAmount>
   <ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>1000.00</ram:BasisAmount>
   <ram:CategoryCode>S</ram:CategoryCode>
   <ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
  <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
   <udt:DateTimeString format="102">20260302</udt:DateTimeString></ram:DueDateDateTime>
  </ram:SpecifiedTradePaymentTerms>
  <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
   <ram:LineTotalAmount>1000.00</ram:LineTotalAmount>
   <ram:TaxBasisTotalAmount>{self.exclusive}</ram:TaxBasisTotalAmount>{self.tax}
   <ram:GrandTotalAmount>{self.inclusive}</ram:GrandTotalAmount>
   <ram:DuePayableAmount>{self.payable}</ram:DuePayableAmount>
  </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  <ram:InvoiceReferencedDocument><ram:IssuerAssignedID>FA-2025-0900</ram:IssuerAssignedID>
  </ram:InvoiceReferencedDocument>
 </ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""

    def xml(self) -> bytes:
        return self.text().encode()


def legal(scheme: str, number: str) -> str:
    """A CII party's legal identifier."""
    return (
        f'<ram:SpecifiedLegalOrganization><ram:ID schemeID="{scheme}">{number}</ram:ID>'
        "</ram:SpecifiedLegalOrganization>"
    )


def endpoint(scheme: str, number: str) -> str:
    """A CII party's electronic address."""
    return (
        f'<ram:URIUniversalCommunication><ram:URIID schemeID="{scheme}">{number}</ram:URIID>'
        "</ram:URIUniversalCommunication>"
    )


def ubl(root: str = "Invoice", body: str = "", date: str = "2026-01-31") -> bytes:
    """A UBL invoice or credit note."""
    code = f"<cbc:{root}TypeCode>{'380' if root == 'Invoice' else '381'}</cbc:{root}TypeCode>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<u:{root} xmlns:u="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>{GUIDELINE}</cbc:CustomizationID><cbc:ProfileID>A9</cbc:ProfileID>
<cbc:ID>UBL-77</cbc:ID><cbc:IssueDate>{date}</cbc:IssueDate>
<cbc:DueDate>2026-03-02</cbc:DueDate>{code}
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:BuyerReference>S1</cbc:BuyerReference>
<cac:OrderReference><cbc:ID>EJ-9</cbc:ID></cac:OrderReference>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>OLD-1</cbc:ID>
</cac:InvoiceDocumentReference></cac:BillingReference>
<cac:ContractDocumentReference><cbc:ID>M-3</cbc:ID></cac:ContractDocumentReference>
<cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity>
<cbc:CompanyID schemeID="0002">{SELLER}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>
</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="0009">{BUYER}</cbc:EndpointID>
</cac:Party></cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>
<cbc:ID>FR7630006000011234567890189</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">5.50</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">5.50</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>
<cbc:Percent>5.5</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">105.50</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">105.50</cbc:PayableAmount></cac:LegalMonetaryTotal>{body}
</u:{root}>""".encode()


def zugferd_1() -> bytes:
    """A ZUGFeRD 1.0 invoice, whose names differ."""
    return b"""<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
<rsm:SpecifiedExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:SpecifiedExchangedDocumentContext>
<rsm:HeaderExchangedDocument><ram:ID>2014-03</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20140711</udt:DateTimeString>
</ram:IssueDateTime></rsm:HeaderExchangedDocument>
<rsm:SpecifiedSupplyChainTradeTransaction><ram:ApplicableSupplyChainTradeAgreement>
<ram:BuyerOrderReferencedDocument><ram:ID>ABC-123</ram:ID></ram:BuyerOrderReferencedDocument>
</ram:ApplicableSupplyChainTradeAgreement><ram:ApplicableSupplyChainTradeSettlement>
<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:ApplicableTradeTax><ram:CalculatedAmount>19.00</ram:CalculatedAmount>
<ram:ApplicablePercent>19</ram:ApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementMonetarySummation>
<ram:TaxBasisTotalAmount currencyID="EUR">100.00</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>
<ram:GrandTotalAmount currencyID="EUR">119.00</ram:GrandTotalAmount>
</ram:SpecifiedTradeSettlementMonetarySummation></ram:ApplicableSupplyChainTradeSettlement>
</rsm:SpecifiedSupplyChainTradeTransaction></rsm:CrossIndustryDocument>"""
