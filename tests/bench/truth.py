"""What the samples are known to say: the manifest, as questions that a reading can answer."""

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ASKED = {
    "number": "invoice_number",
    "date": "issue_date",
    "ttc": "tax_inclusive_amount",
}
CHECKED = {
    **ASKED,
    "currency": "currency",
    "due": "due_date",
    "code_service": "buyer_reference",
    "engagement": "purchase_order_reference",
    "contract": "contract_reference",
    "ht": "tax_exclusive_amount",
    "tva": "tax_amount",
    "net": "payable_amount",
}
_FRENCH_PROCESS = re.compile(r"[ABSM]\d{1,2}")


@dataclass(frozen=True)
class Sample:
    """A sample and what it is known to hold; `said` is empty when nothing is known of it."""

    path: Path
    name: str
    kind: str
    said: dict[str, Any]

    @property
    def content(self) -> bytes:
        """Bytes of the file."""
        return self.path.read_bytes()

    @property
    def is_french(self) -> bool:
        """Tell whether the seller, or the cadre, is French."""
        parties = self.said.get("seller_legal", []) + self.said.get("buyer_legal", [])
        return (
            str(self.said.get("seller_vat", "")).startswith("FR")
            or _FRENCH_PROCESS.fullmatch(str(self.said.get("process", ""))) is not None
            or any(scheme == "0002" for scheme, _ in parties)
        )

    def siret(self, side: str) -> str | None:
        """Return the SIRET that the data give for a side, in the order of the reference."""
        ids = [number for scheme, number in self.said.get(f"{side}_ids", []) if scheme == "0009"]
        legal = [number for _, number in self.said.get(f"{side}_legal", [])]
        bare = (re.sub(r"\D", "", number) for number in [*ids, *legal])
        return next((number for number in bare if len(number) == 14), None)

    def expected(self) -> dict[str, str | None]:
        """Return the values to find, by field; None where a value is known not to exist."""
        values = {field: self.said.get(key) for key, field in CHECKED.items()}
        for field, value in values.items():
            if value and str(value).startswith("BAD"):
                values[field] = None
        return values


def samples(folder: Path) -> Iterator[Sample]:
    """Read the manifest of a folder of samples."""
    csv.field_size_limit(sys.maxsize)
    with (folder / "manifest.tsv").open(newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            path = folder / row["path"]
            yield Sample(path, row["path"], row["kind"], json.loads(row["expected_json"] or "{}"))


HOSTILE = {
    "p00": "read",
    "p02": "NOT_AN_INVOICE_FILE",
    "p04": "NOT_AN_INVOICE_FILE",
    "p06": "NOT_AN_INVOICE_FILE",
    "p08": "DAMAGED",
    "p09": "DAMAGED",
    "p11": "read",
    "p20": "read TOO_COMPLEX",
    "p22": "TOO_COMPLEX",
    "p24": "TOO_COMPLEX",
    "p26": "read",
    "p28": "read",
    "p35": "DAMAGED TOO_COMPLEX",
    "p45": "TOO_COMPLEX",
    "p55": "TOO_COMPLEX DAMAGED read",
    "p61": "read",
    "p63": "read",
    "p67": "TOO_COMPLEX",
    "p80": "ENCRYPTED",
    "p82": "read",
    "x01": "XML_FORBIDDEN",
    "x03": "XML_FORBIDDEN",
    "x05": "XML_FORBIDDEN",
    "x06": "XML_FORBIDDEN",
    "x08": "XML_MALFORMED",
    "x11": "read",
    "x13": "XML_MALFORMED",
    "x15": "EMPTY",
    "x17": "XML_MALFORMED",
    "x20": "read",
    "x32": "NOT_AN_INVOICE_FILE UNKNOWN_XML",
    "z01": "NOT_AN_INVOICE_FILE TOO_LARGE",
}
"""What the generated attacks must come to, by the first letters of their names."""


def right_outcomes(sample: Sample) -> set[str]:
    """Return the outcomes that are right for a hostile file; any when nothing is known."""
    if sample.kind == "generated-hostile":
        made = Path(sample.name).name.removeprefix("hostile__")[:3]
        return set(HOSTILE.get(made, "read DAMAGED TOO_COMPLEX").split())
    engines = f"{sample.said.get('pypdf_text')} {sample.said.get('pdfium')}"
    if "Incorrect" in str(sample.said.get("pdfium")):
        return {"ENCRYPTED"}
    if "Data forma" in engines:
        return {"DAMAGED", "NOT_AN_INVOICE_FILE"}
    return {"read", "DAMAGED", "ENCRYPTED"}
