import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from chorus_app.services import passwords, sessions
from chorus_app.services.attempts import Attempts
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity, NoStructure, TooManyAttempts, WrongCredentials
from chorus_app.store.tables import Membership, SignIn, now
from tests.services.conftest import EMAILS, PASSWORD

EMAIL = EMAILS[0]
People = tuple[Identity, ...]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test with no failure counted."""
    monkeypatch.setattr(sessions, "by_email", Attempts(10, 900))
    monkeypatch.setattr(sessions, "by_client", Attempts(30, 900))


async def test_sign_in_gives_a_token_that_tells_who_it_is(signed: People) -> None:
    token, who = await sessions.sign_in(EMAIL, PASSWORD)

    assert await sessions.identity(token) == who == signed[0]
    assert who.structure_siret == "73980623000960"


@pytest.mark.parametrize("email", ["  Demo@CHORAL.example ", "demo@choral.example"])
async def test_capitals_and_spaces_of_an_address_do_not_count(signed: People, email: str) -> None:
    _, who = await sessions.sign_in(email, PASSWORD)

    assert who == signed[0]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "choral-demO"),
        (EMAIL, ""),
        (EMAIL, "x" * 100_000),
        ("personne@choral.example", PASSWORD),
        ("x" * 100_000, PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        (EMAIL, "\ud800"),
        ("\ud800", PASSWORD),
        ("\0", "\0"),
    ],
)
async def test_wrong_credentials_all_say_the_same(
    signed: People, email: str, password: str
) -> None:
    with pytest.raises(WrongCredentials) as refused:
        await sessions.sign_in(email, password)

    assert refused.value.sentence.startswith("Adresse électronique ou mot de passe incorrect")


@pytest.fixture
def costly_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash as in service."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


async def test_an_unknown_address_takes_as_long_as_a_wrong_password(
    costly_passwords: None, signed: People
) -> None:
    async def least(email: str) -> float:
        times = []
        for _ in range(4):
            began = time.perf_counter()
            with pytest.raises(WrongCredentials):
                await sessions.sign_in(email, "faux")
            times.append(time.perf_counter() - began)
        return min(times)

    known, unknown = await least(EMAIL), await least("personne@choral.example")

    assert 0.5 < unknown / known < 2


async def test_the_database_keeps_no_token(signed: People) -> None:
    token, _ = await sessions.sign_in(EMAIL, PASSWORD)

    async with current().store.session() as session:
        digests = (await session.scalars(select(SignIn.token_digest))).all()
    assert digests
    assert token not in "".join(digests)


async def test_sign_out_ends_this_device_only(signed: People) -> None:
    phone, _ = await sessions.sign_in(EMAIL, PASSWORD)
    computer, _ = await sessions.sign_in(EMAIL, PASSWORD)

    await sessions.sign_out(phone)
    await sessions.sign_out(phone)
    await sessions.sign_out(None)

    assert await sessions.identity(phone) is None
    assert await sessions.identity(computer) == signed[0]


async def test_an_expired_session_is_nobody_s(signed: People) -> None:
    token, _ = await sessions.sign_in(EMAIL, PASSWORD)
    async with current().store.session() as session:
        for device in await session.scalars(select(SignIn)):
            assert timedelta(days=29) < device.expires_at - now() <= timedelta(days=30)
            device.expires_at = now()

    assert await sessions.identity(token) is None


TOKENS = {
    "none": None,
    "empty": "",
    "short": "x",
    "unknown": "x" * 43,
    "huge": "x" * 100_000,
    "accented": "é" * 43,
    "surrogates": "\ud800" * 43,
}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
async def test_identity_of_anything_else_is_nobody(signed: People, token: str | None) -> None:
    assert await sessions.identity(token) is None
    await sessions.sign_out(token)


async def test_an_account_without_supplier_is_told_so_only_with_its_password(
    signed: People,
) -> None:
    async with current().store.session() as session:
        key = (signed[0].user_id, signed[0].structure_id)
        await session.delete(await session.get_one(Membership, key))

    with pytest.raises(NoStructure):
        await sessions.sign_in(EMAIL, PASSWORD)
    with pytest.raises(WrongCredentials):
        await sessions.sign_in(EMAIL, "faux")


async def test_ten_failures_close_an_address_even_to_the_right_password(signed: People) -> None:
    for _ in range(10):
        with pytest.raises(WrongCredentials):
            await sessions.sign_in(EMAIL, "faux")

    with pytest.raises(TooManyAttempts):
        await sessions.sign_in(EMAIL, PASSWORD)
    _, who = await sessions.sign_in(EMAILS[1], PASSWORD)
    assert who == signed[1]


async def test_success_forgets_the_failures(signed: People) -> None:
    for _ in range(2):
        for _ in range(9):
            with pytest.raises(WrongCredentials):
                await sessions.sign_in(EMAIL, "faux")
        await sessions.sign_in(EMAIL, PASSWORD)


async def test_thirty_failures_close_a_place_whatever_the_address(signed: People) -> None:
    for number in range(30):
        with pytest.raises(WrongCredentials):
            await sessions.sign_in(f"{number}@choral.example", "faux", client="192.0.2.1")

    with pytest.raises(TooManyAttempts):
        await sessions.sign_in(EMAIL, PASSWORD, client="192.0.2.1")
    for _ in range(15):
        with pytest.raises(TooManyAttempts):
            await sessions.sign_in(EMAIL, "faux", client="192.0.2.1")
    await sessions.sign_in(EMAIL, PASSWORD, client="192.0.2.2")


def test_attempts_are_allowed_again_after_the_window() -> None:
    at = 0.0
    attempts = Attempts(2, 900, clock=lambda: at)

    assert [attempts.admit("a") for _ in range(3)] == [True, True, False]
    at = 899.0
    assert not attempts.admit("a")
    at = 900.0
    assert attempts.admit("a")


def test_invented_keys_do_not_fill_the_memory() -> None:
    attempts = Attempts(2, 900)
    for number in range(25_000):
        attempts.admit(str(number))

    assert len(attempts._begun) <= 20_000


async def test_identity_is_cheap(signed: People) -> None:
    token, _ = await sessions.sign_in(EMAIL, PASSWORD)
    times = []
    for _ in range(200):
        began = time.perf_counter()
        await sessions.identity(token)
        times.append(time.perf_counter() - began)

    assert sorted(times)[20] < 0.002


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("choral_session=abc", "abc"),
        ("a=b; choral_session=abc; c=d", "abc"),
        ("a=b;choral_session=abc", "abc"),
        ("xchoral_session=abc", None),
        ("choral_session=", None),
        ("choral_session", None),
        (";;;=;", None),
        ("", None),
        (None, None),
    ],
)
def test_token_of(header: str | None, token: str | None) -> None:
    assert sessions.token_of(header) == token
