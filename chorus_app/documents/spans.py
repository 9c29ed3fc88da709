"""Where the figures of a text are surely something else than a number given to a document."""

import re
from functools import lru_cache

from chorus_app.documents.french import amounts, dates, iban_spans, siret_spans
from chorus_app.documents.text import plain

_PHONE = re.compile(
    r"(?<!\w)(?:\+33 ?(?:\(0\) ?)?[1-9]|0[1-9])(?P<gap>[ .-]?)\d\d(?:(?P=gap)\d\d){3}(?!\w)"
    r"|(?<!\w)0 ?8\d\d \d{3} \d{3}(?!\w)"
)
_VAT_NUMBER = re.compile(r"\bfr ?[0-9a-z]{2} ?\d{3} ?\d{3} ?\d{3}\b")
_NINE_DIGITS = re.compile(r"(?<!\d)\d{3} \d{3} \d{3}(?:[ -]?\d{5})?(?!\d)")
_POSTCODE = re.compile(r"(?<![\w-])(?:f-)?\d{5}(?= [^\W\d]{2})|(?<!\w)\d\d \d{3}(?= [^\W\d]{3})")
_TIME = re.compile(r"(?<!\w)\d{1,2} ?[h:] ?\d\d(?!\w)")
_RATE = re.compile(r"\d{1,3}(?:[.,]\d+)? ?%")
_DECIMAL = re.compile(r"(?<!\w)\d+,\d{3,}(?!\w)")
_PATTERNS = (_PHONE, _VAT_NUMBER, _NINE_DIGITS, _POSTCODE, _TIME, _RATE, _DECIMAL)


@lru_cache(maxsize=2048)
def taken_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where dates, amounts, identifiers, telephone numbers and postcodes stand."""
    spans = [(day.start, day.end) for day in dates(text)]
    spans += [(one.start, one.end) for one in amounts(text) if one.sure]
    spans += siret_spans(text) + iban_spans(text)
    seen = plain(text)
    spans += [found.span() for pattern in _PATTERNS for found in pattern.finditer(seen)]
    return tuple(spans)
