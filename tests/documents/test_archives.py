import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from chorus_app import documents
from chorus_app.documents import Refusal, Unreadable
from chorus_app.documents.archives import LARGEST_MEMBER, MOST_MEMBERS, unpack
from tests.documents.hostile_samples import bomb
from tests.documents.xml_samples import Cii

XML = Cii().xml()


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(*files: tuple[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.type, entry.linkname = len(data), kind, "/etc/passwd"
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("packed", [zipped, tarred])
def test_a_lot_gives_its_files(packed: object) -> None:
    content = packed(("a.xml", XML), ("lot/b.xml", b"<b/>"))
    assert list(unpack(content)) == [("a.xml", XML), ("b.xml", b"<b/>")]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../evil.xml", "evil.xml"),
        ("/etc/passwd", "passwd"),
        ("C:\\factures\\f.xml", "f.xml"),
        ("lot/facture\u202exml.exe", "facturexml.exe"),
    ],
)
def test_a_name_is_never_a_path(path: str, name: str) -> None:
    assert [found for found, _ in unpack(tarred((path, b"x")))] == [name]
    assert [found for found, _ in unpack(zipped((path, b"x")))] == [name]


def test_what_systems_leave_behind_is_skipped() -> None:
    content = zipped(("__MACOSX/._a.xml", b"x"), (".DS_Store", b"x"), ("lot/", b""), ("a.xml", XML))
    assert [name for name, _ in unpack(content)] == ["a.xml"]


def test_links_are_skipped() -> None:
    with pytest.raises(Unreadable, match="aucun fichier"):
        list(unpack(tarred(("a.xml", b""), kind=tarfile.SYMTYPE)))


def lying(content: bytes) -> bytes:
    """A zip that announces ten bytes for a member of many more."""
    data = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + offset
        data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped(("a.xml", b"\0" * (LARGEST_MEMBER + 1))), Refusal.TOO_LARGE),
        (tarred(("a.xml", b"\0" * (LARGEST_MEMBER + 1))), Refusal.TOO_LARGE),
        (zipped(*[(f"{n}.xml", b"x") for n in range(MOST_MEMBERS + 1)]), Refusal.TOO_LARGE),
        (zipped(*[(f"{n}.xml", b"\0" * 9_000_000) for n in range(14)]), Refusal.TOO_LARGE),
        (lying(zipped(("a.xml", b"\0" * 20_000_000))), Refusal.DAMAGED),
        (zipped(("a.xml", XML))[:-30], Refusal.DAMAGED),
        (tarred(("a.xml", XML))[:400], Refusal.DAMAGED),
        (zipped(), Refusal.EMPTY),
        (zipped(("word/document.xml", XML)), Refusal.NOT_AN_INVOICE_FILE),
        (XML, Refusal.NOT_AN_INVOICE_FILE),
    ],
)
def test_refused_lots(content: bytes, code: Refusal) -> None:
    with pytest.raises(Unreadable) as refusal:
        list(unpack(content))
    assert refusal.value.code is code


def test_a_lot_with_a_password_is_refused() -> None:
    data = bytearray(zipped(("a.xml", XML)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(Unreadable) as refusal:
        list(unpack(bytes(data)))
    assert refusal.value.code is Refusal.ENCRYPTED


async def test_a_lot_is_opened_in_a_limited_child() -> None:
    members = await documents.unpack(zipped(("a.xml", XML), ("b.pdf", b"x" * 3_000_000)))
    assert [(member.name, len(member.content)) for member in members] == [
        ("a.xml", len(XML)),
        ("b.pdf", 3_000_000),
    ]
    assert (await documents.read(members[0].content, "a.xml")).value("currency") == "EUR"
    gzip_bomb = b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + bomb(400)[2:-4]
    with pytest.raises(Unreadable) as refusal:
        await documents.unpack(gzip_bomb)
    assert refusal.value.code in (Refusal.DAMAGED, Refusal.EMPTY)


def test_the_command_line_reads_each_file_of_a_lot(tmp_path: Path) -> None:
    (tmp_path / "lot.zip").write_bytes(zipped(("a.xml", XML), ("b.txt", b"Bonjour")))
    done = subprocess.run(
        [sys.executable, "-m", "chorus_app.documents", "lot.zip"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(documents.__file__).parents[2])},
        capture_output=True,
        check=True,
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["file"], first["invoice_number"]) == ("lot.zip/a.xml", "FA-2026-0042")
    assert second["error"]["code"] == "NOT_AN_INVOICE_FILE"
