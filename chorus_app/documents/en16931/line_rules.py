"""What each line must hold, and how amounts are written (BR-21 to BR-30, BR-41 to 44, BR-DEC)."""

from collections.abc import Callable, Iterable

from chorus_app.documents.en16931.bill import Bill, Line, Period, number
from chorus_app.documents.en16931.presence import is_backwards
from chorus_app.documents.en16931.rule import Check, Level, Rule, lines_where, when

_FILL = "Complétez la ligne dans votre logiciel et exportez de nouveau la facture."
_LINES = Level.LINES


def _line(id: str, message: str, broken: Callable[[Line], bool], repair: str = _FILL) -> Rule:
    return Rule(id, _LINES, "", message, lines_where(broken), repair)


def _is_negative(text: str) -> bool:
    value = number(text)
    return value is not None and value < 0


def _lacks(line: Line, what: str, *, charge: bool) -> bool:
    return any(each.is_charge is charge and not getattr(each, what) for each in line.adjustments)


LINES = (
    Rule(
        "BR-16",
        _LINES,
        "",
        "La facture n’a aucune ligne (BG-25)",
        lambda bill: when(not bill.lines),
        "Ajoutez le détail, ou choisissez un profil sans lignes (BASIC WL, MINIMUM).",
    ),
    _line("BR-21", "Une ligne n’a pas de numéro (BT-126)", lambda line: not line.number),
    _line("BR-22", "Une ligne n’a pas de quantité (BT-129)", lambda line: not line.quantity),
    _line(
        "BR-23",
        "La quantité d’une ligne n’a pas d’unité (BT-130)",
        lambda line: bool(line.quantity) and not line.unit,
        "Choisissez une unité, C62 pour une pièce, et exportez de nouveau la facture.",
    ),
    _line("BR-24", "Une ligne n’a pas de montant (BT-131)", lambda line: not line.amount),
    _line("BR-25", "Une ligne ne nomme pas l’article (BT-153)", lambda line: not line.name),
    _line("BR-26", "Une ligne n’a pas de prix unitaire (BT-146)", lambda line: not line.price),
    _line(
        "BR-27",
        "Une ligne a un prix unitaire négatif (BT-146)",
        lambda line: _is_negative(line.price),
        "Gardez le prix positif et mettez la quantité en négatif.",
    ),
    _line(
        "BR-28",
        "Une ligne a un prix brut négatif (BT-148)",
        lambda line: _is_negative(line.gross_price),
        "Gardez le prix positif et mettez la quantité en négatif.",
    ),
    _line(
        "BR-30",
        "La période d’une ligne finit avant de commencer (BT-134, BT-135)",
        lambda line: is_backwards(line.period),
        "Corrigez les deux dates de la période.",
    ),
    _line(
        "BR-CO-20",
        "La période d’une ligne n’a ni début ni fin (BT-134, BT-135)",
        lambda line: line.period == Period(),
        "Donnez une date, ou retirez la période.",
    ),
    _line(
        "BR-41",
        "La remise d’une ligne n’a pas de montant (BT-136)",
        lambda line: _lacks(line, "amount", charge=False),
    ),
    _line(
        "BR-42",
        "La remise d’une ligne n’a pas de motif (BT-139, BT-140)",
        lambda line: _lacks(line, "has_reason", charge=False),
    ),
    _line(
        "BR-43",
        "Les frais d’une ligne n’ont pas de montant (BT-141)",
        lambda line: _lacks(line, "amount", charge=True),
    ),
    _line(
        "BR-44",
        "Les frais d’une ligne n’ont pas de motif (BT-144, BT-145)",
        lambda line: _lacks(line, "has_reason", charge=True),
    ),
    _line(
        "BR-64",
        "L’identifiant d’un article n’a pas de type (BT-157)",
        lambda line: not all(line.identifier_schemes),
        "Donnez son type, 0160 pour un code GTIN, ou retirez l’identifiant.",
    ),
    _line(
        "BR-CO-04",
        "Une ligne n’a pas de catégorie de TVA (BT-151)",
        lambda line: not line.category,
    ),
)


def _decimals(id: str, level: Level, what: str, written: Callable[[Bill], Iterable[str]]) -> Rule:
    check: Check = lambda bill: next(filter(_too_long, written(bill)), None)  # noqa: E731
    repair = "Arrondissez les montants au centime dans votre logiciel."
    return Rule(id, level, "", f"{what} a plus de deux décimales", check, repair)


def _too_long(text: str) -> bool:
    return number(text) is not None and len(text.partition(".")[2].rstrip("0")) > 2


def _of_lines(what: str, *, charge: bool) -> Callable[[Bill], Iterable[str]]:
    return lambda bill: (
        getattr(each, what)
        for line in bill.lines
        for each in line.adjustments
        if each.is_charge is charge
    )


_WL = Level.BASIC_WL
DECIMALS = (
    _decimals("BR-DEC-01", _WL, "Une remise (BT-92)", lambda b: (a.amount for a in b.allowances)),
    _decimals(
        "BR-DEC-02", _WL, "La base d’une remise (BT-93)", lambda b: (a.base for a in b.allowances)
    ),
    _decimals(
        "BR-DEC-05", _WL, "Un montant de frais (BT-99)", lambda b: (a.amount for a in b.charges)
    ),
    _decimals(
        "BR-DEC-06", _WL, "Une base de frais (BT-100)", lambda b: (a.base for a in b.charges)
    ),
    _decimals("BR-DEC-09", _WL, "Le total des lignes (BT-106)", lambda b: (b.totals.lines,)),
    _decimals("BR-DEC-10", _WL, "Le total des remises (BT-107)", lambda b: (b.totals.allowances,)),
    _decimals("BR-DEC-11", _WL, "Le total des frais (BT-108)", lambda b: (b.totals.charges,)),
    _decimals(
        "BR-DEC-15",
        _WL,
        "La TVA en devise de comptabilité (BT-111)",
        lambda b: (b.totals.tax_in_accounting_currency,) if b.tax_currency != b.currency else (),
    ),
    _decimals("BR-DEC-16", _WL, "Le montant déjà payé (BT-113)", lambda b: (b.totals.prepaid,)),
    _decimals("BR-DEC-17", _WL, "L’arrondi (BT-114)", lambda b: (b.totals.rounding,)),
    _decimals("BR-DEC-19", _WL, "Une base de TVA (BT-116)", lambda b: (t.base for t in b.taxes)),
    _decimals("BR-DEC-20", _WL, "Une ligne de TVA (BT-117)", lambda b: (t.tax for t in b.taxes)),
    _decimals(
        "BR-DEC-23",
        _LINES,
        "Un montant de ligne (BT-131)",
        lambda b: (n.amount for n in b.lines),
    ),
    _decimals(
        "BR-DEC-24", _LINES, "La remise d’une ligne (BT-136)", _of_lines("amount", charge=False)
    ),
    _decimals(
        "BR-DEC-25",
        _LINES,
        "La base de remise d’une ligne (BT-137)",
        _of_lines("base", charge=False),
    ),
    _decimals(
        "BR-DEC-27",
        _LINES,
        "Un montant de frais d’une ligne (BT-141)",
        _of_lines("amount", charge=True),
    ),
    _decimals(
        "BR-DEC-28",
        _LINES,
        "Une base de frais d’une ligne (BT-142)",
        _of_lines("base", charge=True),
    ),
)
