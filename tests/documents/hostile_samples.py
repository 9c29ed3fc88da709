"""Small files made to exhaust, to mislead or to reach out, each with its right outcomes."""

import zlib

from tests.documents.pdf_samples import classic_invoice, pdf
from tests.documents.xml_samples import Cii

READ = "read"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def raw_pdf(*objects: bytes, size: int | None = None) -> bytes:
    """Assemble a PDF from its objects, numbered from one."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size or count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def bomb(megabytes: int) -> bytes:
    """Zeros by the megabyte, packed a thousand times smaller."""
    packer = zlib.compressobj(9)
    block = b"\0" * 1_000_000
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def page(contents: bytes, resources: bytes = b"<<>>") -> bytes:
    """A page object whose content is object 4."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]%s/Resources%s>>" % (
        contents,
        resources,
    )


def _packed_page(data: bytes, filters: bytes) -> bytes:
    return raw_pdf(_CATALOG, _PAGES, page(b"/Contents 4 0 R"), stream(data, b"/Filter" + filters))


def _self_calling_form() -> bytes:
    form = stream(
        b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    )
    resources = b"<</XObject<</X 5 0 R>>>>"
    return raw_pdf(_CATALOG, _PAGES, page(b"/Contents 4 0 R", resources), stream(b"/X Do"), form)


def _doubling_forms(depth: int = 30) -> bytes:
    forms = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
            % (6 + number),
        )
        for number in range(depth)
    ]
    last = stream(b"BT ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    resources = b"<</XObject<</X 5 0 R>>>>"
    return raw_pdf(
        _CATALOG, _PAGES, page(b"/Contents 4 0 R", resources), stream(b"/X Do"), *forms, last
    )


def _doubling_page_tree(depth: int = 30) -> bytes:
    nodes = [
        b"<</Type/Pages/Count %d/Kids[%d 0 R %d 0 R]>>" % (2 ** (depth - n), n + 3, n + 3)
        for n in range(depth)
    ]
    return raw_pdf(_CATALOG, *nodes, page(b""))


def _laughs() -> str:
    entities = ['<!ENTITY a0 "ha">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<!DOCTYPE x [{''.join(entities)}]>"


def _attached_bomb() -> bytes:
    names = b"/Names<</EmbeddedFiles<</Names[(factur-x.xml)4 0 R]>>>>"
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % names,
        _PAGES,
        page(b""),
        b"<</Type/Filespec/F(factur-x.xml)/UF(factur-x.xml)/EF<</F 5 0 R>>>>",
        stream(bomb(100), b"/Type/EmbeddedFile/Subtype/text#2Fxml/Filter/FlateDecode"),
    )


HOSTILE: dict[str, tuple[bytes, str]] = {
    "page of 300 MB": (_packed_page(bomb(300), b"/FlateDecode"), "read TOO_COMPLEX"),
    "page packed twice": (
        _packed_page(zlib.compress(bomb(600), 9), b"[/FlateDecode/FlateDecode]"),
        "read TOO_COMPLEX",
    ),
    "attachment of 100 MB": (_attached_bomb(), "TOO_COMPLEX"),
    "form that calls itself": (_self_calling_form(), "read TOO_COMPLEX"),
    "a billion forms": (_doubling_forms(), "TOO_COMPLEX"),
    "a billion pages": (_doubling_page_tree(), "DAMAGED TOO_COMPLEX"),
    "two billion objects": (
        raw_pdf(_CATALOG, _PAGES, page(b""), size=2_000_000_000),
        "read DAMAGED TOO_COMPLEX",
    ),
    "a page among its own kids": (
        raw_pdf(_CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 9>>"),
        "DAMAGED TOO_COMPLEX read",
    ),
    "arrays in arrays": (
        raw_pdf(_CATALOG, _PAGES, page(b"/Contents 4 0 R"), b"[" * 100_000 + b"]" * 100_000),
        "read DAMAGED TOO_COMPLEX",
    ),
    "300,000 operators": (
        _packed_page(zlib.compress(b"BT /F 9 Tf (x) Tj ET " * 300_000), b"/FlateDecode"),
        "read TOO_COMPLEX",
    ),
    "billion laughs": (Cii(prolog=_laughs(), number="&a9;").xml(), "XML_FORBIDDEN"),
    "a file of the machine": (
        Cii(prolog='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', number="&f;").xml(),
        "XML_FORBIDDEN",
    ),
    "a DTD elsewhere": (
        Cii(prolog='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">').xml(),
        "XML_FORBIDDEN",
    ),
    "100,000 levels": (b"<a>" * 100_000 + b"</a>" * 100_000, "XML_MALFORMED"),
    "a million elements": (
        Cii()
        .xml()
        .replace(
            b"</rsm:CrossIndustryInvoice>", b"<x/>" * 1_000_000 + b"</rsm:CrossIndustryInvoice>"
        ),
        "read",
    ),
    "UTF-7": (
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
        "XML_FORBIDDEN XML_MALFORMED UNKNOWN_XML",
    ),
    "an invoice and a zip": (pdf(classic_invoice()) + b"PK\x03\x04" + b"\0" * 500, READ),
}
