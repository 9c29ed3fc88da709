"""What to say of a PDF as a container, each finding with the repair that goes with it."""

from chorus_app.documents.attachments import Container
from chorus_app.documents.page_text import PageTexts
from chorus_app.documents.reading import LABELS, Finding, Severity
from chorus_app.documents.refusals import Unreadable


def of_container(container: Container, texts: PageTexts) -> list[Finding]:
    """Return the findings on protection, text layer, pages and attachments."""
    findings = []
    if not container.opened or texts.broken:
        findings.append(_weak_structure(texts.broken))
    if container.protected or container.needs_password:
        findings.append(_protected())
    if not texts.has_text:
        findings.append(_no_text())
    if texts.count > len(texts.pages) + texts.broken:
        findings.append(_pages_skipped(texts))
    findings += [_broken_xml(fault) for fault in container.faults]
    if container.invoices:
        findings.append(_facturx())
    findings += [_odd_name(i.name) for i in container.invoices if not i.has_usual_name]
    return findings


def _weak_structure(broken: int) -> Finding:
    lost = f"{broken}\u00a0page(s) n’ont pas pu être lues" if broken else "seul son texte a été lu"
    return Finding(
        "STRUCTURE",
        Severity.POURRAIT_REFUSER,
        "",
        f"La structure de ce PDF est abîmée\u00a0: {lost}.",
        "Exportez de nouveau la facture depuis votre logiciel.",
    )


def _protected() -> Finding:
    return Finding(
        "PROTECTED",
        Severity.POURRAIT_REFUSER,
        "",
        "Ce PDF s’ouvre, mais des restrictions le protègent (impression ou copie).",
        "Enregistrez-le sans aucune protection avant de le déposer.",
    )


def _no_text() -> Finding:
    return Finding(
        "NO_TEXT",
        Severity.A_SAVOIR,
        "",
        "Ce PDF est une image (scan)\u00a0: Chorus Pro n’y lira rien.",
        "Saisissez tous les champs, ou déposez le PDF d’origine de votre logiciel.",
    )


def _pages_skipped(texts: PageTexts) -> Finding:
    return Finding(
        "PAGES",
        Severity.A_SAVOIR,
        "",
        f"Ce PDF a {texts.count}\u00a0pages\u00a0: seules {len(texts.pages)} ont été lues.",
        "Vérifiez les totaux, ou déposez le détail comme pièce jointe à part.",
    )


def _broken_xml(fault: Unreadable) -> Finding:
    return Finding(
        "XML_UNREADABLE",
        Severity.REFUSERA,
        "",
        f"Le XML joint à ce PDF est illisible. {fault.sentence}",
        "Exportez de nouveau la facture, ou déposez un PDF sans XML joint.",
    )


def _facturx() -> Finding:
    return Finding(
        "FACTURX",
        Severity.A_SAVOIR,
        "",
        "Ce PDF contient une facture Factur-X\u00a0: Chorus Pro lira le XML, pas la page, et peut "
        "encore la rejeter après l’avoir importée.",
        "Suivez le dépôt jusqu’à ce que la facture soit intégrée.",
    )


def _odd_name(name: str) -> Finding:
    return Finding(
        "ATTACHMENT_NAME",
        Severity.POURRAIT_REFUSER,
        "",
        f"Le XML joint s’appelle «\u00a0{name[:50]}\u00a0», pas «\u00a0factur-x.xml\u00a0».",
        "Mettez votre logiciel à jour\u00a0: le nom fait partie du format Factur-X.",
    )


def nothing_recognised() -> Finding:
    """Say that the text holds nothing that an invoice must hold."""
    return Finding(
        "NOTHING_READ",
        Severity.POURRAIT_REFUSER,
        "",
        "Ni numéro, ni date, ni total n’ont été reconnus dans ce PDF.",
        "Vérifiez que c’est bien la facture, puis saisissez les champs.",
    )


def other_document(title: str) -> Finding:
    """Say that the title is not an invoice's."""
    return Finding(
        "OTHER_DOCUMENT",
        Severity.POURRAIT_REFUSER,
        "type_code",
        f"Ce document s’intitule «\u00a0{title[:60]}\u00a0»\u00a0: ce n’est pas une facture.",
        "Déposez la facture elle-même\u00a0; ce document peut l’accompagner en pièce jointe.",
    )


def several_invoices(field: str = "") -> Finding:
    """Say that the PDF carries two invoices that differ."""
    return Finding(
        "SEVERAL_XML",
        Severity.REFUSERA,
        field,
        "Ce PDF contient plusieurs factures XML qui ne disent pas la même chose.",
        "Exportez de nouveau la facture\u00a0: il n’en faut qu’une seule dans le PDF.",
    )


def disagreement(field: str, data: str, page: str | None) -> Finding:
    """Say that the XML and the page differ on a field."""
    shown = f"la page dit «\u00a0{page}\u00a0»" if page else "la page ne le montre pas"
    return Finding(
        "XML_PAGE_DISAGREE",
        Severity.POURRAIT_REFUSER,
        field,
        f"Le XML et la page diffèrent ({LABELS[field]})\u00a0: "
        f"le XML dit «\u00a0{data}\u00a0», {shown}.",
        "Chorus Pro suivra le XML\u00a0: exportez de nouveau la facture si la page a raison.",
    )
