"""Text as people search it: no accents, lower case, and signs that join words left aside."""

import re
import unicodedata

_JOINING = re.compile(r"[\s'’‘`\-\u2010-\u2015\u2212./,;:!?()\[\]\"“”«»°]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with single plain spaces.

    >>> fold("Métropole\u00a0 de LYON")
    'metropole de lyon'
    """
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
        if not unicodedata.combining(letter)
    )
    return " ".join(bare.casefold().split())


def squeeze(text: str) -> str:
    """Return folded text without the spaces and signs that join words, as numbers are compared.

    >>> squeeze("Saint-Malo") == squeeze("saint malo")
    True
    >>> squeeze("VTI/2026/00462")
    'vti202600462'
    """
    return _JOINING.sub("", fold(text))


def tidy(text: object, limit: int) -> str:
    """Return what a client sent as clean text: a string, no control characters, cut to `limit`."""
    if not isinstance(text, str):
        return ""
    return _CONTROLS.sub(" ", text[: limit * 4]).strip()[:limit].rstrip()
