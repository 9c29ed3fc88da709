"""What the pre-check found stands beside its field, and a button mends it."""

import json
from typing import Any

import pytest

from chorus_app.domain.deposit import FORM_FIELDS
from chorus_app.states.deposer import DeposerState
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers


async def opened(choral: Choral) -> Tab:
    tab = choral.tab(choral.mine, f"/deposer/?brouillon={choral.draft}")
    await tab.call(handlers()["DeposerState.arrive"])
    return tab


async def typed(tab: Tab, **values: str) -> DeposerState:
    await tab.call(handlers()["DeposerState.keep_all"], form=values)
    state: DeposerState = tab.of(DeposerState)
    return state


async def test_a_missing_amount_is_proposed_and_taken(choral: Choral) -> None:
    tab = await opened(choral)
    state = await typed(tab, tax_exclusive_amount="100", tax_amount="20", tax_inclusive_amount="")
    assert state.repairs["tax_inclusive_amount"] == "Mettre 120,00\u00a0€"

    await tab.call(handlers()["DeposerState.mend"], name="tax_inclusive_amount")

    assert state.form["tax_inclusive_amount"] == "120,00"
    assert "tax_inclusive_amount" not in state.repairs
    assert "tax_inclusive_amount" not in state.errors
    assert state.mended["tax_inclusive_amount"] == 1, "the field is drawn anew, or shows the old"


@pytest.mark.parametrize("name", ["invoice_number", "payable_amount", "", "stage", ["a"], None])
async def test_nothing_is_mended_that_is_not_proposed(choral: Choral, name: Any) -> None:
    tab, before = await opened(choral), choral.stored()

    await tab.call(handlers()["DeposerState.mend"], name=name)

    assert choral.stored() == before


async def test_another_s_draft_is_not_mended(choral: Choral) -> None:
    await typed(await opened(choral), tax_exclusive_amount="100", tax_amount="20")
    before = choral.stored()
    stranger = choral.tab(choral.empty, f"/deposer/?brouillon={choral.draft}")
    await stranger.call(handlers()["DeposerState.arrive"])

    await stranger.call(handlers()["DeposerState.mend"], name="tax_inclusive_amount")

    assert stranger.of(DeposerState).missing
    assert choral.stored() == before


async def test_a_value_typed_over_what_was_read_stays_told_until_it_is_the_file_s(
    choral: Choral,
) -> None:
    tab = await opened(choral)

    state = await typed(tab, payable_amount="130", invoice_number="VTI/2026/90043")

    [sure], [unsure] = state.notes["invoice_number"], state.notes["payable_amount"]
    assert (sure.severity, unsure.severity) == ("Différent du fichier", "À vérifier")
    assert sure.message.startswith("Votre fichier dit VTI/2026/90042\u00a0: ce qui part doit")
    assert unsure.message.startswith("Choral a cru lire dans votre fichier 120,00\u00a0€\u00a0:")
    assert (await typed(tab, payable_amount="120,0")).notes["payable_amount"] == []


async def test_a_repair_of_the_form_leaves_what_the_file_says(choral: Choral) -> None:
    row = next(row for row in choral.stored()["deposit"] if row["id"] == choral.draft)
    told = {"tax_inclusive_amount": ["130,00", False]}
    reading = json.dumps(json.loads(str(row["reading"])) | {"told": told})
    choral.rewrite("UPDATE deposit SET reading = ? WHERE id = ?", reading, choral.draft)
    tab = await opened(choral)
    await typed(tab, tax_exclusive_amount="100", tax_amount="20", tax_inclusive_amount="130")

    await tab.call(handlers()["DeposerState.mend"], name="tax_inclusive_amount")

    state: DeposerState = tab.of(DeposerState)
    assert state.form["tax_inclusive_amount"] == "120,00"
    assert [
        "Choral a cru lire dans votre fichier 130,00\u00a0€" in note.message
        for note in state.notes["tax_inclusive_amount"]
    ] == [True]


