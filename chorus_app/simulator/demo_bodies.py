"""The directory of the demonstration: public bodies of every kind, and their habits.

`demand` is what a body asks on each invoice (chorus-api.md, 2.12): S a service, E an engagement,
SE both, S#E one of the two, empty nothing.
"""

from dataclasses import dataclass, field
from functools import cached_property

from chorus_app.domain.status import Status
from chorus_app.simulator.lives import Habits
from chorus_app.simulator.people import dice, slug

Row = dict[str, object]
SUPPLIER_IDS = (25_784_152, 25_784_160, 25_784_173)
_FIRST_BODY = 26_102_300
_FIRST_SERVICE = 27_410_000
_CODES = {
    "F": Status.SERVICE_FAIT,
    "M": Status.MANDATEE,
    "D": Status.MISE_A_DISPOSITION_COMPTABLE,
    "C": Status.COMPTABILISEE,
}
# name | SIREN's first digits | postcode city | demand | services | optional | traits
# traits: P never reports the payment, H Hélios with histories out of order, L slow, I inactive
_BODIES = """
Services de l'État|11000201100044|75012 Paris|SE|16||
Préfecture de la région Bretagne|17|35000 Rennes|S|3||
Météo-France|18|31057 Toulouse|E|4|FC|P
Chambre d'agriculture de Bretagne|18|35042 Rennes||0|F|P
Parc national des Écrins|18|05000 Gap|S#E|2||P
Ville de Rennes|21|35031 Rennes|SE|22|FMD|H
Ville de Lyon|21|69205 Lyon|S|34|MDC|
Ville de Nantes|21|44094 Nantes|E|8|FM|
Ville de Brest|21|29238 Brest||5|MD|H
Ville de Strasbourg|21|67070 Strasbourg|S#E|12|M|
Commune de Plougastel-Daoulas|21|29470 Plougastel-Daoulas||0|M|
Commune de Saint-Lunaire|21|35800 Saint-Lunaire|E|0||H
Commune de Bruz|21|35170 Bruz||1|FMDC|
CCAS de Rennes|26|35000 Rennes|S|3|M|
Département d'Ille-et-Vilaine|22|35042 Rennes|SE|18|FMDC|
Département du Rhône|22|69003 Lyon|E|6|MD|
Région Bretagne|23|35711 Rennes|S#E|14|FM|
Région Auvergne-Rhône-Alpes|23|69269 Lyon|E|9|MDC|
Métropole de Lyon|24|69505 Lyon|SE|26|FMD|
Rennes Métropole|24|35207 Rennes|S|11|MD|H
Nantes Métropole|24|44923 Nantes|E|7|FMC|
Communauté de communes du Pays de Dol|24|35120 Dol-de-Bretagne||2||
CHU de Rennes|26|35033 Rennes|E|4|FMD|L
CHU de Nantes|26|44093 Nantes|SE|15|M|L
Hospices civils de Lyon|26|69229 Lyon|E|12|FD|L
Centre hospitalier de Saint-Malo|26|35403 Saint-Malo||0||L
EHPAD Les Ajoncs|26|35400 Saint-Malo||0|M|
Université de Rennes|19|35042 Rennes|SE|13|FC|P
Université Lumière Lyon 2|19|69007 Lyon|S|5|F|P
Lycée Chateaubriand|19|35000 Rennes|E|1||P
Régie des eaux du Ponant|42|29200 Brest|E|3|F|P
Société publique des chemins de fer|41|93200 Saint-Denis|SE|19|C|PL
Syndicat départemental d'énergie 35|25|35000 Rennes|S#E|2|M|
Syndicat mixte des transports de Belfort|25|90000 Belfort|E|0|MD|
Archipel Habitat|27|35200 Rennes|E|4|MC|P
SDIS d'Ille-et-Vilaine|28|35000 Rennes|S|6|FM|
Syndicat intercommunal des eaux de la Seiche|25|35770 Vern-sur-Seiche||0||I
"""
_SERVICES = [
    "Direction des finances",
    "Espaces verts",
    "Bâtiments communaux",
    "Voirie et réseaux",
    "Achats et marchés",
    "Systèmes d'information",
    "Ressources humaines",
    "Restauration collective",
    "Parc automobile",
    "Sports et loisirs",
    "Affaires culturelles",
    "Petite enfance",
    "Vie scolaire",
    "Action sociale",
    "Communication",
    "Assainissement",
    "Propreté urbaine",
    "Urbanisme",
    "Archives",
    "Bibliothèques",
    "Énergie et fluides",
    "Logistique",
    "Imprimerie",
    "Serres et pépinières",
    "Cimetières",
    "Éclairage public",
    "Relations internationales",
    "Santé publique",
    "Sécurité civile",
    "Tourisme",
    "Port et littoral",
    "Forêts",
    "Musées",
    "Habitat",
]
_STATE_SERVICES = [
    "DDTM d'Ille-et-Vilaine",
    "DREAL Bretagne",
    "Préfecture d'Ille-et-Vilaine",
    "Rectorat de Rennes",
    "Tribunal judiciaire de Rennes",
    "Direction interrégionale de la mer",
    "DRAC Bretagne",
    "Gendarmerie – région Bretagne",
    "École nationale de la santé",
    "Douanes de Nantes",
    "DRFIP Bretagne",
    "Service du commissariat des armées",
    "DDPP du Finistère",
    "Cour d'appel de Rennes",
    "Maison d'arrêt de Brest",
    "Inspection du travail",
]
RESERVED = "FACTURES_PUBLIQUES"


