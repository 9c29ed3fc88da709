"""Pages in two languages: `Date de facture / Invoice date` is read as `Date de facture`.

The English may come first: `SHIP TO / Livré à` says `Livré à`. Only the words of an English
invoice are left out, so that `Service / engagement` keeps both of its labels.
"""

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


_FIRST = re.compile(
    r"^(?:(?:bill(?:ed)?|invoiced?|ship(?:ped)?|sold|deliver(?:ed|y)?) to"
    r"|(?:due|issue|invoice|order|delivery) date|p\.? ?o\.?(?: (?:number|no\.?|#))?|department"
    rf"|terms|sales rep|activity|subtotal|balance due|amount due|{_WORDS}[.:]?"
    rf"(?: (?:{_WORDS}|@|\d{{1,2}} ?%)[.:]?)*) / (?=[^\W\d])",
    re.IGNORECASE,
)
_SAME_IN_FRENCH = re.compile(r"^(?:total|date|net|code|service|client|tax|no|ref)\b[^a-z]*/", re.I)


def in_french(text: str) -> str:
    """Return the text without the English translations that stand before or after a slash."""
    if "/" not in text:
        return text
    after = _TRANSLATION.sub("", text)
    return after if _SAME_IN_FRENCH.match(after) else _FIRST.sub("", after)
