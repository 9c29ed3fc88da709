"""The labelled values of one invoice: its parties, its references, its totals."""

from dataclasses import dataclass

from chorus_app.domain.invoice import InvoiceDetail, Party
from chorus_app.services.invoices import Row
from chorus_app.texts import formats
from chorus_app.texts.codes import deposit_mode, process, vat_scheme


@dataclass
class FactView:
    """A labelled value; `strong` for what matters most in its list."""

    label: str
    value: str
    strong: bool = False


def _facts(*pairs: tuple[str, str]) -> list[FactView]:
    return [FactView(label, value) for label, value in pairs if value]


def parties(row: Row, detail: InvoiceDetail | None) -> list[FactView]:
    """Return who buys and who sells."""
    buyer = detail.buyer if detail else Party(row.recipient_siret, row.recipient_name)
    seller = detail.seller if detail else None
    service = row.service_name or row.service_code
    if row.service_code and row.service_name:
        service = f"{row.service_name} ({row.service_code})"
    return _facts(
        ("Destinataire", buyer.name or row.recipient_name),
        ("SIRET du destinataire", formats.siret(row.recipient_siret)),
        ("Service", service),
        ("Fournisseur", seller.name if seller else ""),
        ("SIRET du fournisseur", formats.siret(seller.siret) if seller else ""),
    )


def references(row: Row, detail: InvoiceDetail | None) -> list[FactView]:
    """Return the dates and numbers of an invoice."""
    return _facts(
        ("Date de la facture", formats.short_date(row.issue_date)),
        (
            "Date de dépôt",
            formats.short_date(row.deposit_date) if row.deposit_date else "Pas encore déposée",
        ),
        ("Numéro d’engagement", row.purchase_order_reference),
        ("Numéro de marché", row.contract_reference),
        ("Facture d’origine", row.preceding_invoice_reference),
        ("Cadre de facturation", process(detail.business_process) if detail else ""),
        ("Type de TVA", vat_scheme(detail.vat_scheme) if detail else ""),
        ("Mode de dépôt", deposit_mode(row.deposit_mode)),
        ("Numéro de flux", row.flow_number),
        ("Votre commentaire", detail.comment if detail else ""),
    )


def totals(row: Row, detail: InvoiceDetail | None) -> list[FactView]:
    """Return the amounts of an invoice, what is to be paid last."""
    money = formats.money
    tax = detail.tax_amount if detail else row.tax_inclusive_amount - row.tax_exclusive_amount
    discount = detail.discount if detail else 0
    facts = _facts(
        ("Montant HT", money(row.tax_exclusive_amount, row.currency)),
        ("TVA", money(tax, row.currency)),
        ("Remise", money(discount, row.currency) if discount else ""),
        ("Montant TTC", money(row.tax_inclusive_amount, row.currency)),
    )
    return [*facts, FactView("Net à payer", money(row.payable_amount, row.currency), strong=True)]
