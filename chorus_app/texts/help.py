"""Short answers, in our own words."""

QUESTIONS = (
    (
        "Quand serai-je payé ?",
        "L’État et les collectivités ont 30 jours, les hôpitaux publics 50, les entreprises "
        "publiques 60, à compter de la mise à disposition de la facture. Choral affiche une "
        "estimation : il déduit le type d’acheteur de son nom.",
    ),
    (
        "Quelle différence entre enregistrée et envoyée ?",
        "Un brouillon est enregistré chez Choral, rien n’est parti. Une facture est envoyée quand "
        "Chorus Pro l’a acceptée : elle porte alors le statut « Déposée » et vous avez un reçu.",
    ),
    (
        "Comment retrouver une facture depuis mon relevé de banque ?",
        "Dans « Factures », tapez le montant tel qu’il figure sur le relevé : 1250 trouve 1 250,00 "
        "à 1 250,99 ; 1250,50 trouve le montant exact ; ~1250 cherche à 5 % près.",
    ),
    (
        "Comment chercher par date ?",
        "Tapez un jour (15/02, 15 février, hier) ou un mois (février, 02/2026), ou encore : en 2025, "
        "avant le 15/02, depuis mars, de mars à mai, la semaine dernière, les 30 derniers jours, lundi, "
        "1er trimestre 2026. Choral compare la date de la facture et celle du dépôt ; "
        "« déposée le 15/02 » ne regarde que le dépôt, "
        "« à payer d’ici le 15/12 » que l’échéance légale.",
    ),
    (
        "Comment chercher par montant ou par statut ?",
        "Tapez entre 100 et 500, plus de 1000, moins de 500, environ 600, 600 € max ; suspendues, rejetées, payées ou "
        "impayées ; en retard, à traiter, avoirs. Ce qui a été compris s’affiche au-dessus de la liste, chaque chose se retire d’un "
        "appui.",
    ),
    (
        "Comment chercher un organisme ou un numéro ?",
        "Accents, tirets, points et espaces ne comptent pas : st malo trouve Saint-Malo, "
        "vti202600462 trouve VTI/2026/00462. mairie trouve aussi les « Commune de… », hôpital les "
        "« Centre hospitalier… ». n° 462 ne regarde que les numéros, Rennes ou Nantes trouve l’un "
        "et l’autre, et des mots entre guillemets restent ensemble.",
    ),
    (
        "Pourquoi certains statuts n’apparaissent-ils jamais ?",
        "Service fait, mandatée et comptabilisée sont facultatifs : chaque organisme choisit ceux "
        "qu’il envoie. Leur absence n’est pas un retard.",
    ),
    (
        "Mon PDF est un scan : que se passe-t-il ?",
        "Une image n’a pas de texte à lire : vous remplissez les champs vous-même, puis l’envoi se "
        "fait comme d’habitude.",
    ),
)
