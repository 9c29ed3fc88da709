"""`python -m chorus_app.documents FILE…`, as another program would run it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chorus_app import documents
from tests.bench.fuzz_inputs import tarred, zipped
from tests.documents.pdf_samples import classic_invoice, pdf, with_attachments
from tests.documents.xml_samples import Cii, ubl

KEYS = [
    *("file", "kind", "profile", "invoice_number", "issue_date", "type_code", "currency"),
    *("due_date", "seller_siret", "buyer_siret", "buyer_reference", "purchase_order_reference"),
    *("contract_reference", "business_process", "tax_exclusive_amount", "tax_amount"),
    *("tax_inclusive_amount", "payable_amount", "iban"),
]
LATER = ["vat_lines", "certainty", "signature", "findings"]


def run(*names: object, cwd: Path, **environment: str) -> tuple[int, list[dict[str, Any]]]:
    """Run the command in a folder; return its status and its objects."""
    root = str(Path(documents.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-m", "chorus_app.documents", *names],
        cwd=cwd,
        env={"PYTHONPATH": root, **environment},
        capture_output=True,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_each_file_is_an_object_on_a_line_of_its_own(tmp_path: Path) -> None:
    page = pdf(classic_invoice())
    (tmp_path / "a.xml").write_bytes(Cii(type_code="381", process="S1").xml())
    (tmp_path / "b.pdf").write_bytes(page)
    (tmp_path / "c.pdf").write_bytes(with_attachments(page, ("factur-x.xml", Cii().xml())))
    status, found = run("a.xml", "b.pdf", "c.pdf", cwd=tmp_path)
    assert status == 0
    assert [(line["file"], line["kind"]) for line in found] == [
        *(("a.xml", "CII"), ("b.pdf", "PDF"), ("c.pdf", "PDF_FACTURX")),
    ]
    for line in found:
        assert [key for key in line if key in KEYS] == KEYS
        assert [key for key in line if key in LATER] == LATER
        assert line["tax_inclusive_amount"] == "1200.00"
        assert set(line["certainty"]) == set(documents.FIELDS)
        assert line["signature"] is False
        assert line["vat_lines"][0]["rate"] == "20.00"
        for finding in line["findings"]:
            assert {"code", "severity", "field", "message"} <= set(finding)
    assert found[0]["business_process"] == "A1"
    assert found[0]["certainty"]["business_process"] == "A_VERIFIER"


def test_a_field_that_is_not_there_is_null(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([(50, 60, "FACTURE")]))
    _, (line,) = run("a.pdf", cwd=tmp_path)
    assert {line[key] for key in KEYS[3:] if key not in ("type_code",)} == {None}
    assert line["certainty"]["invoice_number"] == "A_COMPLETER"


def test_a_refused_file_has_its_reason_and_the_status_is_still_0(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Bonjour")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 rien")
    (tmp_path / "c.xml").write_bytes(b"")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-" + b" " * documents.LARGEST_ARCHIVE)
    status, found = run("a.txt", "b.pdf", "c.xml", "d.pdf", cwd=tmp_path)
    assert status == 0
    assert [set(line) for line in found] == [{"file", "error"}] * 4
    assert [line["error"]["code"] for line in found] == [
        *("NOT_AN_INVOICE_FILE", "DAMAGED", "EMPTY", "TOO_LARGE"),
    ]
    assert all(line["error"]["message"].endswith(".") for line in found)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_is_one_object_for_each_of_its_files(pack: Any, tmp_path: Path) -> None:
    (tmp_path / "lot").write_bytes(pack([ubl(), b"Bonjour"]))
    status, found = run("lot", cwd=tmp_path)
    assert status == 0
    assert [line["file"] for line in found] == ["lot/0.bin", "lot/1.bin"]
    assert found[0]["invoice_number"] == "UBL-77"
    assert found[1]["error"]["code"] == "NOT_AN_INVOICE_FILE"


def test_names_and_terminals_that_are_not_utf_8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/fact\xfcre.xml"
    with open(name, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(Cii().xml())
    status, found = run(name, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert status == 0
    assert found[0]["invoice_number"] == "FA-2026-0042"


@pytest.mark.parametrize("names", [("none.pdf",), (".",), ()])
def test_a_file_that_cannot_be_opened(names: tuple[str, ...], tmp_path: Path) -> None:
    assert run(*names, cwd=tmp_path) == (2, [])


def test_the_others_are_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(Cii().xml())
    status, found = run("none.pdf", "a.xml", cwd=tmp_path)
    assert (status, len(found)) == (2, 1)
