"""Files to deposit: an invoice on a page, and the same that machines read."""

from dataclasses import replace
from datetime import date

from tests.documents.pdf_samples import lines, pdf, with_attachments
from tests.documents.xml_samples import Cii


def paper(number: str, recipient: str, issued: date) -> bytes:
    """Draw an invoice of 1 200,00 €."""
    return pdf(
        lines(
            f"FACTURE N° {number}",
            f"Date de facture : {issued:%d/%m/%Y}",
            f"SIRET client : {recipient}",
            "Total HT : 1 000,00 €",
            "TVA 20 % : 200,00 €",
            "Total TTC : 1 200,00 €",
            "Net à payer : 1 200,00 €",
        )
    )


def cii(number: str, seller: str, buyer: str, issued: date, **parts: str) -> bytes:
    """Write an invoice of 1 200,00 €, without a service, in CII."""
    made = Cii(
        number=number,
        date=f'<udt:DateTimeString format="102">{issued:%Y%m%d}</udt:DateTimeString>',
        seller=f'<ram:GlobalID schemeID="0009">{seller}</ram:GlobalID>',
        buyer=f'<ram:GlobalID schemeID="0009">{buyer}</ram:GlobalID>',
    )
    return replace(made, **parts).xml().replace(b"SERV-01", b"")


def facturx(number: str, seller: str, buyer: str, issued: date) -> bytes:
    """Make a PDF that carries an invoice of 1 200,00 € in CII."""
    return with_attachments(
        pdf(lines(number)), ("factur-x.xml", cii(number, seller, buyer, issued))
    )
