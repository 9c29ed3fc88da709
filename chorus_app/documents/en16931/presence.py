"""What an invoice must hold (BR-01 to BR-65), but its parties and its lines."""

from collections.abc import Callable

from chorus_app.documents.en16931.bill import Adjustment, Bill, Means, Period, TaxPart
from chorus_app.documents.en16931.rule import Check, Level, Rule, when

_FILL = "Complétez-le dans votre logiciel et exportez de nouveau la facture."
_FILL_HER = "Complétez-la dans votre logiciel et exportez de nouveau la facture."
_TRANSFERS = {"30", "58"}


def _missing(value: Callable[[Bill], object]) -> Check:
    return lambda bill: when(not value(bill))


def _adjusted(charges: bool, broken: Callable[[Adjustment], bool]) -> Check:
    def check(bill: Bill) -> str | None:
        return when(any(map(broken, bill.charges if charges else bill.allowances)))

    return check


def _taxed(broken: Callable[[TaxPart], bool]) -> Check:
    return lambda bill: when(any(map(broken, bill.taxes)))


def _must_name_account(bill: Bill, means: Means) -> bool:
    """Tell whether BR-61 applies: CII's official sheet asks nothing where no account stands."""
    return means.code in _TRANSFERS and (bill.is_ubl or means.account is not None)


def is_backwards(period: Period | None) -> bool:
    """Tell whether a period ends before it starts."""
    return period is not None and bool(period.start and period.end) and period.end < period.start


_MINIMUM, _BASIC_WL = Level.MINIMUM, Level.BASIC_WL

