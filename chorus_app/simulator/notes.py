"""What the simulator had to choose because no public source says it. Shown in its documentation."""

CHOICES: tuple[tuple[str, str], ...] = (
    ("Heure", "Les dates suivent l’heure réelle ; la vie des factures avance plus vite."),
    ("Requête illisible", "HTTP 400, codeRetour 400, libelle SIM_MSG_00.400 et un détail."),
    ("Sans jeton", "HTTP 400 et WWW-Authenticate (mesuré sur le bac à sable) ; corps {}."),
    (
        "Plafond des recherches",
        "200 résultats en tout, sauf nbResultatsMaximum, ou une page plus grande.",
    ),
    ("numeroFacture dans une recherche", "Égalité exacte."),
    ("Signe des avoirs", "Montants négatifs dans la démonstration ; les deux signes acceptés."),
    ("Tolérance sur les totaux", "Aucune : au centime."),
    ("Facture déjà payée (A2)", "Montant à payer de zéro."),
    ("Saisie sans numéro", "Le portail en donne un (SAISIE-…)."),
    (
        "Numéro en double",
        "Refus 29003 ; un brouillon est repris sous son identifiant.",
    ),
    (
        "Statuts qui peuvent se suivre",
        "La matrice que donne recuperer/etats/traitement.",
    ),
    ("Délais", "Acheminement en moins d’une heure simulée, puis 1 à 7 jours par étape."),
    ("Accidents", "4 % de suspensions, 2 % de recyclages, 2 % de rejets, tirés par facture."),
    ("Lecture des PDF", "Mots-clés français ; environ un champ sur trente est omis, par fichier."),
    (
        "Erreur technique d’un flux",
        "codeErreur SIM_FLX_001, natureErreur BLOQUANTE ; la phrase est celle que citent des "
        "utilisateurs.",
    ),
    ("Traitement d’un flux", "1 à 3 minutes d’attente, puis 2 à 8 de traitement (simulées)."),
    (
        "Flux CPP minimal",
        "Lu d’après le schéma du pivot (CPPFacturePivot V1_22) ; racine CPPFacture… ; le chemin "
        "des éléments manquants est un choix. La facture elle-même (PJ de type 01) est exigée.",
    ),
    ("Élément manquant en UBL", "La phrase du portail, avec le chemin de l’élément en UBL."),
    ("Flux PES et XCBL", "Reçus, puis rejetés : leurs schémas ne sont pas lus ici."),
    ("Moyen de paiement d’un flux", "Code UNTDID 4461 ; un code inconnu devient AUTRE."),
    ("Archive PIVOT", "Le schéma CPPFacturePivot V1_22 (publié avec Pastell), sans validations."),
    (
        "Mot de passe du compte technique",
        "Fait à la création des données, il dure 424 jours : sa fin est dite, jamais opposée.",
    ),
    ("Codes TVA2 à TVA4", "2,1 %, 5,5 % et 10 %."),
    ("Motifs, types de pièces, exonérations", "Listes inventées."),
    (
        "Engagements juridiques",
        "Ceux que citent les factures du compte ; champs choisis.",
    ),
    ("Actions du valideur", "VALIDATION et REFUS (vus chez un client), ERREUR_VALIDEUR (choix)."),
    ("Quotas (429)", "Jamais, sauf panne demandée ; Retry-After d’une seconde."),
)
