"""What every page of the console is made of. Every value is escaped; nothing is loaded or run."""

from collections.abc import Iterable, Mapping
from html import escape

from chorus_app.simulator.wire import moment

_STYLE = """
body{font:16px/1.5 Georgia,serif;max-width:70rem;margin:0 auto;padding:1rem;background:#fffbe6;
color:#222}header{border:3px double #8a4b00;padding:.5rem 1rem;background:#ffe9b8}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8a6d3b;padding:.25rem .5rem;
text-align:left;vertical-align:top;overflow-wrap:anywhere}caption{text-align:left;padding:.25rem 0}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td.d{white-space:nowrap}
form{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:end;margin:.75rem 0}a{color:#5a3300}
label{display:flex;flex-direction:column;max-width:100%;min-width:0}label.box{flex-direction:row;gap:.35rem;align-items:center}
input,select,button{font:inherit;padding:.3rem .4rem;max-width:100%;box-sizing:border-box;
min-height:2.75rem}label.box input{min-height:1.25rem;min-width:1.25rem}
select{width:20rem}input[type=number]{width:8rem}.large{flex:1 1 20rem}
.large input{width:100%}
.erreur{border-left:6px solid #a00;padding:.5rem;background:#fff}
@media (max-width:45rem){.list,.list tbody,.list tr,.list td,.list caption{display:block}
.list tr:has(th){display:none}.list tr{border:1px solid #8a6d3b;margin:.5rem 0;padding:.25rem}
.list td{border:0;padding:0 .25rem}.list td.n{text-align:left}.list td:empty{display:none}}
"""


def page(title: str, *parts: str) -> str:
    """Return a whole page."""
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)} – simulateur</title><style>{_STYLE}</style></head><body>"
        "<header><strong>SIMULATEUR</strong> – ceci n’est ni Chorus Pro ni Choral\u00a0: on y joue "
        "les destinataires publics, sur des données inventées. "
        '<a href="/simulateur">Factures</a> · <a href="/simulateur/documentation">Documentation</a>'
        ' · <a href="/openapi.json">OpenAPI</a></header>'
        f"<main><h1>{escape(title)}</h1>{''.join(parts)}</main></body></html>"
    )


def message(title: str, words: str) -> str:
    """Return a page that says one thing."""
    return page(title, alert(words), '<p><a href="/simulateur">Retour aux factures</a></p>')


def alert(words: str) -> str:
    """Return a paragraph that says what went wrong."""
    return f'<p class="erreur" role="alert">{escape(words)}</p>'


def heads(*names: str) -> str:
    """Return the first row of a table."""
    return "<tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in names) + "</tr>"


def options(values: Mapping[str, str], chosen: str = "") -> str:
    """Return the choices of a list: what is sent, and what is read."""
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(label)}</option>"
        for value, label in values.items()
    )


def boxes(values: Mapping[str, str], chosen: Iterable[str]) -> str:
    """Return choices of which several may be on."""
    on = set(chosen)
    return "".join(
        f'<label class="box"><input type="checkbox" name="on" value="{escape(value)}"'
        f"{' checked' if value in on else ''}> {escape(label)}</label>"
        for value, label in values.items()
    )


def amount(cents: int) -> str:
    """`-1 234,50 €`."""
    whole, rest = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", "\u202f")
    return f"{'-' if cents < 0 else ''}{grouped},{rest:02d}\u00a0€"


def when(epoch: float) -> str:
    """`25/11/2026 à 23:24`, in Paris."""
    return moment(epoch).strftime("%d/%m/%Y à\u00a0%H:%M")
