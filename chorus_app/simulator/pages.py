"""The console's pages: the list, one invoice, the documentation."""

import sqlite3
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from chorus_app.simulator import codes
from chorus_app.simulator.code_lists import INVOICE_STATES
from chorus_app.simulator.moves import EXPLAINED
from chorus_app.simulator.notes import CHOICES
from chorus_app.simulator.page_frame import alert, amount, boxes, heads, options, page, when
from chorus_app.simulator.page_words import FAILURES, ODDITIES, STATUSES, status, statuses
from chorus_app.simulator.world import World

_JUMPS = {"60": "1 heure", "1440": "1 jour", "10080": "1 semaine", "43200": "30 jours"}


class Wanted(NamedTuple):
    """What the list is searched by; empty means all."""

    words: str
    status: str
    supplier: str


def home(
    rows: Sequence[sqlite3.Row], suppliers: Sequence[sqlite3.Row], world: World, wanted: Wanted
) -> str:
    """Return the list of invoices, with the clock, the failures and the oddities."""
    return page(
        "Console du destinataire",
        '<p>Plus bas\u00a0: <a href="#horloge">l’horloge</a>, '
        '<a href="#pannes">les pannes</a>.</p>',
        _search(wanted, suppliers),
        _table(rows),
        _clock(world),
        _tricks(world),
    )


def _clock(world: World) -> str:
    speed = f"{world.clock.speed:g}".replace(".", ",")
    now = when(world.clock.instant().epoch)
    return (
        f'<h2 id="horloge">Horloge</h2>'
        f"<p>Il est <strong>{now}</strong> ici\u00a0; "
        f"la vie des factures avance de {speed}\u00a0minutes par minute.</p>"
        '<form method="post" action="/simulateur/horloge"><label>Avancer de '
        f'<select name="minutes">{options(_JUMPS)}</select></label><button>Avancer</button></form>'
        '<form method="post" action="/simulateur/horloge"><label>Vitesse (0\u00a0: arrêt) '
        '<input name="vitesse" type="number" min="0" max="1000000" step="any" required '
        f'value="{world.clock.speed:g}"></label><button>Changer la vitesse</button></form>'
    )


def _search(wanted: Wanted, suppliers: Sequence[sqlite3.Row]) -> str:
    names = {"": "tous"} | {str(row["id"]): row["name"] for row in suppliers}
    usual = [code for code in INVOICE_STATES.split() if code in STATUSES]
    others = [code for code in INVOICE_STATES.split() if code not in STATUSES]
    choices = {"": "tous"} | statuses([*usual, *others])
    return (
        '<form method="get" action="/simulateur"><label class="large">Numéro ou destinataire '
        f'<input name="q" value="{escape(wanted.words)}"></label><label>Fournisseur <select '
        f'name="fournisseur">{options(names, wanted.supplier)}</select></label><label>Statut '
        f'<select name="statut">{options(choices, wanted.status)}'
        "</select></label><button>Chercher</button></form>"
    )


def _table(rows: Sequence[sqlite3.Row]) -> str:
    if not rows:
        return "<p>Aucune facture ne correspond.</p>"
    lines = "".join(
        f'<tr><td class="d"><a href="/simulateur/factures/{row["id"]}">{escape(row["number"])}</a>'
        "</td>"
        f"<td>{escape(row['supplier_name'])}</td><td>{escape(row['recipient_name'])}</td>"
        f'<td class="n">{amount(row["gross"])}</td><td>{escape(_label(row["status"]))}</td>'
        f'<td class="d">{when(row["status_at"])}</td></tr>'
        for row in rows
    )
    first = heads("Numéro", "Fournisseur", "Destinataire", "TTC", "Statut", "Depuis")
    caption = "<caption>Dernières factures à changer</caption>"
    return f'<table class="list">{caption}{first}{lines}</table>'


def _label(code: str) -> str:
    return STATUSES.get(code, code)


