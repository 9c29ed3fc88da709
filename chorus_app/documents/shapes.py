"""What a value looks like: read at the very start of the text that follows its label."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from chorus_app.documents import values
from chorus_app.documents.french import amounts, dates, first_date, first_iban, iban_shape, sirets
from chorus_app.documents.labels import STRONG, WEAK
from chorus_app.documents.text import plain

_LEAD = re.compile(
    r"^[\s:.=°#|)]*(?:[-–—]\s+)?(?:n ?(?:[°º]\.?|o\.|o(?=[ :])) ?:? ?)?", re.IGNORECASE
)
_BLANK = re.compile(r"[\s:.…_=*|()\-–—€]*(?:(?:en )?eur(?:os?)?)?[\s:)]*", re.IGNORECASE)
_DELAY = re.compile(
    r"^\W*(?:a )?\d{1,3} jours?(?: nets?| fin de mois| date de facture)*(?= ?:| le\b)"
)
_BEFORE_A_DAY = re.compile(r"\W*(?:le|du|au)?\W*(?:[a-z]{3,6}di|dimanche)?\W*")
_TAX_BASE = re.compile(
    r"^[^\w(]*(?:\(?(?:sur|de|base|assiette|@|on)\b[^\d(]{0,30}\(?[\d .]+[.,]\d\d ?(?:€|eur)?\)?"
    r"|\([a-z][a-z .,'/-]{2,40}\)(?=$|[ :]*\d))",
    re.IGNORECASE,
)
"""What may stand between `TVA 20 %` and its amount: the base, or why there is none."""
_LINKING = re.compile(r"\b(?:au|avant|le|du|en date|sur|de)\b", re.IGNORECASE)
_LEAST_BARE = 10
_FILLER = re.compile(r"[\s:.…_=*|\-–—€]*|eur|euros?", re.IGNORECASE)
_RATE = re.compile(r"\(?\d{1,2}(?:[.,]\d{1,2})? ?%\)?:?")
_NO_PREFIX = r"(?i:page|lot|bp|cs|le|du|au|tel|fax|bl|bc|cde|ej|os|rue|mme|art|kg|de|la|et)\b"
_NUMBER = re.compile(
    rf"(?:(?!{_NO_PREFIX})[A-Za-z]{{1,4}} (?=\d))?[A-Za-z0-9][\w/+.-]{{0,33}}", re.ASCII
)
_SPACED_NUMBER = re.compile(r"(?:[A-Za-z]{1,4} )?\d{1,4}(?: \d{2,6}){2,5}(?![\w/,.-])", re.ASCII)
_TWO_GROUPS = re.compile(
    r"(?!\d{1,2} 20\d\d(?!\d))\d{2,4} \d{3,6}(?=$| (?i:du|le|en date)\b)", re.ASCII
)
"""`26 0412`, with nothing after it but its day; `02 2026` may be a month."""
_GROUPED = re.compile(
    r"(?:[A-Z]{1,4} ?)?\d+[A-Z]?(?: (?=[A-Z]*\d)[A-Z0-9]{2,8}){1,4}(?=$| (?i:du|le) |,| [-–] )",
    re.ASCII,
)
_SIRET_SHAPE = re.compile(r"\d{3} ?\d{3} ?\d{3} ?\d{3} ?\d\d")
_MOST_DIGITS = 13
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+", re.ASCII)
_SLASHED = re.compile(
    r"^(?=[A-Z]*\d|[A-Z]{1,5} [-–/])[A-Z0-9]+(?: [-–/] [A-Z0-9]+){0,2} [-–/] (?=[A-Z]*\d)[A-Z0-9]+"
    r"(?=$| (?:du|le|en) |,)",
    re.ASCII | re.IGNORECASE,
)
"""A number with spaces around its parts: `2026 / 031`, `FA - 2026 - 12`."""
_AGAIN = re.compile(r" ?(?:bis|ter|quater)\b", re.IGNORECASE)
"""What makes `3 bis` another number than `3`."""
_MORE_NUMBER = re.compile(r" ?[-–/_.]? ?\d", re.ASCII)
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_./-]+")
_TO_ITS_DAY = re.compile(
    r"\W*(?:emise? |etablie? )?(?:a [a-z' -]{2,30} )?(?:du|le|en date du|date)\W*| ?[-,] ?"
)
_PERIOD = re.compile(r"\W*(?:au\b|a\b|[-–]\W*\d)", re.IGNORECASE)
"""What makes the day before it the first of a period: `01/05/2026 au 31/05/2026`."""
_AFTER_REFERENCE = re.compile(
    r"\s(?:du|le|en date|notifi[ée]|sign[ée]|[-–])\s|\s(?:[-–/(] ?)?lots?\s", re.IGNORECASE
)
_BEFORE_SERVICE = re.compile(
    r"^[^\W\d]+(?: [^\W\d]+)? ?: ?|^(?:code )?service (?:n ?° ?)?", re.IGNORECASE
)
_NO_SERVICE = re.compile(r"(?:code|service|chorus|pro|ex[ée]cutant|\s)+", re.IGNORECASE)
"""The rest of a label in two lines, `Code service` over `Chorus`."""
_POSTCODE = re.compile(r"\d{5} [^\W\d]{2}")
_ADDRESS = re.compile(
    r"\d{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|r\.|place|pl\.|avenue|av\b|boulevard|bd\b|chemin"
    r"|ch\.|route|rte\b|impasse|allee|quai|cours|square|esplanade|parvis|promenade|ronde|terrasse"
    r"|passage|lotissement|z\.?[ai]\.?|hameau|lieu-dit|mail|rond-point|faubourg)"
)
"""What begins with a number as an order may, and is where somebody lives."""
_REFERENCE = re.compile(r"[\w][\w/+. -]{0,48}")
_DIGITS_ONLY_TOO_LONG = re.compile(r"\d{14,}")
_MEANS = (
    ("virement", "VIREMENT"),
    ("prelevement", "PRELEVEMENT"),
    ("cheque", "CHEQUE"),
    ("espece", "ESPECE"),
    ("carte", "AUTRE"),
)


def is_blank(text: str) -> bool:
    """Tell whether nothing but punctuation follows the label."""
    return _BLANK.fullmatch(text) is not None


def without_base(text: str) -> str:
    """Return what follows `TVA 20 %` without a remark on it: `sur 2 310,00 €`, `(autoliquidation)`.

    Bases are never the tax, and the amount asked for follows them or stands on their right.
    """
    return _TAX_BASE.sub("", text)


def is_filler(text: str) -> bool:
    """Tell whether a cell between label and value says nothing: `:`, dots, a currency."""
    return _FILLER.fullmatch(text) is not None


def is_rate(text: str) -> bool:
    """Tell whether a cell is a VAT rate and nothing else."""
    return _RATE.fullmatch(text.strip()) is not None


def leading_amounts(text: str) -> Iterator[Decimal]:
    """Give the amounts of a text that begins with one; each needs cents or a currency."""
    for place, amount in enumerate(amounts(text)):
        if place == 0 and not _is_lead(text[: amount.start]):
            return
        if amount.sure:
            yield amount.value


def bare_amount(text: str) -> Decimal | None:
    """Return the amount of a text that is nothing else, as `1 200` without cents or currency."""
    found = list(amounts(text))
    if len(found) != 1 or not is_blank(text[: found[0].start] + text[found[0].end :]):
        return None
    return found[0].value if abs(found[0].value) >= _LEAST_BARE else None


def _is_lead(text: str) -> bool:
    """Tell whether an amount may follow: nothing yet, a rate, or a day as in `avant le 2 mars`."""
    bare = _RATE.sub("", text)
    for day in dates(bare):
        bare = bare.replace(bare[day.start : day.end], "")
    return is_blank(_LINKING.sub("", bare))


def leading_value(field: str, text: str, strength: int) -> str | None:
    """Read the value of a field at the start of a text; None when something else stands there."""
    rest = text[_LEAD.match(text).end() :]  # type: ignore[union-attr]
    reader = _READERS.get(field)
    return reader(rest, strength) if reader else None


def date_after_number(text: str, number: str) -> str | None:
    """Read the date of `F-12 du 03/05/2024`, where the number was just read."""
    after = text[text.find(number) + len(number) :]
    day = first_date(after)
    if day is None or _PERIOD.match(after[day.end :]):
        return None
    return day.value if _TO_ITS_DAY.fullmatch(plain(after[: day.start])) else None


def number_is_whole(text: str, number: str) -> bool:
    """Tell whether nothing after a number could belong to it, as in `2024-03 / 0012`."""
    place = text.find(number)
    return place >= 0 and not _MORE_NUMBER.match(text[place + len(number) :])


def is_short_number(value: str) -> bool:
    """Tell whether a number has one digit only: `Facture n° 7`, but also `Situation n° 3`."""
    return len(value) == 1


def _number(text: str, strength: int) -> str | None:
    value = _first_number(text, strength)
    again = _AGAIN.match(text[len(value) :]) if value and text.startswith(value) else None
    return f"{value}{again[0]}" if again else value


def _first_number(text: str, strength: int) -> str | None:
    text = _SLASHED.sub(lambda found: found[0].replace(" ", "").replace("–", "-"), text)
    grouped = _GROUPED.match(text) if strength >= STRONG else None
    if grouped and _is_as_printed(grouped[0]):
        return grouped[0]
    spaced = _SPACED_NUMBER.match(text) or _THOUSANDS.fullmatch(text) or _TWO_GROUPS.match(text)
    if spaced and not list(sirets(text)):
        return spaced[0].replace(" ", "")
    found = _NUMBER.match(text)
    if not found or (_begins_with_a_day(text) and not _is_dated_number(found[0], strength)):
        return None
    value = found[0].rstrip(".-/+_")
    shortest = 4 if strength <= WEAK and len(value) < len(text) else 1
    if not shortest <= len(value) or not any(sign.isdigit() for sign in value):
        return None
    if _DIGITS_ONLY_TOO_LONG.fullmatch(value) or list(sirets(text)) or _is_money(text):
        return None
    return value


def _is_as_printed(text: str) -> bool:
    """Tell whether a number in groups is more than digits that were grouped to be read."""
    bare = text.replace(" ", "")
    if first_date(text) or _SIRET_SHAPE.fullmatch(text) or iban_shape(text):
        return False
    return (
        not _SPACED_NUMBER.fullmatch(text) and (not bare.isdigit() or len(bare) > _MOST_DIGITS)
    ) or sum(map(str.isdigit, bare)) > _MOST_DIGITS


def _is_dated_number(text: str, strength: int) -> bool:
    """Tell whether `2025-11-02` after `Facture n°` is the second number of November."""
    return strength >= STRONG and re.fullmatch(r"20\d\d([-/.])\d\d\1\d\d", text) is not None


def _begins_with_a_day(text: str) -> bool:
    day = first_date(text)
    return day is not None and day.start == 0


def _is_a_day(text: str) -> bool:
    day = first_date(text)
    return day is not None and day.start == 0 and not any(map(str.isalnum, text[day.end :]))


def _is_money(text: str) -> bool:
    first = next(amounts(text), None)
    return first is not None and first.start == 0 and first.sure


def _due_date(text: str, strength: int) -> str | None:
    """Read also `30 jours fin de mois, soit le 28/02/2026` and `à 30 jours : 28/02/2026`."""
    told = re.split(r"\bsoit\b", text, maxsplit=1)[-1]
    return _date(_DELAY.sub("", plain(told)), strength)


def _date(text: str, strength: int) -> str | None:
    day = first_date(text)
    lead = plain(text[: day.start]) if day else "?"
    return day.value if day and _BEFORE_A_DAY.fullmatch(lead) else None


def _reference(text: str, strength: int) -> str | None:
    found = _REFERENCE.match(_AFTER_REFERENCE.split(text, maxsplit=1)[0])
    value = found[0].strip(" .-/") if found else ""
    if _POSTCODE.match(value) or _ADDRESS.match(plain(value)) or _is_a_day(value):
        return None
    if found and len(found[0]) < len(text) and strength < 3:
        value = value.split(" ")[0]
    return value if any(sign.isdigit() for sign in value) else None


def _order(text: str, strength: int) -> str | None:
    """Read `BC 26-0918` and `du 18/03/2026 n° 26-0918` as the order 26-0918."""
    bare = re.sub(r"^b\.?c\.? (?=\w*\d)", "", text, flags=re.IGNORECASE)
    day = first_date(bare) if re.match(r"(?:du|le) ", bare) else None
    number = _LEAD.sub("", bare[day.end :]) if day else bare
    return _reference(number, strength)


def _service(text: str, strength: int) -> str | None:
    found = _REFERENCE.match(_BEFORE_SERVICE.sub("", text))
    value = re.split(r" [/|;] ", found[0])[0].strip(" .-/") if found else ""
    if _NO_SERVICE.fullmatch(value):
        return None
    if strength <= WEAK:
        return value if _CODE.fullmatch(value) else None
    return value if value and len(value.split()) <= 8 else None


def _process(text: str, strength: int) -> str | None:
    found = re.match(r"[A-Z]\d{1,2}(?!\w)", text.upper())
    if not found:
        return None
    code = values.process_code(found[0])
    return code or (found[0] if values.reform_process(found[0]) else None)


def _iban(text: str, strength: int) -> str | None:
    return first_iban(text) or iban_shape(text)


def _currency(text: str, strength: int) -> str | None:
    found = re.search(r"(?<![A-Z])(EUR|USD|GBP|CHF)(?![A-Z])|€|euro", text, re.IGNORECASE)
    if not found:
        return None
    return (found[1] or "EUR").upper()


def _means(text: str, strength: int) -> str | None:
    start = plain(text[:60])
    return next((code for word, code in _MEANS if word in start), None)


_READERS: dict[str, Callable[[str, int], str | None]] = {
    "invoice_number": _number,
    "preceding_invoice_reference": _number,
    "issue_date": _date,
    "due_date": _due_date,
    "buyer_reference": _service,
    "purchase_order_reference": _order,
    "contract_reference": _reference,
    "business_process": _process,
    "iban": _iban,
    "currency": _currency,
    "payment_means": _means,
}
