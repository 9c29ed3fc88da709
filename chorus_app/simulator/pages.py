"""The console's pages, as plain HTML. Every value is escaped; nothing is loaded, nothing runs."""

import sqlite3
from collections.abc import Iterable, Sequence
from html import escape

from chorus_app.simulator import codes
from chorus_app.simulator.code_lists import INVOICE_STATES
from chorus_app.simulator.faults import MODES
from chorus_app.simulator.moves import EXPLAINED
from chorus_app.simulator.notes import CHOICES
from chorus_app.simulator.quirks import NAMES
from chorus_app.simulator.wire import minute
from chorus_app.simulator.world import World

_STYLE = """
body{font:16px/1.5 Georgia,serif;max-width:70rem;margin:0 auto;padding:1rem;background:#fffbe6;
color:#222}header{border:3px double #8a4b00;padding:.5rem 1rem;background:#ffe9b8}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8a6d3b;padding:.25rem .5rem;
text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}
form{margin:.75rem 0}label{margin-right:.75rem}a{color:#5a3300}.erreur{border-left:6px solid #a00;
padding:.5rem;background:#fff}
"""


def _page(title: str, *parts: str) -> str:
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)} – simulateur</title><style>{_STYLE}</style></head><body>"
        "<header><strong>SIMULATEUR</strong> – ceci n’est ni Chorus Pro ni Choral : on y joue "
        "les destinataires publics, sur des données inventées. "
        '<a href="/simulateur">Factures</a> · <a href="/simulateur/documentation">Documentation</a>'
        ' · <a href="/openapi.json">OpenAPI</a></header>'
        f"<main><h1>{escape(title)}</h1>{''.join(parts)}</main></body></html>"
    )


def message(title: str, words: str) -> str:
    """Return a page that says one thing."""
    return _page(title, _alert(words))


def home(rows: Sequence[sqlite3.Row], world: World, q: str, status: str) -> str:
    """Return the list of invoices, with the clock, the failures and the oddities."""
    return _page(
        "Console du destinataire", _clock(world), _search(q, status), _table(rows), _tricks(world)
    )


def _clock(world: World) -> str:
    now = world.clock.instant()
    return (
        f"<p>Il est <strong>{minute(now.epoch)}</strong> ici ; la vie des factures avance de "
        f"{world.clock.speed:g} minute(s) simulée(s) par minute.</p>"
        '<form method="post" action="/simulateur/horloge"><label>Avancer de '
        '<input name="minutes" type="number" min="0" value="60"> minutes</label>'
        '<label>Vitesse <input name="vitesse" type="number" min="0" step="any" '
        f'value="{world.clock.speed:g}"></label><button>Appliquer</button></form>'
    )


def _search(q: str, status: str) -> str:
    return (
        '<form method="get" action="/simulateur"><label>Numéro, fournisseur ou destinataire '
        f'<input name="q" value="{escape(q)}"></label><label>Statut <select name="statut">'
        f'<option value="">tous</option>{_options(INVOICE_STATES.split(), status)}</select></label>'
        "<button>Chercher</button></form>"
    )


def _options(values: Iterable[str], chosen: str = "") -> str:
    return "".join(
        f"<option{' selected' if value == chosen else ''}>{escape(value)}</option>"
        for value in values
    )


def _table(rows: Sequence[sqlite3.Row]) -> str:
    lines = "".join(
        f'<tr><td><a href="/simulateur/factures/{row["id"]}">{escape(row["number"])}</a></td>'
        f"<td>{escape(row['supplier_name'])}</td><td>{escape(row['recipient_name'])}</td>"
        f'<td class="n">{_amount(row["gross"])}</td><td>{escape(row["status"])}</td>'
        f"<td>{minute(row['status_at'])}</td></tr>"
        for row in rows
    )
    heads = _heads("Numéro", "Fournisseur", "Destinataire", "TTC", "Statut", "Depuis")
    return f"<table><caption>Dernières factures à changer</caption>{heads}{lines}</table>"


