"""What the fuzz run feeds to the reader: valid files of our own, and many ways to spoil them."""

import gzip
import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from tests.documents import layouts_programs, layouts_traps, signed_samples
from tests.documents.pdf_samples import Placed, classic_invoice, encrypted, pdf, with_attachments
from tests.documents.xml_samples import Cii, ubl, zugferd_1

_LARGEST = 2_000_000
"""Bytes of the largest file of a folder that is mutated: larger ones only make the run slow."""

NASTY = (
    *("", " ", "\t\n", "0", "-0.00", "-1", "1e9", "NaN", "Infinity", "1_000", "１２００", "٣", "½"),
    *("9" * 40, "9" * 4000, "0." + "1" * 400, "20261332", "00000000", "2026-02-30", "1,2,3"),
    *("A" * 10_000, "é" * 300, "\u202e\u200f", "\ufeff", "\U0001f600", "\ud800", "\x00", "\x1b[2J"),
    *("<script>alert(1)</script>", "../../etc/passwd", "' OR 1=1 --", "{{7*7}}", "%s%n", "${x}"),
    *("732 829 320 00074", "1 234,56 €", "31/01/2026", "FACTURE N° 12", "Total TTC", "AVOIR"),
)
_XML_TOKENS = (
    *(b"<", b">", b"/>", b"&", b"&#0;", b"&#x1F600;", b"]]>", b"<![CDATA[", b"<!--", b"<?x?>"),
    *(b"<!DOCTYPE x>", b'encoding="UTF-16"', b'encoding="UTF-7"', b'xmlns=""', b"\xff\xfe", b"\0"),
)
_PDF_TOKENS = (
    *(b"obj", b"endobj", b"stream", b"endstream", b"<<", b">>", b"[", b"]", b"(", b")", b"R"),
    *(b"/Length 99999999", b"/Filter/FlateDecode", b"/Kids[1 0 R]", b"/Count -1", b"/Parent 9 0 R"),
    *(
        b"/Encrypt 1 0 R",
        b"/ByteRange[0 9 9 9]",
        b"/Type/Page",
        b"%%EOF",
        b"startxref\n0",
        b"Tj ET",
    ),
    *(b"1 0 0 1 1e30 1e30 cm", b"/ToUnicode 4 0 R", b"/AF[3 0 R]", b"/Rotate 45", b"xref"),
)
_NUMBER = re.compile(rb"\d+")
_ELEMENT = re.compile(r"<(\w+:\w+)[^<>]*>[^<>]*</\1>")
_VALUE = re.compile(r">([^<>]+)<")


def pages() -> list[list[Placed]]:
    """Every laid out page of the tests, to be redrawn with other words."""
    sheets = layouts_programs.SHEETS + layouts_traps.SHEETS
    return [classic_invoice(), *(page for sheet in sheets for page in sheet.pages)]


def texts() -> list[str]:
    """Every invoice in XML, before it is written as bytes."""
    made = (Cii().xml(), Cii(type_code="381").xml(), ubl(), ubl("CreditNote"), zugferd_1())
    return [content.decode() for content in made]


def seeds(folder: Path | None) -> list[bytes]:
    """Valid files of every kind; with those of a folder when one is given."""
    plain = pdf(classic_invoice())
    hybrid = with_attachments(plain, ("factur-x.xml", Cii().xml()))
    twice = with_attachments(hybrid, ("other.xml", ubl()))
    made = [
        plain,
        hybrid,
        hybrid,
        twice,
        encrypted(plain, "", "owner"),
        signed_samples.signed(plain),
    ]
    made += [text.encode() for text in texts()]
    made += [zipped([plain, Cii().xml()]), tarred([hybrid, ubl()])]
    found = sorted(folder.rglob("*")) if folder else []
    return made + [
        path.read_bytes() for path in found if path.is_file() and path.stat().st_size < _LARGEST
    ]


def zipped(contents: Sequence[bytes]) -> bytes:
    """Pack files in a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(contents):
            archive.writestr(zipfile.ZipInfo(f"{number}.bin"), content)
    return out.getvalue()


def tarred(contents: Sequence[bytes]) -> bytes:
    """Pack files in a tar.gz."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for number, content in enumerate(contents):
            entry = tarfile.TarInfo(f"{number}.bin")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(out.getvalue(), mtime=0)


