"""Files that the portal keeps, their formats, and their ties to invoices."""

import re

from chorus_app.simulator.db import Database

LARGEST_FOLDER = 120_000_000
LARGEST_LOT = 30_000_000
"""Bytes of an invoice with its files, handed over as a PDF or as structured data (3.5)."""
_FORMATS = (
    "BMP GIF FAX ODT PPT TIFF XLS BZ2 GZ JPEG P7S RTF TXT XML CSV GZIP JPG PDF SVG XHTML XLSX DOC "
    "HTM ODP PNG TGZ XLC ZIP DOCX HTML ODS PPS TIF XLM PPTX"
)
EXTENSIONS = frozenset(_FORMATS.split())
"""Formats the portal takes (chorus-api.md, 3.5)."""


def extension_of(name: str) -> str:
    """`bon.pdf` → `PDF`; empty when the name has none."""
    return name.rpartition(".")[2].upper() if "." in name else ""


def safe(name: str) -> str:
    """`VTI/2026/00680` → `VTI-2026-00680`: no path survives in a file's name."""
    return re.sub(r"[^\w.\- ]+", "-", name, flags=re.UNICODE).lstrip(".-") or "piece"


def keep(
    db: Database, structure_id: int, name: str, media_type: str, content: bytes, *, at: float
) -> int:
    """Keep a file and return its `pieceJointeId`."""
    return db.insert(
        "attachment",
        {
            "structure_id": structure_id,
            "name": name,
            "extension": extension_of(name)[:10],
            "media_type": media_type,
            "content": content,
            "created_at": at,
        },
    )


def tie(
    db: Database,
    invoice_id: int,
    attachment_id: int,
    *,
    label: str,
    main: bool,
    type_code: str = "",
    line_number: int | None = None,
) -> None:
    """Tie a kept file to an invoice."""
    db.insert(
        "attachment_link",
        {
            "invoice_id": invoice_id,
            "attachment_id": attachment_id,
            "main": int(main),
            "label": label,
            "type_code": type_code,
            "line_number": line_number,
        },
    )
