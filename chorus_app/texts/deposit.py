"""The words of the deposit form: labels, marks, and what each fault means and how to mend it."""

from enum import StrEnum

from chorus_app.domain.deposit import AMOUNT_FIELDS, EDITABLE, HELD_BACK, UNDER_WAY, Fault, Stage
from chorus_app.domain.invoice import BusinessProcess, TypeCode, VatScheme
from chorus_app.domain.money import parse_amount
from chorus_app.texts.formats import money

LABELS: dict[str, str] = {
    "invoice_number": "Numéro de facture",
    "issue_date": "Date de la facture",
    "type_code": "Type",
    "recipient_siret": "Destinataire",
    "service_code": "Code service",
    "purchase_order_reference": "Numéro d’engagement",
    "contract_reference": "Numéro de marché",
    "preceding_invoice_reference": "Numéro de la facture d’origine",
    "business_process": "Cadre de facturation",
    "validator_siret": "SIRET du valideur",
    "vat_scheme": "TVA",
    "exemption_reason": "Motif d’exonération",
    "tax_exclusive_amount": "Montant HT",
    "tax_amount": "Montant de la TVA",
    "tax_inclusive_amount": "Montant TTC",
    "payable_amount": "Net à payer",
    "comment": "Commentaire",
}

EXAMPLES: dict[str, str] = {
    "invoice_number": "Exemple : VTI/2026/00713",
    "issue_date": "Exemple : 23/11/2026",
    "recipient_siret": "SIRET, nom ou ville",
    "service_code": "Exemple : VOIRIE",
    "purchase_order_reference": "Exemple : 2026-118-204",
    "preceding_invoice_reference": "Exemple : VTI/2026/00680",
    "validator_siret": "Exemple : 732 829 320 00074",
    "tax_exclusive_amount": "Exemple : 2 600,00",
    "tax_amount": "Exemple : 520,00",
    "tax_inclusive_amount": "Exemple : 3 120,00",
    "payable_amount": "Exemple : 3 120,00",
}

PROCESSES: dict[BusinessProcess, str] = {
    BusinessProcess.A1_FACTURE_FOURNISSEUR: "A1 : facture d’un fournisseur",
    BusinessProcess.A2_FACTURE_FOURNISSEUR_DEJA_PAYEE: "A2 : facture déjà payée",
    BusinessProcess.A9_FACTURE_SOUSTRAITANT: "A9 : facture d’un sous-traitant",
    BusinessProcess.A12_FACTURE_COTRAITANT: "A12 : facture d’un cotraitant",
}
TYPES: dict[TypeCode, str] = {TypeCode.FACTURE: "Facture", TypeCode.AVOIR: "Avoir"}
SCHEMES: dict[VatScheme, str] = {
    VatScheme.TVA_SUR_DEBIT: "TVA sur les débits",
    VatScheme.TVA_SUR_ENCAISSEMENT: "TVA sur les encaissements",
    VatScheme.EXONERATION: "Exonéré",
    VatScheme.SANS_TVA: "Sans TVA",
}

SEVERITIES: dict[str, str] = {
    "refusera": "Chorus Pro refusera",
    HELD_BACK: "Choral ne l’enverra pas",
    "pourrait_refuser": "Chorus Pro pourrait refuser",
    "a_savoir": "À savoir",
}
"""What becomes of a deposit with what the pre-check found."""


REFUSED = "Chorus Pro a refusé"
OTHER_THAN_FILE = {True: "Différent du fichier", False: "À vérifier"}
"""What is said before a value that the file does not say, by whether that was read for certain."""


class LotFault(StrEnum):
    """Why a file of an archive gives no draft, beside what its reading says."""

    AUTRE_FICHIER = "AUTRE_FICHIER"
    TROP_LOURD = "TROP_LOURD"
    TROP_DE_BROUILLONS = "TROP_DE_BROUILLONS"


LOT_FAULTS: dict[LotFault, str] = {
    LotFault.AUTRE_FICHIER: "Ce n’est ni un PDF ni un fichier XML.",
    LotFault.TROP_LOURD: "Ce fichier dépasse la limite de Chorus Pro.",
    LotFault.TROP_DE_BROUILLONS: "Vous avez déjà cent brouillons. Envoyez-en ou supprimez-en, puis "
    "déposez ce fichier seul.",
}

_MISSING: dict[str, str] = {
    "invoice_number": "Indiquez le numéro de la facture.",
    "issue_date": "Indiquez la date de la facture.",
    "recipient_siret": "Choisissez le destinataire dans l’annuaire.",
    "service_code": "Ce destinataire exige un code service : choisissez-le dans la liste.",
    "purchase_order_reference": "Ce destinataire exige un numéro d’engagement : regardez le bon de "
    "commande, ou demandez-le à votre interlocuteur.",
    "preceding_invoice_reference": "Un avoir doit citer la facture qu’il corrige.",
    "validator_siret": "Ce cadre exige le SIRET de l’entreprise qui valide.",
    "exemption_reason": "Indiquez le motif de l’exonération de TVA.",
}

