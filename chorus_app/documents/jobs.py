"""What a child process can be asked to do, and what its parent loads beforehand."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from chorus_app.documents import archives, drawing, names, recall, schemas, signatures
from chorus_app.documents.parse import read_file

_SPECIMEN_TEXT = b"FACTURE N\xb0 F-2026 du 31/01/2026 Total TTC 1 200,00"
_SPECIMEN = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>>>",
    b"<</Length %d>>stream\nBT /F 9 Tf 20 200 Td (%s) Tj ET\nendstream"
    % (len(_SPECIMEN_TEXT) + 32, _SPECIMEN_TEXT),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
)

_FINDING: dict[str, Callable[[bytes, Any], Any]] = {
    "labels": recall.labels_of,
    "values": recall.values_under,
    "named": names.named,
}


def prepare(header: dict[str, Any]) -> None:
    """Load, in the helper itself, what the job needs and most jobs do not."""
    if header["job"] == "signatures":
        signatures.load()


def run(header: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Run the job that the header names; return its answer and its raw bytes, often none.

    Raises `Unreadable`.
    """
    match header["job"]:
        case "signatures":
            found = signatures.check_signatures(content)
            return {"findings": [asdict(finding) for finding in found]}, b""
        case "draw":
            picture = drawing.draw_page(content, header["page"])
            return {"width": picture.width, "height": picture.height}, picture.content
        case "labels" | "values" | "named" as job:
            return {"found": _FINDING[job](content, header["wanted"])}, b""
        case "unpack":
            members = list(archives.unpack(content))
            listed = [(name, len(data)) for name, data in members]
            return {"members": listed}, b"".join(data for _, data in members)
        case _:
            return {"reading": read_file(content, header["name"]).to_data()}, b""


def warm_up() -> None:
    """Read and draw a small invoice and load the schemas: all is then ready in every child."""
    schemas.load()
    read_file(_specimen(), "specimen.pdf")
    drawing.draw_page(_specimen(), 0)


def _specimen() -> bytes:
    """Assemble the smallest PDF that holds a line of text."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(_SPECIMEN, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end
