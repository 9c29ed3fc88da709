"""Files the portal gives back: an invoice's own PDF, a plain one it draws, a ZIP of several."""

import io
import json
import sqlite3
import zipfile
from dataclasses import dataclass

from chorus_app.simulator.attachments import safe
from chorus_app.simulator.db import Database
from chorus_app.simulator.reading import joined


@dataclass(frozen=True, slots=True)
class Paper:
    """A file with a name that is safe in a ZIP."""

    name: str
    content: bytes


def papers_of(db: Database, invoice_id: int, *, complements: bool) -> list[Paper]:
    """Return an invoice's PDF (drawn when none was deposited) and, if asked, its other files."""
    rows = db.rows(
        """SELECT a.name, a.content, l.main FROM attachment_link l
        JOIN attachment a ON a.id = l.attachment_id WHERE l.invoice_id = ? ORDER BY l.id""",
        (invoice_id,),
    )
    main = [Paper(safe(row["name"]), bytes(row["content"])) for row in rows if row["main"]]
    if not main:
        row = joined(db, invoice_id)
        main = [Paper(f"{safe(row['number'])}.pdf", drawn(row))]
    others = [Paper(safe(row["name"]), bytes(row["content"])) for row in rows if not row["main"]]
    return main[:1] + (others if complements else [])


def zipped(folders: dict[str, list[Paper]]) -> bytes:
    """Return a ZIP with one directory for each invoice, or none when there is but one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, papers in folders.items():
            prefix = f"{safe(folder)}/" if len(folders) > 1 else ""
            for rank, paper in enumerate(papers):
                name = (
                    paper.name
                    if paper.name not in _names(papers[:rank])
                    else f"{rank}-{paper.name}"
                )
                archive.writestr(prefix + name, paper.content)
    return buffer.getvalue()


def _names(papers: list[Paper]) -> set[str]:
    return {paper.name for paper in papers}


def drawn(row: sqlite3.Row) -> bytes:
    """Draw a one-page PDF that says what an invoice of the demonstration says."""
    lines = [
        f"{row['type_code']} n° {row['number']}",
        "",
        f"Fournisseur : {row['supplier_name']}",
        f"SIRET : {row['supplier_siret']}",
        f"SIRET client : {row['recipient_siret']} ({row['recipient_name']})",
        f"Code service : {row['service_code'] or '-'}",
        f"N° d'engagement : {row['purchase_order'] or '-'}",
        f"Date de facture : {_french_day(row['issue_date'])}",
        "",
        *(f"{line['label']} : {line['price'] / 100:.2f} EUR" for line in json.loads(row["lines"])),
        "",
        f"Total HT : {row['net'] / 100:.2f} EUR",
        f"Total TVA : {row['vat'] / 100:.2f} EUR",
        f"Total TTC : {row['gross'] / 100:.2f} EUR",
        f"Net à payer : {row['payable'] / 100:.2f} EUR",
        "",
        "Document produit par le simulateur : sans valeur.",
    ]
    return _pdf(lines)


def _french_day(day: str | None) -> str:
    return "/".join(reversed(day.split("-"))) if day else "-"


def _pdf(lines: list[str]) -> bytes:
    """Return a minimal PDF: one A4 page, Helvetica, Windows-1252 text."""
    shown = "".join(f"({_literal(line)}) Tj T*\n" for line in lines)
    stream = f"BT /F1 12 Tf 18 TL 60 780 Td\n{shown}ET".encode("cp1252", "replace")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        font,
    ]
    made, places = b"%PDF-1.4\n", []
    for rank, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (rank, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(made))
    return b"%sxref\n0 %d\n0000000000 65535 f \n%s%s" % (made, size, table, trailer)


def _literal(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