class Inputs:
    """Draws spoilt files. The same seed and index draw the same changes, whatever came before.

    Signatures and the identifiers of written PDFs differ at each run: failing inputs are kept.
    """

    def __init__(self, seed: int, folder: Path | None) -> None:
        self._seed = seed
        self._seeds = seeds(folder)
        self._pages, self._texts = pages(), texts()

    def draw(self, index: int) -> bytes:
        """Return the input of this index."""
        random = Random(f"{self._seed}:{index}")
        ways: tuple[Callable[[Random], bytes], ...]
        ways = (self._spoilt, self._spoilt, self._page, self._xml, self._hybrid, self._packed)
        return random.choice(ways)(random)

    def _spoilt(self, random: Random) -> bytes:
        """A valid file whose bytes were changed, one to twenty times."""
        content = random.choice(self._seeds)
        for _ in range(random.choice((1, 1, 2, 5, 20))):
            content = random.choice(_CHANGES)(content, random, self._seeds)
        return content

    def _page(self, random: Random) -> bytes:
        """A sound PDF of pages whose words were changed, moved, repeated or lost."""
        drawn = []
        for _ in range(random.choice((1, 1, 2, 12))):
            drawn.append([_moved(placed, random) for placed in random.choice(self._pages)])
        turned = random.choice((0, 0, 90, 180))
        return pdf(*drawn, size=random.choice((1, 7, 9, 30)), angle=turned, rotation=turned)

    def _xml(self, random: Random) -> bytes:
        """An invoice in XML whose elements were lost, repeated, exchanged or given odd values."""
        text = random.choice(self._texts)
        for _ in range(random.choice((1, 2, 8))):
            text = random.choice((_without_element, _with_value, _with_element_twice))(text, random)
        encoding = random.choice(("utf-8", "utf-8", "utf-16", "latin-1"))
        return text.encode(encoding, "xmlcharrefreplace" if encoding == "latin-1" else "replace")

    def _hybrid(self, random: Random) -> bytes:
        """A PDF that carries spoilt XML under a usual or an odd name."""
        name = random.choice(("factur-x.xml", "FACTUR-X.XML", "../../x.xml", "a" * 300 + ".xml"))
        return with_attachments(self._page(random), (name, self._xml(random)))

    def _packed(self, random: Random) -> bytes:
        """A sound archive of spoilt files."""
        pack = random.choice((zipped, tarred))
        return pack([self._spoilt(random), self._xml(random), self._page(random)])


def _moved(placed: Placed, random: Random) -> Placed:
    left, top, text = placed
    if random.random() < 0.15:
        text = random.choice((random.choice(NASTY), text * 2, text[::-1], text[: len(text) // 2]))
    if random.random() < 0.1:
        left, top = random.uniform(-50, 700), random.uniform(-50, 900)
    return left, top, text.encode("utf-8", "replace").decode()[:3000]


def _without_element(text: str, random: Random) -> str:
    found = list(_ELEMENT.finditer(text))
    if not found:
        return text
    lost = random.choice(found)
    return text[: lost.start()] + text[lost.end() :]


def _with_element_twice(text: str, random: Random) -> str:
    found = list(_ELEMENT.finditer(text))
    if not found:
        return text
    repeated = random.choice(found)
    return (
        text[: repeated.end()] + repeated[0] * random.choice((1, 3, 500)) + text[repeated.end() :]
    )


def _with_value(text: str, random: Random) -> str:
    found = list(_VALUE.finditer(text))
    if not found:
        return text
    place = random.choice(found)
    value = random.choice(NASTY).replace("<", "&lt;").replace("&", "&amp;")
    return text[: place.start(1)] + value + text[place.end(1) :]


Change = Callable[[bytes, Random, Sequence[bytes]], bytes]


def _flipped(content: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    if not content:
        return content
    place = random.randrange(len(content))
    return content[:place] + bytes([random.randrange(256)]) + content[place + 1 :]


def _cut(content: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _hole(content: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, length = random.randrange(len(content) + 1), random.randrange(1, 500)
    return content[:start] + content[start + length :]


def _repeated(content: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, length = random.randrange(len(content) + 1), random.randrange(1, 500)
    part = content[start : start + length]
    return content[:start] + part * random.choice((2, 10, 200)) + content[start + length :]


def _with_token(content: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    tokens = _PDF_TOKENS if content.startswith(b"%PDF") else _XML_TOKENS
    place = random.randrange(len(content) + 1)
    return content[:place] + random.choice(tokens) + content[place:]


def _with_number(content: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    found = list(_NUMBER.finditer(content[:200_000]))
    if not found:
        return content
    place = random.choice(found)
    number = random.choice((b"0", b"-1", b"1", b"65536", b"2147483648", b"9" * 30))
    return content[: place.start()] + number + content[place.end() :]


def _spliced(content: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    other = random.choice(others)
    return content[: random.randrange(len(content) + 1)] + other[random.randrange(len(other) + 1) :]


_CHANGES: tuple[Change, ...] = (
    *(_flipped, _cut, _hole, _repeated),
    *(_with_token, _with_number, _spliced),
)
