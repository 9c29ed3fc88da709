"""What the deposit page shows of a draft, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from chorus_app import routes
from chorus_app.domain.dates import BadDate, parse_day
from chorus_app.domain.deposit import (
    FILE_PLACE,
    FORM_FIELDS,
    HELD_BACK,
    DepositForm,
    Stage,
    amounts,
)
from chorus_app.domain.told import differing
from chorus_app.services.deposits import Draft
from chorus_app.services.submission import whole_discount
from chorus_app.states.base import today
from chorus_app.texts import formats
from chorus_app.texts.deposit import (
    OTHER_THAN_FILE,
    PROCESSES,
    REFUSED,
    SEVERITIES,
    differs,
    differs_shortly,
    fault,
)
from chorus_app.texts.following import following_words
from chorus_app.texts.waiting import NEEDLESS

_TONES = {
    "refusera": "refused",
    HELD_BACK: "refused",
    "pourrait_refuser": "accent",
    "a_savoir": "neutral",
}
_RENAMED = {"buyer_siret": "recipient_siret", "buyer_reference": "service_code"}


@dataclass
class NoteView:
    """Something that the pre-check found: what Chorus Pro makes of it, the sentence, the repair."""

    severity: str
    tone: str
    message: str
    repair: str


def notes(seen: Draft) -> dict[str, list[NoteView]]:
    """Return by field what is to tell beside it, the worst first.

    Under "" is what is to tell of the file, under `FILE_PLACE` what another file would mend.

    What blocks is not among them: that is the field's error.
    """
    found: dict[str, list[tuple[str, NoteView]]] = {
        name: [] for name in ("", FILE_PLACE, *FORM_FIELDS)
    }
    for finding in seen.findings:
        name, severity = _RENAMED.get(finding["field"], finding["field"]), finding["severity"]
        note = _note(severity, finding["message"], finding["repair"])
        found[name if name in found else ""].append((severity, note))
    for problem in seen.problems:
        if not problem.blocking:
            note = _note(problem.severity, fault(problem.fault, problem.field), "")
            found[problem.field].append((problem.severity, note))
    for name, said in differing(seen.told, seen.form, today()).items():
        words = differs(name, said.value, certain=said.certain)
        found[name].append(
            ("pourrait_refuser", NoteView(OTHER_THAN_FILE[said.certain], "accent", words, ""))
        )
    worst = list(_TONES).index
    told = {
        name: [note for _, note in sorted(told, key=lambda one: worst(one[0]))]
        for name, told in found.items()
    }
    if seen.refused_field:
        refusal = NoteView(REFUSED, "refused", seen.problem, "")
        told[seen.refused_field].insert(0, refusal)
    return told


def _note(severity: str, message: str, repair: str) -> NoteView:
    return NoteView(SEVERITIES[severity], _TONES[severity], message, repair)


def file_words(seen: Draft) -> str:
    """Say what the file is, and its size."""
    kinds = {
        "PDF_FACTURX": "PDF Factur-X (facture lisible par machine)",
        "CII": "facture XML (CII)",
        "UBL": "facture XML (UBL)",
    }
    signed = "PDF avec une signature, non vérifiée" if seen.signed else "PDF non signé"
    return f"{kinds.get(seen.file_kind, signed)}, {formats.size(seen.file_size)}"


def summary(seen: Draft) -> list[list[str]]:
    """Return what the confirmation shows: label, value, second line.

    The guide's six values (number, recipient, HT, TVA, TTC, net à payer), and what else is sent.
    """
    return [*_identity(seen), *_money(seen), *_sent_with(seen)]


def _identity(seen: Draft) -> list[list[str]]:
    form, said = seen.form, _differences(seen)
    service = next(
        (
            service.name
            for service in (seen.recipient.services if seen.recipient else ())
            if service.code == form.service_code
        ),
        "",
    )
    credit = form.type_code == "AVOIR"
    lines = [
        ["Avoir" if credit else "Facture", form.invoice_number, said.get("invoice_number", "")],
        ["Date", _day(form.issue_date), said.get("issue_date", "")],
        ["Facture d’origine", form.preceding_invoice_reference, ""],
        ["Fournisseur", seen.supplier_name, formats.siret(seen.supplier_siret)],
        ["Destinataire", seen.recipient_name, formats.siret(form.recipient_siret)],
        ["Service", form.service_code, service],
        ["Numéro d’engagement", form.purchase_order_reference, ""],
        ["Numéro de marché", form.contract_reference, ""],
    ]
    return [line for line in lines if line[1]]


def _money(seen: Draft) -> list[list[str]]:
    read, said = amounts(seen.form), _differences(seen)
    lines = [
        [label, formats.money(read[name]), said.get(name, "")]
        for label, name in (
            ("Montant HT", "tax_exclusive_amount"),
            ("TVA", "tax_amount"),
            ("Montant TTC", "tax_inclusive_amount"),
            ("Net à payer", "payable_amount"),
        )
        if name in read
    ]
    return lines[:-1] + _discount(seen.form, read) + lines[-1:]


def _discount(form: DepositForm, read: Mapping[str, int]) -> list[list[str]]:
    """Return how Chorus Pro is told of a gap between the total and the payable amount."""
    if not {"tax_inclusive_amount", "payable_amount"} <= read.keys():
        return []
    discount = whole_discount(form, read)
    left = read["tax_inclusive_amount"] - discount
    lines = [
        ["Remise", formats.money(discount), "ou somme déjà versée"],
        ["Montant TTC après remise", formats.money(left), ""],
    ]
    return lines if discount else []


def _differences(seen: Draft) -> dict[str, str]:
    """Return by field, in a few words, what the file says where the form says something else."""
    return {
        name: differs_shortly(name, said.value, certain=said.certain)
        for name, said in differing(seen.told, seen.form, today()).items()
    }


def _sent_with(seen: Draft) -> list[list[str]]:
    frames = {code.value: words for code, words in PROCESSES.items()}
    frame = frames.get(seen.form.business_process, seen.form.business_process)
    return [["Cadre", frame, ""], ["Fichier", seen.file_name, file_words(seen)]]


def _day(typed: str) -> str:
    """Return the date as it was understood: `hier` must not be a surprise."""
    try:
        return formats.short_date(parse_day(typed, today()))
    except BadDate:
        return typed


def receipt(seen: Draft) -> list[list[str]]:
    """Return the lines of the receipt, once Chorus Pro has accepted: label, value, second line."""
    if seen.stage is not Stage.DEPOSEE:
        return []
    certified = [
        ["Déposée le", formats.short_date(seen.deposit_date), ""],
        ["Confirmée par vous", formats.moment(seen.row.confirmed_at), ""],
        ["Numéro chez Chorus Pro", str(seen.row.invoice_chorus_id or ""), ""],
        ["Numéro de flux", seen.flow_number, ""],
        ["Certificat de dépôt", seen.certificate, ""],
    ]
    return [line for line in certified if line[1]] + summary(seen)


def receipt_text(lines: list[list[str]]) -> str:
    """Return the receipt as one copies it or sends it on."""
    if not lines:
        return ""
    said = [f"{label} : {value}" + (f" ({more})" if more else "") for label, value, more in lines]
    return "\n".join(["Reçu de dépôt dans Chorus Pro", *said])


def draft_line(seen: Draft) -> list[str]:
    """Return the address, the name and the state of a draft, then what is known of it."""
    title, _ = following_words(seen.stage, seen.flow_state, seen.problem, seen.form.type_code)
    title = NEEDLESS if seen.deposited_since else title
    return [routes.brouillon(seen.id), seen.invoice_number or seen.file_name, title, _known(seen)]


def _known(seen: Draft) -> str:
    """Return recipient, amount and date, as far as they were read or typed."""
    read, form = amounts(seen.form), seen.form
    amount = read.get("payable_amount", read.get("tax_inclusive_amount"))
    facts = (
        seen.recipient_name
        or (formats.siret(form.recipient_siret) if form.recipient_siret else ""),
        formats.money(amount) if amount is not None else "",
        f"du {_day(form.issue_date)}" if form.issue_date else "",
    )
    return " · ".join(fact for fact in facts if fact)
