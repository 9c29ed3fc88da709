"""Clean text: what leaves this room can be stored, sent as JSON and shown."""

import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def clean(text: str, longest: int = 300) -> str:
    """Return one line without surrogates, control or direction marks, at most `longest` long.

    PDF texts hold lone surrogates (19 of 492 real files), which break UTF-8 and JSON.
    """
    spaced = _SPACES.sub(" ", _SURROGATE.sub("", text))
    return _CONTROL.sub("", spaced).strip()[:longest].strip()


def plain(text: str) -> str:
    """Return lower-case text without accents, of the same length: what labels are matched in."""
    return "".join(map(_plain_letter, text))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in "’‘`´ʼ":
        return "'"
    if letter in "°ºᵒ˚":
        return "°"
    if letter in "–—‑‐−":
        return "-"
    if letter.isspace():
        return " "
    base = unicodedata.normalize("NFKD", letter)[0].lower()
    return base if len(base) == 1 and not base.isspace() else letter
