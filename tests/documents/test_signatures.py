import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from chorus_app import documents
from chorus_app.documents.parse import read_file
from chorus_app.documents.signatures import check_signatures
from tests.documents.pdf_samples import classic_invoice, pdf
from tests.documents.signed_samples import signed, signer

PAGE = pdf(classic_invoice())
SIGNED = signed(PAGE)


def codes(content: bytes) -> list[str]:
    return [finding.code for finding in check_signatures(content)]


def test_a_signature_that_holds_names_its_signer_without_vouching() -> None:
    (finding,) = check_signatures(SIGNED)
    assert finding.code == "SIGNATURE"
    assert finding.message == "Signature intègre, signataire non vérifié (Camille Aubry)."


def test_a_second_signature_does_not_break_the_first() -> None:
    twice = signed(SIGNED, signer("Dominique Le Goff"), "Signature2")
    (finding,) = check_signatures(twice)
    assert "Camille Aubry, Dominique Le Goff" in finding.message


def test_a_flipped_byte_breaks_it() -> None:
    place = SIGNED.index(b"/MediaBox") + 20
    flipped = SIGNED[:place] + bytes([SIGNED[place] ^ 1]) + SIGNED[place + 1 :]
    assert codes(flipped) in (["SIGNATURE_BROKEN"], ["SIGNATURE_UNREADABLE"])


def test_bytes_added_after_it_break_it() -> None:
    assert codes(SIGNED + b"\n%" + b"x" * 450 + b"\n") == ["SIGNATURE_BROKEN"]


def test_a_page_changed_in_a_later_revision_breaks_it(tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(SIGNED)
    writer = PdfWriter(PdfReader(path), incremental=True)
    writer.pages[0].rotate(90)
    writer.write(path)
    assert codes(path.read_bytes()) == ["SIGNATURE_BROKEN"]


def test_an_expired_certificate_is_told() -> None:
    assert codes(signed(PAGE, signer(days=-30))) == ["SIGNATURE_EXPIRED"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 /ByteRange", SIGNED[: len(SIGNED) - 900]])
def test_what_cannot_be_read_is_told(content: bytes) -> None:
    assert codes(content) == ["SIGNATURE_UNREADABLE"]


def test_the_words_byte_range_alone_are_no_signature() -> None:
    assert codes(PAGE) == []


async def test_a_signed_file_is_read_and_its_signature_told() -> None:
    reading = await documents.read(SIGNED, "f.pdf")
    assert reading.signed
    assert reading.value("invoice_number") == "FA-2026-0042"
    assert [finding.code for finding in reading.findings] == ["SIGNATURE"]


def test_an_unsigned_file_says_so() -> None:
    assert not read_file(PAGE, "f.pdf").signed


def test_pyhanko_is_not_loaded_for_other_files() -> None:
    program = "import sys, chorus_app.documents.worker; sys.exit('pyhanko' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
