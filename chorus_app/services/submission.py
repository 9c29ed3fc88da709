"""From a confirmed form to what `soumettre` needs."""

import json
from collections.abc import Mapping
from typing import Any

from chorus_app.domain import deposit as rules
from chorus_app.domain.dates import parse_day
from chorus_app.domain.deposit import DepositForm
from chorus_app.domain.invoice import BusinessProcess, Invoice, TypeCode, VatLine, VatScheme
from chorus_app.domain.money import BadAmount, parse_amount
from chorus_app.domain.siret import clean
from chorus_app.gateway.port import Submission
from chorus_app.store.tables import DepositRow, now

_USUAL_RATES = (2000, 1000, 550, 210)
_DISCOUNT_REASON = "Remise ou somme déjà versée"


def _reading(row: DepositRow) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(row.reading)
    return kept


def is_signed(row: DepositRow) -> bool:
    """Tell whether the deposited PDF carries a signature."""
    return bool(_reading(row).get("signed"))


def submission_of(row: DepositRow, attachment: int, supplier: int) -> Submission:
    """Return what `soumettre` needs from a confirmed form, whose checks have all passed.

    What the form keeps of an earlier choice (a validator, then cadre A1) does not go with it.
    """
    form = DepositForm(**json.loads(row.form))
    amounts = rules.amounts(form)
    reading = _reading(row)
    avoir = form.type_code == TypeCode.AVOIR
    exempt = form.vat_scheme == VatScheme.EXONERATION
    discount = whole_discount(form, amounts)
    return Submission(
        invoice_number=form.invoice_number.strip(),
        issue_date=parse_day(form.issue_date, (row.confirmed_at or now()).date()),
        type_code=form.type_code,
        recipient_siret=clean(form.recipient_siret),
        service_code=form.service_code.strip(),
        purchase_order_reference=form.purchase_order_reference.strip(),
        contract_reference=form.contract_reference.strip(),
        preceding_invoice_reference=form.preceding_invoice_reference.strip(),
        supplier_chorus_id=supplier,
        supplier_service_id=None,
        business_process=form.business_process,
        validator_siret=clean(form.validator_siret) if rules.needs_validator(form) else "",
        vat_scheme=form.vat_scheme,
        exemption_reason=form.exemption_reason.strip() if exempt else "",
        currency=str(reading.get("currency") or "EUR"),
        # Chorus Pro refuses a payment means on a credit note (chorus-api.md §4.4).
        payment_means="" if avoir else "VIREMENT",
        attachment_id=attachment,
        attachment_name=row.file_name,
        signed=bool(reading.get("signed")),
        comment=form.comment.strip(),
        vat_lines=_vat_lines(reading.get("vat_lines", []), form, amounts),
        tax_exclusive_amount=amounts["tax_exclusive_amount"],
        tax_amount=amounts["tax_amount"],
        tax_inclusive_amount=amounts["tax_inclusive_amount"],
        payable_amount=amounts["payable_amount"],
        discount=discount,
        discount_reason=_DISCOUNT_REASON if discount else "",
    )


def is_the_same(invoice: Invoice, row: DepositRow) -> bool:
    """Tell whether an invoice of the same number says what this deposit says.

    Amounts without their sign: which one a credit note bears in answers is not published.
    """
    form = DepositForm(**json.loads(row.form))
    gross = rules.amounts(form).get("tax_inclusive_amount")
    return (
        invoice.recipient_siret == clean(form.recipient_siret)
        and (invoice.type_code == TypeCode.AVOIR) == (form.type_code == TypeCode.AVOIR)
        and gross is not None
        and abs(invoice.tax_inclusive_amount) == abs(gross)
    )


def whole_discount(form: DepositForm, amounts: Mapping[str, int]) -> int:
    """Return what lies between the total and the payable amount: Chorus Pro wants it explained.

    An invoice that is already paid (A2) has nothing left to pay, and needs no discount for it.
    """
    if form.business_process == BusinessProcess.A2_FACTURE_FOURNISSEUR_DEJA_PAYEE:
        return 0
    return amounts["tax_inclusive_amount"] - amounts["payable_amount"]


def _vat_lines(
    read: list[dict[str, Any]], form: DepositForm, amounts: dict[str, int]
) -> tuple[VatLine, ...]:
    """Return the lines that were read where they add up, else the one usual rate that does."""
    net, tax = amounts["tax_exclusive_amount"], amounts["tax_amount"]
    lines = [line for line in map(_vat_line, read) if line]
    sums = sum(line.taxable_amount for line in lines), sum(line.tax_amount for line in lines)
    if lines and sums == (net, tax):
        return tuple(lines)
    for rate in _USUAL_RATES:
        if tax and abs(net * rate / 10_000 - tax) < 2:
            return (VatLine(rate, net, tax),)
    return ()


def _vat_line(read: dict[str, Any]) -> VatLine | None:
    try:
        return VatLine(
            parse_amount(read["rate"]),
            parse_amount(read["taxable_amount"]),
            parse_amount(read["tax_amount"]),
        )
    except (BadAmount, KeyError, TypeError, AttributeError):
        return None
