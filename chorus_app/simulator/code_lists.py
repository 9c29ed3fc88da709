"""The lists of codes that `recuperer/…` gives.

Sourced from the Swagger and public clients (chorus-api.md, 3) but for those marked as a choice:
exemption reasons, reasons of refusal, types of attachments, VAT codes other than TVA1 and TVA5.
"""

CURRENCIES = {
    "EUR": "Euro européen",
    "USD": "Dollar américain",
    "GBP": "Livre sterling",
    "CHF": "Franc suisse",
    "XPF": "Franc pacifique",
    "CAD": "Dollar canadien",
    "JPY": "Yen japonais",
}
COUNTRIES = {
    "FR": "France",
    "BE": "Belgique",
    "DE": "Allemagne",
    "ES": "Espagne",
    "IT": "Italie",
    "LU": "Luxembourg",
    "CH": "Suisse",
    "GB": "Royaume-Uni",
    "NC": "Nouvelle-Calédonie",
    "PF": "Polynésie française",
}
VAT_RATES = (
    ("TVA1", "Art 293B (franchise en base)", 0.0),
    ("TVA2", "Taux particulier 2,1 %", 2.1),
    ("TVA3", "Taux réduit 5,5 %", 5.5),
    ("TVA4", "Taux intermédiaire 10 %", 10.0),
    ("TVA5", "Taux normal 20 %", 20.0),
)
EXEMPTIONS = {
    "EXO_293B": "TVA non applicable, article 293 B du CGI",
    "EXO_261": "Exonération, article 261 du CGI",
    "EXO_262": "Exportation, article 262 I du CGI",
    "EXO_283": "Autoliquidation, article 283-2 du CGI",
}
PAYMENT_MEANS = ("CHEQUE", "PRELEVEMENT", "VIREMENT", "ESPECE", "AUTRE", "REPORT")
DEPOSIT_MODES = (
    "SAISIE_WEB",
    "PORTAIL_PDF",
    "EDI_XML_STRUCT",
    "EDI_MIXTE",
    "EDI_PDF_ARCHIVE",
    "SAISIE_PORTAIL",
    "SAISIE_API",
    "DEPOT_PDF_PORTAIL",
    "DEPOT_PDF_SIGNE_PORTAIL",
    "DEPOT_PDF_API",
    "DEPOT_PDF_SIGNE_API",
    "EDI",
    "UPLOAD_PORTAIL",
    "UPLOAD_API",
    "EDI_NUMERISATION",
)
REQUEST_TYPES = ("FACTURE", "FACTURE_TRAVAUX", "MEMOIRE_JUSTICE", "DEMANDE_REMBOURSEMENT")
FRAMES = {
    "FACTURE": (
        "A1_FACTURE_FOURNISSEUR",
        "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE",
        "A9_FACTURE_SOUSTRAITANT",
        "A12_FACTURE_COTRAITANT",
    ),
    "MEMOIRE_JUSTICE": ("A3_MEMOIRE_JUSTICE",),
    "DEMANDE_REMBOURSEMENT": ("A21_DEMANDE_REMBOURSEMENT_TIC",),
    "FACTURE_TRAVAUX": (
        "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR",
        "A5_ETAT_ACOMPTE_FOURNISSEUR",
        "A6_ETAT_ACOMPTE_VALIDE_FOURNISSEUR",
        "A7_PROJET_DECOMPTE_FINAL_FOURNISSEUR",
        "A8_DECOMPTE_GENERAL_DEFINITIF_FOURNISSEUR",
        "A10_PROJET_DECOMPTE_MENSUEL_SOUSTRAITANT",
        "A11_PROJET_DECOMPTE_FINAL_SOUSTRAITANT",
        "A13_PROJET_DECOMPTE_MENSUEL_COTRAITANT",
        "A14_PROJET_DECOMPTE_FINAL_COTRAITANT",
        "A15_ETAT_ACOMPTE_MOE",
        "A16_ETAT_ACOMPTE_VALIDE_MOE",
        "A17_PROJET_DECOMPTE_GENERAL_MOE",
        "A18_DECOMPTE_GENERAL_MOE",
        "A19_ETAT_ACOMPTE_VALIDE_MOA",
        "A20_DECOMPTE_GENERAL_MOA",
        "A22_PROJET_DECOMPTE_GENERAL_FOURNISSEUR_PROCEDURE_TACITE",
        "A23_DECOMPTE_GENERAL_DEFINITIF_TACITE_FOURNISSEUR",
        "A24_DECOMPTE_GENERAL_DEFINITIF_TACITE_MOE",
        "A25_DECOMPTE_GENERAL_DEFINITIF_MOE_PROCEDURE_TACITE",
    ),
}
INVOICE_STATES = (
    "BROUILLON A_VALIDER_1 ERREUR_FOURNISSEUR_SUR_VALIDEUR REFUSEE_1 VALIDEE_1 "
    "ABSENCE_VALIDATION_1_HORS_DELAI A_VALIDER_2 ERREUR_COTRAITANT_SUR_VALIDEUR REFUSEE_2 "
    "VALIDEE_2 ABSENCE_VALIDATION_2_HORS_DELAI DEPOSEE EN_COURS_ACHEMINEMENT MISE_A_DISPOSITION "
    "A_RECYCLER SUSPENDUE REJETEE MANDATEE MISE_EN_PAIEMENT COMPTABILISEE "
    "MISE_A_DISPOSITION_COMPTABLE ABANDONNEE SUPPRIMEE INTERPRETEE_OCR COMPLETEE SERVICE_FAIT "
    "PRISE_EN_COMPTE_DESTINATAIRE"
)
"""Those of an ordinary invoice, parted by blanks; works have others."""

WORKS_TYPES = (
    "DP_DE_SOUSTRAITANT_TRAVAUX",
    "PROJET_DECOMPTE_MENSUEL",
    "ETAT_ACOMPTE",
    "ETAT_ACOMPTE_VALIDE",
    "PROJET_DECOMPTE_FINAL",
    "PROJET_DECOMPTE_GENERAL",
    "PROJET_DECOMPTE_GENERAL_PROCEDURE_TACITE",
    "DECOMPTE_GENERAL",
    "DECOMPTE_GENERAL_SIGNE",
    "DECOMPTE_GENERAL_DEFINITIF_TACITE",
    "DECOMPTE_GENERAL_DEFINITIF_PROCEDURE_TACITE",
)
IDENTIFIER_TYPES = ("SIRET", "UE_HORS_FRANCE", "HORS_UE", "RIDET", "TAHITI", "AUTRE", "PARTICULIER")
ATTACHMENT_TYPES = (
    (1, "RIB", "Relevé d'identité bancaire"),
    (2, "AAR", "Accusé de réception"),
    (3, "ACE", "Acte d'engagement"),
    (4, "BL", "Bon de livraison"),
    (5, "ATT", "Attestation de service fait"),
    (6, "DEV", "Devis"),
    (7, "AUTRE", "Autre document"),
)
REFUSALS = (
    (1, "MONTANT", "Montant erroné"),
    (2, "PRESTATION", "Prestation non réalisée"),
    (3, "AUTRE", "Autre motif"),
)
INQUIRIES = (
    (1, "FACTURE", "Suivi d'une facture", ("STATUT", "REJET", "PAIEMENT")),
    (2, "COMPTE", "Compte et habilitations", ("ACCES", "RATTACHEMENT")),
    (3, "TECHNIQUE", "Raccordement technique", ("API", "EDI")),
)
