"""What Chorus Pro demands of an invoice's XML beside its format."""

from dataclasses import replace

import pytest

from chorus_app.documents import Refusal, Unreadable
from chorus_app.documents.en16931.bill import Bill, Means
from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Finding, Severity
from tests.documents.rule_samples import BUYER, GOOD, bill
from tests.documents.rule_writer_ubl import ubl
from tests.documents.rule_writers import cii
from tests.documents.xml_samples import Cii, zugferd_1

WRITERS = [cii, ubl]


def told(content: bytes) -> dict[str, Finding]:
    return {finding.code: finding for finding in read_file(content, "f.xml").findings}


@pytest.mark.parametrize("write", WRITERS)
def test_an_invoice_in_order_is_told_nothing_but_its_schema(write: object) -> None:
    assert set(told(write(GOOD))) <= {"SCHEMA"}


DEMANDS: list[tuple[str, Bill, str, Severity]] = [
    (
        "BUYER_SIRET",
        bill(buyer=replace(BUYER, has_legal_id=False, has_identifier=False, address_scheme=None)),
        "buyer_siret",
        Severity.REFUSERA,
    ),
    (
        "BUYER_NAME",
        bill(buyer=replace(BUYER, name="V" * 100)),
        "buyer_siret",
        Severity.POURRAIT_REFUSER,
    ),
    (
        "PAYMENT_MEANS_ON_CREDIT_NOTE",
        bill(type_code="381"),
        "payment_means",
        Severity.POURRAIT_REFUSER,
    ),
    ("SECOND_CURRENCY", bill(tax_currency="CHF"), "currency", Severity.POURRAIT_REFUSER),
    (
        "IBAN_KEY",
        bill(means=(Means("30", "FR7630006000011234567890188"),)),
        "iban",
        Severity.A_SAVOIR,
    ),
    (
        "ATTACHED_FILE",
        bill(documents=("A",), attached=("a" * 47 + ".pdf",)),
        "",
        Severity.POURRAIT_REFUSER,
    ),
    (
        "ATTACHED_FILE",
        bill(documents=("A",), attached=("virus.exe",)),
        "",
        Severity.POURRAIT_REFUSER,
    ),
]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(("code", "sample", "field", "severity"), DEMANDS)
def test_a_demand_is_told(
    code: str, sample: Bill, field: str, severity: Severity, write: object
) -> None:
    finding = told(write(sample))[code]
    assert (finding.field, finding.severity) == (field, severity)
    assert finding.repair


@pytest.mark.parametrize("write", WRITERS)
def test_what_chorus_pro_takes_is_not_told(write: object) -> None:
    fine = bill(
        buyer=replace(BUYER, name="V" * 99),
        type_code="381",
        means=(),
        documents=("A",),
        attached=("a" * 46 + ".pdf",),
    )
    assert not {code for code, *_ in DEMANDS} & set(told(write(fine)))


def test_a_due_date_before_the_invoice() -> None:
    late = Cii(date='<udt:DateTimeString format="102">20260303</udt:DateTimeString>')
    assert told(late.xml())["DUE_BEFORE_ISSUE"].severity is Severity.A_SAVOIR
    assert "DUE_BEFORE_ISSUE" not in told(Cii().xml())


@pytest.mark.parametrize(
    ("process", "words"),
    [
        ("A4", "cadre A4"),
        ("A3_MEMOIRE_FRAIS_DE_JUSTICE", "cadre A3"),
        ("A21", "cadre A21"),
        ("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", "«\u00a0urn:fdc:peppol"),
    ],
)
def test_a_cadre_of_another_kind(process: str, words: str) -> None:
    finding = told(Cii(process=process).xml())["BUSINESS_PROCESS"]
    assert words in finding.message
    assert "A1" in finding.repair


@pytest.mark.parametrize("process", ["", "A1", "A2", "A9", "A12", "A1_FACTURE_FOURNISSEUR"])
def test_a_cadre_that_may_be_deposited(process: str) -> None:
    assert "BUSINESS_PROCESS" not in told(Cii(process=process).xml())


def test_a_cadre_of_the_reform_is_told_once() -> None:
    codes = [finding.code for finding in read_file(Cii(process="B1").xml(), "f.xml").findings]
    assert codes.count("BUSINESS_PROCESS") == 1


def test_a_zugferd_1_invoice_without_its_buyer() -> None:
    assert "BUYER_SIRET" in told(zugferd_1())


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("CPPFactureMinimale", "flux CPP, que Choral ne lit pas"),
        ("CPPFacturePivot", "fichier pivot"),
        ("PES_Facture", "flux PES"),
    ],
)
def test_other_flows_of_chorus_pro_are_named(root: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as refusal:
        read_file(f"<{root}><a/></{root}>".encode(), "f.xml")
    assert refusal.value.code is Refusal.UNKNOWN_XML
