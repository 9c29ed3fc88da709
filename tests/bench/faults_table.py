"""What a user sees of each fault: reading, once and for good, and sending an invoice."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from chorus_app.domain.invoice import Recipient, VatLine
from chorus_app.gateway.connection import connect
from chorus_app.gateway.errors import ChorusError
from chorus_app.gateway.port import Account, ChorusPro, InvoiceQuery, Submission
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS
from tests.bench.faulty_simulator import MEANINGS, REFUSALS
from tests.gateway import papers
from tests.gateway.samples import submission

SUPPLIER = DEMO_ACCOUNTS[0]
UNSEEN = "nothing: it is asked again"


async def show(url: str, steer: Callable[..., None]) -> None:
    """Print the table, in Markdown."""
    known = {"base_url": url, "client_id": CLIENT_ID, "timeout": 1.0, "failures": 1000}
    async with connect(**known, client_secret=CLIENT_SECRET) as connection:
        client = connection.client_for(Account(SUPPLIER.login, SUPPLIER.password))
        recipient = await _recipient(client)
        print("| fault | reading, once | reading, while it lasts | sending | acts | work done |")
        print("|---|---|---|---|---|---|")
        for rank, (mode, meaning) in enumerate((MEANINGS | REFUSALS).items()):
            ready = await _ready(client, recipient, f"T{rank:03d}")
            once = await _seen(client, steer, mode, times=1)
            lasting = "–" if mode == "token" else await _seen(client, steer, mode, times=9)
            sent = await _sent(client, steer, mode, ready)
            print(f"| {meaning} | {once} | {lasting} | {sent} |", flush=True)
    async with connect(**known, client_secret="faux") as connection:
        client = connection.client_for(Account(SUPPLIER.login, SUPPLIER.password))
        seen = await _seen(client, steer, "", times=0)
        print(f"| 400 `invalid_client` | {seen} | {seen} | {seen} | operator | no |")


async def _seen(client: ChorusPro, steer: Callable[..., None], mode: str, *, times: int) -> str:
    """Read while it fails; return the sentence, if any."""
    await asyncio.to_thread(steer, 1, only=mode, paths="rechercher", times=times)
    try:
        await client.search(InvoiceQuery(), page=1, page_size=5)
    except ChorusError as error:
        return error.sentence
    finally:
        await asyncio.to_thread(steer, 0)
    return UNSEEN


async def _sent(client: ChorusPro, steer: Callable[..., None], mode: str, ready: Submission) -> str:
    """Send while it fails once; return the sentence, who must act, and whether it was done."""
    await asyncio.to_thread(steer, 1, only=mode, paths="soumettre", times=1)
    try:
        await client.submit(ready)
        seen = "nothing | –"
    except ChorusError as error:
        looks = " *(looks before sending again)*" if error.may_have_worked else ""
        seen = f"{error.sentence}{looks} | {error.actor.lower()}"
    await asyncio.to_thread(steer, 0)
    await asyncio.sleep(2)
    found = await client.search(InvoiceQuery(number=ready.invoice_number), page=1, page_size=5)
    return f"{seen} | {'yes' if found.invoices else 'no'}"


async def _recipient(client: ChorusPro) -> Recipient:
    [body, *_] = await client.find_structures(name="Ville", limit=1)
    return await client.recipient(body)


async def _ready(client: ChorusPro, recipient: Recipient, number: str) -> Submission:
    """Hand over a PDF; return the invoice that goes with it."""
    today = datetime.now(UTC).date()
    siret = recipient.structure.siret
    content = papers.pdf(number, recipient=siret, supplier=SUPPLIER.siret, issued=today)
    deposited = await client.deposit_pdf(content, "facture.pdf", signed=False)
    [supplier] = await client.find_structures(siret=SUPPLIER.siret, public_only=False)
    services = [service.code for service in recipient.services if service.active]
    return submission(
        invoice_number=number,
        issue_date=today,
        recipient_siret=siret,
        service_code=next(code for code in services if code != "FACTURES_PUBLIQUES"),
        supplier_chorus_id=supplier.chorus_id,
        attachment_id=deposited.attachment_id,
        vat_lines=(VatLine(2000, 165_417, 33_084),),
    )
