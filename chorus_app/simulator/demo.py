"""The demonstration: three suppliers, a directory of public bodies, two years of invoices.

Everything is invented by a seeded generator, relative to the moment of creation. The names of
bodies are real ones, their SIRET (but the State's) are not.
"""

from dataclasses import dataclass

from chorus_app.simulator.db import Database
from chorus_app.simulator.demo_bodies import SUPPLIER_IDS, directory, luhn_siret
from chorus_app.simulator.demo_invoices import Draw, load_invoices, showcase_invoices
from chorus_app.simulator.people import agent, dice
from chorus_app.simulator.wire import day

CLIENT_ID = "choral-demo"
CLIENT_SECRET = "choral-demo-secret"  # noqa: S105 -- opens nothing but the simulator


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A supplier of the demonstration and its technical account."""

    siret: str
    name: str
    login: str
    password: str


def _account(siret: str, name: str, rank: int) -> DemoAccount:
    return DemoAccount(siret, name, f"TECH_1_{siret}@cpro.fr", f"choral-demo-{rank}")


SHOWCASE = _account("73980623000960", "ETS HORTICOLES GEORGES TRUFFAUT", 1)
LOAD = _account(luhn_siret("5521", "logipublic"), "GROUPE LOGIPUBLIC", 2)
BEGINNER = _account(luhn_siret("8127", "martin"), "PLOMBERIE MARTIN", 3)
DEMO_ACCOUNTS: tuple[DemoAccount, ...] = (SHOWCASE, LOAD, BEGINNER)
"""Supplier with 244 invoices; supplier with 20 000; supplier with none."""

RECIPIENT_LOGIN = "TECH_1_{siret}@cpro.fr"
RECIPIENT_PASSWORD = "choral-destinataire"  # noqa: S105 -- opens nothing but the simulator
"""Every public body of the demonstration has an account of this form, for the recipient's side."""

FICTITIOUS_SUPPLIER_ID = 26073617692140
LOAD_SIZE = 20_000


def seed(db: Database, now: float, seed_number: int) -> None:
    """Fill an empty store. `now` is in epoch seconds; no event is dated later."""
    bodies = directory(now)
    suppliers = [_supplier_row(account, rank) for rank, account in enumerate(DEMO_ACCOUNTS)]
    db.insert_many("structure", suppliers)
    db.insert_many("structure", [body.row for body in bodies])
    db.insert_many("service", [service for body in bodies for service in body.services])
    db.insert_many("account", [_login(account, rank) for rank, account in enumerate(DEMO_ACCOUNTS)])
    db.insert_many("account", [_recipient_login(body.row) for body in bodies])
    db.insert_many("bank_account", [_bank(rank) for rank in range(len(DEMO_ACCOUNTS))])
    usual = [body for body in bodies if body.usual]
    showcase = _draw(SHOWCASE, 0, now, seed_number)
    load = _draw(LOAD, 1, now, seed_number)
    for made in (showcase_invoices(showcase, usual), load_invoices(load, usual, LOAD_SIZE)):
        for table, rows in made.tables():
            db.insert_many(table, rows)
    db.insert("invoice", _fictitious_invoice(now))
    db.insert(
        "passage", {"invoice_id": 8316845, "status": "MISE_A_DISPOSITION", "at": now - 86400.0}
    )


def _draw(account: DemoAccount, rank: int, now: float, seed_number: int) -> Draw:
    supplier_id = SUPPLIER_IDS[rank]
    clerk = agent(account.name, dice(supplier_id))
    return Draw(supplier_id, clerk, now, dice(seed_number, account.name), seed_number)


def _supplier_row(account: DemoAccount, rank: int) -> dict[str, object]:
    return {
        "id": SUPPLIER_IDS[rank],
        "siret": account.siret,
        "name": account.name,
        "nature": "PRIVEE",
        "address": f"{10 + rank} rue des Fournisseurs",
        "postcode": "91090",
        "city": "Lisses",
        "email": f"factures@fournisseur-{rank + 1}.example",
    }


def _login(account: DemoAccount, rank: int) -> dict[str, object]:
    return {
        "login": account.login,
        "password": account.password,
        "structure_id": SUPPLIER_IDS[rank],
    }


def _recipient_login(row: dict[str, object]) -> dict[str, object]:
    return {
        "login": RECIPIENT_LOGIN.format(siret=row["siret"]),
        "password": RECIPIENT_PASSWORD,
        "structure_id": row["id"],
    }


def _bank(rank: int) -> dict[str, object]:
    return {
        "id": 410_000 + rank,
        "structure_id": SUPPLIER_IDS[rank],
        "name": "Compte principal",
        "iban": "FR7630006000011234567890189",
        "bic": "AGRIFRPPXXX",
    }


def _fictitious_invoice(now: float) -> dict[str, object]:
    """Return the invoice that public examples of the API ask for."""
    return {
        "id": 8316845,
        "supplier_id": FICTITIOUS_SUPPLIER_ID,
        "recipient_id": 26300989,
        "service_id": 27946199,
        "number": "FACT-QUALIF-001",
        "type_code": "FACTURE",
        "status": "MISE_A_DISPOSITION",
        "status_at": now - 86400.0,
        "created_at": now - 2 * 86400.0,
        "issue_date": day(now - 2 * 86400.0),
        "deposit_date": day(now - 2 * 86400.0),
        "net": 50000,
        "vat": 10000,
        "gross": 60000,
        "payable": 60000,
    }
