"""What Chorus Pro's refusals mean, in French sentences that say what to do.

This is all that public clients have seen (reference of the API, §1.6): Chorus Pro publishes no
complete list. The same `codeRetour` means different things on different routes, so a row names
the route, the code and the message (`libelle`); None stands for "any". The class of each row tells
who must act.
"""

from typing import NamedTuple

from chorus_app.gateway.errors import ChorusError, NoRight, NotFound, Refused, TooLarge
from chorus_app.gateway.operations import ADD_FILE, COMPLETE, DEPOSIT_FLOW, RECYCLE, SUBMIT


class Key(NamedTuple):
    """What identifies a refusal; None matches anything."""

    path: str | None
    code: int | None
    label: str | None


class Meaning(NamedTuple):
    """What a refusal means: its class, the sentence for the screen, the one term it is about."""

    error: type[ChorusError]
    sentence: str
    field: str = ""


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
_REFUSED_FILE = Meaning(
    Refused,
    "Chorus Pro refuse ce fichier\u00a0: vérifiez sa taille (10\u00a0Mo au plus), son nom et "
    "son format.",
)
_REFUSED_RECYCLING = Meaning(
    Refused,
    "Chorus Pro refuse ce nouvel acheminement. Vérifiez le destinataire, le service et le numéro "
    "d’engagement.",
)

MEANINGS: dict[Key, Meaning] = {
    Key(None, 20000, "GDP_MSG_11.008"): Meaning(
        NotFound, "Chorus Pro ne connaît pas cette facture."
    ),
    Key(None, 20001, "GDP_MSG_11.005"): Meaning(
        NoRight, "Votre compte technique n’a pas les droits nécessaires sur cette facture."
    ),
    Key(COMPLETE.path, 20002, "GDP_MSG_11.033"): Meaning(
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
    Key(None, None, "GFT_MSG_01.075"): Meaning(
        NotFound, "Aucune facture de travaux ne correspond à cette recherche."
    ),
    Key(ADD_FILE.path, 20003, None): Meaning(TooLarge, TooLarge.sentence),
    Key(ADD_FILE.path, 20004, None): _REFUSED_FILE,
    Key(ADD_FILE.path, 20005, None): _REFUSED_FILE,
    **{Key(RECYCLE.path, code, None): _REFUSED_RECYCLING for code in range(20004, 20015)},
}
