"""What the refusals mean that our simulator invented, where Chorus Pro published none.

Their messages begin with `SIM_`, so Chorus Pro never sends one.
"""

from chorus_app.gateway.errors import ChorusError, NotFound, Refused, TooLarge
from chorus_app.gateway.meanings import Key, Meaning
from chorus_app.gateway.operations import COMPLETE, CORRECT_VALIDATOR, VALIDATE

_WORDS: dict[str, Meaning] = {
    "SIM_MSG_SOU.001": Meaning(Refused, "Indiquez le numéro de la facture.", "invoice_number"),
    "SIM_MSG_SOU.002": Meaning(
        Refused,
        "Le numéro de facture compte 20 caractères au plus\u00a0: lettres, chiffres, - _ / et +.",
        "invoice_number",
    ),
    "SIM_MSG_SOU.003": Meaning(
        Refused,
        "Vous avez déjà déposé une facture qui porte ce numéro. Choisissez-en un autre.",
        "invoice_number",
    ),
    "SIM_MSG_SOU.004": Meaning(
        Refused, "Les montants ne concordent pas. Vérifiez le HT, la TVA, le TTC et le net à payer."
    ),
    "SIM_MSG_SOU.005": Meaning(
        Refused,
        "Chorus Pro ne connaît pas ce destinataire, ou il n’est plus actif.",
        "recipient_siret",
    ),
    "SIM_MSG_SOU.006": Meaning(
        Refused,
        "Ce destinataire exige un code service. Choisissez-le dans sa liste.",
        "service_code",
    ),
    "SIM_MSG_SOU.007": Meaning(
        Refused,
        "Ce service n’existe pas chez ce destinataire, ou il n’est plus actif.",
        "service_code",
    ),
    "SIM_MSG_SOU.008": Meaning(
        Refused,
        "Ce destinataire exige un numéro d’engagement. Il figure sur votre bon de commande.",
        "purchase_order_reference",
    ),
    "SIM_MSG_SOU.009": Meaning(
        Refused,
        "Ce destinataire exige un code service ou un numéro d’engagement.",
        "purchase_order_reference",
    ),
    "SIM_MSG_SOU.010": Meaning(
        Refused,
        "Ce service est réservé aux factures entre entités publiques. Choisissez-en un autre.",
        "service_code",
    ),
    "SIM_MSG_SOU.011": Meaning(
        Refused,
        "Un avoir doit indiquer le numéro de la facture qu’il corrige.",
        "preceding_invoice_reference",
    ),
    "SIM_MSG_SOU.012": Meaning(Refused, "Un avoir ne porte pas de mode de règlement."),
    "SIM_MSG_SOU.013": Meaning(Refused, "Indiquez le mode de règlement."),
    "SIM_MSG_SOU.014": Meaning(
        Refused,
        "Ce cadre de facturation n’est pas accepté ici\u00a0: choisissez A1, A2, A9 ou A12.",
        "business_process",
    ),
    "SIM_MSG_SOU.015": Meaning(
        Refused,
        "Indiquez le SIRET du valideur\u00a0: la sous-traitance et la cotraitance l’exigent.",
        "validator_siret",
    ),
    "SIM_MSG_SOU.016": Meaning(
        Refused, "Chorus Pro ne retrouve pas le fichier de la facture. Déposez-le de nouveau."
    ),
    "SIM_MSG_SOU.017": Meaning(Refused, "Une facture saisie compte au moins une ligne."),
    "SIM_MSG_SOU.018": Meaning(
        Refused, "Le fournisseur de la facture n’est pas celui de votre compte technique."
    ),
    "SIM_MSG_SOU.019": Meaning(
        Refused,
        "Vérifiez la date de la facture\u00a0: elle manque ou elle est dans le futur.",
        "issue_date",
    ),
    "SIM_MSG_SOU.020": Meaning(
        Refused, "Indiquez le motif de l’exonération de TVA.", "exemption_reason"
    ),
    "SIM_MSG_SOU.021": Meaning(Refused, "Chorus Pro ne connaît pas ce mode de dépôt."),
    "SIM_MSG_SOU.022": Meaning(Refused, "Indiquez le type de la facture et celui de la TVA."),
    "SIM_MSG_SOU.023": Meaning(Refused, "Indiquez la devise de la facture, par exemple EUR."),
    "SIM_MSG_SOU.024": Meaning(Refused, "L’un des champs de la facture est trop long."),
    "SIM_MSG_SOU.025": Meaning(
        Refused, "Une facture déjà payée (cadre A2) a un net à payer de zéro.", "payable_amount"
    ),
    "SIM_MSG_SOU.026": Meaning(
        TooLarge, "La facture et ses pièces pèsent plus de 120\u00a0Mo ensemble."
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
    "SIM_MSG_PJ.001": Meaning(TooLarge, TooLarge.sentence),
    "SIM_MSG_PJ.002": Meaning(
        Refused, "Le fichier n’est pas arrivé, ou son nom dépasse 50 caractères."
    ),
    "SIM_MSG_PJ.003": Meaning(
        Refused, "Chorus Pro n’accepte pas ce format de fichier. Enregistrez-le en PDF."
    ),
    "SIM_MSG_PJ.004": Meaning(NotFound, "Chorus Pro ne retrouve pas cette pièce jointe."),
    "SIM_MSG_CPL.001": Meaning(Refused, "Ajoutez une pièce jointe ou un commentaire."),
    "SIM_MSG_REC.001": Meaning(
        Refused, "Cette facture n’est plus à recycler\u00a0: elle ne peut pas être réacheminée."
    ),
    "SIM_MSG_REJ.001": Meaning(
        Refused, "Cette facture n’est pas rejetée\u00a0: il n’y a pas de rejet à traiter."
    ),
    "SIM_MSG_TRT.001": Meaning(Refused, "Cette facture ne peut pas prendre ce statut maintenant."),
    "SIM_MSG_TRT.002": Meaning(Refused, "Indiquez le motif\u00a0: ce statut l’exige."),
    "SIM_MSG_VAL.001": Meaning(Refused, "Cette facture n’attend pas un autre valideur."),
    "SIM_MSG_TEL.001": Meaning(Refused, "Choisissez au moins une facture à télécharger."),
    "SIM_MSG_00.400": Meaning(
        ChorusError,
        "Chorus Pro n’a pas compris la demande de Choral. Signalez-le à l’exploitant de Choral.",
    ),
}

OF_THE_SIMULATOR: dict[Key, Meaning] = {
    **{Key(None, None, message): meaning for message, meaning in _WORDS.items()},
    Key(COMPLETE.path, None, "SIM_MSG_SOU.016"): Meaning(
        Refused, "Chorus Pro ne retrouve pas l’une des pièces jointes. Ajoutez-la de nouveau."
    ),
    Key(COMPLETE.path, None, "SIM_MSG_SOU.024"): Meaning(
        Refused, "Le commentaire dépasse 2\u00a0000 caractères."
    ),
    Key(VALIDATE.path, None, "SIM_MSG_VAL.001"): Meaning(
        Refused, "Cette facture n’attend pas votre validation."
    ),
    Key(CORRECT_VALIDATOR.path, None, "SIM_MSG_SOU.015"): Meaning(
        Refused, "Chorus Pro ne connaît pas ce valideur. Vérifiez son SIRET."
    ),
}