def _tricks(world: World) -> str:
    now = world.faults.mode
    return (
        f'<h2 id="pannes">Pannes</h2>'
        f"<p>En ce moment\u00a0: <strong>{escape(FAILURES[now])}</strong>.</p>"
        '<form method="post" action="/simulateur/pannes"><label>Panne '
        f'<select name="mode">{options(FAILURES, now)}</select></label><label>Pendant (secondes) '
        '<input name="secondes" type="number" min="0" step="any" value="30" required></label>'
        "<button>Jouer la panne</button></form>"
        '<h2>Bizarreries</h2><form method="post" action="/simulateur/bizarreries">'
        f"{boxes(ODDITIES, world.quirks.on)}<button>Appliquer</button></form>"
    )


def invoice(
    row: sqlite3.Row,
    history: Sequence[sqlite3.Row],
    files: Sequence[sqlite3.Row],
    following: Sequence[str],
    error: str,
) -> str:
    """Return one invoice with what may be done to it."""
    facts = (
        ("Statut", status(row["status"])),
        ("Fournisseur", f"{row['supplier_name']} ({row['supplier_siret']})"),
        ("Destinataire", f"{row['recipient_name']} ({row['recipient_siret']})"),
        ("Service", row["service_code"] or "–"),
        ("Engagement", row["purchase_order"] or "–"),
        ("Montant TTC", amount(row["gross"])),
        ("Commentaire du fournisseur", row["comment"] or "–"),
        ("Pièces", ", ".join(file["label"] for file in files) or "–"),
    )
    lines = "".join(
        f'<tr><th scope="row">{name}</th><td>{escape(words)}</td></tr>' for name, words in facts
    )
    return page(
        f"Facture {row['number']}",
        alert(error) if error else "",
        f"<table>{lines}</table>",
        _moves(row["id"], following),
        _history(history),
    )


def _moves(invoice_id: int, following: Sequence[str]) -> str:
    if not following:
        return "<p>Personne d’autre que le fournisseur ne peut agir maintenant.</p>"
    explained = ", ".join(_label(each) for each in following if each in EXPLAINED)
    hint = f"<p>Motif obligatoire pour\u00a0: {escape(explained)}.</p>" if explained else ""
    return (
        f'<h2>Agir</h2><form method="post" action="/simulateur/factures/{invoice_id}">'
        f'<label>Statut <select name="statut">{options(statuses(following))}</select></label>'
        '<label class="large">Motif <input name="motif" maxlength="2000"></label>'
        f"<button>Enregistrer</button></form>{hint}"
    )


def _history(history: Sequence[sqlite3.Row]) -> str:
    lines = "".join(
        f'<tr><td class="d">{when(one["at"])}</td><td>{escape(status(one["status"]))}</td>'
        f"<td>{escape(one['comment'])}</td>"
        f"<td>{escape(_name(one))}</td></tr>"
        for one in history
    )
    first = heads("Date", "Statut", "Motif", "Par")
    return f'<h2>Historique</h2><table class="list">{first}{lines}</table>'


def _name(one: sqlite3.Row) -> str:
    return f"{one['first_name']} {one['last_name']}".strip()


def documentation() -> str:
    """Return every code with its source, and every choice that was not sourced."""
    lines = "".join(
        f"<tr><td>{escape(code.route)}</td><td>{code.code_retour}</td><td>{escape(code.libelle)}"
        f"</td><td>{escape(code.sentence)}</td><td>{escape(code.source)}</td></tr>"
        for code in codes.table()
    )
    first = heads("Route", "codeRetour", "libelle", "Sens", "Source")
    choices = "".join(
        f"<tr><td>{escape(what)}</td><td>{escape(choice)}</td></tr>" for what, choice in CHOICES
    )
    second = heads("Sujet", "Choix du simulateur")
    return page(
        "Documentation",
        "<p>Succès\u00a0: <code>codeRetour</code> 0. Tout ce qui n’est pas sourcé est dit "
        "«\u00a0choix du simulateur\u00a0»\u00a0: le vrai portail peut répondre autrement.</p>",
        f'<h2>Codes de retour</h2><table class="list">{first}{lines}</table>',
        f'<h2>Autres choix</h2><table class="list">{second}{choices}</table>',
    )
