"""The rules of each VAT category: the same ten questions, with answers of their own."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from chorus_app.documents.en16931.bill import Adjustment, Bill, Line, TaxPart, number
from chorus_app.documents.en16931.categories import CATEGORIES, NOT_SUBJECT, STANDARD, Category
from chorus_app.documents.en16931.rule import Check, Level, Rule, when
from chorus_app.documents.en16931.totals_rules import differs, total, wrong_tax

_BASIC_WL, _LINES = Level.BASIC_WL, Level.LINES
_REPAIR = "Corrigez la TVA de la facture dans votre logiciel et exportez-la de nouveau."
_NEARLY_ONE = Decimal("0.99")
Items = Callable[[Bill], Iterable[Line | Adjustment]]


def _items(bill: Bill) -> Iterable[Line | Adjustment]:
    return (*bill.lines, *bill.adjustments)


def _parts(bill: Bill, category: Category) -> list[TaxPart]:
    return [part for part in bill.taxes if part.category == category.code]


def _wrong_rate(category: Category, rate: str) -> bool:
    if category is NOT_SUBJECT:
        return bool(rate)
    value = number(rate)
    return value is None or (value <= 0 if category is STANDARD else value != 0)


def _breakdown(category: Category) -> Check:
    """Check -01: a category that is used has its part of the breakdown."""

    def check(bill: Bill) -> str | None:
        used = any(item.category == category.code for item in _items(bill))
        count = len(_parts(bill, category))
        if category is STANDARD:
            return when(used != bool(count))
        return when(used and count != 1, f"{count} ligne(s) de TVA trouvée(s)")

    return check


def _used(
    category: Category,
    items: Items,
    broken: Callable[[Bill, Line | Adjustment], bool],
) -> Check:
    return lambda bill: when(
        any(item.category == category.code and broken(bill, item) for item in items(bill))
    )


def _base(category: Category) -> Check:
    """Check -08: the base is the sum of what has this category (and, for S, this rate)."""

    def check(bill: Bill) -> str | None:
        if bill.has_groups or not bill.lines:
            return None
        for part in _parts(bill, category):
            if wrong := differs(_sum_of(bill, category, part), number(part.base), _NEARLY_ONE):
                return wrong
        return None

    return check


def _sum_of(bill: Bill, category: Category, part: TaxPart) -> Decimal | None:
    def amounts(items: Iterable[Line | Adjustment]) -> Decimal | None:
        return total(item.amount for item in items if _same(category, item, part))

    if category is STANDARD and number(part.rate) is None:
        return None
    sums = amounts(bill.lines), amounts(bill.charges), amounts(bill.allowances)
    if sums[0] is None or sums[1] is None or sums[2] is None:
        return None
    return sums[0] + sums[1] - sums[2]


def _same(category: Category, item: Line | Adjustment, part: TaxPart) -> bool:
    same_rate = category is not STANDARD or number(item.rate) == number(part.rate)
    return item.category == category.code and same_rate


def _tax(category: Category) -> Check:
    """Check -09: the tax of a part, which is zero but for S."""

    def check(bill: Bill) -> str | None:
        for part in _parts(bill, category):
            if category is STANDARD:
                wrong = wrong_tax(part.base, part.rate, part.tax)
            else:
                wrong = differs(Decimal(0), number(part.tax))
            if wrong:
                return wrong
        return None

    return check


def _reason(category: Category) -> Check:
    """Check -10: the reason of an exemption, and no reason without one."""
    expected = category.code not in ("S", "Z")
    return lambda bill: when(
        any(part.has_reason is not expected for part in _parts(bill, category))
    )


_PLACES: tuple[tuple[Level, str, Items], ...] = (
    (_LINES, "Une ligne", lambda bill: bill.lines),
    (_BASIC_WL, "Une remise", lambda bill: bill.allowances),
    (_BASIC_WL, "Un montant de frais", lambda bill: bill.charges),
)
_RATES = {"S": "doit avoir un taux supérieur à 0", "O": "ne doit pas avoir de taux"}
_REASONS = {"S": "ne doit pas avoir de", "Z": "ne doit pas avoir de"}


def _family(category: Category) -> tuple[Rule, ...]:
    first, *rest = _of_breakdown(category)
    return first, *_identities(category), *_rates(category), *rest


def _identities(category: Category) -> Iterator[Rule]:
    """Give -02, -03 and -04: who must be named, or must not."""
    for rank, (level, what, items) in enumerate(_PLACES, 2):
        yield _rule(
            f"BR-{category.slug}-{rank:02}",
            level,
            f"{what}, TVA {category.name}, {category.identity}",
            "Complétez ou retirez ces numéros dans votre logiciel.",
            _used(category, items, lambda bill, _: not category.identified(bill)),
            field="seller_siret",
        )


def _rates(category: Category) -> Iterator[Rule]:
    """Give -05, -06 and -07: the rate."""
    for rank, (level, what, items) in enumerate(_PLACES, 5):
        yield _rule(
            f"BR-{category.slug}-{rank:02}",
            level,
            f"{what}, TVA {category.name}, {_RATES.get(category.code, 'doit avoir un taux de 0')}",
            "Choisissez l’autre catégorie de TVA, ou corrigez le taux, dans votre logiciel.",
            _used(category, items, lambda _, item: _wrong_rate(category, item.rate)),
        )


def _of_breakdown(category: Category) -> Iterator[Rule]:
    """Give -01, -08, -09 and -10: the part of the breakdown."""
    questions = (
        (1, _LINES, "la part {} n’est pas la même dans les lignes et le récapitulatif", _breakdown),
        (8, _LINES, "la base {} (BT-116) n’est pas la somme de ses lignes", _base),
        (9, _BASIC_WL, "le montant {} (BT-117) est faux", _tax),
    )
    for rank, level, message, check in questions:
        said = f"TVA\u00a0: {message.format(category.name)}"
        yield _rule(f"BR-{category.slug}-{rank:02}", level, said, _REPAIR, check(category))
    demand = _REASONS.get(category.code, "doit avoir un")
    yield _rule(
        f"BR-{category.slug}-10",
        _BASIC_WL,
        f"La TVA {category.name} {demand} motif d’exonération (BT-120, BT-121)",
        "Corrigez le motif dans votre logiciel, «\u00a0Art. 293 B du CGI\u00a0» par exemple.",
        _reason(category),
    )


def _rule(
    id: str, level: Level, message: str, repair: str, check: Check, *, field: str = "tax_amount"
) -> Rule:
    return Rule(id, level, field, message, check, repair)


def _only_not_subject(items: Callable[[Bill], Iterable[TaxPart | Line | Adjustment]]) -> Check:
    return lambda bill: when(
        bool(_parts(bill, NOT_SUBJECT)) and any(item.category != "O" for item in items(bill))
    )


_ALONE = "Tout ce qui est hors champ se facture à part\u00a0: faites deux factures."
FAMILIES = (
    *(rule for category in CATEGORIES for rule in _family(category)),
    _rule(
        "BR-O-11",
        _BASIC_WL,
        "La TVA hors champ (O) est mêlée à une autre",
        _ALONE,
        _only_not_subject(lambda bill: bill.taxes),
    ),
    _rule(
        "BR-O-12",
        _LINES,
        "Une ligne n’est pas hors champ (O) comme la facture",
        _ALONE,
        _only_not_subject(lambda bill: bill.lines),
    ),
    _rule(
        "BR-O-13",
        _BASIC_WL,
        "Une remise n’est pas hors champ (O) comme la facture",
        _ALONE,
        _only_not_subject(lambda bill: bill.allowances),
    ),
    _rule(
        "BR-O-14",
        _BASIC_WL,
        "Des frais ne sont pas hors champ (O) comme la facture",
        _ALONE,
        _only_not_subject(lambda bill: bill.charges),
    ),
    _rule(
        "BR-IC-11",
        _BASIC_WL,
        "La TVA intracommunautaire (K) demande la date de livraison",
        "Indiquez la date de livraison (BT-72) ou la période (BG-14).",
        lambda bill: when(
            any(part.category == "K" for part in bill.taxes)
            and not (bill.delivery_date or bill.period)
        ),
    ),
    _rule(
        "BR-IC-12",
        _BASIC_WL,
        "La TVA intracommunautaire (K) demande le pays de livraison",
        "Indiquez le pays de livraison (BT-80).",
        lambda bill: when(
            any(part.category == "K" for part in bill.taxes) and not any(bill.delivery_countries)
        ),
    ),
)
