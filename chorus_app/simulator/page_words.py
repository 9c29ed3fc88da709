"""What the console calls statuses, failures and oddities, beside the codes that the API knows.

Labels of statuses are those of the public pages (chorus-api.md, 3.1); a code without one is shown
as it is.
"""

from collections.abc import Iterable

STATUSES = {
    "BROUILLON": "Brouillon",
    "A_VALIDER_1": "À valider",
    "VALIDEE_1": "Validée",
    "REFUSEE_1": "Refusée par le valideur",
    "ABSENCE_VALIDATION_1_HORS_DELAI": "Validée tacitement",
    "ERREUR_FOURNISSEUR_SUR_VALIDEUR": "Valideur erroné",
    "DEPOSEE": "Déposée",
    "EN_COURS_ACHEMINEMENT": "En cours d’acheminement",
    "MISE_A_DISPOSITION": "Mise à disposition",
    "A_RECYCLER": "À recycler",
    "SUSPENDUE": "Suspendue",
    "COMPLETEE": "Complétée",
    "REJETEE": "Rejetée",
    "SERVICE_FAIT": "Service fait",
    "MANDATEE": "Mandatée",
    "MISE_A_DISPOSITION_COMPTABLE": "Mise à disposition du comptable",
    "COMPTABILISEE": "Comptabilisée",
    "MISE_EN_PAIEMENT": "Mise en paiement",
    "SUPPRIMEE": "Supprimée",
}
FAILURES = {
    "none": "aucune\u00a0: tout fonctionne",
    "down": "connexion coupée, avant le travail",
    "drop_after_work": "connexion coupée, une fois le travail fait",
    "slow": "réponses lentes (secondes d’attente)",
    "401": "401, compte technique refusé",
    "403": "403, opération interdite",
    "429": "429, trop de demandes",
    "500": "500, panne interne",
    "503": "503, maintenance",
    "rubbish": "réponse qui n’est pas du JSON",
    "truncated": "réponse coupée au milieu",
}
ODDITIES = {
    "unknown_fields": "champs inconnus",
    "unknown_statuses": "statuts inconnus",
    "other_dates": "autres formats de date",
    "duplicate_history": "historique en double et en désordre",
    "moving_pages": "pages qui bougent pendant la lecture",
}


def status(code: str) -> str:
    """`Suspendue (SUSPENDUE)`."""
    return f"{STATUSES[code]} ({code})" if code in STATUSES else code


def statuses(codes: Iterable[str]) -> dict[str, str]:
    """Return the choices of a list of statuses."""
    return {code: status(code) for code in codes}
