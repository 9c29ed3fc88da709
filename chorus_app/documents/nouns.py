"""The nouns that say what a value is, whatever the words around them."""

import re

_FEW, _SOME = 4, 9
"""Words that may stand between a noun and its value, and where they end in `n°`."""
_NUMERO = re.compile(r"(?:n ?°|numero|ref)\W*$")

OWN = re.compile(
    r"\b(?:factures?(?! a\b)|fact?\b\.?|fre|facturation|avoirs?|honoraires|note de credit|invoice)"
    r"(?!\w)"
)
"""The invoice itself."""
NEUTRAL = re.compile(
    r"(?<!\w)(?:n ?°s?|no\b\.?|n\.|num\b\.?|numero|numerotee?|#|piece|document|doc\b\.?"
    r"|references?|refs?\b\.?|identifiant|id\b|justificatif)(?!\w)"
)
OWN_NUMBER = re.compile(rf"{OWN.pattern} ?{NEUTRAL.pattern}")
_ORDERED = (
    r"commandes?|cdes?|cmde?s?|b\.?d?\.?c|lettre de commande|bon|engagements?|engt|e\.?j|"
    r"marches?|contrats?|conventions?|accord(?:s|-cadre)?|avenant|lot|devis|proposition|offre|"
    r"consultation|lettre|o\.?s|o\.?t|ordre"
)
_PARTIES = (
    r"clients?|clt|adherent|abonne|acheteur|fournisseur|compte|code|tiers|siren|siret|r\.?c\.?s|"
    r"r\.?m|a\.?p\.?e|naf|t\.?v\.?a|intra\w*|tax|iban|bic|swift|rib|banque|guichet|tel\w*|fax|"
    r"mobile|portable|gsm|fixe|capital|cedex|bp|cs|agrement|police|assur\w*|decennale|rna|nda|"
    r"declaration|licence|carte|finess|adeli|rpps|ordre|cppap|duns|eori|gln|service|organisme|"
    r"association|immatricul\w*|identification|habilitation|certif\w*|iso|siege|zone|"
    r"rue|avenue|av|bd|boulevard|place|chemin|route|impasse|allee|quai|cours"
)
_GOODS = (
    r"articles?|art|lots?|b\.?l|livr\w*|expedi\w*|colis|transport|bordereau|dossier|affaire|"
    r"chantier|projet|mission|operation|interventions?|inter|situation|acompte|phase|tranche|"
    r"ticket|vehicules?|immat\w*|km|compteur|pdl|prm|pce|point|serie|matricule|contrat|abonnement|"
    r"ligne|semaine|mois|trimestre|annee|exercice|page|poste|bat\w*|batiment|salle|chambre|"
    r"session|stage|formation|seance|sejour|reservation|origine|rectifi\w*|annul\w*|concern\w*|"
    r"decret|loi|arrete|directive|norme|reglement|annexe|plan|piece jointe|version|"
    r"relative|associee|precedente?|anterieure|remplace|devise|taux|qte|quantite"
)
OTHER_NUMBER = re.compile(rf"(?<!\w)(?:{_ORDERED}|{_PARTIES}|{_GOODS}|vos|votre|v)(?!\w)")
"""What else has a number."""
OTHER_OWNER = re.compile(rf"(?<!\w)(?:{_ORDERED}|{_PARTIES})(?!\w)")
"""What has a number even after `facture`: `facture du client n° 12`, unlike `facture du mois`."""
_ANOTHER_BEFORE = re.compile(
    r"(?<!\w)(?:rectifie|annul\w+|concern\w*|relati\w+|remplace|corrige|deduction|report|rappel|"
    r"solde|acompte|provision|avance|verse\w*|complement|supplement|reglement|paiement|sur|prochaine|derniere|ancienne|"
    r"selon|suite)(?!\w)"
)
_ANOTHER_AFTER = re.compile(
    r"(?<!\w)(?:d'origine|origine|rectifiee|annulee|concernee|associee|initiale|precedente|"
    r"anterieure|liee|corrigee|remplacee)(?!\w)"
)
_CREDIT = re.compile(r"avoir|credit")
_PAID = (
    r"(?:deja |est |a ete |non |restee )*"
    r"(?:reglee|payee|impayee|soldee|acquittee|annulee|rectifiee|remplacee|echue)(?!\w)"
)
SETTLED_AFTER = re.compile(rf"\W*(?:(?:du|le|en date du) [\d/.-]+\W*)?{_PAID}")
"""What follows the number of an earlier invoice: `facture n° F-12 du 02/01/26 impayée`."""
SETTLED = re.compile(
    rf"^\W{{0,9}}\S{{0,40}}\d\S{{0,40}}\W{{0,9}}(?:(?:du|le|en date du) [\d/.-]+\W*)?{_PAID}"
)
"""The same, its number included."""
_APART = re.compile(r" [-|;] |, | / ")

