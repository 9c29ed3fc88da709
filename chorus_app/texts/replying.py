"""The words of the answering page: its title, what the act does, the question before it is sent."""

from chorus_app.domain.answer import Act

TITLES: dict[Act, str] = {
    Act.COMPLETER: "Compléter la facture",
    Act.RECYCLER: "Corriger l’envoi",
    Act.TRAITER_REJET: "Marquer le rejet comme traité",
}

EXPLANATIONS: dict[Act, str] = {
    Act.COMPLETER: "Ajoutez la pièce demandée, ou répondez en quelques mots : la facture repart aussitôt, sous le même numéro.",
    Act.RECYCLER: "Corrigez le destinataire, le service ou l’engagement, rien d’autre : la facture repart sous le même numéro.",
    Act.TRAITER_REJET: "Le rejet quitte la liste de ce qui vous attend. La facture reste rejetée : elle ne sera pas payée.",
}

UNCHANGED = (
    "Rien n’a changé : corrigez le destinataire, le service ou l’engagement avant de renvoyer."
)

CONFIRMATIONS: dict[Act, str] = {
    Act.COMPLETER: "Envoyer ces pièces au destinataire ?",
    Act.RECYCLER: "Renvoyer la facture à ce destinataire ?",
    Act.TRAITER_REJET: "Marquer ce rejet comme traité ?",
}
