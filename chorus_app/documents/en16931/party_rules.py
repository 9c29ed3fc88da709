"""What an invoice must say of its parties (BR-06 to BR-20, BR-56, BR-62, BR-63, BR-CO-09, 26)."""

from collections.abc import Callable

from chorus_app.documents.en16931.bill import Bill, Party
from chorus_app.documents.en16931.rule import Check, Level, Rule, when

_FILL = "Complétez-le dans votre logiciel et exportez de nouveau la facture."
_FILL_HER = "Complétez-la dans votre logiciel et exportez de nouveau la facture."
_MINIMUM, _BASIC_WL = Level.MINIMUM, Level.BASIC_WL


def _party(side: str, broken: Callable[[Party], bool]) -> Check:
    def check(bill: Bill) -> str | None:
        party: Party | None = getattr(bill, side)
        return when(party is not None and broken(party))

    return check


def _vat_ids(bill: Bill) -> tuple[str, ...]:
    parties = (bill.seller, bill.buyer, bill.representative)
    return tuple(vat_id for party in parties if party for vat_id in party.vat_ids)


def _has_country(vat_id: str) -> bool:
    return vat_id[:2].isascii() and vat_id[:2].isalpha() and vat_id[:2].isupper()


PARTIES = (
    Rule(
        "BR-06",
        _MINIMUM,
        "seller_siret",
        "Le nom du fournisseur (BT-27) manque",
        _party("seller", lambda party: not party.name),
        _FILL,
    ),
    Rule(
        "BR-07",
        _MINIMUM,
        "buyer_siret",
        "Le nom du destinataire (BT-44) manque",
        _party("buyer", lambda party: not party.name),
        _FILL,
    ),
    Rule(
        "BR-08",
        _MINIMUM,
        "seller_siret",
        "L’adresse du fournisseur (BG-5) manque",
        _party("seller", lambda party: not party.has_address),
        _FILL_HER,
    ),
    Rule(
        "BR-09",
        _MINIMUM,
        "seller_siret",
        "Le pays du fournisseur (BT-40) manque",
        _party("seller", lambda party: party.has_address and not party.country),
        _FILL,
    ),
    Rule(
        "BR-10",
        _BASIC_WL,
        "buyer_siret",
        "L’adresse du destinataire (BG-8) manque",
        _party("buyer", lambda party: not party.has_address),
        _FILL_HER,
    ),
    Rule(
        "BR-11",
        _BASIC_WL,
        "buyer_siret",
        "Le pays du destinataire (BT-55) manque",
        _party("buyer", lambda party: party.has_address and not party.country),
        _FILL,
    ),
    Rule(
        "BR-17",
        _BASIC_WL,
        "",
        "Le nom du bénéficiaire du paiement (BT-59) manque",
        lambda bill: when(not all(bill.payee_names)),
        "Nommez-le, ou retirez-le s’il s’agit du fournisseur.",
    ),
    Rule(
        "BR-18",
        _BASIC_WL,
        "",
        "Le nom du représentant fiscal (BT-62) manque",
        _party("representative", lambda party: not party.name),
        _FILL,
    ),
    Rule(
        "BR-19",
        _BASIC_WL,
        "",
        "L’adresse du représentant fiscal (BG-12) manque",
        _party("representative", lambda party: not party.has_address),
        _FILL_HER,
    ),
    Rule(
        "BR-20",
        _BASIC_WL,
        "",
        "Le pays du représentant fiscal (BT-69) manque",
        _party("representative", lambda party: party.has_address and not party.country),
        _FILL,
    ),
    Rule(
        "BR-56",
        _BASIC_WL,
        "",
        "Le numéro de TVA du représentant fiscal (BT-63) manque",
        _party("representative", lambda party: not party.vat_ids),
        _FILL,
    ),
    Rule(
        "BR-62",
        _BASIC_WL,
        "seller_siret",
        "L’adresse électronique du fournisseur (BT-34) n’a pas de type",
        _party("seller", lambda party: party.address_scheme == ""),
        "Donnez son type\u00a0: 0009 pour un SIRET, 0225 pour une adresse de la réforme.",
    ),
    Rule(
        "BR-63",
        _BASIC_WL,
        "buyer_siret",
        "L’adresse électronique du destinataire (BT-49) n’a pas de type",
        _party("buyer", lambda party: party.address_scheme == ""),
        "Donnez son type\u00a0: 0009 pour un SIRET, 0225 pour une adresse de la réforme.",
    ),
    Rule(
        "BR-CO-26",
        _MINIMUM,
        "seller_siret",
        "Le fournisseur n’a ni identifiant, ni SIRET, ni numéro de TVA (BT-29, BT-30, BT-31)",
        _party(
            "seller",
            lambda party: not (party.has_identifier or party.has_legal_id or party.vat_ids),
        ),
        "Indiquez votre SIRET dans votre logiciel.",
    ),
    Rule(
        "BR-CO-09",
        _MINIMUM,
        "seller_siret",
        "Un numéro de TVA (BT-31, BT-48, BT-63) ne commence pas par le code d’un pays",
        lambda bill: when(not all(map(_has_country, _vat_ids(bill)))),
        "Un numéro français commence par FR.",
    ),
)
