"""What to say of an invoice's XML, each finding with the repair that goes with it."""

from chorus_app.documents.reading import LABELS, Finding, Severity
from chorus_app.documents.text import clean

_ACCEPTED_TYPES = {"380", "381", "384", "386", "389"}
_REFUSED_TYPES = {"261", "751"}


_DECIMAL_RULES = {
    "tax_exclusive_amount": "BR-DEC-12",
    "tax_amount": "BR-DEC-13",
    "tax_inclusive_amount": "BR-DEC-14",
    "payable_amount": "BR-DEC-18",
}


def unknown_namespace() -> Finding:
    """Say that the root element is not in the official namespace."""
    return Finding(
        "NAMESPACE",
        Severity.REFUSERA,
        "",
        "Le XML n’est pas dans l’espace de noms officiel de son format.",
        "Mettez votre logiciel de facturation à jour, ou déposez la facture en PDF seul.",
    )


def bad_date(field: str, text: str) -> Finding:
    """Say that a date cannot exist."""
    return Finding(
        "BAD_DATE",
        Severity.REFUSERA,
        field,
        f"La {LABELS[field]} «\u00a0{clean(text, 20)}\u00a0» n’est pas une date.",
        "Corrigez la date dans votre logiciel et exportez de nouveau la facture.",
    )


def bad_amount(field: str, text: str) -> Finding:
    """Say that an amount is not a plain decimal."""
    return Finding(
        "BAD_AMOUNT",
        Severity.REFUSERA,
        field,
        f"Le {LABELS[field]} «\u00a0{clean(text, 25)}\u00a0» n’est pas un montant du format XML.",
        "Il faut des chiffres et un point, comme 1234.56\u00a0: exportez de nouveau la facture.",
    )


def too_many_decimals(field: str, text: str) -> Finding:
    """Say that a total has more than two decimals (BR-DEC)."""
    return Finding(
        _DECIMAL_RULES[field],
        Severity.POURRAIT_REFUSER,
        field,
        f"Le {LABELS[field]} a plus de deux décimales ({clean(text, 25)}).",
        "Arrondissez les totaux au centime dans votre logiciel.",
    )


def no_siret(field: str, siren: str | None) -> tuple[Finding, ...]:
    """Say that a party's establishment is not known; Chorus Pro finds the buyer by nothing else."""
    if siren is None and field != "buyer_siret":
        return ()
    shown = f"ne donne qu’un SIREN ({_grouped(siren)})" if siren else "ne donne rien"
    return (
        Finding(
            "SIREN_ONLY" if siren else "BUYER_SIRET",
            Severity.REFUSERA if field == "buyer_siret" else Severity.POURRAIT_REFUSER,
            field,
            f"Le fichier {shown} à la place du {LABELS[field]}.",
            "Chorus Pro attend les 14\u00a0chiffres du SIRET\u00a0: ajoutez-les à la facture.",
        ),
    )


def _grouped(siren: str) -> str:
    return f"{siren[:3]}\u00a0{siren[3:6]}\u00a0{siren[6:]}"


def reform_process(code: str) -> Finding:
    """Say that the cadre is one of the reform between companies, not of Chorus Pro."""
    return Finding(
        "BUSINESS_PROCESS",
        Severity.POURRAIT_REFUSER,
        "business_process",
        f"Le cadre «\u00a0{clean(code, 5)}\u00a0» est celui des factures entre entreprises.",
        "Pour le secteur public, choisissez A1 (dépôt par un fournisseur d’une facture).",
    )


def negative_invoice(code: str) -> Finding:
    """Say that an invoice below zero is taken for a credit note."""
    return Finding(
        "NEGATIVE_INVOICE",
        Severity.A_SAVOIR,
        "type_code",
        f"Le fichier se dit facture (type {clean(code, 5) or 'absent'}) mais son total est "
        "négatif\u00a0: il est lu comme un avoir.",
        "Vérifiez qu’il s’agit bien d’un avoir.",
    )


def of_type_code(code: str) -> tuple[Finding, ...]:
    """Return what Chorus Pro thinks of a type code (BT-3); nothing for the five it accepts."""
    if code in _ACCEPTED_TYPES:
        return ()
    if not code:
        return (_type_finding(Severity.REFUSERA, "Le type de document manque dans le XML."),)
    shown = clean(code, 10)
    if code in _REFUSED_TYPES:
        message = f"Chorus Pro refuse les documents de type {shown}."
        return (_type_finding(Severity.REFUSERA, message),)
    message = f"Le type de document {shown} n’est pas de ceux que Chorus Pro annonce accepter."
    return (_type_finding(Severity.POURRAIT_REFUSER, message),)


def _type_finding(severity: Severity, message: str) -> Finding:
    return Finding(
        "TYPE_CODE",
        severity,
        "type_code",
        message,
        "Utilisez le type 380 pour une facture, 381 pour un avoir.",
    )


def no_payment_means(profile: str) -> Finding:
    """Say that BT-81 is missing: Chorus Pro rejects such flows (OCA #414, #612).

    The MINIMUM profile has no place for it, and is accepted nevertheless.
    """
    return Finding(
        "PAYMENT_MEANS",
        Severity.POURRAIT_REFUSER if profile == "MINIMUM" else Severity.REFUSERA,
        "payment_means",
        "Le moyen de paiement manque dans le XML.",
        "Indiquez-le dans votre logiciel (30 ou 58 pour un virement) et exportez de nouveau.",
    )
