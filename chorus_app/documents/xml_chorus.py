"""What Chorus Pro demands of an invoice's XML beside its format (invoice-files.md, §3.3 and §4)."""

from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath

from chorus_app.documents import values
from chorus_app.documents.en16931.bill import Bill
from chorus_app.documents.reading import Finding, Severity
from chorus_app.documents.text import clean
from chorus_app.domain.answer import FORMATS, NAME_LIMIT

_LONGEST_NAME = 99
_EXPORT = "Corrigez-le dans votre logiciel et exportez de nouveau la facture."


def check_demands(read: dict[str, str], bill: Bill) -> Iterator[Finding]:
    """Say what Chorus Pro would refuse, or note; `read` are the values read, by field."""
    yield from chain(_buyer(bill), _payment(read, bill), _dates(read), _attached(bill.attached))


def process_findings(code: str | None, process: str) -> Iterator[Finding]:
    """Judge a cadre de facturation: `code` is the one that was recognised in `process` (BT-23)."""
    if code in {None, "A1", "A2", "A9", "A12"}:
        if code or not process or values.reform_process(process):
            return
        said = f"«\u00a0{clean(process, 40)}\u00a0» n’est pas un cadre de facturation"
    else:
        said = f"Le cadre {code} n’est pas celui d’une facture ordinaire"
    yield Finding(
        "BUSINESS_PROCESS",
        Severity.POURRAIT_REFUSER,
        "business_process",
        f"{said} de Chorus Pro (BT-23).",
        "Utilisez A1\u00a0; une facture de travaux ou un mémoire de frais de justice se dépose "
        "sur le portail Chorus Pro.",
    )


def _buyer(bill: Bill) -> Iterator[Finding]:
    if len(bill.buyer.name) > _LONGEST_NAME:
        yield Finding(
            "BUYER_NAME",
            Severity.POURRAIT_REFUSER,
            "buyer_siret",
            f"Le nom du destinataire dépasse {_LONGEST_NAME}\u00a0caractères (BT-44).",
            "Raccourcissez-le dans votre logiciel.",
        )


def _payment(read: dict[str, str], bill: Bill) -> Iterator[Finding]:
    if read.get("type_code") == "AVOIR" and any(means.code for means in bill.means):
        yield Finding(
            "PAYMENT_MEANS_ON_CREDIT_NOTE",
            Severity.POURRAIT_REFUSER,
            "payment_means",
            "Cet avoir porte un moyen de paiement (BT-81), que Chorus Pro n’attend pas.",
            "Retirez le moyen de paiement et l’IBAN de l’avoir dans votre logiciel.",
        )
    if bill.tax_currency and bill.tax_currency != bill.currency:
        yield Finding(
            "SECOND_CURRENCY",
            Severity.POURRAIT_REFUSER,
            "currency",
            f"La facture a deux devises, {clean(bill.currency, 3)} et "
            f"{clean(bill.tax_currency, 3)} (BT-5, BT-6)\u00a0: Chorus Pro n’en lit qu’une.",
            "Retirez la devise de comptabilité dans votre logiciel.",
        )
    if (iban := read.get("iban")) and not values.iban_key_agrees(iban):
        yield Finding(
            "IBAN_KEY",
            Severity.A_SAVOIR,
            "iban",
            f"La clé de l’IBAN {clean(iban, 34)} ne correspond pas.",
            "Vérifiez-le sur votre RIB.",
        )


def _dates(read: dict[str, str]) -> Iterator[Finding]:
    issued, due = read.get("issue_date"), read.get("due_date")
    if issued and due and due < issued:
        yield Finding(
            "DUE_BEFORE_ISSUE",
            Severity.A_SAVOIR,
            "due_date",
            "L’échéance précède la date de la facture.",
            "Vérifiez les deux dates.",
        )


def _attached(names: tuple[str, ...]) -> Iterator[Finding]:
    for name in names:
        kind = PurePosixPath(name).suffix.removeprefix(".").lower()
        if len(name) <= NAME_LIMIT and kind in FORMATS:
            continue
        fault = (
            f"a un nom de plus de {NAME_LIMIT}\u00a0caractères"
            if len(name) > NAME_LIMIT
            else "n’est pas d’un format que Chorus Pro accepte"
        )
        yield Finding(
            "ATTACHED_FILE",
            Severity.POURRAIT_REFUSER,
            "",
            f"La pièce jointe «\u00a0{clean(name, 30) or 'sans nom'}\u00a0» {fault}.",
            _EXPORT,
        )
