"""À propos: what the app is, that it is not the State, and the legal base."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.parts import link

_PARTS = (
    (
        "Un service indépendant",
        "Choral aide les fournisseurs du secteur public à suivre et à envoyer leurs factures depuis "
        "leur téléphone. Ce n’est pas un service de l’État : il n’est ni affilié à l’AIFE, ni "
        "recommandé par elle. Chorus Pro reste le portail officiel et gratuit.",
    ),
    (
        "La loi",
        "L’ordonnance du 26 juin 2014 a rendu obligatoire la facture électronique envers le secteur "
        "public : grandes entreprises en 2017, entreprises intermédiaires en 2018, petites et "
        "moyennes en 2019, microentreprises en 2020. Ces règles sont aujourd’hui dans le Code de la "
        "commande publique (articles L2192-1 et suivants).",
    ),
    (
        "Vos données",
        "Choral garde une copie de vos factures telles que Chorus Pro les montre, avec l’heure de "
        "cette copie. Votre compte technique est chiffré. Rien n’est partagé, aucune publicité, "
        "aucune mesure d’audience.",
    ),
    (
        "Navigateurs",
        "Chrome et Edge sur Android et ordinateur, Safari sur iPhone et Mac, Firefox, dans leurs "
        "versions des deux dernières années.",
    ),
    (
        "Ce que Choral ne fait pas encore",
        "Émettre une facture de travaux, déposer un lot, saisir une facture sans fichier, rapprocher "
        "un relevé de banque, montrer la liste sans réseau : le portail Chorus Pro permet les trois "
        "premiers.",
    ),
)


def a_propos() -> rx.Component:
    """About."""
    return rx.el.main(
        rx.el.h1("À propos de Choral"),
        *[rx.fragment(rx.el.h2(title), rx.el.p(text)) for title, text in _PARTS],
        rx.el.p(link("Retour à Choral", to=routes.ACCUEIL), class_name="section"),
        class_name="prose pad",
    )
