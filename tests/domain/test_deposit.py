from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chorus_app.domain.deposit import (
    EDITABLE,
    FORM_FIELDS,
    UNDER_WAY,
    DepositForm,
    Fault,
    Problem,
    Stage,
    amounts,
    needs_validator,
)
from chorus_app.domain.deposit_checks import KnownRecipient, check
from chorus_app.domain.invoice import BusinessProcess, Obligations, VatScheme

TODAY = date(2026, 11, 23)
RENNES = "21350238800019"
NO_OBLIGATIONS = Obligations(False, False, False, True)
RECIPIENT = KnownRecipient(True, NO_OBLIGATIONS, ("VOIRIE", "ÉCOLES 2"))
GOOD = DepositForm(
    invoice_number="VTI/2026/00713",
    issue_date="20/11/2026",
    recipient_siret="213 502 388 00019",
    service_code="VOIRIE",
    purchase_order_reference="2026-118-204",
    tax_exclusive_amount="2 600,00",
    tax_amount="520",
    tax_inclusive_amount="3.120,00 €",
    payable_amount="3120",
)
AVOIR = replace(
    GOOD,
    type_code="AVOIR",
    preceding_invoice_reference="VTI/2026/00680",
    tax_exclusive_amount="-2 600,00",
    tax_amount="-520",
    tax_inclusive_amount="-3 120",
    payable_amount="-3 120",
)


def problems(form: DepositForm = GOOD, /, **changes: Any) -> list[tuple[str, Fault, bool]]:
    found = check(replace(form, **changes), RECIPIENT, today=TODAY)
    return [(problem.field, problem.fault, problem.blocking) for problem in found]


def test_a_good_form_has_no_problem() -> None:
    assert problems() == []


def test_an_empty_form_says_what_is_missing_in_its_order() -> None:
    assert check(DepositForm(), None, today=TODAY) == [
        Problem(name, Fault.MANQUE)
        for name in (
            "invoice_number",
            "issue_date",
            "recipient_siret",
            "tax_exclusive_amount",
            "tax_amount",
            "tax_inclusive_amount",
            "payable_amount",
        )
    ]


# Every fault that one field can have: what was typed, and whether it keeps from sending.
ONE_FAULT: list[tuple[str, str, Fault, bool]] = [
    ("invoice_number", "  ", Fault.MANQUE, True),
    ("invoice_number", "A" * 21, Fault.TROP_LONG, True),
    ("invoice_number", "FACTURÉ-1", Fault.CARACTERES, True),
    ("invoice_number", "-1", Fault.CARACTERES, True),
    ("invoice_number", "1\n2", Fault.CARACTERES, True),
    ("invoice_number", "F.1", Fault.CARACTERES, True),
    ("issue_date", "", Fault.MANQUE, True),
    ("issue_date", "février", Fault.DATE_ILLISIBLE, True),
    ("issue_date", "31/02/2026", Fault.DATE_ILLISIBLE, True),
    ("issue_date", "24/11/2026", Fault.DATE_FUTURE, True),
    ("issue_date", "22/11/2024", Fault.DATE_ANCIENNE, False),
    ("recipient_siret", " ", Fault.MANQUE, True),
    ("recipient_siret", "213502388", Fault.SIRET_FORME, True),
    ("recipient_siret", "Ville de Rennes", Fault.SIRET_FORME, True),
    ("recipient_siret", "12345678901234", Fault.SIRET_CLE, False),
    ("service_code", "ESPACES", Fault.SERVICE_INCONNU, True),
    ("service_code", "voirie", Fault.SERVICE_INCONNU, True),
    ("purchase_order_reference", "1" * 51, Fault.TROP_LONG, True),
    ("comment", "x" * 2001, Fault.TROP_LONG, True),
    ("type_code", "ACOMPTE", Fault.CHOIX_INCONNU, True),
    ("type_code", "", Fault.CHOIX_INCONNU, True),
    ("vat_scheme", "TVA", Fault.CHOIX_INCONNU, True),
    ("business_process", "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR", Fault.CADRE_TRAVAUX, True),
    ("business_process", "", Fault.CADRE_TRAVAUX, True),
    ("tax_exclusive_amount", "", Fault.MANQUE, True),
    ("tax_amount", "cinq cents", Fault.MONTANT_ILLISIBLE, True),
    ("tax_inclusive_amount", "3120,01", Fault.TOTAL_FAUX, True),
    ("tax_inclusive_amount", "3119,999", Fault.MONTANT_ILLISIBLE, True),
    ("payable_amount", "3120,01", Fault.NET_SUPERIEUR, True),
    ("payable_amount", "-3120,01", Fault.NET_SUPERIEUR, True),
]