async def test_a_file_that_served_before_is_told_with_where(choral: Choral) -> None:
    [row] = [row for row in choral.stored()["deposit"] if row["id"] == choral.draft]
    later = row | {"id": "later", "created_at": "2099-01-01 00:00:00.000000"}
    names, marks = ", ".join(later), ", ".join("?" * len(later))
    choral.rewrite(f"INSERT INTO deposit ({names}) VALUES ({marks})", *later.values())
    tab = choral.tab(choral.mine, "/deposer/?brouillon=later")

    await tab.call(handlers()["DeposerState.arrive"])

    state: DeposerState = tab.of(DeposerState)
    assert state.same_file == "Ce fichier a déjà servi au brouillon VTI/2026/90042."
    assert state.same_file_at == f"/deposer/?brouillon={choral.draft}"
    assert (await opened(choral)).of(DeposerState).same_file == ""


async def found(choral: Choral, **finding: str) -> DeposerState:
    """Open the draft with a finding of its file."""
    row = next(row for row in choral.stored()["deposit"] if row["id"] == choral.draft)
    reading = json.loads(str(row["reading"]))
    reading["findings"] = [{"code": "X", "message": "Ceci.", "repair": "Cela.", **finding}]
    choral.rewrite("UPDATE deposit SET reading = ? WHERE id = ?", json.dumps(reading), choral.draft)
    state: DeposerState = (await opened(choral)).of(DeposerState)
    return state


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        ("refusera", "Chorus Pro refusera"),
        ("pourrait_refuser", "Chorus Pro pourrait refuser"),
        ("a_savoir", "À savoir"),
    ],
)
async def test_a_finding_says_how_grave_it_is_beside_its_field(
    choral: Choral, severity: str, words: str
) -> None:
    state = await found(choral, severity=severity, field="buyer_reference")

    [note] = state.notes["service_code"]
    assert (note.severity, note.message, note.repair) == (words, "Ceci.", "Cela.")
    assert state.file_notes == []
    assert set(state.notes) == set(FORM_FIELDS)


async def test_what_a_new_file_mends_is_told_beside_its_place_and_holds_the_rest(
    choral: Choral,
) -> None:
    state = await found(choral, severity="retenu", field="file")

    [note] = state.new_file_notes
    assert (note.severity, note.tone) == ("Choral ne l’enverra pas", "refused")
    assert state.file_notes == []
    assert state.to_mend == len(state.errors) + 1


@pytest.mark.parametrize("field", ["", "seller_siret", "payment_means"])
async def test_what_has_no_field_is_told_of_the_file(choral: Choral, field: str) -> None:
    state = await found(choral, severity="a_savoir", field=field)

    assert [note.message for note in state.file_notes] == ["Ceci."]
    assert not any(state.notes.values())


async def test_what_was_read_has_its_place_on_the_page(choral: Choral) -> None:
    state: DeposerState = (await opened(choral)).of(DeposerState)

    assert state.sheets == [[0, 595, 842]]
    assert state.pages_at == f"/api/depots/{choral.draft}/pages/"
    page, left, top, width, height = state.places["payable_amount"]
    assert page == 0
    assert 0 < left < left + width < 1
    assert 0 < top < top + height < 1


async def test_a_field_to_check_says_why_until_it_is_typed_over(choral: Choral) -> None:
    marks = {"invoice_number": "A_VERIFIER", "issue_date": "LU"}
    doubts = dict.fromkeys(marks, "UNE_FOIS")
    reading = json.dumps({"marks": marks, "doubts": doubts})
    choral.rewrite("UPDATE deposit SET reading = ? WHERE id = ?", reading, choral.draft)
    tab = await opened(choral)
    shown: DeposerState = tab.of(DeposerState)
    assert shown.doubts["invoice_number"].startswith("À vérifier\u00a0: lu une seule fois")
    assert shown.doubts["issue_date"] == ""

    shown = await typed(tab, invoice_number="VTI/2026/90043")

    assert shown.doubts["invoice_number"] == ""
