"""What is said of a deposit: in the list of drafts, at the confirmation, on the receipt."""

import json
from datetime import UTC, date, datetime

import pytest

from chorus_app.services import deposits, sessions
from chorus_app.services.deposits import Draft
from chorus_app.states import deposit_views
from chorus_app.states.a_traiter import ATraiterState
from chorus_app.states.base import today
from chorus_app.states.deposer import DeposerState
from chorus_app.texts import formats
from tests.states.conftest import MINE, PASSWORD, Choral
from tests.states.tab import Tab, handlers

TYPED = {
    "invoice_number": "VTI/2026/90042",
    "issue_date": "12/11/2026",
    "tax_exclusive_amount": "100",
    "tax_amount": "20",
    "tax_inclusive_amount": "120",
    "payable_amount": "120",
    "purchase_order_reference": "2026-118-204",
}


@pytest.fixture
def recipient(choral: Choral) -> tuple[str, str]:
    """Return SIRET and name of a recipient that this supplier already has invoices for."""
    [row] = [row for row in choral.stored()["invoice"] if row["id"] == choral.suspended()]
    return str(row["recipient_siret"]), str(row["recipient_name"])


async def typed(choral: Choral, siret: str) -> Draft:
    _, who = await sessions.sign_in(MINE, PASSWORD)
    await deposits.change(who, choral.draft, TYPED | {"recipient_siret": siret})
    return await deposits.draft(who, choral.draft, today())


async def listed(choral: Choral) -> Tab:
    tab = choral.tab(choral.mine, "/deposer/")
    await tab.call(handlers()["DeposerState.arrive"])
    return tab


async def test_a_draft_is_told_by_recipient_amount_and_date(
    choral: Choral, recipient: tuple[str, str]
) -> None:
    await typed(choral, recipient[0])

    [line] = (await listed(choral)).of(DeposerState).drafts

    assert line[1] == "VTI/2026/90042"
    assert line[3] == f"{recipient[1]} · 120,00\u00a0€ · du 12/11/2026"


async def test_an_unknown_recipient_is_told_by_its_number(choral: Choral) -> None:
    await typed(choral, "73282932000074")

    [line] = (await listed(choral)).of(DeposerState).drafts

    assert line[3] == f"{formats.siret('73282932000074')} · 120,00\u00a0€ · du 12/11/2026"


async def test_what_waits_names_a_draft_s_recipient_and_amount(
    choral: Choral, recipient: tuple[str, str]
) -> None:
    await typed(choral, recipient[0])
    tab = choral.tab(choral.mine, "/a-traiter/")
    await tab.call(handlers()["ATraiterState.arrive"])

    [draft] = [view for view in tab.of(ATraiterState).waiting if choral.draft in view.href]
    assert draft.said == f"VTI/2026/90042 · {recipient[1]} · 120,00\u00a0€"


async def test_the_confirmation_shows_all_that_is_sent(
    choral: Choral, recipient: tuple[str, str]
) -> None:
    seen = await typed(choral, recipient[0])

    shown = {label: (value, more) for label, value, more in deposit_views.summary(seen)}

    assert shown["Facture"] == ("VTI/2026/90042", "")
    assert shown["Fournisseur"] == (
        seen.supplier_name,
        formats.siret(seen.supplier_siret),
    )
    assert shown["Destinataire"][0] == recipient[1]
    assert shown["Numéro d’engagement"] == ("2026-118-204", "")
    assert shown["Cadre"][0].startswith("A1")
    assert shown["Fichier"][0] == "facture.pdf"
    money = ("Montant HT", "TVA", "Montant TTC", "Net à payer")
    assert [shown[name][0] for name in money] == [
        "100,00\u00a0€",
        "20,00\u00a0€",
        "120,00\u00a0€",
        "120,00\u00a0€",
    ]
    assert not shown.keys() & {"Numéro de marché", "Remise", "Montant TTC après remise"}