@pytest.mark.parametrize(("field", "typed", "fault", "blocking"), ONE_FAULT)
def test_one_field_is_wrong(field: str, typed: str, fault: Fault, blocking: bool) -> None:
    assert problems(**{field: typed}) == [(field, fault, blocking)]


OTHER_FAULTS: list[tuple[dict[str, str], str, Fault]] = [
    ({"service_code": "V" * 101}, "service_code", Fault.TROP_LONG),
    ({"service_code": "VOIRIE; DROP"}, "service_code", Fault.CARACTERES),
    ({"service_code": "factures_publiques"}, "service_code", Fault.SERVICE_RESERVE),
    ({"type_code": "AVOIR"}, "preceding_invoice_reference", Fault.MANQUE),
    ({"business_process": "A9_FACTURE_SOUSTRAITANT"}, "validator_siret", Fault.MANQUE),
    ({"business_process": "A12_FACTURE_COTRAITANT"}, "validator_siret", Fault.MANQUE),
    (
        {"business_process": "A9_FACTURE_SOUSTRAITANT", "validator_siret": "732"},
        "validator_siret",
        Fault.SIRET_FORME,
    ),
    (
        {"business_process": "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE"},
        "payable_amount",
        Fault.DEJA_PAYEE_NON_NULLE,
    ),
    ({"vat_scheme": "SANS_TVA"}, "tax_amount", Fault.TVA_SANS_REGIME),
    ({"vat_scheme": "EXONERATION", "exemption_reason": "x"}, "tax_amount", Fault.TVA_SANS_REGIME),
    ({"vat_scheme": "EXONERATION"}, "exemption_reason", Fault.MANQUE),
]


@pytest.mark.parametrize(("changes", "field", "fault"), OTHER_FAULTS)
def test_a_field_is_wrong_beside_another(changes: dict[str, str], field: str, fault: Fault) -> None:
    assert (field, fault, True) in problems(**changes)


def test_every_fault_is_reached_by_a_test() -> None:
    reached = {fault for _, _, fault, _ in ONE_FAULT}
    reached |= {fault for _, _, fault in OTHER_FAULTS}
    told_below = {
        Fault.DEJA_UTILISE,
        Fault.DESTINATAIRE_INCONNU,
        Fault.DESTINATAIRE_INACTIF,
        Fault.SERVICE_OU_ENGAGEMENT,
        Fault.AUCUN_SERVICE,
    }
    doubted = {
        Fault.TOTAL_NUL,
        Fault.FACTURE_NEGATIVE,
        Fault.PAYEE_SANS_A2,
        Fault.NET_INFERIEUR,
        Fault.TVA_TROP_FORTE,
        Fault.ORIGINE_IDENTIQUE,
    }

    assert reached | told_below | doubted == set(Fault)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("invoice_number", "A" * 20),
        ("invoice_number", " VTI-2026_07/13+B "),
        ("issue_date", "hier"),
        ("issue_date", "23/11/2026"),
        ("issue_date", "24/11/2024"),
        ("service_code", "ÉCOLES 2"),
        ("service_code", " VOIRIE "),
        ("service_code", ""),
        ("purchase_order_reference", "1" * 50),
        ("purchase_order_reference", ""),
        ("comment", "x" * 2000),
    ],
)
def test_what_may_be_typed(field: str, typed: str) -> None:
    assert problems(**{field: typed}) == []


