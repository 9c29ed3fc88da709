"""A deposit: its stages, its form as typed, and what can be wrong with it.

Sources: chorus-api.md §3.5 (lengths) and the guide, part 4. The rules are in `deposit_checks`.
"""

from dataclasses import dataclass, fields
from enum import StrEnum

from chorus_app.domain.invoice import BusinessProcess, TypeCode, VatScheme
from chorus_app.domain.money import BadAmount, parse_amount

FILE_EXTENSIONS = (".pdf", ".xml")
ARCHIVE_EXTENSIONS = (".zip", ".tar.gz", ".tgz")
NAME_LIMIT = 50
NUMBER_LIMIT = 20
ENGAGEMENT_LIMIT = 50
SERVICE_LIMIT = 100
COMMENT_LIMIT = 2000
RESERVED_SERVICE = "FACTURES_PUBLIQUES"

_NEEDS_VALIDATOR = {
    BusinessProcess.A9_FACTURE_SOUSTRAITANT,
    BusinessProcess.A12_FACTURE_COTRAITANT,
}


class Stage(StrEnum):
    """Where a deposit stands. Only `BROUILLON` and `REFUSEE` may be changed."""

    BROUILLON = "BROUILLON"
    A_ENVOYER = "A_ENVOYER"
    EN_SUIVI = "EN_SUIVI"
    DEPOSEE = "DEPOSEE"
    REFUSEE = "REFUSEE"


EDITABLE = frozenset({Stage.BROUILLON, Stage.REFUSEE})
UNDER_WAY = frozenset({Stage.A_ENVOYER, Stage.EN_SUIVI})


HELD_BACK = "retenu"
"""The severity of what Choral itself does not send, whatever Chorus Pro would make of it."""
BLOCKING = frozenset({"refusera", HELD_BACK})
"""The severities that keep a deposit from leaving."""


FILE_PLACE = "file"
"""What a finding names, in place of a field, that is told where the new file is chosen."""


@dataclass(slots=True)
class DepositForm:
    """What the form holds, as typed. An empty string is a field that is still to fill."""

    invoice_number: str = ""
    issue_date: str = ""
    type_code: str = TypeCode.FACTURE.value
    recipient_siret: str = ""
    service_code: str = ""
    purchase_order_reference: str = ""
    contract_reference: str = ""
    preceding_invoice_reference: str = ""
    business_process: str = BusinessProcess.A1_FACTURE_FOURNISSEUR.value
    validator_siret: str = ""
    vat_scheme: str = VatScheme.TVA_SUR_DEBIT.value
    exemption_reason: str = ""
    tax_exclusive_amount: str = ""
    tax_amount: str = ""
    tax_inclusive_amount: str = ""
    payable_amount: str = ""
    comment: str = ""


FORM_FIELDS = tuple(field.name for field in fields(DepositForm))
AMOUNT_FIELDS = ("tax_exclusive_amount", "tax_amount", "tax_inclusive_amount", "payable_amount")


class Fault(StrEnum):
    """What can be wrong; `texts.deposit` says each in words, with the repair."""

    MANQUE = "MANQUE"
    TROP_LONG = "TROP_LONG"
    CARACTERES = "CARACTERES"
    DEJA_UTILISE = "DEJA_UTILISE"
    DATE_ILLISIBLE = "DATE_ILLISIBLE"
    DATE_FUTURE = "DATE_FUTURE"
    DATE_ANCIENNE = "DATE_ANCIENNE"
    MONTANT_ILLISIBLE = "MONTANT_ILLISIBLE"
    TOTAL_FAUX = "TOTAL_FAUX"
    NET_SUPERIEUR = "NET_SUPERIEUR"
    DEJA_PAYEE_NON_NULLE = "DEJA_PAYEE_NON_NULLE"
    TVA_SANS_REGIME = "TVA_SANS_REGIME"
    TVA_TROP_FORTE = "TVA_TROP_FORTE"
    TOTAL_NUL = "TOTAL_NUL"
    FACTURE_NEGATIVE = "FACTURE_NEGATIVE"
    PAYEE_SANS_A2 = "PAYEE_SANS_A2"
    NET_INFERIEUR = "NET_INFERIEUR"
    ORIGINE_IDENTIQUE = "ORIGINE_IDENTIQUE"
    SIRET_FORME = "SIRET_FORME"
    SIRET_CLE = "SIRET_CLE"
    DESTINATAIRE_INCONNU = "DESTINATAIRE_INCONNU"
    DESTINATAIRE_INACTIF = "DESTINATAIRE_INACTIF"
    SERVICE_INCONNU = "SERVICE_INCONNU"
    AUCUN_SERVICE = "AUCUN_SERVICE"
    SERVICE_RESERVE = "SERVICE_RESERVE"
    SERVICE_OU_ENGAGEMENT = "SERVICE_OU_ENGAGEMENT"
    CADRE_TRAVAUX = "CADRE_TRAVAUX"
    CHOIX_INCONNU = "CHOIX_INCONNU"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend (`blocking`) or to check, on one field."""

    field: str
    fault: Fault
    blocking: bool = True

    @property
    def severity(self) -> str:
        """What Chorus Pro makes of it: `refusera`, `pourrait_refuser` or `a_savoir`."""
        if self.blocking:
            return "refusera"
        mild = self.fault in {Fault.DATE_ANCIENNE, Fault.PAYEE_SANS_A2, Fault.NET_INFERIEUR}
        return "a_savoir" if mild else "pourrait_refuser"


def amounts(form: DepositForm) -> dict[str, int]:
    """Return the amounts that can be read, in cents, by field."""
    read = {}
    for name in AMOUNT_FIELDS:
        try:
            read[name] = parse_amount(getattr(form, name))
        except BadAmount:
            continue
    return read


def needs_validator(form: DepositForm) -> bool:
    """Tell whether the cadre names a validating company (A9, A12)."""
    return form.business_process in _NEEDS_VALIDATOR