HEADER = (
    Rule(
        "BR-01",
        _MINIMUM,
        "",
        "L’identifiant du format (BT-24) manque",
        _missing(lambda bill: bill.guideline),
        "Choisissez un profil dans votre logiciel, EN 16931 par exemple.",
    ),
    Rule(
        "BR-02",
        _MINIMUM,
        "invoice_number",
        "Le numéro de facture (BT-1) manque",
        _missing(lambda bill: bill.number),
        _FILL,
    ),
    Rule(
        "BR-03",
        _MINIMUM,
        "issue_date",
        "La date de facture (BT-2) manque",
        _missing(lambda bill: bill.issue_date),
        _FILL_HER,
    ),
    Rule(
        "BR-05",
        _MINIMUM,
        "currency",
        "La devise (BT-5) manque",
        _missing(lambda bill: bill.currency),
        "Indiquez EUR dans votre logiciel.",
    ),
    Rule(
        "BR-53",
        _BASIC_WL,
        "tax_amount",
        "Le total de TVA dans la devise de la comptabilité (BT-111) manque",
        lambda bill: when(bool(bill.tax_currency) and not bill.totals.tax_in_accounting_currency),
        "Ajoutez-le, ou retirez la devise de comptabilité (BT-6).",
    ),
    Rule(
        "BR-55",
        _BASIC_WL,
        "preceding_invoice_reference",
        "La référence à une facture d’origine (BT-25) est vide",
        lambda bill: when(not all(bill.preceding)),
        "Donnez le numéro de la facture d’origine, ou retirez la référence.",
    ),
    Rule(
        "BR-52",
        Level.LINES,
        "",
        "Un document joint n’a pas de référence (BT-122)",
        lambda bill: when(not all(bill.documents)),
        "Donnez un nom à chaque document joint dans votre logiciel.",
    ),
    Rule(
        "BR-57",
        _BASIC_WL,
        "",
        "Le pays de l’adresse de livraison (BT-80) manque",
        lambda bill: when(not all(bill.delivery_countries)),
        _FILL,
    ),
    Rule(
        "BR-29",
        _BASIC_WL,
        "",
        "La période de facturation finit avant de commencer (BT-73, BT-74)",
        lambda bill: when(is_backwards(bill.period)),
        "Corrigez les deux dates de la période.",
    ),
    Rule(
        "BR-CO-19",
        _BASIC_WL,
        "",
        "La période de facturation n’a ni début ni fin (BT-73, BT-74)",
        lambda bill: when(bill.period == Period()),
        "Donnez une date, ou retirez la période.",
    ),
    Rule(
        "BR-CO-03",
        _BASIC_WL,
        "",
        "La date d’exigibilité de la TVA (BT-7) et son code (BT-8) s’excluent l’un l’autre",
        lambda bill: when(bill.has_tax_point and bill.has_tax_point_code),
        "Ne gardez que l’un des deux dans votre logiciel.",
    ),
)
AMOUNTS = (
    Rule(
        "BR-31",
        _BASIC_WL,
        "",
        "Une remise n’a pas de montant (BT-92)",
        _adjusted(False, lambda each: not each.amount),
        _FILL,
    ),
    Rule(
        "BR-32",
        _BASIC_WL,
        "",
        "Une remise n’a pas de catégorie de TVA (BT-95)",
        _adjusted(False, lambda each: not each.category),
        _FILL_HER,
    ),
    Rule(
        "BR-33",
        _BASIC_WL,
        "",
        "Une remise n’a pas de motif (BT-97, BT-98)",
        _adjusted(False, lambda each: not each.has_reason),
        _FILL,
    ),
    Rule(
        "BR-36",
        _BASIC_WL,
        "",
        "Des frais n’ont pas de montant (BT-99)",
        _adjusted(True, lambda each: not each.amount),
        _FILL,
    ),
    Rule(
        "BR-37",
        _BASIC_WL,
        "",
        "Des frais n’ont pas de catégorie de TVA (BT-102)",
        _adjusted(True, lambda each: not each.category),
        _FILL_HER,
    ),
    Rule(
        "BR-38",
        _BASIC_WL,
        "",
        "Des frais n’ont pas de motif (BT-104, BT-105)",
        _adjusted(True, lambda each: not each.has_reason),
        _FILL,
    ),
    Rule(
        "BR-45",
        _BASIC_WL,
        "tax_amount",
        "Une ligne de TVA n’a pas de base (BT-116)",
        _taxed(lambda part: not part.base),
        _FILL_HER,
    ),
    Rule(
        "BR-46",
        _BASIC_WL,
        "tax_amount",
        "Une ligne de TVA n’a pas de montant (BT-117)",
        _taxed(lambda part: not part.tax),
        _FILL,
    ),
    Rule(
        "BR-47",
        _BASIC_WL,
        "tax_amount",
        "Une ligne de TVA n’a pas de catégorie (BT-118)",
        _taxed(lambda part: not part.category),
        _FILL_HER,
    ),
    Rule(
        "BR-48",
        _BASIC_WL,
        "tax_amount",
        "Une ligne de TVA n’a pas de taux (BT-119)",
        _taxed(lambda part: part.category != "O" and not part.rate),
        _FILL,
    ),
    Rule(
        "BR-CO-18",
        _BASIC_WL,
        "tax_amount",
        "La facture n’a aucune ligne de TVA (BG-23)",
        _missing(lambda bill: bill.taxes),
        "Il en faut au moins une, même à 0\u00a0%\u00a0: exportez de nouveau la facture.",
    ),
    Rule(
        "BR-61",
        _BASIC_WL,
        "iban",
        "Le paiement se fait par virement, mais l’IBAN (BT-84) manque",
        lambda bill: when(
            any(not means.account and _must_name_account(bill, means) for means in bill.means)
        ),
        "Indiquez votre IBAN dans votre logiciel.",
    ),
    Rule(
        "BR-CO-27",
        _BASIC_WL,
        "iban",
        "Le compte du virement (BT-84) a deux identifiants, un IBAN et un autre",
        lambda bill: when(any(means.is_doubled for means in bill.means)),
        "Ne gardez que l’IBAN dans votre logiciel.",
    ),
)
