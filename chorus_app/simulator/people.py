"""Who acts in the public bodies, and the words they write. All invented."""

import random
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from chorus_app.domain.status import Status

_FIRST = [
    "Nathalie",
    "Sylvie",
    "Laurent",
    "Christophe",
    "Isabelle",
    "Fatima",
    "Yann",
    "Gwenaëlle",
    "Olivier",
    "Karim",
    "Céline",
    "Françoise",
    "Thierry",
    "Amandine",
    "Mickaël",
    "Véronique",
    "Stéphane",
    "Aurélie",
    "Bruno",
    "Delphine",
]
_LAST = [
    "Le Goff",
    "Martin",
    "Benali",
    "Rousseau",
    "Kervella",
    "Dupuis",
    "Garnier",
    "Lefèvre",
    "Marchand",
    "Texier",
    "Oliveira",
    "Perrin",
    "Guillou",
    "Renard",
    "Chevalier",
    "Haddad",
    "Barbier",
    "Meunier",
    "Prigent",
    "Vasseur",
]

MOTIFS: dict[str, tuple[str, ...]] = {
    Status.SUSPENDUE: (
        "Merci de joindre le bon de livraison signé par le service demandeur.",
        "Le procès-verbal de réception manque. La facture sera traitée dès son envoi.",
        "Il manque le détail des heures par intervention, prévu à l'article 7 du marché.",
        "Pièce justificative absente : attestation de service fait du site de livraison.",
        "RIB joint différent de celui du marché. Merci de fournir l'avenant ou un RIB à jour.",
        "Veuillez compléter avec le devis accepté, daté et signé.",
    ),
    Status.A_RECYCLER: (
        "Le numéro d'engagement ne correspond à aucune commande de notre collectivité.",
        "Code service erroné : cette facture relève de la direction des espaces verts.",
        "Destinataire erroné. Prestation commandée par la métropole, merci de la lui adresser.",
        "Engagement soldé. Merci de recycler avec le numéro du nouvel engagement.",
        "Le bon de commande cité a été émis par un autre service.",
    ),
    Status.REJETEE: (
        "Prix unitaire non conforme au bordereau des prix. Merci d'émettre une nouvelle facture.",
        "Le taux de TVA appliqué est erroné (20 % au lieu de 10 %).",
        "Quantité facturée supérieure à la quantité livrée.",
        "Cette facture fait double emploi avec une facture déjà mandatée.",
        "Prestation non réalisée à la date de la facture.",
        "La raison sociale du titulaire ne correspond pas à celle du marché.",
        "Montant total incohérent avec le bon de commande.",
    ),
}
"""Words of the recipients; the lists of real motifs were not found (chorus-api.md, 8)."""


@dataclass(frozen=True, slots=True)
class Person:
    """An agent of a public body, as the history names them."""

    first_name: str
    last_name: str
    email: str
    phone: str


NOBODY = Person("", "", "", "")


def dice(*parts: object) -> random.Random:
    """Return a generator that always throws the same for the same parts."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311 -- invents, protects nothing


def agent(body: str, throw: random.Random) -> Person:
    """Return one of the few people who treat the invoices of this body."""
    return _person(body, throw.randrange(3))


@cache
def _person(body: str, place: int) -> Person:
    desk = dice(body, place)
    first, last = desk.choice(_FIRST), desk.choice(_LAST)
    phone = f"02 99 {desk.randrange(10, 99)} {desk.randrange(10, 99)} {desk.randrange(10, 99)}"
    return Person(first, last, f"{slug(first)}.{slug(last)}@{slug(body)}.example", phone)


def remark(status: str, throw: random.Random) -> str:
    """Return what a recipient writes with this status; nothing, most often."""
    if status in MOTIFS:
        return throw.choice(MOTIFS[status])
    if status == Status.MANDATEE:
        return f"Mandat n° {throw.randrange(120, 9800)}, bordereau {throw.randrange(3, 400)}"
    if status == Status.SERVICE_FAIT and throw.random() < 0.3:
        return "Service fait constaté par le gestionnaire du site."
    return ""


def slug(words: str) -> str:
    """`Ville de Rennes` → `ville-de-rennes`."""
    bare = unicodedata.normalize("NFD", words.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