@pytest.mark.parametrize("process", BusinessProcess)
def test_only_subcontractors_and_partners_name_a_validator(process: BusinessProcess) -> None:
    form = replace(GOOD, business_process=process.value, validator_siret="732 829 320 00074")
    wanted = process.value.startswith(("A9_", "A12_"))

    assert needs_validator(form) is wanted
    assert not [problem for problem in problems(form) if problem[0] == "validator_siret"]
    missing = ("validator_siret", Fault.MANQUE, True) in problems(form, validator_siret="")
    assert missing is wanted


def test_a_number_that_is_used_already() -> None:
    asked: list[str] = []

    def used(number: str) -> bool:
        asked.append(number)
        return True

    form = replace(GOOD, invoice_number=" VTI/2026/00713 ")
    found = check(form, RECIPIENT, today=TODAY, used_numbers=used)

    assert found == [Problem("invoice_number", Fault.DEJA_UTILISE)]
    assert asked == ["VTI/2026/00713"]


def test_a_credit_note_with_negative_amounts() -> None:
    assert problems(AVOIR) == []
    assert problems(AVOIR, payable_amount="-3 120,01") == [
        ("payable_amount", Fault.NET_SUPERIEUR, True)
    ]
    assert problems(AVOIR, tax_amount="520") == [("tax_inclusive_amount", Fault.TOTAL_FAUX, True)]
    assert problems(AVOIR, preceding_invoice_reference=" ") == [
        ("preceding_invoice_reference", Fault.MANQUE, True)
    ]


def test_a_credit_note_may_be_typed_without_signs() -> None:
    positive = {name: getattr(GOOD, name) for name in FORM_FIELDS if name.endswith("_amount")}

    assert problems(AVOIR, **positive) == []


def test_an_invoice_paid_already_has_nothing_left_to_pay() -> None:
    assert (
        problems(business_process="A2_FACTURE_FOURNISSEUR_DEJA_PAYEE", payable_amount="0,00") == []
    )


@pytest.mark.parametrize("scheme", [VatScheme.SANS_TVA, VatScheme.EXONERATION])
def test_an_invoice_without_tax(scheme: VatScheme) -> None:
    untaxed = {
        "vat_scheme": scheme.value,
        "exemption_reason": "Art. 293 B du CGI",
        "tax_amount": "0",
        "tax_inclusive_amount": "2600",
        "payable_amount": "2600",
    }

    assert problems(**untaxed) == []


def test_totals_are_compared_only_once_every_amount_can_be_read() -> None:
    assert problems(tax_amount="?", tax_inclusive_amount="1") == [
        ("tax_amount", Fault.MONTANT_ILLISIBLE, True)
    ]


def test_several_problems_come_in_the_form_s_order() -> None:
    found = problems(
        invoice_number="", issue_date="x", service_code="?", vat_scheme="?", tax_amount="?"
    )

    assert [field for field, _, _ in found] == [
        "invoice_number",
        "issue_date",
        "service_code",
        "service_code",
        "vat_scheme",
        "tax_amount",
    ]


def test_amounts_that_can_be_read() -> None:
    assert amounts(replace(GOOD, tax_amount="?", payable_amount="")) == {
        "tax_exclusive_amount": 260_000,
        "tax_inclusive_amount": 312_000,
    }


def test_each_stage_may_be_changed_or_is_under_way_or_is_over() -> None:
    assert set(EDITABLE) == {Stage.BROUILLON, Stage.REFUSEE}
    assert set(UNDER_WAY) == {Stage.A_ENVOYER, Stage.EN_SUIVI}
    assert set(Stage) - EDITABLE - UNDER_WAY == {Stage.DEPOSEE}
