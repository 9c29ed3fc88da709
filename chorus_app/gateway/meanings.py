"""What Chorus Pro's refusals mean, in French sentences that say what to do.

Two tables. `MEANINGS` holds what public clients have seen (reference of the API, §1.6): there the
same `codeRetour` means different things on different routes, so a row names the route, the code
and the message (`libelle`); None stands for "any". Chorus Pro publishes no complete list.
`OF_THE_SIMULATOR` holds the messages that our simulator invented where none was published; all
begin with `SIM_`, so Chorus Pro never sends one.
"""

from typing import NamedTuple

from chorus_app.gateway.errors import ChorusError, Forbidden, NotFound, Refused, TooLarge
from chorus_app.gateway.operations import DEPOSIT_FLOW, SUBMIT


class Key(NamedTuple):
    """What identifies a refusal; None matches anything."""

    path: str | None
    code: int | None
    label: str | None


class Meaning(NamedTuple):
    """What a refusal means: its class and the sentence for the screen."""

    error: type[ChorusError]
    sentence: str


_UNKNOWN_FORMAT = Meaning(
    Refused,
    "Chorus Pro ne reconnaît pas le format de ce fichier. Vérifiez qu’il s’agit bien d’une "
    "facture électronique complète.",
)
_REFUSED_INVOICE = Meaning(
    Refused,
    "Chorus Pro refuse cette facture. Vérifiez le destinataire, le service, le numéro "
    "d’engagement et les montants.",
)

MEANINGS: dict[Key, Meaning] = {
    Key(None, 20000, "GDP_MSG_11.008"): Meaning(
        NotFound, "Chorus Pro ne connaît pas cette facture."
    ),
    Key(None, 20001, "GDP_MSG_11.005"): Meaning(
        Forbidden, "Votre compte technique n’a pas les droits nécessaires sur cette facture."
    ),
    Key(None, 20002, "GDP_MSG_11.033"): Meaning(
        Refused, "Cette facture n’est plus suspendue\u00a0: elle ne peut pas être complétée."
    ),
    Key(None, None, "TRA_MSG_00.015"): Meaning(
        NotFound, "Aucun résultat ne correspond à cette recherche."
    ),
    Key(DEPOSIT_FLOW.path, 20001, "GDP_MSG_11.022"): Meaning(TooLarge, TooLarge.sentence),
    Key(None, None, "GDP_MSG_11.001"): Meaning(
        Refused, "L’état de cette facture ne permet pas de l’envoyer."
    ),
    Key(DEPOSIT_FLOW.path, 20001, "GDP_MSG_01.001"): _UNKNOWN_FORMAT,
    Key(DEPOSIT_FLOW.path, 20002, "GDP_MSG_01.002"): _UNKNOWN_FORMAT,
    Key(SUBMIT.path, 20013, None): _REFUSED_INVOICE,
    Key(SUBMIT.path, 20303, None): _REFUSED_INVOICE,
    Key(SUBMIT.path, 20304, None): _REFUSED_INVOICE,
    Key(SUBMIT.path, 20305, None): _REFUSED_INVOICE,
}

