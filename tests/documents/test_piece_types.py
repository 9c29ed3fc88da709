"""A piece is what its name says, or is refused."""

import pytest

from chorus_app import documents
from chorus_app.domain.answer import FORMATS

PDF, PNG, JPEG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xd8\xff\xe0\x00\x10JFIF"
ZIP, OLE, GZIP, BZIP = b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1", b"\x1f\x8b\x08", b"BZh9"
LATIN = "Désignation;Qté\r\nPorte;2\r\n".encode("latin-1")
UTF_16 = "Désignation".encode("utf-16")
HTML, RTF, EXE, SCRIPT = b"<html><table>", b"{\\rtf1", b"MZ\x90\x00", b"#!/bin/sh\n"


@pytest.mark.parametrize(
    ("extension", "head"),
    [
        *(("pdf", PDF), ("png", PNG), ("png", JPEG), ("jpg", JPEG), ("tif", b"II*\x00")),
        *(("docx", ZIP), ("odt", ZIP), ("doc", OLE), ("doc", RTF), ("xls", HTML), ("xls", LATIN)),
        *(("xlsx", OLE), ("zip", ZIP), ("tgz", GZIP), ("bz2", BZIP), ("rtf", RTF)),
        *(
            ("csv", LATIN),
            ("txt", UTF_16),
            ("txt", b"BMX 12\r\n"),
            ("xml", b"<?xml"),
            ("svg", HTML),
        ),
        *(("p7s", b"0\x82\x0a\x00"), ("fax", b"\x00\x01\x80")),
    ],
)
def test_it_fits(extension: str, head: bytes) -> None:
    assert documents.fits(extension, head)


@pytest.mark.parametrize(
    ("extension", "head"),
    [
        *(("pdf", PNG), ("pdf", HTML), ("pdf", b" %PDF-1.7"), ("pdf", b""), ("png", PDF)),
        *(("jpg", HTML), ("docx", PDF), ("docx", LATIN), ("doc", PNG), ("zip", GZIP), ("gz", ZIP)),
        *(("csv", PDF), ("txt", b"a\x00b"), ("xml", ZIP), ("html", JPEG), ("rtf", OLE[:2])),
    ],
)
def test_it_does_not_fit(extension: str, head: bytes) -> None:
    assert not documents.fits(extension, head)


@pytest.mark.parametrize("program", [EXE, SCRIPT, b"\x7fELF\x02"])
@pytest.mark.parametrize("extension", sorted(FORMATS))
def test_a_program_is_no_piece_whatever_its_name(extension: str, program: bytes) -> None:
    assert not documents.fits(extension, program)
