"""What every service needs, made once when Choral starts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from chorus_app.gateway.port import Account, ChorusPro
from chorus_app.services import live, mail, passwords
from chorus_app.services.live import Live
from chorus_app.services.mail import Outbox
from chorus_app.services.push import Push
from chorus_app.services.put_off import PutOff
from chorus_app.services.storage import FileStore
from chorus_app.services.synchroniser import Synchroniser
from chorus_app.services.vault import Vault
from chorus_app.settings import Settings
from chorus_app.store.engine import Store
from chorus_app.store.tables import Structure


class Connection(Protocol):
    """How Chorus Pro is reached; `gateway.connection.Connection` is the real one."""

    def client_for(self, account: Account) -> ChorusPro:
        """Return a client that speaks for this technical account."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


@dataclass(slots=True)
class Context:
    """The parts in use. `synchroniser.run_forever()` is for whoever starts Choral to run.

    `client_for` gives a client that speaks for a supplier; it raises `AccountRefused` when the
    supplier's secret cannot be decrypted. `late_histories`, by invoice, and `late_cards`, by SIRET,
    are what could not be read lately.
    """

    settings: Settings
    store: Store
    connection: Connection
    client_for: Callable[[Structure], ChorusPro]
    files: FileStore
    live: Live
    vault: Vault
    synchroniser: Synchroniser
    outbox: Outbox
    push: Push
    late_histories: PutOff[int] = field(default_factory=PutOff)
    late_cards: PutOff[str] = field(default_factory=PutOff)


_context: Context | None = None


def current() -> Context:
    """Return what `start` made. Raises `RuntimeError` before it has run."""
    if _context is None:
        raise RuntimeError("services.context.start() has not run")
    return _context


async def start(settings: Settings, connection: Connection) -> Context:
    """Open the database, migrated, and make it all current."""
    global _context  # noqa: PLW0603  (one process, one context)
    vault = await Vault.open(settings.secret_key.get_secret_value(), settings.data_dir)
    store = await Store.open(settings.database)
    await passwords.prepare()

    def client_for(structure: Structure) -> ChorusPro:
        password = vault.reveal(structure.account_secret)
        return connection.client_for(Account(structure.account_login, password))

    _context = Context(
        settings=settings,
        store=store,
        connection=connection,
        client_for=client_for,
        files=FileStore(settings.data_dir / "files"),
        live=live.shared,
        vault=vault,
        synchroniser=Synchroniser(store, live.shared, client_for, settings.sync_pace),
        outbox=mail.outbox_of(settings),
        push=await Push.open(settings.data_dir, settings.contact, settings.push_hosts),
    )
    return _context


async def stop() -> None:
    """Close what `start` opened."""
    global _context
    context, _context = _context, None
    if context:
        await context.push.close()
        await context.connection.close()
        await context.store.close()
