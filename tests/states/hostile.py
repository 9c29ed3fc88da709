"""What a client may send that no page of ours sends."""

from collections.abc import Iterator
from typing import Any

from chorus_app.domain.deposit import FORM_FIELDS
from chorus_app.domain.status import Status

DEEP: Any = []
for _ in range(50):
    DEEP = [{"a": DEEP}]

VALUES: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    10**30,
    1.5,
    float("nan"),
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e\u0000\u2028",
    "x" * 200_000,
    "9" * 20,
    "'; DROP TABLE invoice; --",
    "%' OR 1=1 --",
    "../../etc/passwd",
    "javascript:alert(1)",
    "//evil.example/",
    b"bytes",
    [],
    [None, {}, []],
    {},
    {"$ne": ""},
    DEEP,
)

TOKENS = (None, "", "x", "x" * 43, "x" * 100_000, "é" * 43, "\x00" * 43, "a;b=c", '"' + "x" * 41)

ADDRESSES = (
    "",
    "/",
    "/factures/",
    "/factures/0/",
    "/factures/-1/",
    "/factures/1e3/",
    "/factures/²/",
    "/factures/٣/",
    "/factures/\x00/",
    "/factures/\ud800/",
    "/factures/999999999999999/",
    f"/factures/{'9' * 400}/",
    f"/factures/{2**31}/",
    f"/factures/?q={'x' * 100_000}",
    "/factures/?q=%00&numero=%ED%A0%80&du=31/02&au=x&min=x&max=nan&statut=x&tri=x",
    "/factures/?q=\ud800&min=\ud800&statut=\ud800,\ud800&tri=\ud800",
    "/factures/?q=%25_%5C'%22&destinataire=%25&commande=_",
    "/factures/?statut=" + "REJETEE," * 10_000,
    "/factures/?min=2&max=1&du=2026-02-02&au=2026-02-01",
    "/factures/?q",
    "/factures/?q=a&q=b&q=c",
    "/deposer/?brouillon=%00",
    "/deposer/?brouillon=\ud800",
    "/deposer/?brouillon=' OR 1=1 --",
    f"/deposer/?brouillon={'x' * 100_000}",
    "/repondre/",
    "/repondre/?facture=1&acte=",
    "/repondre/?facture=1&acte=RELANCER",
    "/repondre/?facture=1&acte=\ud800",
    "/repondre/?facture=\ud800&acte=COMPLETER",
    "/repondre/?facture=-1&acte=COMPLETER",
    f"/repondre/?facture={2**63}&acte=RECYCLER",
    f"/repondre/?facture={'9' * 15}&acte=RECYCLER",
    "/connexion/?suite=//evil.example/",
    "/nulle/part/",
    "//evil.example/factures/",
    "#",
    "?",
)


def payloads(names: list[str]) -> Iterator[dict[str, Any]]:
    """Give payloads for these parameters: each value for all, then where a page would put it."""
    if not names:
        yield {}
        return
    for value in VALUES:
        yield dict.fromkeys(names, value)
        if "form" in names:
            yield {"form": dict.fromkeys(("recherche", *FORM_FIELDS), value)}
            yield {"form": _filter(value)}
        if "name" in names and "value" in names:
            yield from ({"name": field, "value": value} for field in ("invoice_number", "comment"))


def _filter(value: Any) -> dict[str, Any]:
    fields = ("numero", "du", "au", "min", "max", "destinataire", "commande", "statut", "q", "tri")
    return dict.fromkeys((*fields, *(f"statut-{status}" for status in Status)), value)
