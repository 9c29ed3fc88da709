"""Flows carried out on the simulator: handed over, followed, integrated or rejected."""

from chorus_app.domain.deposit import Stage
from tests.services.conftest import Choral
from tests.services.depositing import FREE, ago, beginner


async def test_a_facturx_goes_as_a_flow_and_is_followed_until_deposee(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.flow("SE-009")

    row = await me.turn(deposit_id)

    assert (row.stage, row.problem, row.attempted_at) == (Stage.EN_SUIVI, "", None)
    assert row.flow_number.startswith("CPP001")
    assert row.retry_at
    assert row.retry_at > ago()
    assert me.invoices("SE-009") == []
    await choral.steer("clock", advance_minutes=30)
    row = await me.turn(deposit_id)
    [invoice] = me.invoices("SE-009")
    assert (row.stage, row.flow_state) == (Stage.DEPOSEE, "IN_INTEGRE")
    assert row.invoice_chorus_id == invoice["id"]
    assert f"{row.deposit_date}" == invoice["deposit_date"]
    assert [flow["syntax"] for flow in me.flows()] == ["IN_DP_E2_CII_FACTURX"]


async def test_a_file_in_xml_goes_as_a_flow_of_its_own_syntax(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.upload(me.cii("SE-010"), "facture.xml")
    await me.confirm(deposit_id)

    assert (await me.settled(deposit_id)).stage == Stage.DEPOSEE

    assert [(flow["syntax"], flow["name"]) for flow in me.flows()] == [
        ("IN_DP_E1_CII_16B", "facture.xml")
    ]
    assert len(me.invoices("SE-010")) == 1


async def test_looks_at_a_flow_are_spaced_out_and_begin_anew_when_it_moves(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.flow("SE-011")
    for _ in range(40):
        row = await me.turn(deposit_id)
    assert row.retry_at
    assert 55 < (row.retry_at - ago()).total_seconds() <= 60
    await choral.steer("clock", advance_minutes=3)

    row = await me.turn(deposit_id)

    assert row.flow_state == "IN_EN_COURS_TRAITEMENT_CPP"
    assert row.retry_at
    assert (row.retry_at - ago()).total_seconds() < 3


async def test_a_rejected_flow_says_why_in_plain_words_and_may_be_deposited_again(
    choral: Choral,
) -> None:
    me = beginner(choral)
    deposit_id = await me.flow("SE-012")
    choral.rewrite("UPDATE structure SET service_required = 1 WHERE name = ?", FREE)

    row = await me.settled(deposit_id)

    assert row.stage == Stage.REFUSEE
    assert "il manque le code service (BT-10)" in row.problem
    assert "BuyerReference" not in row.problem
    assert me.invoices("SE-012") == []
    choral.rewrite("UPDATE structure SET service_required = 0 WHERE name = ?", FREE)
    mended = await me.flow("SE-012")
    assert (await me.settled(mended)).stage == Stage.DEPOSEE
    assert len(me.invoices("SE-012")) == 1
