"""Pages in two languages: `Date de facture / Invoice date` is read as `Date de facture`."""

import re

_ENGLISH = r"invoice|due|amount|vat|customer|client|gross|qty|quantity|price|payable|company|number"
_WORDS = (
    rf"(?:{_ENGLISH}|inv|date|net|total|tax|order|no|ref|reference|incl|excl|including|excluding|"
    r"payment|unit|of|the|to|pay|name|address|code|service|your|our|subtotal|balance|terms)"
)
_TRANSLATION = re.compile(
    rf" ?/ ?(?=(?:{_WORDS}[.:]? )*(?:{_ENGLISH})\b)"
    rf"{_WORDS}\b[.]?(?: {_WORDS}\b[.]?)*(?: \d{{1,2}}(?:[.,]\d)? ?%)?",
    re.IGNORECASE,
)


def in_french(text: str) -> str:
    """Return the text without the English translations that follow a slash."""
    return _TRANSLATION.sub("", text) if "/" in text else text
