"""Read a PDF: the invoice it carries in XML if there is one, its text in any case."""

from chorus_app.documents import pdf_findings, refusals
from chorus_app.documents.attachments import Container, is_signed, open_container
from chorus_app.documents.compare import agreement, compare_with_page
from chorus_app.documents.layout import Layout, lay_out
from chorus_app.documents.on_page import with_places
from chorus_app.documents.page_fields import PageReading, read_pages_fields
from chorus_app.documents.page_text import NotOpened, PageTexts, read_pages
from chorus_app.documents.reading import Finding, Kind, Reading, complete
from chorus_app.documents.xml_fields import XmlReading


def read_pdf(content: bytes, name: str) -> Reading:
    """Read a PDF. Raises `Unreadable` when it is damaged or asks for a password."""
    container = open_container(content)
    texts = _read_texts(content, container)
    layout = lay_out(texts.pages)
    carried = [invoice.reading for invoice in container.invoices]
    page = PageReading()
    if texts.has_text:
        page = read_pages_fields(layout, name, guess=not carried)
    findings = pdf_findings.of_container(container, texts)
    if carried:
        reading = _hybrid(content, carried, layout, page, findings)
    else:
        findings += page.findings
        fields, signed = complete(page.fields), is_signed(content)
        reading = Reading(Kind.PDF, "", signed, fields, page.vat_lines, tuple(findings))
    return with_places(reading, texts, layout, page.candidates)


def _hybrid(
    content: bytes,
    carried: list[XmlReading],
    layout: Layout,
    page: PageReading,
    findings: list[Finding],
) -> Reading:
    data = agreement(carried)
    compared = compare_with_page(data, page.fields, layout)
    return Reading(
        Kind.PDF_FACTURX,
        data.profile,
        is_signed(content),
        complete(compared.fields),
        data.vat_lines,
        (*findings, *data.findings, *compared.findings),
    )


def _read_texts(content: bytes, container: Container) -> PageTexts:
    try:
        texts = read_pages(content)
    except NotOpened as error:
        if error.password or container.needs_password:
            raise refusals.encrypted() from None
        raise refusals.damaged() from None
    if not texts.pages:
        raise refusals.damaged("Aucune de ses pages ne peut être lue. ")
    return texts