DATED = re.compile(r"(?<!\w)(?:dates?|datee?|jour|le|du|en date|au)(?!\w)")
MADE = re.compile(
    rf"{OWN.pattern}|\b(?:emissions?|emise?|editi?on|editee?|etablie?|etablissement|creation|"
    r"document|piece|redige\w*|comptable)\b"
)
"""What is done to an invoice on its date."""
OTHER_DAY = re.compile(
    rf"(?<!\w)(?:{_ORDERED}|echeances?|ech|exigib\w*|limite|regl\w*|paie\w*|paye\w*|payable|avant|"
    r"livr\w*|expedi\w*|periodes?|mois|notif\w*|interven\w*|interv|presta\w*|execut\w*|realis\w*|"
    r"service|faite?s?|visite|sejour|arrivee|depart|debut|fin|jusqu\w*|naissance|ne|nee|valid\w*|"
    r"valable|expir\w*|acompte|verse\w*|versement|origine|annul\w*|rectifi\w*|concern\w*|reception|"
    r"recue?|valeur|prelev\w*|signe\w*|signature|accept\w*|inscri\w*|session|stage|"
    r"formation|representation|spectacle|animation|b\.?l|effet|revision|indice|tarif|relance|"
    r"arret\w*|mise|mesure|releve|decision|deliberation|arrete|loi|decret|commission|reunion|"
    r"seances?|sorties?|journees?|ateliers?|location|passage|livraison|virement|cheque|"
    r"capital|depuis|prochaine?|dernie\w*|au|relative?|selon|suivant|suite)(?!\w)"
)
"""What else has a date."""

PAYABLE = re.compile(
    r"(?<!\w)(?:solde|reste?|restant|net a|a (?:payer|regler|mandater|verser|acquitter|percevoir)"
    r"|dues?|(?:somme|montant|total|net) du)(?!\w)"
)
"""What is left to pay, acomptes taken off."""
OTHER_PAPER = re.compile(rf"(?<!\w)(?:{_ORDERED}|b\.?l|livraison)(?!\w)")
"""What a bare `date` after it dates: `Commande n° 77 - Date : 2 mai`."""
UNKNOWN_DEED = re.compile(r"[a-z]{3,} du\W*$")
"""`Ordonnance du`, `constat du`: something else was made that day."""
ORDER = re.compile(r"(?<![\w-])(?:engagements?|engt|e\.?j)(?!\w)")
PURCHASE = re.compile(
    r"(?<![\w-])(?<!notre )(?<!nos )(?<!n/)(?:(?:bons? de )?(?:commandes?|cdes?|cmde?s?)|b\.?d?\.?c"
    r"|(?:votre|vos|v/) ?(?:ref\w*|n ?°)\.?(?! d))(?!\w)"
)
YOUR_REFERENCE = re.compile(r"(?<!\w)(?:refs?|references?)\W+(?:de |du )?(?:client|acheteur)(?!\w)")
MARKET = re.compile(
    r"(?<!\w)(?<!place du )(?<!rue du )(?<!sous )(?:marches?|accords?[- ]cadres?|mapa)(?!\w)"
)
CONTRACT = re.compile(r"(?<!\w)contrats?(?!\w)")
SERVICE = re.compile(r"(?<!\w)(?:service|executant|chorus)(?!\w)")

TOTAL = re.compile(
    r"(?<!\w)(?:totale?|totaux|montants?|sommes?|net|general|ttc|t\.t\.c\.?|dues?|du|solde|reste|"
    r"(?:a )?(?:payer|regler|mandater|verser|acquitter|percevoir|facturer)|facture)(?!\w)"
)
"""What announces the amount of the whole invoice, when it stands alone."""
EXCLUSIVE = re.compile(r"(?<!\w)(?:h\.? ?t\.?|hors[- ]?tax\w*|hors tva|net de tax\w*)(?!\w)")
TAX = re.compile(r"(?<!\w)(?:t\.? ?v\.? ?a\.?|taxes?)(?!\w)")
INCLUSIVE = re.compile(
    r"(?<!\w)(?:t\.? ?t\.? ?c\.?|toutes taxes|taxes? comprises?|tva (?:comprise|incluse?)|tvac)"
    r"(?!\w)"
)
PART = re.compile(
    r"(?<!\w)(?:sous|base|acomptes?|arrhes|avance|deja|verse\w*|remises?|retenue|escompte|report\w*|"
    r"unitaire|p\.?u|prix|caution|depot|garantie|capital|cumul\w*|situations?|devis|marche|"
    r"precedent\w*|anterieur\w*|dont|port|frais|penalit\w*|indemnite|forfait\w*|plafond|"
    r"consignes?|credit)(?!\w)"
)
"""What announces a part of the whole, or an amount that is not asked for."""


def last_part(text: str) -> str:
    """Return the last part of a text that says anything: `dossier` of `facture - dossier`."""
    parts = [part for part in _APART.split(text) if any(map(str.isalpha, part))]
    return parts[-1] if parts else text


def announces(noun: re.Pattern[str], text: str) -> bool:
    """Tell whether a noun stands near enough to the end of a text to announce what follows."""
    ends = [found.end() for found in noun.finditer(text)]
    between = text[ends[-1] :] if ends else ""
    return bool(ends) and len(between.split()) <= (_SOME if _NUMERO.search(between) else _FEW)


def is_another_invoice(text: str, *, credit_note: bool) -> bool:
    """Tell whether a text with `facture` means another one: paid before, or put right here."""
    *_, own = OWN.finditer(text)
    before, after = text[: own.start()], text[own.end() :]
    if credit_note and not _CREDIT.search(text):
        return True
    return bool(_ANOTHER_BEFORE.search(before) or _ANOTHER_AFTER.search(after))
