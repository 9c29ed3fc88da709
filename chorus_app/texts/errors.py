"""What to say when something typed cannot be used: what is wrong, and an example of what can."""

from chorus_app.domain.search import Flaw

_UNSIGNED = "Indiquez un montant sans signe : les avoirs sont trouvés aussi."
FLAWS: dict[tuple[Flaw, str], str] = {
    (Flaw.DATE_ILLISIBLE, "du"): "Date de début illisible. Exemple : 15/02/2026.",
    (Flaw.DATE_ILLISIBLE, "au"): "Date de fin illisible. Exemple : 23/11/2026.",
    (Flaw.MONTANT_ILLISIBLE, "min"): "Montant minimum illisible. Exemple : 1 250,50.",
    (Flaw.MONTANT_ILLISIBLE, "max"): "Montant maximum illisible. Exemple : 1 990.",
    **dict.fromkeys(((Flaw.MONTANT_SIGNE, "min"), (Flaw.MONTANT_SIGNE, "max")), _UNSIGNED),
    (Flaw.BORNES_INVERSEES, "max"): "Le maximum est plus petit que le minimum.",
    (Flaw.BORNES_INVERSEES, "au"): "La fin de la période vient avant son début.",
    (Flaw.STATUT_INCONNU, "statut"): "Un des statuts demandés n’existe pas : il est ignoré.",
}

NOT_THERE = (
    "Cette facture est introuvable. Elle n’existe pas, ou n’appartient pas à votre structure."
)
SIGNED_OUT = (
    "Votre session a expiré, ou vous n’êtes pas connecté. Connectez-vous : vous reviendrez à cette "
    "page."
)
LEFT = "Vous vous êtes déconnecté. Connectez-vous pour revenir à la page demandée."
SIGNED_OUT_MEANWHILE = "Votre session a expiré. Reconnectez-vous, puis recommencez."
TOO_LATE = (
    "Cette confirmation est arrivée trop tard, sans doute après une coupure du réseau : rien n’a "
    "été envoyé. Votre saisie est gardée ; validez-la de nouveau pour l’envoyer."
)
UNEXPECTED = "Une erreur inattendue s’est produite. Rien n’est perdu : réessayez."

DATABASE_AWAY = (
    "La base de données de Choral ne répond pas. Ce qui était enregistré n’est pas perdu : "
    "réessayez dans un instant."
)


def flaw(problem: Flaw, field: str) -> str:
    """Return the sentence for what is wrong with a field of the search."""
    return FLAWS[problem, field]