@dataclass(frozen=True)
class DemoBody:
    """A body and its services, as rows of the store."""

    row: Row
    services: list[Row] = field(default_factory=list)
    usual: bool = True

    @cached_property
    def habits(self) -> Habits:
        """How it treats invoices; asked for at each of its thousands of invoices."""
        return Habits.of(self.row)


def directory(now: float) -> list[DemoBody]:
    """Return every body; services began some years before `now` (epoch seconds)."""
    lines = [line.split("|") for line in _BODIES.strip().splitlines()]
    made = [_body(rank, parts, now) for rank, parts in enumerate(lines)]
    return made + _fictitious(now)


def _body(rank: int, parts: list[str], now: float) -> DemoBody:
    name, prefix, place, demand, services, optional, traits = parts
    postcode, _, city = place.partition(" ")
    body_id = _FIRST_BODY + 37 * rank
    row: Row = {
        "id": body_id,
        "siret": prefix if len(prefix) == 14 else luhn_siret(prefix, name),
        "name": name,
        "nature": "PUBLIQUE",
        "active": int("I" not in traits),
        "address": f"{1 + rank * 3} place de la République",
        "postcode": postcode,
        "city": city,
        "phone": f"02 99 {10 + rank:02d} 40 40",
        "email": f"facturation@{slug(name)}.example",
        "service_required": int(demand in ("S", "SE")),
        "engagement_required": int(demand in ("E", "SE")),
        "either_required": int(demand == "S#E"),
        "reports_payment": int("P" not in traits),
        "optional_statuses": " ".join(_CODES[letter] for letter in optional),
        "out_of_order": int("H" in traits),
        "slowness": 2.2 if "L" in traits else 1.0,
    }
    return DemoBody(row, _services(body_id, rank, int(services), now), usual="I" not in traits)


def _services(body_id: int, rank: int, count: int, now: float) -> list[Row]:
    state = rank == 0
    names = _STATE_SERVICES if state else _SERVICES
    first = _FIRST_SERVICE + 60 * rank
    made = [
        _service(
            (first + place, body_id), _code(names[place], rank, place), names[place], place, now
        )
        for place in range(count)
    ]
    if count > 3:
        made[-1].update(active=0, ended_at=now - 200 * 86400.0)
        made.append(_service((first + count, body_id), RESERVED, "Factures publiques", 1, now))
    return made


def _service(ids: tuple[int, int], code: str, name: str, place: int, now: float) -> Row:
    service_id, body_id = ids
    return {
        "id": service_id,
        "structure_id": body_id,
        "code": code,
        "name": name,
        "active": 1,
        "engagement_required": int(place % 4 == 2),
        "reports_payment": 1,
        "started_at": now - (900 + 11 * place) * 86400.0,
        "ended_at": None,
    }


def _code(name: str, rank: int, place: int) -> str:
    """Return a service's code in one of the styles that bodies use."""
    if rank == 0:
        return f"FAC{place * 317 + 1035:07d}"
    return (slug(name).upper()[:18].strip("-"), f"{51 + rank}{place:02d}", f"SERV_{place + 1}")[
        rank % 3
    ]


def _fictitious(now: float) -> list[DemoBody]:
    """Return the fictitious identities that public examples use, and the guide's company."""
    qualification = _plain(26300989, "99986401570264", "STRUCTURE PUBLIQUE DE QUALIFICATION")
    services = [
        _service((27946199, 26300989), "SERVICE-QUALIF", "Service de qualification", 0, now),
        _service((10652252, 26300989), "SERVICE-TEST", "Service de test", 1, now),
    ]
    private = {"nature": "PRIVEE"}
    arcade = _plain(25_784_190, "57200218600094", "ARCADE NETTOYAGE") | private
    supplier = _plain(26073617692140, "26073617692140", "FOURNISSEUR FICTIF") | private
    return [
        DemoBody(qualification, services, usual=False),
        DemoBody(supplier, usual=False),
        DemoBody(_plain(26_300_990, "21380538500019", "COMMUNE FICTIVE"), usual=False),
        DemoBody(arcade, usual=False),
    ]


def _plain(body_id: int, siret: str, name: str) -> Row:
    blank = _body(0, [name, siret, "38000 Grenoble", "", "0", "", ""], 0.0)
    return blank.row | {"id": body_id, "address": "1 rue de l'Exemple"}


def luhn_siret(prefix: str, name: str) -> str:
    """Invent a SIRET whose SIREN and whole number both pass Luhn; always the same for a name."""
    throw = dice("siret", prefix, name)
    siren = prefix + "".join(str(throw.randrange(10)) for _ in range(8 - len(prefix)))
    siren += _key(siren)
    body = f"{siren}000{throw.randrange(1, 9)}"
    return body + _key(body)


def _key(digits: str) -> str:
    """Return the digit that makes a number pass Luhn when written after it."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 - rank % 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
