"""The text of a PDF with its places, through pdfium: words in the order of the file.

pdfium finds the same words as pypdf ten times faster. It must run in a limited child process: it
has no limits of its own, and aborts rather than fail when memory ends.
"""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

_FIRST_AND_LAST = 10
_MOST_CHARACTERS = 20_000
_PROTECTED = {4, 5}
"""pdfium's codes: a password is asked for, or the key of a certificate."""
_TURN_SAMPLE = 300


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points, `top` growing downwards from the top of its page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Height of the line of text, not of the ink."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One page: words line by line, in the order in which the file draws them."""

    number: int
    width: float
    height: float
    stream: tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The pages read, at most twenty of `count`; `broken` is how many of these would not open.

    `producer` is the program that made the file, as it says itself.
    """

    count: int
    pages: tuple[Page, ...]
    broken: int = 0
    producer: str = ""

    @property
    def has_text(self) -> bool:
        """Tell whether any page has a text layer."""
        return any(page.stream for page in self.pages)


class NotOpened(Exception):
    """pdfium cannot open the file. `password` tells whether it asks for one."""

    def __init__(self, password: bool) -> None:
        super().__init__()
        self.password = password


def read_pages(content: bytes) -> PageTexts:
    """Read the first ten and the last ten pages. Raises `NotOpened`."""
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise NotOpened(getattr(error, "err_code", None) in _PROTECTED) from None
    numbers = [n for n in range(count) if n < _FIRST_AND_LAST or n >= count - _FIRST_AND_LAST]
    pages = tuple(filter(None, (_read_page(document, number) for number in numbers)))
    producer = document.get_metadata_value("Producer")
    return PageTexts(count, pages, len(numbers) - len(pages), producer)


def _read_page(document: pypdfium2.PdfDocument, number: int) -> Page | None:
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    box = _PageBox.of(page, text_page)
    lines = _words_by_line(text_page.raw, box)
    text_page.close()
    page.close()
    return Page(number, box.width, box.height, lines)


@dataclass(frozen=True, slots=True)
class _PageBox:
    """Turns PDF coordinates into ours, so that the text runs from left to right.

    `turns`: quarter turns of most of the text, counter-clockwise. The page's own /Rotate does not
    matter: scanners and spreadsheets leave text sideways with and without it.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> "_PageBox":
        left, bottom, right, top = page.get_cropbox()
        return cls(left, bottom, right, top, quarter_turns(page, text_page))

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def place(self, rect: raw.FS_RECTF) -> tuple[float, float, float, float]:
        """Return left, right, top, bottom of a character on the upright page."""
        if not self.turns:
            left, top = self.left, self.top
            return rect.left - left, rect.right - left, top - rect.top, top - rect.bottom
        x0, x1 = rect.left - self.left, rect.right - self.left
        y0, y1 = rect.bottom - self.bottom, rect.top - self.bottom
        match self.turns:
            case 1:
                return y0, y1, x0, x1
            case 2:
                return self.width - x1, self.width - x0, y0, y1
            case _:
                return self.width - y1, self.width - y0, self.height - x1, self.height - x0


def quarter_turns(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> int:
    """Return the turn of most of the first characters; that of the page itself without any."""
    count = min(raw.FPDFText_CountChars(text_page.raw), _TURN_SAMPLE)
    angles = (raw.FPDFText_GetCharAngle(text_page.raw, index) for index in range(count))
    turns = Counter(round(-angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else int(page.get_rotation()) // 90


def _words_by_line(text_page: raw.FPDF_TEXTPAGE, box: _PageBox) -> tuple[tuple[Word, ...], ...]:
    builder = _Builder(box)
    rect = raw.FS_RECTF()
    place = ctypes.byref(rect)
    for index, letter in enumerate(_letters(text_page)):
        if letter in "\r\n":
            builder.end_line()
        elif letter <= " " or letter.isspace():
            builder.end_word()
        elif raw.FPDFText_GetLooseCharBox(text_page, index, place):
            builder.add(letter, rect)
    builder.end_line()
    return tuple(builder.lines)


def _letters(text_page: raw.FPDF_TEXTPAGE) -> str:
    """Return the characters of a page, each at its own index."""
    count = min(raw.FPDFText_CountChars(text_page), _MOST_CHARACTERS)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if written == count + 1 == len(text) + 1:
        return text
    # One call gives all, but leaves out what it cannot write: then each is asked for.
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 else " " for code in codes)


class _Builder:
    """Gathers characters into words, and words into the lines of the stream."""

    def __init__(self, box: _PageBox) -> None:
        self.lines: list[tuple[Word, ...]] = []
        self._box = box
        self._line: list[Word] = []
        self._letters: list[str] = []
        self._places: list[tuple[float, float, float, float]] = []

    def add(self, letter: str, rect: raw.FS_RECTF) -> None:
        """Add a character to the current word, or begin a new one when it stands apart."""
        place = self._box.place(rect)
        if self._places and not _touches(self._places, place):
            self.end_word()
        self._letters.append(letter)
        self._places.append(place)

    def end_word(self) -> None:
        if self._letters:
            lefts, rights, tops, bottoms = zip(*self._places, strict=True)
            place = min(lefts), max(rights), min(tops), max(bottoms)
            self._line.append(Word("".join(self._letters), *place))
            self._letters, self._places = [], []

    def end_line(self) -> None:
        self.end_word()
        if self._line:
            self.lines.append(tuple(self._line))
            self._line = []


_Box = tuple[float, float, float, float]


def _touches(word: list[_Box], place: _Box) -> bool:
    """Tell whether a character goes on a word: boxes are `left, right, top, bottom`.

    The box of a comma may be its ink alone (fonts of Type 3), far smaller than the digits'.
    """
    _, right, top, bottom = word[-1]
    height, own = bottom - top, place[3] - place[2]
    if own < 0.5 * height or height < 0.5 * own:
        top, bottom = min(box[2] for box in word), max(box[3] for box in word)
        height = max(bottom - top, own)
        return -height < place[0] - right < 0.4 * height and place[3] > top and place[2] < bottom
    return -height < place[0] - right < 0.4 * height and top <= (place[2] + place[3]) / 2 <= bottom
