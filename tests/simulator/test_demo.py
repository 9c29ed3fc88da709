import time
from collections import Counter
from datetime import UTC, datetime

from chorus_app.domain.siret import has_valid_key
from chorus_app.domain.status import OPTIONAL, Status
from chorus_app.simulator import demo
from chorus_app.simulator.app import create_app
from chorus_app.simulator.demo import DEMO_ACCOUNTS


async def test_showcase_holds_244_invoices_of_all_fourteen_statuses(portal):
    lines = await portal.search()
    assert len(lines) == 244
    counts = Counter(line["statut"] for line in lines)
    assert set(counts) == set(Status)
    assert counts["MISE_EN_PAIEMENT"] > 122
    for status in ("SUSPENDUE", "A_RECYCLER", "REJETEE"):
        assert 3 <= counts[status] <= 8
    assert len({line["codeDestinataire"] for line in lines}) >= 25
    invoices = [line["montantTTC"] for line in lines if line["typeFacture"] == "FACTURE"]
    assert (min(invoices), max(invoices)) == (12.4, 1269000.0)
    assert sum(line["typeFacture"] == "AVOIR" for line in lines) >= 3


async def test_returned_invoices_tell_why(portal):
    for line in await portal.search(statutCourant=["SUSPENDUE", "A_RECYCLER", "REJETEE"]):
        assert len(line["commentaireEtatCourant"]) > 20


async def test_credit_notes_answer_an_invoice_of_the_same_recipient(portal):
    lines = {line["numeroFacture"]: line for line in await portal.search()}
    for line in lines.values():
        if line["typeFacture"] == "AVOIR":
            origin = lines[line["numeroFactureOrigine"]]
            assert origin["codeDestinataire"] == line["codeDestinataire"]
            assert line["montantTTC"] < 0


async def test_amounts_agree_and_numbers_are_distinct(portal):
    lines = await portal.search()
    assert len({line["numeroFacture"] for line in lines}) == 244
    rows = portal.world.db.rows("SELECT * FROM invoice")
    for row in rows:
        assert row["net"] + row["vat"] == row["gross"]
        assert row["gross"] - row["discount"] == row["payable"]


async def test_histories_end_at_the_current_status_and_respect_what_bodies_say(portal):
    for row in portal.world.db.rows(
        """SELECT i.id, i.status, i.status_at, s.optional_statuses, s.reports_payment,
        s.out_of_order FROM invoice i JOIN structure s ON s.id = i.recipient_id"""
    ):
        lived = portal.world.db.rows(
            "SELECT status, at FROM passage WHERE invoice_id = ? ORDER BY at, id", (row["id"],)
        )
        assert (row["status"], row["status_at"]) in [(one["status"], one["at"]) for one in lived]
        if not row["out_of_order"]:
            assert lived[-1]["status"] == row["status"]
            said = {one["status"] for one in lived} & OPTIONAL
            assert said <= set(row["optional_statuses"].split())
        if not row["reports_payment"]:
            assert "MISE_EN_PAIEMENT" not in {one["status"] for one in lived}


async def test_some_histories_come_out_of_order(portal):
    disordered = portal.world.db.value(
        """SELECT count(*) FROM passage a JOIN passage b
        ON b.invoice_id = a.invoice_id AND b.id = a.id + 1 AND b.at < a.at"""
    )
    assert disordered > 3


async def test_invented_bodies_have_valid_numbers(portal):
    for row in portal.world.db.rows("SELECT siret FROM structure"):
        if row["siret"] != "26073617692140":
            assert has_valid_key(row["siret"])


def test_accounts_of_the_demonstration():
    showcase, load, beginner = DEMO_ACCOUNTS
    assert showcase.login == "TECH_1_73980623000960@cpro.fr"
    assert [account.password for account in DEMO_ACCOUNTS] == [
        "choral-demo-1",
        "choral-demo-2",
        "choral-demo-3",
    ]
    assert (load.name, beginner.name) == ("GROUPE LOGIPUBLIC", "PLOMBERIE MARTIN")


async def test_full_seed_is_quick_and_large(tmp_path):
    now = datetime(2026, 6, 1, tzinfo=UTC)
    begun = time.monotonic()
    world = create_app(tmp_path / "a", speed=0, now=now).state.world
    assert time.monotonic() - begun < 10
    count = "SELECT count(*) FROM invoice WHERE supplier_id = ?"
    ids = [
        world.db.value("SELECT structure_id FROM account WHERE login = ?", (account.login,))
        for account in DEMO_ACCOUNTS
    ]
    assert [world.db.value(count, (one,)) for one in ids] == [244, 20_000, 0]
    await world.close()


async def test_the_same_seed_makes_the_same_world_and_another_makes_another(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "LOAD_SIZE", 40)
    now = datetime(2026, 6, 1, tzinfo=UTC)
    told = []
    for rank, seed in enumerate((1, 1, 2)):
        world = create_app(tmp_path / str(rank), speed=0, now=now, seed=seed).state.world
        told.append(world.db.value("SELECT group_concat(number || status || gross) FROM invoice"))
        await world.close()
    assert told[0] == told[1] != told[2]
