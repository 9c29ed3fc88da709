from datetime import timedelta

from chorus_app.store import people
from chorus_app.store.engine import Store
from chorus_app.store.tables import Membership, SignIn, User, now
from tests.databases import BOTH
from tests.store.samples import supplier

pytestmark = BOTH

DIGEST = "0" * 64


async def member(store: Store, *, expires_in: timedelta = timedelta(days=1)) -> tuple[int, int]:
    """Add a user of a supplier with a session on a device; return both ids."""
    async with store.session() as session:
        mine = await supplier(session)
        user = User(email="a@choral.example", password_hash="", display_name="Anne")
        session.add(user)
        await session.flush()
        assert user.id
        session.add_all(
            [
                Membership(user_id=user.id, structure_id=mine),
                SignIn(
                    token_digest=DIGEST,
                    user_id=user.id,
                    structure_id=mine,
                    expires_at=now() + expires_in,
                ),
            ]
        )
        return user.id, mine


async def test_signed_in_tells_who_and_for_whom(store: Store) -> None:
    user_id, mine = await member(store)

    async with store.session() as session:
        assert await people.signed_in(session, DIGEST, now()) == (
            user_id,
            "a@choral.example",
            "Anne",
            mine,
            "Ets Horticoles",
            "73980623000960",
        )
        assert await people.signed_in(session, "1" * 64, now()) is None


async def test_an_expired_session_opens_nothing_and_is_swept(store: Store) -> None:
    await member(store, expires_in=-timedelta(seconds=1))

    async with store.session() as session:
        assert await people.signed_in(session, DIGEST, now()) is None
        await people.forget_expired(session, now())
        assert await session.get(SignIn, DIGEST) is None


async def test_whoever_is_taken_off_a_supplier_is_out_at_once(store: Store) -> None:
    user_id, mine = await member(store)
    async with store.session() as session:
        await session.delete(await session.get_one(Membership, (user_id, mine)))

    async with store.session() as session:
        assert await people.signed_in(session, DIGEST, now()) is None


async def test_version_grows_by_one(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        assert [await people.raise_version(session, mine) for _ in range(3)] == [1, 2, 3]
