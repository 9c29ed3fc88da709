"""The directory of public bodies, and what each demands, as the simulator tells it."""

import pytest

from chorus_app.domain.deposit import Fault
from chorus_app.gateway.errors import ChorusError
from chorus_app.services import directory
from tests.services.conftest import Choral
from tests.services.depositing import FREE, beginner, no_pauses

GONE = "Syndicat intercommunal des eaux de la Seiche"


async def test_bodies_are_found_by_siret_name_or_city(choral: Choral) -> None:
    me = beginner(choral)
    structure = me.who.structure_id
    siret = me.body("Ville de Rennes").siret
    spaced = f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"

    for text in (siret, spaced):
        assert [body.name for body in await directory.find(structure, text)] == ["Ville de Rennes"]
    named = [body.name for body in await directory.find(structure, "rennes")]
    assert {"Ville de Rennes", "CHU de Rennes", "Lycée Chateaubriand"} <= set(named)
    assert len(named) == len(set(named)) <= 20
    assert await directory.find(structure, "123 456") == ()
    assert await directory.find(structure, "zzzz") == ()
    assert await directory.find(structure, "99999999999999") == ()


async def test_active_bodies_come_first(choral: Choral) -> None:
    me = beginner(choral)
    choral.rewrite("UPDATE structure SET active = 0 WHERE name = 'CCAS de Rennes'")

    found = await directory.find(me.who.structure_id, "rennes")

    assert [body.active for body in found] == sorted((b.active for b in found), reverse=True)
    assert found[-1].name == "CCAS de Rennes"


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        (FREE, {}, {}),
        (FREE, {"service_code": "VOIRIE"}, {"service_code": Fault.AUCUN_SERVICE}),
        ("CCAS de Rennes", {}, {"service_code": Fault.MANQUE}),
        ("CCAS de Rennes", {"service_code": "AUCUN"}, {"service_code": Fault.SERVICE_INCONNU}),
        ("CCAS de Rennes", {"service_code": 0}, {}),
        ("CHU de Rennes", {}, {"purchase_order_reference": Fault.MANQUE}),
        ("CHU de Rennes", {"purchase_order_reference": "EJ-1"}, {}),
        (
            "Ville de Rennes",
            {},
            {"service_code": Fault.MANQUE, "purchase_order_reference": Fault.MANQUE},
        ),
        ("Ville de Rennes", {"service_code": 0, "purchase_order_reference": "EJ-1"}, {}),
        (
            "Parc national des Écrins",
            {},
            {"purchase_order_reference": Fault.SERVICE_OU_ENGAGEMENT},
        ),
        ("Parc national des Écrins", {"service_code": 0}, {}),
        ("Parc national des Écrins", {"purchase_order_reference": "EJ-1"}, {}),
        ("Ville de Lyon", {"service_code": 2}, {"purchase_order_reference": Fault.MANQUE}),
        ("Ville de Lyon", {"service_code": 1}, {}),
        (GONE, {}, {"recipient_siret": Fault.DESTINATAIRE_INACTIF}),
        (
            "Ville de Lyon",
            {"service_code": "FACTURES_PUBLIQUES"},
            {"service_code": Fault.SERVICE_RESERVE},
        ),
    ],
)
async def test_what_a_recipient_demands_is_asked_for(
    choral: Choral, name: str, values: dict[str, object], expected: dict[str, Fault]
) -> None:
    me = beginner(choral)
    body = me.body(name)
    deposit_id = await me.ready("DI-001")
    typed = {
        field: body.services[value] if isinstance(value, int) else value
        for field, value in values.items()
    }

    seen = await me.type(deposit_id, recipient_siret=body.siret, **typed)

    assert {problem.field: problem.fault for problem in seen.problems} == expected
    if not expected:
        await me.confirm(deposit_id)
        assert (await me.turn(deposit_id)).stage == "DEPOSEE"


async def test_who_is_no_public_body_is_unknown(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.ready("DI-002")

    for siret in ("73282932000074", choral.demo.structure_siret):
        seen = await me.type(deposit_id, recipient_siret=siret)
        assert [problem.fault for problem in seen.problems] == [Fault.DESTINATAIRE_INCONNU]


async def test_a_body_is_kept_ten_minutes(choral: Choral, monkeypatch: pytest.MonkeyPatch) -> None:
    me = beginner(choral)
    structure, siret = me.who.structure_id, me.body(FREE).siret
    now = 1_000.0
    monkeypatch.setattr(directory, "monotonic", lambda: now)
    first = await directory.known(structure, siret, "")
    choral.rewrite("UPDATE structure SET engagement_required = 1 WHERE name = ?", FREE)

    now += 599
    assert await directory.known(structure, siret, "") == first
    now += 2
    later = await directory.known(structure, siret, "")

    assert first
    assert later
    assert not first.obligations.engagement_required
    assert later.obligations.engagement_required


async def test_what_a_service_demands_is_kept_as_long_as_its_body(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = beginner(choral)
    body = me.body("Ville de Lyon")
    now = 1_000.0
    monkeypatch.setattr(directory, "monotonic", lambda: now)

    async def demands() -> bool:
        found = await directory.known(me.who.structure_id, body.siret, body.services[2])
        assert found
        return found.service_demands_engagement

    assert await demands()
    choral.rewrite(
        "UPDATE service SET engagement_required = 0 WHERE code = ? AND structure_id = ?",
        body.services[2],
        body.id,
    )
    assert await demands()
    now += 601
    assert not await demands()


async def test_a_failure_is_raised_and_not_kept(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_pauses(monkeypatch)
    me = beginner(choral)
    structure, siret = me.who.structure_id, me.body(FREE).siret
    await choral.steer("faults", mode="truncated", paths="rechercher/services")

    with pytest.raises(ChorusError):
        await directory.recipient(structure, siret)

    await choral.steer("faults", mode="none")
    found = await directory.recipient(structure, siret)
    assert found
    assert found.structure.name == FREE


async def test_the_directory_never_grows_without_end(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = beginner(choral)
    monkeypatch.setattr(directory, "_MOST_KEPT", 3)

    for rank in range(8):
        assert await directory.recipient(me.who.structure_id, f"{rank:014}") is None

    assert len(directory._kept) <= 3
