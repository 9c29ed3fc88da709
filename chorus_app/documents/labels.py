"""The words that announce a value on a French invoice, decoys included.

A decoy (`field` empty) is a label whose value belongs to no field: naming `date de livraison`
keeps its date from being taken for the invoice's. Sources: 76 French templates of invoice2data,
the layouts of FNFE and AFNOR, and the key words that Chorus Pro's own recognition announces.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

STRONG, MEDIUM, WEAK = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Label:
    """A label found in a text: the field it announces, how telling it is, where it stands."""

    field: str
    strength: int
    start: int
    end: int
    words: str

    @property
    def names_the_invoice(self) -> bool:
        """Tell whether the label says `facture` or `avoir`: the date after its number is sure."""
        return any(word in self.words for word in ("facture", "avoir", "credit"))


_NUMBER = r"(?:n ?°s?|n\.(?= ?[a-z]{0,3}\d)|no(?:\.|(?= ))|num(?:ero\b|\.|(?= ))|#)"
_OF = r"(?: (?:de (?:la |l'|votre )?|du |d'|des ))?"
_REF = r"(?:references?\b|refs?\b\.?)"
_SERVICE = r"(?:service|sce\b\.?|serv\b\.?)"
_DOC = (
    r"(?:facture|fact\b\.?(?= n)|avoir|note de credit|(?:note|memoire|etat) d'honoraires"
    r"|memoire(?= n ?°))"
)
_OLD = (
    r"(?:d'origine|origine|associee|initiale|precedente|rectifiee|annulee|concernee|liee|"
    r"anterieure)"
)
_HT = r"(?:h\.? ?t\.?|hors ?-?taxes?|hors tva)"
_TTC = (
    r"(?:t\.? ?t\.? ?c\.?|toutes taxes(?: comprises)?|tva (?:comprise|incluse?)|taxes? comprises?)"
)
_TVA = r"(?:t\.? ?v\.? ?a\.?|taxe sur la valeur ajoutee)"
_RATE = r"(?:\(?(?:au taux (?:de )?|a |de )?\d{1,2}(?:[.,]\d{1,2})? ?%\)?)"
_BARE_RATE = r"(?:20|10|5[.,]50?|8[.,]50?|2[.,]10?)(?:[.,]00?)?"
_ORDER = r"(?:(?:bon de )?(?:commande|cde|cmde?)|b\.?d?\.?c\.?(?= n))"
_OF_WHAT = (
    r"(?: nets?| en votre faveur| a votre (?:avoir|credit)| a deduire| a rembourser"
    r"| (?:du|de la|de l'|de cette) ?(?:present )?(?:presente )?"
    r"(?:mois|avoir|facture|situation|periode|prestation|note|acompte|demande))?"
)
_MADE = r"(?:emise?|etablie?|editee?|fait|facturee?) (?:a [a-z' -]{2,25} )?le"
_PAID = (
    r"(?:payables?|(?<!dernier )(?<!votre )(?<!recu )(?:reglement|paiement))"
    r"(?: (?:attendu|demande|exigible|du|a effectuer))?"
    r"(?:,? par (?:virement|mandat|cheque)(?: (?:administratif|bancaire|sepa))?)?"
)
"""Not what was paid before: `Dernier paiement le`, `Votre règlement du`."""
_EURO = r"(?: ?[\[(]?(?:en )?(?:€|eur\b|euros?\b)[\])]?)?"

_TABLE: tuple[tuple[str, int, str], ...] = (
    # The invoice that this one corrects, before the invoice itself.
    ("", 0, rf"date{_OF} ?{_DOC} {_OLD}"),
    (
        "preceding_invoice_reference",
        STRONG,
        rf"(?:{_NUMBER}|{_REF})?{_OF} ?{_DOC} {_OLD}(?: {_NUMBER})?"
        rf"|(?:annule(?: et remplace)?|relati(?:f|ve) a|sur|rectifie|concernant|corrige) "
        rf"(?:la |votre |notre )?facture(?: {_NUMBER})?"
        r"|(?:correction|rectification|annulation|remboursement|regularisation|remplacement)"
        rf"(?: partielle?| totale?)? (?:de |sur )(?:la |votre |notre )?facture(?: {_NUMBER})?",
    ),
    ("", 0, rf"(?:notre|nos|n/) ?(?:{_ORDER}|{_REF})(?: {_NUMBER})?"),
    ("", 0, rf"(?:prochaine|derniere|ancienne) {_DOC}(?: (?:du|le|{_NUMBER}))?"),
    # Dates.
    (
        "",
        0,
        rf"(?:report|solde|rappel|reglement|paiement)(?: (?:de|du|la|votre|solde|sur|l'))* ?"
        rf"{_DOC}(?: {_NUMBER}(?: ?\S+)?)? du",
    ),
    (
        "issue_date",
        STRONG,
        rf"date{_OF} ?(?:{_DOC}|facturation|emission|etablissement|document|piece|creation)"
        rf"(?: de (?:la |votre )?{_DOC})?"
        rf"(?! ?{_OLD})|{_DOC} (?:emise? |etablie? )?(?:en date )?(?:du|le)(?= ?:? ?\d)"
        rf"|(?<!.){_MADE}|date {_DOC}",
    ),
    (
        "due_date",
        STRONG,
        r"(?:date )?(?:d')?echeance(?: (?:de|du) (?:paiement|reglement))?(?: le| au)?"
        r"|(?:date )?limite(?: de| du)? ?(?:reglement|paiement)|date limite"
        rf"|(?:(?<!bon )a (?:regler|payer)|{_PAID})(?: au plus tard)?(?: avant| pour)? (?:le|au)"
        rf"|{_PAID},? (?:(?:a|sous|dans(?: un delai de)?) [\w ]{{2,25}}? jours?[a-z ]{{0,35}}),? "
        r"(?:soit|jusqu|avant|au plus tard)(?:,? au plus tard)?(?: avant)?(?: le|'?au)?"
        r"|delai(?: global)? de paiement\W+\d\d jours?[a-z ]{0,30},? soit(?: le)?"
        r"|date de (?:reglement|paiement)(?: prevue)?|(?:a (?:regler|payer) )?au plus tard le"
        r"|(?:date d')?exigib(?:le|ilite)(?: (?:le|au|du paiement))?|a echeance du"
        r"|regler (?:cette facture|la presente facture|cette somme) (?:avant|pour) le"
        r"|(?<!.)reglement ?: ?(?:par )?(?:virement|mandat|cheque) (?:au|le)(?= \d)"
        r"|\d\d jours?(?: nets?| fin de mois| date de facture| de date)*,? soit(?: le)?(?= \d)"
        r"|(?<=payer )(?<!bon a payer )(?:(?:avant |pour )?le|au)(?= \d)"
        r"|(?<=regler )(?:(?:avant |pour )?le|au)(?= \d)",
    ),
    (
        "due_date",
        WEAK,
        r"(?<!.)(?:reglement|paiement)(?= ?: ?\d\d?[/. -][a-z\d])"
        r"|(?<!.)(?:avant le|ech\b\.?)(?= ?:?$|(?: ?:)? \d)|(?<=[a-z\d] )ech\b\.?(?= ?:? ?\d)",
    ),
    (
        "",
        0,
        r"dates?(?: de| d'(?!edition)| du| des| previsionnelle)?(?: de)? (?!:|d'edition)[a-z]+"
        r"|dates? (?:de )?(?:debut|fin)",
    ),
    ("", 0, r"periode(?: de)?(?: facturation)?(?: du)?|mois de"),
    # Anywhere else it may be a quote that was made that day.
    ("issue_date", WEAK, rf"arretee? (?:au|le)(?= ?\d)|{_MADE}|datee? du"),
    ("issue_date", MEDIUM, r"en date du|date d'edition|date|(?<!.)(?:du|le)(?= ?:|$)"),
    # Numbers that are not the invoice's.
    (
        "purchase_order_reference",
        STRONG,
        rf"(?:(?:{_NUMBER}|{_REF}){_OF} ?)?engagement(?: (?:juridique|comptable|chorus|pro))*"
        rf"(?: \(?ej\)?)?(?: ?{_NUMBER})?"
        rf"|{_NUMBER} (?:d')?e\.?j\b\.?|e\.?j\b\.?(?: {_NUMBER})?(?= ?[:\d]|$)"
        rf"|(?:{_NUMBER} )?engt\b\.?(?: {_NUMBER})?",
    ),
    (
        "purchase_order_reference",
        MEDIUM,
        rf"(?:{_NUMBER}|{_REF}|votre|v/)?{_OF} ?{_ORDER}(?: client)?"
        rf"(?: du \d\d?[/.-]\d\d?[/.-]\d{{2,4}}(?= {_NUMBER}))?(?: ?{_NUMBER})?"
        rf"|(?:votre|vos|v/) ?{_REF}|{_NUMBER}{_OF} ?b\.?d?\.?c\b"
        rf"|b\.?d?\.?c\.?(?= ?:| [a-z]{{0,6}}[-_/]?\d)",
    ),
    (
        "contract_reference",
        STRONG,
        rf"(?:{_NUMBER}|{_REF}){_OF} ?(?:marche|contrat)(?: public)?"
        rf"|(?<!place du )(?<!rue du )(?:marche|contrat)(?: [\w']+){{0,4}} {_NUMBER}"
        r"|(?:marche|contrat)(?: public)? ?(?=:)"
        rf"|(?<!.)(?:marche|contrat)(?: public)?(?=$)"
        rf"|(?<!du )(?<!de )(?:marche|contrat)(?: public)?"
        rf"(?= [a-z]{{0,4}}[-_]?\d+[-_/]\w*\d| \d+[a-z]+\d+)",
    ),
    (
        "buyer_reference",
        STRONG,
        rf"{_REF}{_OF} ?acheteur(?: ?/ ?service executant)?"
        rf"|(?:code|{_NUMBER}|{_REF}){_OF} ?(?:{_SERVICE}|chorus)"
        r"(?: (?:executant|exec\.?|destinataire|gestionnaire|chorus|pro))*"
        r"|service executant(?: chorus)?",
    ),
    (
        "buyer_reference",
        WEAK,
        rf"{_SERVICE} \(?(?:destinataire|gestionnaire|executant|chorus(?: pro)?)\)?(?= ?:|$)"
        rf"|(?<!.){_SERVICE}(?= ?:| ?/|$)|(?<=[-,;|/] ){_SERVICE}(?= ?:|$)",
    ),
    (
        "business_process",
        STRONG,
        r"cadre de facturation|type de processus(?: \(chorus pro\))?",
    ),
    # The invoice's own number.
    (
        "invoice_number",
        STRONG,
        rf"{_NUMBER}{_OF} ?{_DOC}(?! {_OLD})(?: {_NUMBER})?"
        rf"|{_DOC} (?:[a-z']+ ){{0,2}}(?:{_NUMBER}|n(?= ))(?! ?client)"
        rf"|{_REF}{_OF} ?{_DOC}|{_DOC} {_REF}",
    ),
    (
        "invoice_number",
        MEDIUM,
        rf"{_NUMBER}{_OF} ?(?:document|piece)|{_DOC} ?:(?= [a-z]{{0,4}}[-_]?\d)",
    ),
    ("", 0, rf"(?:{_NUMBER}|{_REF}|code|numero){_OF} ?[a-z]{{2,}}+(?!\S*\d)"),
    (
        "",
        0,
        r"taxe? (?:id|number)|(?:siren|siret|rcs|ape|naf|telephone|fax|bic|swift|gln|duns)"
        r"(?![-_/]\w)|tel\.?",
    ),
    (
        "invoice_number",
        WEAK,
        rf"{_DOC}(?= ?:? ?[a-z0-9_/-]*\d)|(?<!.){_DOC}(?: d[e'] ?[a-z]+)?(?= ?:?$)",
    ),
    ("", 0, rf"[a-z]{{3,}} {_NUMBER}"),
    ("invoice_number", WEAK, rf"{_NUMBER}|{_REF} a rappeler|{_REF}(?= ?:)"),
    # Payment.
    ("iban", STRONG, r"iban"),
    ("currency", STRONG, r"devise"),
    ("payment_means", STRONG, r"(?:mode|moyen)s?(?: de)? (?:paiement|reglement)"),
    # Amounts; the longer labels first.
    ("", 0, rf"(?:prix|p\.? ?u\.?)(?: unitaire)?(?: {_HT})?{_EURO}|base (?:{_HT}|{_TVA})"),
    (
        "prepaid_amount",
        STRONG,
        rf"(?:montant )?(?:deja (?:paye|verse|regle)e?s?"
        rf"|acomptes?(?: verses?)?(?! (?:{_TTC} a|de \d+ ?% {_HT}))){_EURO}",
    ),
    (
        "payable_amount",
        STRONG,
        rf"(?:net|acompte {_TTC}) a (?:payer|regler)(?: {_TTC})?{_EURO}"
        rf"|(?:total |montant |reste |solde |somme )(?:net )?"
        rf"(?:due?|a (?:payer|regler|prelever|acquitter|verser))"
        rf"(?: {_TTC}| ?\(?net de taxes?\)?)?{_EURO}"
        rf"|net (?:a (?:percevoir|verser)|due?){_EURO}|restant due?{_EURO}"
        rf"|solde|a payer {_TTC}{_EURO}|montant preleve",
    ),
    (
        "tax_inclusive_amount",
        STRONG,
        rf"(?:montant |total |prix )*(?:net |general |global |facture )*{_OF} ?"
        rf"(?:facture )?{_EURO} ?\(?{_TTC}\)?{_EURO}(?: a (?:payer|regler))?"
        rf"{_OF_WHAT}{_EURO}",
    ),
    (
        "tax_exclusive_amount",
        STRONG,
        rf"(?:montant |total )+(?:net |general |global )*{_OF} ?(?:facture )?{_EURO} ?{_HT}"
        rf"(?: net| apres remise| net de remise)*{_OF_WHAT}{_EURO}"
        rf"|(?:net|sous[ -]total) {_HT}{_EURO}",
    ),
    ("payable_amount", MEDIUM, rf"(?<!.)a (?:payer|regler){_EURO}(?= ?:|$)"),
    (
        "tax_inclusive_amount",
        STRONG,
        rf"total(?: general)? \(?(?:(?:net|exonere|sans|hors champ)(?: de)? (?:{_TVA}|taxes)"
        rf"|{_TVA} non applicable)\)?{_EURO}",
    ),
    (
        "tax_exclusive_amount",
        MEDIUM,
        rf"acompte (?:de )?\d+ ?% {_HT}{_EURO}"
        rf"|montant {_HT} de la situation {_NUMBER} ?\d+|sous[ -]total{_EURO}|total net{_EURO}"
        rf"|(?:soit|dont) (?:montant )?{_HT}{_EURO}",
    ),
    (
        "tax_amount",
        STRONG,
        rf"(?:montant |total )+(?:de la |des |de )?(?:{_TVA}|taxes){_EURO}(?! ?{_RATE})",
    ),
    (
        "tax_amount",
        MEDIUM,
        rf"(?:montant |total )*(?:de la |de )?(?:{_TVA}|taxe) ?{_RATE}{_EURO}"
        rf"|{_TVA} {_BARE_RATE}(?= ?:?$)|{_TVA}{_EURO}",
    ),
    (
        "tax_inclusive_amount",
        MEDIUM,
        rf"(?:montant |total )+(?:general|facture|de (?:la|votre) facture){_EURO}",
    ),
    (
        "tax_inclusive_amount",
        WEAK,
        rf"(?:total|montant) (?:des |de la |du )?[a-z]+(?: [a-z]+)? {_TTC}{_EURO}|total{_EURO}",
    ),
    (
        "tax_exclusive_amount",
        WEAK,
        rf"(?<!.){_HT}(?= ?:|$)"
        rf"|(?:total|montant) (?:des |de la |du )?[a-z]+(?: [a-z]+)? {_HT}{_EURO}"
        rf"|(?<!.)(?!.*\b(?:total|montant|net|base|prix|p\.?u\b))(?:[a-z]+ ){{1,3}}{_HT}(?= ?:?$)",
    ),
)
_PATTERN = re.compile(
    r"(?<![\w@])(?<!\w[-_/])(?:"
    + "|".join(f"(?P<L{place}>{pattern})" for place, (_, _, pattern) in enumerate(_TABLE))
    + r")(?:(?<=[°#.)])|(?!\w))"
)


@lru_cache(maxsize=8192)
def find_labels(plain_text: str) -> tuple[Label, ...]:
    """Find the labels of a text that went through `text.plain`, from left to right."""
    return tuple(_label(found) for found in _PATTERN.finditer(plain_text))


def _label(found: re.Match[str]) -> Label:
    place = int((found.lastgroup or "L0")[1:])
    field, strength, _ = _TABLE[place]
    return Label(field, strength, found.start(), found.end(), found[0])
