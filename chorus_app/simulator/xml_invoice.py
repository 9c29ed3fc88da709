"""An invoice as a structured file tells it, whatever the syntax, and how its tree is read.

What is missing is told with the sentences that users quote (chorus-api.md, 4.6).
"""

import base64
import binascii
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from lxml import etree

from chorus_app.simulator.wire import BadRequest, to_cents

_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
LONGEST_NAME = 50
"""Characters of a file's name, its extension included: only the end of a longer one is kept."""
_CREDIT_CODES = frozenset({"381", "261", "396"})


class Places(NamedTuple):
    """Where a syntax writes what a recipient may demand, in the portal's dotted words."""

    service: str
    engagement: str


def missing(element: str) -> str:
    """Return the portal's sentence for an element that is not there."""
    return f"L'element FichierXml.{element}.value est obligatoire."


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A file inside the structured one; `main` is the invoice itself as people read it."""

    name: str
    media_type: str
    content: bytes
    main: bool = False


@dataclass(slots=True)
class XmlInvoice:
    """An invoice as its XML tells it. Amounts in cents; `faults` are the portal's sentences."""

    places: Places
    number: str = ""
    type_code: str = "FACTURE"
    issued: date | None = None
    due: date | None = None
    currency: str = ""
    process: str = ""
    supplier: str = ""
    recipient: str = ""
    service: str = ""
    validator: str = ""
    engagement: str = ""
    contract: str = ""
    preceding: str = ""
    means: str = ""
    net: int | None = None
    vat: int | None = None
    gross: int | None = None
    payable: int | None = None
    vat_lines: list[dict[str, int]] = field(default_factory=list)
    files: list[XmlFile] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add_rate(self, rate: str, base: str, vat: str) -> None:
        """Add a line of VAT, unless one of its figures is none."""
        figures = (cents(rate or "0"), cents(base), cents(vat or "0"))
        if None not in figures:
            names = ("rate", "base", "vat")
            self.vat_lines.append(
                {name: value or 0 for name, value in zip(names, figures, strict=True)}
            )


class Tree:
    """XPath by local names: the prefixes and versions of the namespaces vary."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root

    def all(self, path: str, node: etree._Element | None = None) -> list[etree._Element]:
        """Return the elements at `A/B[@c='d']`, from the root or from a node."""
        steps = "/".join(_local(step) for step in path.split("/"))
        found = (self.root if node is None else node).xpath(steps)
        return (
            [item for item in found if isinstance(item, etree._Element)]
            if isinstance(found, list)
            else []
        )

    def text(self, path: str, node: etree._Element | None = None) -> str:
        """Return the first text there, stripped; empty when there is none."""
        return next(
            (said for item in self.all(path, node) if (said := (item.text or "").strip())), ""
        )


def _local(step: str) -> str:
    """`ID[@schemeID='0009']` → `*[local-name()='ID'][@schemeID='0009']`; `.` and `` are kept."""
    name, bracket, test = step.partition("[")
    return f"*[local-name()='{name}']{bracket}{test}" if name not in ("", ".") else step


def type_of(code: str) -> str:
    """Return `typeFacture` for a code of UNTDID 1001."""
    return "AVOIR" if code in _CREDIT_CODES else "FACTURE"


def process_of(*words: str) -> str:
    """Return the cadre's number (`A1`); the reform's S1, B2… stand for A1 and A2."""
    for word in words:
        if re.fullmatch(r"A\d{1,2}", word):
            return word
        if re.fullmatch(r"[SBM][12]", word):
            return f"A{word[1]}"
    return "A1"


def day(said: str) -> date | None:
    """Read `20260309` or `2026-03-09`."""
    for style in ("%Y%m%d", "%Y-%m-%d"):
        try:
            return datetime.strptime(said[:10], style).date()
        except ValueError:
            continue
    return None


def cents(said: str) -> int | None:
    """Read an amount; None when it is not one."""
    if not _AMOUNT.fullmatch(said) or not said.isascii():
        return None
    try:
        return to_cents(said, "montant")
    except BadRequest:
        return None


def decoded(said: str) -> bytes:
    """Read base64; empty when it is not."""
    try:
        return base64.b64decode("".join(said.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