def _heads(*names: str) -> str:
    return "<tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in names) + "</tr>"


def _tricks(world: World) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="on" value="{name}"'
        f"{' checked' if name in world.quirks.on else ''}> {name}</label>"
        for name in NAMES
    )
    return (
        '<h2>Pannes</h2><form method="post" action="/simulateur/pannes"><label>Panne '
        f'<select name="mode">{_options(MODES)}</select></label><label>Secondes '
        '<input name="secondes" type="number" min="0" step="any" value="30"></label>'
        "<button>Jouer la panne</button></form>"
        f'<h2>Bizarreries</h2><form method="post" action="/simulateur/bizarreries">{boxes}'
        "<button>Appliquer</button></form>"
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
        ("Fournisseur", f"{row['supplier_name']} ({row['supplier_siret']})"),
        ("Destinataire", f"{row['recipient_name']} ({row['recipient_siret']})"),
        ("Service", row["service_code"] or "–"),
        ("Engagement", row["purchase_order"] or "–"),
        ("Montant TTC", _amount(row["gross"])),
        ("Statut", row["status"]),
        ("Commentaire du fournisseur", row["comment"] or "–"),
        ("Pièces", ", ".join(file["label"] for file in files) or "–"),
    )
    lines = "".join(
        f'<tr><th scope="row">{name}</th><td>{escape(words)}</td></tr>' for name, words in facts
    )
    return _page(
        f"Facture {row['number']}",
        _alert(error) if error else "",
        f"<table>{lines}</table>",
        _moves(row["id"], following),
        _history(history),
    )


def _moves(invoice_id: int, following: Sequence[str]) -> str:
    if not following:
        return "<p>Personne d’autre que le fournisseur ne peut agir maintenant.</p>"
    explained = ", ".join(status for status in following if status in EXPLAINED)
    hint = f"<p>Motif obligatoire pour : {escape(explained)}.</p>" if explained else ""
    return (
        f'<h2>Agir</h2><form method="post" action="/simulateur/factures/{invoice_id}">'
        f'<label>Statut <select name="statut">{_options(following)}</select></label>'
        '<label>Motif <input name="motif" size="50"></label><button>Enregistrer</button></form>'
        + hint
    )


def _history(history: Sequence[sqlite3.Row]) -> str:
    lines = "".join(
        f"<tr><td>{minute(one['at'])}</td><td>{escape(one['status'])}</td>"
        f"<td>{escape(one['comment'])}</td>"
        f"<td>{escape(one['first_name'])} {escape(one['last_name'])}</td></tr>"
        for one in history
    )
    return f"<h2>Historique</h2><table>{_heads('Date', 'Statut', 'Motif', 'Par')}{lines}</table>"


def _alert(words: str) -> str:
    return f'<p class="erreur" role="alert">{escape(words)}</p>'


def _amount(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", "\u202f")
    return f"{'-' if cents < 0 else ''}{grouped},{rest:02d}\u00a0€"


def documentation() -> str:
    """Return every code with its source, and every choice that was not sourced."""
    lines = "".join(
        f"<tr><td>{escape(code.route)}</td><td>{code.code_retour}</td><td>{escape(code.libelle)}"
        f"</td><td>{escape(code.sentence)}</td><td>{escape(code.source)}</td></tr>"
        for code in codes.table()
    )
    heads = _heads("Route", "codeRetour", "libelle", "Sens", "Source")
    choices = "".join(
        f"<tr><td>{escape(what)}</td><td>{escape(choice)}</td></tr>" for what, choice in CHOICES
    )
    return _page(
        "Documentation",
        "<p>Succès : <code>codeRetour</code> 0. Tout ce qui n’est pas sourcé est dit "
        "« choix du simulateur » : le vrai portail peut répondre autrement.</p>",
        f"<h2>Codes de retour</h2><table>{heads}{lines}</table>",
        f"<h2>Autres choix</h2><table>{_heads('Sujet', 'Choix du simulateur')}{choices}</table>",
    )