async def test_the_confirmation_explains_a_payable_amount_below_the_total(
    choral: Choral, recipient: tuple[str, str]
) -> None:
    await typed(choral, recipient[0])
    _, who = await sessions.sign_in(MINE, PASSWORD)
    await deposits.change(who, choral.draft, {"payable_amount": "110"})
    seen = await deposits.draft(who, choral.draft, today())

    shown = {label: value for label, value, _ in deposit_views.summary(seen)}

    amounts = [(label, value) for label, value in shown.items() if value.endswith("€")]
    assert amounts[2:] == [
        ("Montant TTC", "120,00\u00a0€"),
        ("Remise", "10,00\u00a0€"),
        ("Montant TTC après remise", "110,00\u00a0€"),
        ("Net à payer", "110,00\u00a0€"),
    ]


async def test_the_confirmation_says_what_differs_from_the_file(
    choral: Choral, recipient: tuple[str, str]
) -> None:
    await typed(choral, recipient[0])
    _, who = await sessions.sign_in(MINE, PASSWORD)
    await deposits.change(
        who, choral.draft, {"invoice_number": "VTI/2026/90043", "payable_amount": "110"}
    )

    seen = await deposits.draft(who, choral.draft, today())

    told = {label: more for label, _, more in deposit_views.summary(seen)}
    assert told["Facture"] == "Différent du fichier\u00a0: VTI/2026/90042"
    assert told["Net à payer"] == "Différent de ce que Choral a cru lire\u00a0: 120,00\u00a0€"
    assert told["Montant HT"] == ""


async def test_what_waits_for_its_file_shows_no_confirmation_and_leads_to_the_file_s_place(
    choral: Choral, recipient: tuple[str, str]
) -> None:
    seen = await typed(choral, recipient[0])
    tab = choral.tab(choral.mine, f"/deposer/?brouillon={choral.draft}")
    await tab.call(handlers()["DeposerState.arrive"])
    state: DeposerState = tab.of(DeposerState)
    form = {"service_code": state.services[0].value}
    await tab.call(handlers()["DeposerState.keep_all"], form=form)
    assert state.confirming, "nothing but its file is in the way"
    finding = {"code": "ANCIEN_FICHIER", "severity": "retenu", "field": "file", "message": "Ceci."}
    held = json.loads(seen.row.reading) | {"findings": [finding | {"repair": "Cela."}]}
    choral.rewrite("UPDATE deposit SET reading = ? WHERE id = ?", json.dumps(held), choral.draft)

    answer = await tab.call(handlers()["DeposerState.keep_all"], form=form)

    assert (dict(state.errors), state.wants_file, state.confirming) == ({}, True, False)
    assert "ref_file" in str(answer)


async def test_the_receipt_tells_when_and_under_which_numbers(
    choral: Choral, recipient: tuple[str, str]
) -> None:
    await typed(choral, recipient[0])
    choral.rewrite(
        "UPDATE deposit SET stage = 'DEPOSEE', deposit_date = ?, confirmed_at = ?, flow_number = ?,"
        " certificate = ?, invoice_chorus_id = ? WHERE id = ?",
        date(2026, 11, 13).isoformat(),
        datetime(2026, 11, 13, 8, 5, tzinfo=UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),
        "CPP0123",
        "ab12",
        4242,
        choral.draft,
    )
    tab = choral.tab(choral.mine, f"/deposer/?brouillon={choral.draft}")
    await tab.call(handlers()["DeposerState.arrive"])

    shown: DeposerState = tab.of(DeposerState)
    told = {label: value for label, value, _ in shown.receipt}
    assert told["Déposée le"] == "13/11/2026"
    assert told["Confirmée par vous"].endswith("09:05")
    assert told["Numéro chez Chorus Pro"] == "4242"
    assert (told["Numéro de flux"], told["Certificat de dépôt"]) == ("CPP0123", "ab12")
    assert told["Destinataire"] == recipient[1]
    copied = shown.receipt_text.splitlines()
    assert copied[0] == "Reçu de dépôt dans Chorus Pro"
    assert len(copied) == len(shown.receipt) + 1
    assert all(f"{label}\u00a0: {value}" in shown.receipt_text for label, value in told.items())


async def test_there_is_no_receipt_before_the_deposit(choral: Choral) -> None:
    tab = choral.tab(choral.mine, f"/deposer/?brouillon={choral.draft}")
    await tab.call(handlers()["DeposerState.arrive"])

    assert (tab.of(DeposerState).receipt, tab.of(DeposerState).receipt_text) == ([], "")