OF_THE_SIMULATOR: dict[str, Meaning] = {
    "SIM_MSG_SOU.001": Meaning(Refused, "Indiquez le numéro de la facture."),
    "SIM_MSG_SOU.002": Meaning(
        Refused,
        "Le numéro de facture compte 20 caractères au plus\u00a0: lettres, chiffres, - _ / et +.",
    ),
    "SIM_MSG_SOU.003": Meaning(
        Refused, "Vous avez déjà déposé une facture qui porte ce numéro. Choisissez-en un autre."
    ),
    "SIM_MSG_SOU.004": Meaning(
        Refused, "Les montants ne concordent pas. Vérifiez le HT, la TVA, le TTC et le net à payer."
    ),
    "SIM_MSG_SOU.005": Meaning(
        Refused, "Chorus Pro ne connaît pas ce destinataire, ou il n’est plus actif."
    ),
    "SIM_MSG_SOU.006": Meaning(
        Refused, "Ce destinataire exige un code service. Choisissez-le dans sa liste."
    ),
    "SIM_MSG_SOU.007": Meaning(
        Refused, "Ce service n’existe pas chez ce destinataire, ou il n’est plus actif."
    ),
    "SIM_MSG_SOU.008": Meaning(
        Refused,
        "Ce destinataire exige un numéro d’engagement. Il figure sur votre bon de commande.",
    ),
    "SIM_MSG_SOU.009": Meaning(
        Refused, "Ce destinataire exige un code service ou un numéro d’engagement."
    ),
    "SIM_MSG_SOU.010": Meaning(
        Refused,
        "Ce service est réservé aux factures entre entités publiques. Choisissez-en un autre.",
    ),
    "SIM_MSG_SOU.011": Meaning(
        Refused, "Un avoir doit indiquer le numéro de la facture qu’il corrige."
    ),
    "SIM_MSG_SOU.012": Meaning(Refused, "Un avoir ne porte pas de mode de règlement."),
    "SIM_MSG_SOU.013": Meaning(Refused, "Indiquez le mode de règlement."),
    "SIM_MSG_SOU.014": Meaning(
        Refused,
        "Ce cadre de facturation n’est pas accepté ici\u00a0: choisissez A1, A2, A9 ou A12.",
    ),
    "SIM_MSG_SOU.015": Meaning(
        Refused,
        "Indiquez le SIRET du valideur\u00a0: la sous-traitance et la cotraitance l’exigent.",
    ),
    "SIM_MSG_SOU.016": Meaning(
        Refused, "Chorus Pro ne retrouve pas le fichier de la facture. Déposez-le de nouveau."
    ),
    "SIM_MSG_SOU.017": Meaning(Refused, "Une facture saisie compte au moins une ligne."),
    "SIM_MSG_SOU.018": Meaning(
        Refused, "Le fournisseur de la facture n’est pas celui de votre compte technique."
    ),
    "SIM_MSG_SOU.019": Meaning(
        Refused, "Vérifiez la date de la facture\u00a0: elle manque ou elle est dans le futur."
    ),
    "SIM_MSG_SOU.020": Meaning(Refused, "Indiquez le motif de l’exonération de TVA."),
    "SIM_MSG_SOU.021": Meaning(Refused, "Chorus Pro ne connaît pas ce mode de dépôt."),
    "SIM_MSG_SOU.022": Meaning(Refused, "Indiquez le type de la facture et celui de la TVA."),
    "SIM_MSG_SOU.023": Meaning(Refused, "Indiquez la devise de la facture, par exemple EUR."),
    "SIM_MSG_SOU.024": Meaning(Refused, "L’un des champs de la facture est trop long."),
    "SIM_MSG_SOU.025": Meaning(
        Refused, "Une facture déjà payée (cadre A2) a un net à payer de zéro."
    ),
    "SIM_MSG_PDF.001": Meaning(Refused, "Ce fichier n’est pas un PDF lisible."),
    "SIM_MSG_PDF.002": Meaning(
        Refused, "Ce PDF est protégé par un mot de passe. Enregistrez-le sans protection."
    ),
    "SIM_MSG_PDF.003": Meaning(Refused, "Le fichier, ou son nom, n’est pas arrivé. Réessayez."),
    "SIM_MSG_PDF.004": Meaning(Refused, "Chorus Pro ne connaît pas ce format de dépôt."),
    "SIM_MSG_FLX.001": Meaning(Refused, "Le fichier, ou son nom, n’est pas arrivé. Réessayez."),
    "SIM_MSG_TRA.001": Meaning(NotFound, "Chorus Pro ne connaît pas ce numéro de flux."),
    "SIM_MSG_STR.001": Meaning(NotFound, "Chorus Pro ne connaît pas cette structure."),
    "SIM_MSG_STR.002": Meaning(NotFound, "Chorus Pro ne connaît pas ce service."),
}
