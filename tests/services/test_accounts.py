import pytest
from sqlalchemy import func, select

from chorus_app.gateway.errors import AccountRefused, NotFound
from chorus_app.services import accounts, sessions
from chorus_app.services.vault import Vault
from chorus_app.store.tables import Membership, Structure, User
from tests.services.conftest import EMAILS, PASSWORD, Choral, demo_accounts


async def test_demo_accounts_are_created_once(choral: Choral) -> None:
    await accounts.create(demo_accounts())

    async with choral.context.store.session() as session:
        for table in (User, Structure, Membership):
            assert await session.scalar(select(func.count()).select_from(table)) == 3


async def test_a_changed_technical_account_is_taken_over(choral: Choral) -> None:
    first, *others = demo_accounts()
    changed = (*first[:5], first[5], "un autre mot de passe")

    await accounts.create([changed, *others])

    with pytest.raises(AccountRefused):
        await (await accounts.client_of(choral.demo.structure_id)).history(1)


async def test_what_somebody_changed_is_left_alone(choral: Choral) -> None:
    async with choral.context.store.session() as session:
        (await session.get_one(User, choral.demo.user_id)).display_name = "Prénom choisi"
        member = await session.get_one(Membership, (choral.demo.user_id, choral.demo.structure_id))
        member.role = "GESTIONNAIRE_SECONDAIRE"

    await accounts.create(demo_accounts())

    _, who = await sessions.sign_in(EMAILS[0], PASSWORD)
    assert who.display_name == "Prénom choisi"
    async with choral.context.store.session() as session:
        member = await session.get_one(Membership, (choral.demo.user_id, choral.demo.structure_id))
        assert member.role == "GESTIONNAIRE_SECONDAIRE"


async def test_a_user_may_act_for_a_second_supplier(choral: Choral) -> None:
    first = demo_accounts()[0]
    other = (*first[:3], "55203253400646", "Autre structure", "TECH_9", "secret")

    await accounts.create([other, other])

    async with choral.context.store.session() as session:
        found = (
            select(func.count())
            .select_from(Membership)
            .where(Membership.user_id == choral.demo.user_id)
        )
        assert await session.scalar(found) == 2


async def test_the_password_of_a_technical_account_is_not_in_the_database(choral: Choral) -> None:
    async with choral.context.store.session() as session:
        structure = await session.get_one(Structure, choral.demo.structure_id)

    password = demo_accounts()[0][6]
    assert password not in structure.account_secret
    assert choral.context.vault.reveal(structure.account_secret) == password


async def test_a_secret_sealed_with_another_key_is_a_refused_account(choral: Choral) -> None:
    other = await Vault.open("une autre clé", choral.context.settings.data_dir)
    async with choral.context.store.session() as session:
        structure = await session.get_one(Structure, choral.demo.structure_id)
        structure.account_secret = other.seal("secret")

    with pytest.raises(AccountRefused, match="plus lisible"):
        await accounts.client_of(choral.demo.structure_id)


async def test_the_kept_key_is_for_its_owner_alone_and_stays(choral: Choral) -> None:
    folder = choral.context.settings.data_dir
    again = await Vault.open("", folder)

    assert (folder / "secret.key").stat().st_mode & 0o777 == 0o600
    assert again.reveal(choral.context.vault.seal("secret")) == "secret"
    assert [path.name for path in folder.glob("secret*")] == ["secret.key"]


async def test_supplier_chorus_id_is_asked_once(choral: Choral) -> None:
    found = await accounts.supplier_chorus_id(choral.demo.structure_id)
    await choral.steer("faults", mode="down")

    assert found > 0
    assert await accounts.supplier_chorus_id(choral.demo.structure_id) == found


async def test_a_supplier_that_chorus_does_not_know(choral: Choral) -> None:
    async with choral.context.store.session() as session:
        (await session.get_one(Structure, choral.demo.structure_id)).siret = "12345678901234"

    with pytest.raises(NotFound, match="SIRET"):
        await accounts.supplier_chorus_id(choral.demo.structure_id)
