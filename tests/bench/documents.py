"""`python -m tests.bench.documents SAMPLES_DIR [--failures]`: how well and how fast files are read.

Prints, by kind of file, the share fully right (number, date, total, both identifiers), the share
with a wrong value shown as certain, the median and p95 times, beside factur-x's own reader.
"""

import asyncio
import re
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import facturx
import pypdfium2
from pypdf import PdfReader, PdfWriter

from chorus_app import documents
from tests.bench.truth import ASKED, Sample, right_outcomes, samples


@dataclass
class Score:
    """What was measured of one kind of file, for one reader."""

    files: int = 0
    right: int = 0
    wrong_certain: int = 0
    seconds: list[float] = field(default_factory=list)

    def row(self) -> str:
        """Return the numbers as the columns of the table."""
        if not self.files:
            return f"{'-':>7} {'-':>7} {'-':>7} {'-':>7}"
        ordered = sorted(self.seconds)
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        return (
            f"{self.right / self.files:7.1%} {self.wrong_certain:7d} "
            f"{statistics.median(ordered) * 1000:7.1f} {p95 * 1000:7.1f}"
        )


@dataclass
class Bench:
    """The whole measure: scores by kind, and the failures to look at."""

    ours: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    theirs: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    failures: list[str] = field(default_factory=list)

    async def measure(self, sample: Sample) -> None:
        """Measure one sample, and its page alone when it is a hybrid."""
        kind = _kind(sample)
        if kind.startswith("hostile"):
            await self._attack(kind, sample)
        elif sample.said:
            await self._read(kind, sample, sample.content, "")
            self._theirs(kind, sample)
            if kind.startswith("hybrid"):
                await self._page_alone(sample)

    async def _page_alone(self, sample: Sample) -> None:
        text = visible_text(sample.content)
        if _bare(sample.said["number"]) in text:
            kind = "text, French" if "facture" in text or "avoir" in text else "text, other"
            await self._read(kind, sample, without_attachments(sample.content), text)

    async def _read(self, kind: str, sample: Sample, content: bytes, text: str) -> None:
        started = time.perf_counter()
        try:
            reading = await documents.read(content, "document")
        except documents.Unreadable as refusal:
            self._count(kind, started, [f"refused: {refusal.code}"], [], sample)
            return
        wrong, certain = _mistakes(sample, reading, text)
        self._count(kind, started, wrong, certain, sample)

    def _count(
        self, kind: str, started: float, wrong: list[str], certain: list[str], sample: Sample
    ) -> None:
        score = self.ours[kind]
        score.seconds.append(time.perf_counter() - started)
        score.files += 1
        score.right += not wrong
        score.wrong_certain += bool(certain)
        for mistake in [*wrong, *(f"CERTAIN {text}" for text in certain)]:
            self.failures.append(f"{kind:16} {sample.name[-60:]:60} {mistake}")

    async def _attack(self, kind: str, sample: Sample) -> None:
        started = time.perf_counter()
        try:
            await documents.read(sample.content, sample.name)
            outcome = "read"
        except documents.Unreadable as refusal:
            outcome = str(refusal.code)
        wrong = [] if outcome in right_outcomes(sample) else [f"outcome {outcome}"]
        self._count(kind, started, wrong, [], sample)

    def _theirs(self, kind: str, sample: Sample) -> None:
        started = time.perf_counter()
        found = facturx_values(sample)
        score = self.theirs[kind]
        score.seconds.append(time.perf_counter() - started)
        score.files += 1
        expected = sample.expected()
        score.right += all(found.get(name) == expected[name] for name in ASKED.values()) and all(
            found.get(side) == sample.siret(side) or not sample.siret(side)
            for side in ("seller", "buyer")
        )


def _kind(sample: Sample) -> str:
    if "hostile" in sample.kind:
        return "hostile"
    shape = "hybrid" if sample.kind == "pdf+xml" else "XML"
    return f"{shape}, {'French' if sample.is_french else 'other'}"


def _mistakes(sample: Sample, reading: documents.Reading, text: str) -> tuple[list[str], list[str]]:
    """Return what keeps the file from being fully right, and certain values that are wrong.

    `text` is the page's own text when the page alone is read: only what it shows can be found.
    """
    expected = sample.expected()
    for side in ("seller", "buyer"):
        siret = sample.siret(side)
        expected[f"{side}_siret"] = siret if not text or (siret and siret in text) else None
    asked = {*ASKED.values(), "seller_siret", "buyer_siret"}
    wrong, certain = [], []
    for name, value in expected.items():
        got = reading.fields[name]
        # What the data leave out may still stand on the page, or in the party's own address.
        if got.value == value or (value is None and got.value is not None):
            continue
        if name in asked:
            wrong.append(f"{name}: {value!r}, got {got.value!r} ({got.certainty})")
        if got.value is not None and got.certainty is documents.Certainty.LU:
            certain.append(f"{name}: {value!r}, got {got.value!r}")
    return wrong, certain


def visible_text(content: bytes) -> str:
    """Return the text that a PDF shows, without spaces, in lower case."""
    pages = pypdfium2.PdfDocument(content)
    return _bare("".join(page.get_textpage().get_text_range() for page in pages))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def without_attachments(content: bytes) -> bytes:
    """Return the same PDF without the files that it carries."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    root: Any = writer.root_object
    for key in ("/AF", "/Names"):
        root.pop(key, None)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def facturx_values(sample: Sample) -> dict[str, str | None]:
    """Read a sample with factur-x alone; nothing when it fails."""
    try:
        content = sample.content
        if content.startswith(b"%PDF"):
            content = facturx.get_xml_from_pdf(content, check_xsd=False)[1]
        data = facturx.parse_ubl_cii_xml(content, date_as="string", check_xsd=False)
    except Exception:
        return {}
    date = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", str(data.get("BT-2", "")))
    return {
        "invoice_number": data.get("BT-1"),
        "issue_date": date or None,
        "tax_inclusive_amount": data.get("BT-112"),
        "seller": _facturx_siret(data.get("BG-4", {})),
        "buyer": _facturx_siret(data.get("BG-7", {})),
    }


def _facturx_siret(party: dict[str, Any]) -> str | None:
    named = (party.get("identifiers") or {}).get("0009")
    legal = re.sub(r"\D", "", party.get("legal_identifier") or "")
    return named or (legal if len(legal) == 14 else None)


async def main(folder: Path, *, failures: bool) -> None:
    """Measure a folder of samples and print the table."""
    bench = Bench()
    await documents.start_pool()
    for sample in samples(folder):
        await bench.measure(sample)
    await documents.close_pool()
    head = f"{'right':>7} {'wrong*':>7} {'median':>7} {'p95':>7}"
    print(f"{'kind':16} {'files':>5}  {head}  | factur-x {head}")
    for kind in sorted(bench.ours):
        score = bench.ours[kind]
        print(f"{kind:16} {score.files:5}  {score.row()}  |          {bench.theirs[kind].row()}")
    print("* files with a wrong value shown as certain; times in milliseconds")
    if failures:
        print("\n".join(bench.failures))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m tests.bench.documents SAMPLES_DIR [--failures]")
    asyncio.run(main(Path(sys.argv[1]), failures="--failures" in sys.argv))
