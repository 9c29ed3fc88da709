"""Choose the rules of a profile, apply them, and say which are broken."""

from collections.abc import Iterator

from chorus_app.documents.en16931.bill import Bill
from chorus_app.documents.en16931.category_rules import FAMILIES
from chorus_app.documents.en16931.from_cii import read_cii
from chorus_app.documents.en16931.from_ubl import read_ubl
from chorus_app.documents.en16931.line_rules import DECIMALS, LINES
from chorus_app.documents.en16931.party_rules import PARTIES
from chorus_app.documents.en16931.presence import AMOUNTS, HEADER
from chorus_app.documents.en16931.rule import Level, Rule
from chorus_app.documents.en16931.totals_rules import SUMS, TOTALS
from chorus_app.documents.reading import Finding, Kind, Severity
from chorus_app.documents.xml_tree import InvoiceTree

RULES: tuple[Rule, ...] = (
    *(*HEADER, *PARTIES, *TOTALS, *SUMS),
    *(*AMOUNTS, *LINES, *FAMILIES, *DECIMALS),
)
"""Every rule that is checked, in the order in which it is told."""

TOLD_ELSEWHERE = {
    "BR-04": "TYPE_CODE",
    "BR-49": "PAYMENT_MEANS",
    "BR-50": "BR-61",
    "BR-CO-21": "BR-33",
    "BR-CO-22": "BR-38",
    "BR-CO-23": "BR-42",
    "BR-CO-24": "BR-44",
    "BR-DEC-12": "BR-DEC-12",
    "BR-DEC-13": "BR-DEC-13",
    "BR-DEC-14": "BR-DEC-14",
    "BR-DEC-18": "BR-DEC-18",
}
"""Official rules that a finding of another code tells, or the reading of the field itself."""

LEFT_OUT = {
    "BR-54": "attributes of an item: Chorus Pro does not keep them",
    "BR-65": "classification of an item: Chorus Pro does not keep it",
    "BR-CO-05": "always true in the official rules",
    "BR-CO-06": "always true in the official rules",
    "BR-CO-07": "always true in the official rules",
    "BR-CO-08": "always true in the official rules",
    "BR-AF": "IGIC, a tax of the Canary Islands",
    "BR-AG": "IPSI, a tax of Ceuta and Melilla",
    "BR-B": "split payment, for Italian invoices only",
    "BR-CL": "code lists: those of Factur-X are in its schemas, checked by `schemas`",
}
"""Official rules, or families of them, that are not checked, and why."""

_MOST_FINDINGS = 12
_LEVELS = {"MINIMUM": Level.MINIMUM, "BASIC WL": Level.BASIC_WL}
_NATIVE = (*SUMS, *(rule for rule in AMOUNTS if rule.id == "BR-47"))
_WHOLE = {"BASIC", "EN 16931", "EXTENDED", "XRECHNUNG", "PEPPOL"}


def bill_of(tree: InvoiceTree) -> Bill:
    """Read a CII or UBL invoice as the rules speak of it."""
    return read_ubl(tree.root) if tree.kind is Kind.UBL else read_cii(tree.root)


def check_rules(bill: Bill, profile: str) -> Iterator[Finding]:
    """Say which rules of its profile an invoice breaks, a dozen at most.

    An invoice that claims no profile of EN 16931 has its sums checked, and what Chorus Pro demands
    of its own CII (chorus-api.md, §4.6).
    """
    told = 0
    for rule in _of_profile(profile):
        detail = rule.check(bill)
        if detail is not None and told < _MOST_FINDINGS:
            told += 1
            yield _finding(rule, detail)


def _of_profile(profile: str) -> tuple[Rule, ...]:
    if profile in _WHOLE:
        return RULES
    if not profile:
        return HEADER[0], *SUMS
    level = _LEVELS.get(profile)
    return _NATIVE if level is None else tuple(rule for rule in RULES if rule.level <= level)


def _finding(rule: Rule, detail: str) -> Finding:
    return Finding(
        rule.id,
        Severity.REFUSERA if rule.is_sum else Severity.POURRAIT_REFUSER,
        rule.field,
        f"{rule.message}{f' ({detail})' if detail else ''}.",
        rule.repair,
    )
