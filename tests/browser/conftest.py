"""One Choral and one Chorus Pro for the whole folder; a phone of its own for each test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from chorus_app.services.accounts import DEMO_PEOPLE
from tests.bench import chromium
from tests.bench.choral import FOLDER, Choral, serving
from tests.browser.apart import workers
from tests.browser.chorus import ChorusPro, simulating
from tests.browser.phone import SIZE, Phone

DEMO, LOAD, EMPTY = (email for email, _ in DEMO_PEOPLE)
Hand = Callable[..., Phone]

# The machine that tests may be slow; a supplier waits five seconds at most.
expect.set_options(timeout=8_000)


@pytest.fixture(scope="package")
def chorus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChorusPro]:
    """Chorus Pro, in a process of its own."""
    with simulating(tmp_path_factory.mktemp("chorus")) as chorus:
        yield chorus


@pytest.fixture(scope="package")
def choral(chorus: ChorusPro, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Choral]:
    """Choral, built as for production."""
    settings = {"CHORAL_CHORUS_URL": chorus.url, "CHORAL_SYNC_SECONDS": "1"}
    apart = workers(tmp_path_factory.mktemp("apart"), **settings)
    with apart as variables, serving(FOLDER / "browser", **variables) as choral:
        yield choral


# Not the whole session: Playwright's loop would run under the asynchronous tests of other folders.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def cookies(choral: Choral) -> dict[str, tuple[str, str]]:
    """A session of each person of the demonstration; signing in anew each time is slow."""
    return {email: Choral(choral.url, email).cookie() for email, _ in DEMO_PEOPLE}


@pytest.fixture
def hand(browser: Browser, choral: Choral, cookies: dict[str, tuple[str, str]]) -> Iterator[Hand]:
    """Hand out phones: `hand(email)` holds this person's session, `hand()` nobody's.

    None may have complained once the test is over.
    """
    phones: list[Phone] = []

    def new(email: str = "", **options: object) -> Phone:
        # Without the service worker: each new phone would fetch the whole shell once more.
        usual = {"viewport": SIZE, "service_workers": "block", "base_url": choral.url}
        there = {"locale": "fr-FR", "timezone_id": "Europe/Paris"}
        context = browser.new_context(**{**usual, **there, **options})
        phone = Phone(context, choral.url)
        phones.append(phone)
        if email:
            name, value = cookies[email]
            cookie = {"name": name, "value": value, "url": choral.url, "httpOnly": True}
            context.add_cookies([cookie])
        return phone

    yield new
    for phone in phones:
        phone.context.close()
    assert [phone.complaints for phone in phones] == [[] for _ in phones]


@pytest.fixture
def phone(hand: Hand, filled: None) -> Phone:
    """The usual supplier's phone, signed in."""
    return hand(DEMO)


@pytest.fixture
def page(phone: Phone) -> Page:
    """A tab of this phone, still empty."""
    return phone.open("about:blank")


@pytest.fixture(scope="package")
def filled(browser: Browser, choral: Choral, chorus: ChorusPro) -> None:
    """Choral has read all that Chorus Pro holds of the usual supplier."""
    context = choral.signed_in(browser.new_context(base_url=choral.url))
    page = context.new_page()
    page.goto("/factures/")
    count = page.get_by_text(f"{len(chorus.invoices())} factures", exact=True)
    expect(count).to_be_visible(timeout=60_000)
    context.close()


@pytest.fixture
def steered(chorus: ChorusPro) -> Iterator[ChorusPro]:
    """Chorus Pro, to be made to fail or to live; afterwards it works and stands still."""
    yield chorus
    chorus.work()
