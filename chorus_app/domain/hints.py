"""What a supplier corrected on one invoice, kept as a hint for the next of the same layout.

Two kinds: a value that does not change from one invoice to the next (`CONSTANT`), and the words
that announce one that does (`ANNOUNCED`). A hint is proposed, never certain. A recipient that the
file does not give is proposed only where the page names it as it did then: the next invoice of a
supplier is often another customer's.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from chorus_app.domain.deposit import AMOUNT_FIELDS, DepositForm
from chorus_app.domain.siret import clean

CONSTANT = (
    "recipient_siret",
    "service_code",
    "contract_reference",
    "business_process",
    "validator_siret",
    "vat_scheme",
    "exemption_reason",
)
ANNOUNCED = ("invoice_number", "issue_date", "purchase_order_reference", *AMOUNT_FIELDS)
NAMED = "recipient_name"
"""Among the labels: the line of the page that names the recipient."""
ALIKE = 0.7
"""Share of labels that two invoices of one layout have in common: some stand on some only."""

OF_RECIPIENT = frozenset({"service_code", "contract_reference"})
"""What is one recipient's own: it does not go to another."""


@dataclass(slots=True)
class Hints:
    """What is known of a layout.

    `constants`: by field, `read` (what the file said), `value` (what it became), `recipient`.
    `labels`: by field, what announces the value, as `documents.labels_of` gives it.
    """

    constants: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Hints":
        """Rebuild hints from `to_data`."""
        return cls(dict(data.get("constants", {})), dict(data.get("labels", {})))

    def to_data(self) -> dict[str, Any]:
        """Return the hints as JSON holds them."""
        return asdict(self)


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Return the share of labels that two layouts have in common, from 0 to 1."""
    every = {*one, *other}
    return len({*one} & {*other}) / len(every) if every else 0.0


def corrected(read: DepositForm, sent: DepositForm, names: Collection[str]) -> dict[str, str]:
    """Return the fields that somebody typed over, with what they became."""
    return {
        name: getattr(sent, name)
        for name in names
        if getattr(sent, name) and not _same(getattr(read, name), getattr(sent, name))
    }


def learnt(known: Hints, read: DepositForm, sent: DepositForm, labels: Mapping[str, str]) -> Hints:
    """Return the hints after a form was sent; one that was not followed is forgotten.

    `labels`: what announces the values of `ANNOUNCED` that were typed over.
    """
    recipient = clean(sent.recipient_siret)
    constants = {
        name: hint
        for name, hint in known.constants.items()
        if not _same(hint["read"], getattr(read, name))
    }
    for name, value in corrected(read, sent, CONSTANT).items():
        if name == "recipient_siret" and not read.recipient_siret and NAMED not in labels:
            continue  # nothing would tell whose invoice the next one is
        constants[name] = {"read": getattr(read, name), "value": value, "recipient": recipient}
    kept = {
        name: label
        for name, label in known.labels.items()
        if name not in corrected(read, sent, ANNOUNCED) and name != NAMED
    }
    if "recipient_siret" in constants and NAMED in known.labels:
        kept[NAMED] = known.labels[NAMED]
    return Hints(constants, {**kept, **labels})


def followed(hints: Hints, read: DepositForm, *, named: bool) -> dict[str, str]:
    """Return the constant values to propose for what a file said.

    Only where it says the same as it did then; a service or a contract is a recipient's own.
    `named`: whether the page names the recipient as it did.
    """
    proposed: dict[str, str] = {}
    for name in CONSTANT:
        hint = hints.constants.get(name)
        if not hint or not _same(hint["read"], getattr(read, name)):
            continue
        if name == "recipient_siret" and not read.recipient_siret and not named:
            continue
        recipient = clean(proposed.get("recipient_siret", read.recipient_siret))
        if name not in OF_RECIPIENT or hint["recipient"] == recipient:
            proposed[name] = hint["value"]
    return proposed


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