_FAULTS: dict[Fault, str] = {
    Fault.MANQUE: "Indiquez ce montant.",
    Fault.TROP_LONG: "C’est trop long pour Chorus Pro.",
    Fault.CARACTERES: "Chorus Pro n’accepte pas certains de ces caractères.",
    Fault.DEJA_UTILISE: "Ce numéro existe déjà sur une de vos factures : Chorus Pro la refuserait.",
    Fault.DATE_ILLISIBLE: "Date illisible. Exemple : 23/11/2026.",
    Fault.DATE_FUTURE: "Cette date est dans le futur : Chorus Pro refuserait la facture.",
    Fault.DATE_ANCIENNE: "Cette facture a plus de deux ans : vérifiez la date.",
    Fault.MONTANT_ILLISIBLE: "Montant illisible. Exemple : 1 234,56.",
    Fault.TOTAL_FAUX: "HT + TVA ne donne pas ce TTC : corrigez le montant faux.",
    Fault.NET_SUPERIEUR: "Le net à payer dépasse le TTC : vérifiez les deux montants.",
    Fault.DEJA_PAYEE_NON_NULLE: "Une facture déjà payée (A2) a un net à payer de 0,00 €.",
    Fault.TVA_SANS_REGIME: "Sans TVA ou exonéré : le montant de TVA doit être 0,00.",
    Fault.TVA_TROP_FORTE: "Cette TVA dépasse 20 % du montant HT : vérifiez les deux montants.",
    Fault.TOTAL_NUL: "Le total est nul : Chorus Pro pourrait refuser cette facture.",
    Fault.FACTURE_NEGATIVE: "Le total est négatif : c’est sans doute un avoir.",
    Fault.PAYEE_SANS_A2: "Rien ne reste à payer : si la facture est déjà payée, choisissez le "
    "cadre A2.",
    Fault.NET_INFERIEUR: "Le net à payer est plus petit que le TTC : c’est juste si un acompte, une "
    "remise ou une retenue a été déduit.",
    Fault.ORIGINE_IDENTIQUE: "Un avoir ne peut pas se citer lui-même : indiquez la facture qu’il "
    "corrige.",
    Fault.SIRET_FORME: "Un SIRET a 14 chiffres. Exemple : 732 829 320 00074.",
    Fault.SIRET_CLE: "La clé de ce SIRET est inhabituelle : vérifiez les chiffres.",
    Fault.DESTINATAIRE_INCONNU: "L’annuaire de Chorus Pro ne connaît pas ce destinataire.",
    Fault.DESTINATAIRE_INACTIF: "Ce destinataire n’est plus actif dans Chorus Pro : demandez-lui son "
    "nouveau SIRET.",
    Fault.SERVICE_INCONNU: "Ce service n’existe pas chez ce destinataire : choisissez dans la liste.",
    Fault.AUCUN_SERVICE: "L’annuaire de Chorus Pro ne donne aucun service à ce destinataire : laissez ce "
    "champ vide.",
    Fault.SERVICE_RESERVE: "Ce service est réservé aux factures entre organismes publics.",
    Fault.SERVICE_OU_ENGAGEMENT: "Ce destinataire exige un code service ou un numéro d’engagement.",
    Fault.CADRE_TRAVAUX: "Ce cadre n’est pas accepté ici : les factures de travaux se déposent dans "
    "« Factures de travaux », sur le portail Chorus Pro.",
    Fault.CHOIX_INCONNU: "Choisissez une des valeurs proposées.",
}

_LONG: dict[str, str] = {
    "invoice_number": "Chorus Pro accepte 20 caractères au plus.",
    "purchase_order_reference": "Chorus Pro accepte 50 caractères au plus.",
    "service_code": "Chorus Pro accepte 100 caractères au plus.",
    "comment": "Chorus Pro accepte 2 000 caractères au plus.",
}
_CHARACTERS: dict[str, str] = {
    "invoice_number": "Chorus Pro accepte les lettres sans accent, les chiffres et - _ / +.",
    "service_code": "Chorus Pro accepte les lettres, les chiffres, le tiret et l’espace.",
}


def fault(problem: Fault, field: str) -> str:
    """Return the sentence of a fault on a field: what is wrong, and the repair."""
    special = {Fault.MANQUE: _MISSING, Fault.TROP_LONG: _LONG, Fault.CARACTERES: _CHARACTERS}
    return special.get(problem, {}).get(field) or _FAULTS[problem]


def same_file(stage: Stage, name: str) -> str:
    """Return what is said of a draft whose file another deposit had before."""
    used = f"au brouillon {name}" if stage in EDITABLE else f"à la facture {name}"
    under_way = ", en cours d’envoi" if stage in UNDER_WAY else ""
    return f"Ce fichier a déjà servi {used}{under_way}."


def differs(field: str, value: str, *, certain: bool) -> str:
    """Return what is said of a value of the form that is not the file's."""
    said = "Votre fichier dit" if certain else "Choral a cru lire dans votre fichier"
    return f"{said} {_shown(field, value)} : ce qui part doit dire la même chose que le fichier."


def differs_shortly(field: str, value: str, *, certain: bool) -> str:
    """Return the same for the confirmation."""
    said = "Différent du fichier" if certain else "Différent de ce que Choral a cru lire"
    return f"{said} : {_shown(field, value)}"


def _shown(field: str, value: str) -> str:
    return money(parse_amount(value)) if field in AMOUNT_FIELDS else value


def repair(field: str, value: str) -> str:
    """Return what the button says that puts a proposed value into a field."""
    if not value:
        return "Vider ce champ"
    if field in AMOUNT_FIELDS:
        return f"Mettre {_shown(field, value)}"
    if field == "business_process":
        return f"Choisir {value.partition('_')[0]}"
    if field == "type_code":
        return f"Choisir « {TYPES[TypeCode(value)]} »"
    return f"Choisir {value}"
