"""From what a file says to a form that somebody can check: values and how sure each is."""

from dataclasses import asdict, astuple, dataclass, field, replace
from datetime import date

from chorus_app.documents import Certainty, Finding, Kind, Reading, Severity
from chorus_app.domain.deposit import AMOUNT_FIELDS, FORM_FIELDS, DepositForm
from chorus_app.domain.invoice import BusinessProcess, TypeCode
from chorus_app.domain.told import TOLD_FIELDS

_SAME = (
    "invoice_number",
    "purchase_order_reference",
    "contract_reference",
    "preceding_invoice_reference",
)
_RENAMED = {"recipient_siret": "buyer_siret", "service_code": "buyer_reference"}
_SHORT_PROCESS = {code.partition("_")[0]: code for code in BusinessProcess.__members__}


@dataclass(slots=True)
class Prefilled:
    """The form as read, and for each of its fields `LU`, `A_VERIFIER` or `A_COMPLETER`.

    `doubts`: why a field is `A_VERIFIER`, by a code of `documents.Doubt`.
    """

    form: DepositForm
    marks: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


def prefill(reading: Reading, default_process: str) -> Prefilled:
    """Fill the form from a reading. What was not read stays empty and is marked so."""
    filled = Prefilled(DepositForm(business_process=default_process), doubts=_doubts(reading))
    for name in _SAME:
        _take(filled, reading, name, name)
    for name, source in _RENAMED.items():
        _take(filled, reading, name, source)
    for name in AMOUNT_FIELDS:
        _take(filled, reading, name, name)
    _take(filled, reading, "issue_date", "issue_date")
    _take_type(filled, reading)
    _take_process(filled, reading)
    return filled


def _take(filled: Prefilled, reading: Reading, name: str, source: str) -> None:
    found = reading.fields.get(source)
    value = found.value if found else None
    setattr(filled.form, name, typed(name, value) if value else "")
    filled.marks[name] = found.certainty.value if found and value else Certainty.A_COMPLETER.value


def typed(name: str, value: str) -> str:
    """Return a value of a reading as somebody would type it: `1234,56`, `31/01/2026`."""
    if name in AMOUNT_FIELDS:
        return value.replace(".", ",")
    return f"{date.fromisoformat(value):%d/%m/%Y}" if name == "issue_date" else value


def _take_type(filled: Prefilled, reading: Reading) -> None:
    found = reading.fields.get("type_code")
    avoir = bool(found and found.value == TypeCode.AVOIR)
    filled.form = replace(
        filled.form, type_code=TypeCode.AVOIR.value if avoir else TypeCode.FACTURE.value
    )


def _take_process(filled: Prefilled, reading: Reading) -> None:
    found = reading.fields.get("business_process")
    said = (found.value or "").upper() if found else ""
    code = _SHORT_PROCESS.get(said.partition("_")[0])
    if code:
        filled.form.business_process = code


def kept_reading(reading: Reading, filled: Prefilled, siret: str) -> dict[str, object]:
    """Return what a deposit keeps of a reading, as JSON holds it; `siret` is the supplier's."""
    findings = [*reading.findings, *_foreign_seller(reading, siret)]
    return {
        "marks": filled.marks,
        "signed": reading.signed,
        "currency": reading.value("currency") or "EUR",
        "profile": reading.profile,
        "vat_lines": [asdict(line) for line in reading.vat_lines],
        "findings": [asdict(finding) for finding in findings],
        "sheets": [astuple(sheet) for sheet in reading.sheets],
        "places": _places(reading, filled.marks),
        "doubts": filled.doubts,
    }


def kept_told(filled: Prefilled) -> dict[str, object]:
    """Return what a deposit keeps of the values that were read in its file, and how sure each is.

    What was remembered of an earlier correction is none of them.
    """
    told = {
        name: (getattr(filled.form, name), filled.marks.get(name) == Certainty.LU)
        for name in TOLD_FIELDS
        if filled.marks.get(name) in (Certainty.LU, Certainty.A_VERIFIER)
    }
    return {"told": told}


def _doubts(reading: Reading) -> dict[str, str]:
    """Return by field of the form why its value is to be checked."""
    sources = {name: reading.fields.get(_RENAMED.get(name, name)) for name in FORM_FIELDS}
    return {name: found.doubt.value for name, found in sources.items() if found and found.doubt}


def _places(reading: Reading, marks: dict[str, str]) -> dict[str, tuple[float, ...]]:
    """Return the places by field of the form; what came from elsewhere than the page has none."""
    sources = {name: _RENAMED.get(name, name) for name in FORM_FIELDS}
    return {
        name: astuple(reading.places[source])
        for name, source in sources.items()
        if source in reading.places and marks.get(name) in Certainty.__members__
    }


def _foreign_seller(reading: Reading, siret: str) -> list[Finding]:
    """Chorus Pro takes a supplier's own invoices only; a page may be misread, data are not."""
    seller = reading.value("seller_siret")
    if not seller or seller == siret:
        return []
    is_data = reading.kind is not Kind.PDF
    return [
        Finding(
            "AUTRE_FOURNISSEUR",
            Severity.REFUSERA if is_data else Severity.POURRAIT_REFUSER,
            "seller_siret",
            f"Cette facture porte le SIRET d’un autre fournisseur : {seller}.",
            "Vérifiez que c’est bien votre facture.",
        )
    ]
