"""Every rule of a deposit that is known before sending.

Sources: chorus-api.md §3.5 (lengths, characters), §4 (obligations, totals, credit notes) and the
guide, part 4. Amounts are typed as the French type them and compared in integer cents.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from chorus_app.domain.dates import BadDate, parse_day
from chorus_app.domain.deposit import (
    AMOUNT_FIELDS,
    COMMENT_LIMIT,
    ENGAGEMENT_LIMIT,
    NUMBER_LIMIT,
    RESERVED_SERVICE,
    SERVICE_LIMIT,
    DepositForm,
    Fault,
    Problem,
    amounts,
    needs_validator,
)
from chorus_app.domain.invoice import BusinessProcess, Obligations, TypeCode, VatScheme
from chorus_app.domain.siret import clean, has_valid_key, is_shaped

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-_/+ ]*")
_SERVICE = re.compile(r"[\w\- ]+")
_HIGHEST_RATE = Fraction(20, 100)
_ROUNDING = 100  # cents that the VAT of many rounded lines may add: what EN 16931 forgives


@dataclass(frozen=True, slots=True)
class KnownRecipient:
    """What the directory says of the chosen recipient, as far as the checks need it."""

    active: bool
    obligations: Obligations
    service_codes: tuple[str, ...]
    service_demands_engagement: bool = False


def check(
    form: DepositForm,
    recipient: KnownRecipient | None,
    *,
    today: date,
    used_numbers: Callable[[str], bool] = lambda number: False,
) -> list[Problem]:
    """Return every problem of the form, field by field, in the form's order.

    `recipient` is None when the directory does not know the SIRET. `used_numbers` tells whether a
    number already stands on another invoice of the supplier.
    """
    return [
        *_number(form, used_numbers),
        *_date(form, today),
        *_recipient(form, recipient),
        *_references(form, recipient),
        *_choices(form),
        *_amounts(form),
    ]


def _number(form: DepositForm, used: Callable[[str], bool]) -> list[Problem]:
    number = form.invoice_number.strip()
    if not number:
        return [Problem("invoice_number", Fault.MANQUE)]
    if len(number) > NUMBER_LIMIT:
        return [Problem("invoice_number", Fault.TROP_LONG)]
    if not _NUMBER.fullmatch(number):
        return [Problem("invoice_number", Fault.CARACTERES)]
    return [Problem("invoice_number", Fault.DEJA_UTILISE)] if used(number) else []


def _date(form: DepositForm, today: date) -> list[Problem]:
    if not form.issue_date.strip():
        return [Problem("issue_date", Fault.MANQUE)]
    try:
        day = parse_day(form.issue_date, today)
    except BadDate:
        return [Problem("issue_date", Fault.DATE_ILLISIBLE)]
    if day > today:
        return [Problem("issue_date", Fault.DATE_FUTURE)]
    old = day < today - timedelta(days=730)
    return [Problem("issue_date", Fault.DATE_ANCIENNE, blocking=False)] if old else []


def _recipient(form: DepositForm, known: KnownRecipient | None) -> list[Problem]:
    siret = clean(form.recipient_siret)
    if not siret:
        return [Problem("recipient_siret", Fault.MANQUE)]
    if not is_shaped(siret):
        return [Problem("recipient_siret", Fault.SIRET_FORME)]
    if not known:
        return [Problem("recipient_siret", Fault.DESTINATAIRE_INCONNU)]
    if not known.active:
        return [Problem("recipient_siret", Fault.DESTINATAIRE_INACTIF)]
    key = has_valid_key(siret)
    return [] if key else [Problem("recipient_siret", Fault.SIRET_CLE, blocking=False)]


def _references(form: DepositForm, known: KnownRecipient | None) -> list[Problem]:
    found = _shape("service_code", form.service_code, SERVICE_LIMIT, _SERVICE)
    found += _shape("purchase_order_reference", form.purchase_order_reference, ENGAGEMENT_LIMIT)
    if form.service_code.strip().upper() == RESERVED_SERVICE:
        found.append(Problem("service_code", Fault.SERVICE_RESERVE))
    return found + (_obligations(form, known) if known else [])


def _obligations(form: DepositForm, known: KnownRecipient) -> list[Problem]:
    service, engagement = form.service_code.strip(), form.purchase_order_reference.strip()
    demands = known.obligations
    found = []
    if demands.service_required and not service:
        found.append(Problem("service_code", Fault.MANQUE))
    if service and known.service_codes and service not in known.service_codes:
        found.append(Problem("service_code", Fault.SERVICE_INCONNU))
    elif service and not known.service_codes and not demands.service_required:
        found.append(Problem("service_code", Fault.AUCUN_SERVICE))
    if (demands.engagement_required or known.service_demands_engagement) and not engagement:
        found.append(Problem("purchase_order_reference", Fault.MANQUE))
    elif demands.service_or_engagement_required and not service and not engagement:
        found.append(Problem("purchase_order_reference", Fault.SERVICE_OU_ENGAGEMENT))
    return found


def _shape(
    field: str, value: str, limit: int, pattern: re.Pattern[str] | None = None
) -> list[Problem]:
    text = value.strip()
    if len(text) > limit:
        return [Problem(field, Fault.TROP_LONG)]
    bad = text and pattern and not pattern.fullmatch(text)
    return [Problem(field, Fault.CARACTERES)] if bad else []


def _choices(form: DepositForm) -> list[Problem]:
    found = []
    if form.type_code not in {TypeCode.FACTURE, TypeCode.AVOIR}:
        found.append(Problem("type_code", Fault.CHOIX_INCONNU))
    if form.business_process not in BusinessProcess.__members__:
        found.append(Problem("business_process", Fault.CADRE_TRAVAUX))
    elif needs_validator(form) and not is_shaped(clean(form.validator_siret)):
        missing = Fault.SIRET_FORME if form.validator_siret.strip() else Fault.MANQUE
        found.append(Problem("validator_siret", missing))
    if form.vat_scheme not in VatScheme.__members__:
        found.append(Problem("vat_scheme", Fault.CHOIX_INCONNU))
    if form.vat_scheme == VatScheme.EXONERATION and not form.exemption_reason.strip():
        found.append(Problem("exemption_reason", Fault.MANQUE))
    origin = form.preceding_invoice_reference.strip()
    if form.type_code == TypeCode.AVOIR and origin in {"", form.invoice_number.strip()}:
        fault = Fault.ORIGINE_IDENTIQUE if origin else Fault.MANQUE
        found.append(Problem("preceding_invoice_reference", fault))
    return found + _shape("comment", form.comment, COMMENT_LIMIT)


def _amounts(form: DepositForm) -> list[Problem]:
    read = amounts(form)
    found = [
        Problem(name, Fault.MONTANT_ILLISIBLE if getattr(form, name).strip() else Fault.MANQUE)
        for name in AMOUNT_FIELDS
        if name not in read
    ]
    return found or _totals(form, *(read[name] for name in AMOUNT_FIELDS))


def _totals(form: DepositForm, net: int, tax: int, gross: int, payable: int) -> list[Problem]:
    found = []
    if net + tax != gross:
        found.append(Problem("tax_inclusive_amount", Fault.TOTAL_FAUX))
    if abs(payable) > abs(gross):
        found.append(Problem("payable_amount", Fault.NET_SUPERIEUR))
    if form.business_process == BusinessProcess.A2_FACTURE_FOURNISSEUR_DEJA_PAYEE and payable:
        found.append(Problem("payable_amount", Fault.DEJA_PAYEE_NON_NULLE))
    untaxed = form.vat_scheme in {VatScheme.EXONERATION, VatScheme.SANS_TVA}
    if untaxed and tax:
        found.append(Problem("tax_amount", Fault.TVA_SANS_REGIME))
    return found or _doubts(form, net, tax, gross, payable)


def _doubts(form: DepositForm, net: int, tax: int, gross: int, payable: int) -> list[Problem]:
    """Return what adds up and may be wrong all the same; no published rule refuses it."""
    paid = form.business_process == BusinessProcess.A2_FACTURE_FOURNISSEUR_DEJA_PAYEE
    doubts = {
        ("type_code", Fault.FACTURE_NEGATIVE): gross < 0 and form.type_code == TypeCode.FACTURE,
        ("business_process", Fault.PAYEE_SANS_A2): not payable and gross and not paid,
        ("payable_amount", Fault.NET_INFERIEUR): payable and payable != gross,
        ("tax_amount", Fault.TVA_TROP_FORTE): abs(tax) > abs(net) * _HIGHEST_RATE + _ROUNDING,
        ("tax_inclusive_amount", Fault.TOTAL_NUL): not gross,
    }
    return [Problem(*doubt, blocking=False) for doubt, here in doubts.items() if here]
