"""What adds up and may be wrong all the same; a credit note that cites itself."""

import pytest

from chorus_app.domain.deposit import FORM_FIELDS, Fault
from tests.domain.test_deposit import AVOIR, problems

NOTHING = dict.fromkeys((name for name in FORM_FIELDS if name.endswith("_amount")), "0")
NEGATIVE = {name: getattr(AVOIR, name) for name in NOTHING}
GROSS = ("tax_inclusive_amount", "payable_amount")
DOUBTS: list[tuple[dict[str, str], str, Fault]] = [
    (NOTHING, "tax_inclusive_amount", Fault.TOTAL_NUL),
    (NEGATIVE, "type_code", Fault.FACTURE_NEGATIVE),
    ({"payable_amount": "3 119,99"}, "payable_amount", Fault.NET_INFERIEUR),
    ({"payable_amount": "0,01"}, "payable_amount", Fault.NET_INFERIEUR),
    ({"payable_amount": "0"}, "business_process", Fault.PAYEE_SANS_A2),
    (
        {"tax_amount": "521,01", **dict.fromkeys(GROSS, "3121,01")},
        "tax_amount",
        Fault.TVA_TROP_FORTE,
    ),
]


@pytest.mark.parametrize(("changes", "field", "fault"), DOUBTS)
def test_what_adds_up_may_be_doubtful(changes: dict[str, str], field: str, fault: Fault) -> None:
    assert problems(**changes) == [(field, fault, False)]


@pytest.mark.parametrize(
    "changes",
    [
        {"tax_amount": "521", **dict.fromkeys(GROSS, "3121")},
        {"business_process": "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE", "payable_amount": "0"},
    ],
)
def test_what_is_not_doubtful(changes: dict[str, str]) -> None:
    assert problems(**changes) == []


def test_a_credit_note_cites_another_invoice() -> None:
    assert problems(AVOIR, preceding_invoice_reference=" VTI/2026/00713 ") == [
        ("preceding_invoice_reference", Fault.ORIGINE_IDENTIQUE, True)
    ]
