import json
import shutil
import time

import httpx
import pytest

from chorus_app.domain.status import Status
from chorus_app.simulator.app import create_app

SEARCH = "factures/v1/rechercher/fournisseur"


async def one(portal, status):
    return (await portal.search(statutCourant=[status]))[0]["identifiantFactureCPP"]


async def test_recipient_suspends_with_a_reason_that_the_history_keeps(portal):
    invoice_id = await one(portal, "MISE_A_DISPOSITION")
    body = {"idFacture": invoice_id, "statut": "SUSPENDUE", "motif": "Il manque le bon signé."}
    answer = await portal.steer("move", **body)
    assert (answer.status_code, answer.json()["statut"]) == (200, "SUSPENDUE")
    last = (await portal.history(invoice_id))[-1]
    assert last["histoStatutCode"] == "SUSPENDUE"
    assert last["histoStatutCommentaire"] == "Il manque le bon signé."
    assert last["histoStatutUtilisateurNom"]
    found = await portal.search(statutCourant=["SUSPENDUE"])
    (line,) = [line for line in found if line["identifiantFactureCPP"] == invoice_id]
    assert line["commentaireEtatCourant"] == "Il manque le bon signé."


async def test_moves_that_are_refused(portal):
    invoice_id = await one(portal, "MISE_EN_PAIEMENT")
    illegal = await portal.steer("move", idFacture=invoice_id, statut="SUSPENDUE", motif="x")
    assert illegal.status_code == 409
    waiting = await one(portal, "MISE_A_DISPOSITION")
    silent = await portal.steer("move", idFacture=waiting, statut="REJETEE")
    assert silent.status_code == 422
    assert (await portal.steer("move", idFacture=1, statut="REJETEE", motif="x")).status_code == 404


async def test_clock_is_steered_and_never_goes_back(portal):
    before = (await portal.client.get("/simulateur/api/clock")).json()
    after = (await portal.steer("clock", advance_minutes=90)).json()
    assert after["minutes"] == pytest.approx(before["minutes"] + 90, abs=0.01)
    assert (await portal.steer("clock", advance_minutes=-1)).status_code == 422
    assert (await portal.steer("clock", speed=120)).json()["speed"] == 120
    assert (await portal.steer("clock", stopped=True)).json()["speed"] == 0
    assert (await portal.steer("clock", stopped=False)).json()["speed"] == 120


async def test_ten_minutes_of_demonstration_change_a_handful(portal):
    before = {line["identifiantFactureCPP"]: line["statut"] for line in await portal.search()}
    await portal.advance(600)
    after = {line["identifiantFactureCPP"]: line["statut"] for line in await portal.search()}
    changed = [name for name in before if before[name] != after[name]]
    assert 4 <= len(changed) <= 25


async def test_lives_end_in_payment_where_the_recipient_reports_it(portal):
    await portal.advance(120 * 24 * 60)
    lines = await portal.search(statutCourant=["MISE_A_DISPOSITION", "SERVICE_FAIT", "MANDATEE"])
    for line in lines:
        told = await portal.call(
            "structures/v1/consulter", {"idStructureCPP": line["idDestinataire"]}
        )
        assert told["parametres"]["statutMiseEnPaiementNestPasRemonte"], line


async def test_no_event_is_dated_in_the_future(portal):
    for minutes in (0, 60 * 24 * 3):
        await portal.advance(minutes)
        now = portal.world.clock.instant().epoch
        assert portal.world.db.value("SELECT max(at) FROM passage") <= now
        assert portal.world.db.value("SELECT max(status_at) FROM invoice") <= now


async def test_lives_unfold_by_themselves_once_started(data_dir):
    app = create_app(data_dir, speed=60_000)
    world = app.state.world
    count = "SELECT count(*) FROM passage"
    before = world.db.value(count)
    await world.start()
    deadline = time.monotonic() + 8
    while world.db.value(count) == before and time.monotonic() < deadline:
        await _pause()
    assert world.db.value(count) > before
    await world.close()


async def _pause():
    import asyncio

    await asyncio.sleep(0.1)


async def test_restart_keeps_everything_and_takes_up_where_it_was(data_dir, tmp_path):
    first = create_app(data_dir, speed=0).state.world
    first.clock.advance(100)
    await first.tick()
    lived = first.clock.instant()
    statuses = first.db.value("SELECT group_concat(status) FROM invoice")
    await first.close()
    copy = shutil.copytree(data_dir, tmp_path / "again")
    second = create_app(copy, speed=60).state.world
    assert second.clock.instant().minutes == pytest.approx(lived.minutes, abs=2)
    assert second.clock.instant().epoch >= lived.epoch
    assert second.db.value("SELECT group_concat(status) FROM invoice") == statuses
    await second.close()


@pytest.mark.parametrize(
    ("mode", "status"),
    [("401", 401), ("403", 403), ("429", 429), ("500", 500), ("503", 503)],
)
async def test_failures_by_status(portal, mode, status):
    await portal.steer("faults", mode=mode)
    assert (await portal.post(SEARCH)).status_code == status
    await portal.steer("faults", mode="none")
    assert (await portal.post(SEARCH)).status_code == 200


async def test_failures_of_the_network(portal):
    for mode in ("down", "drop_after_work"):
        await portal.steer("faults", mode=mode)
        with pytest.raises(httpx.RemoteProtocolError):
            await portal.post(SEARCH)
    await portal.steer("faults", mode="truncated")
    with pytest.raises(json.JSONDecodeError):
        (await portal.post(SEARCH)).json()
    await portal.steer("faults", mode="rubbish")
    assert (await portal.post(SEARCH)).text.startswith("<!doctype")


async def test_failures_end_by_count_by_time_and_touch_only_some_paths(portal):
    await portal.steer("faults", mode="500", times=1)
    assert (await portal.post(SEARCH)).status_code == 500
    assert (await portal.post(SEARCH)).status_code == 200
    await portal.steer("faults", mode="500", seconds=0.05)
    assert (await portal.post(SEARCH)).status_code == 500
    time.sleep(0.1)
    assert (await portal.post(SEARCH)).status_code == 200
    await portal.steer("faults", mode="500", paths="oauth")
    assert (await portal.post(SEARCH)).status_code == 200
    assert (await portal.client.post("/api/oauth/token")).status_code == 500


async def test_slow_answers_wait(portal):
    await portal.steer("faults", mode="slow", seconds=0.2)
    begun = time.monotonic()
    assert (await portal.post(SEARCH)).status_code == 200
    assert time.monotonic() - begun >= 0.2


async def test_work_is_done_although_the_connection_drops(portal):
    from tests.simulator.files import cii, encoded

    await portal.steer("faults", mode="drop_after_work", times=1)
    body = {
        "fichierFlux": encoded(cii()),
        "nomFichier": "a.xml",
        "syntaxeFlux": "IN_DP_E1_CII_16B",
    }
    with pytest.raises(httpx.RemoteProtocolError):
        await portal.post("factures/v1/deposer/flux", body)
    await portal.advance(20)
    assert len(await portal.search(numeroFacture="FX-2026-001")) == 1


async def test_steering_refuses_what_it_does_not_know(portal):
    assert (await portal.steer("faults", mode="earthquake")).status_code == 422
    assert (await portal.steer("clock", minutes=3)).status_code == 422


def test_every_legal_move_starts_from_a_status_or_a_validators_code():
    from chorus_app.simulator.lives import MOVES

    for origin, targets in MOVES.items():
        assert targets
        assert origin in Status.__members__ or "VALID" in origin
