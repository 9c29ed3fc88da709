"""The recipient of a page without its SIRET: one of those that this supplier invoices, by name."""

from dataclasses import replace

from chorus_app import documents
from chorus_app.documents import Certainty, Doubt, Reading
from chorus_app.services.context import current
from chorus_app.services.prefill import Prefilled
from chorus_app.services.sessions import Identity
from chorus_app.store import buyers

_MOST = 300
"""Recipients whose names are looked for, the latest first."""


async def recognised(
    who: Identity, reading: Reading, content: bytes, filled: Prefilled
) -> Prefilled:
    """Return the form with the recipient that the page names, to be checked; or as it was."""
    if filled.form.recipient_siret or reading.kind is not documents.Kind.PDF or not reading.sheets:
        return filled
    async with current().store.reading() as session:
        names = await buyers.latest_names(session, who.structure_id, _MOST)
    try:
        siret = await documents.named(content, names) if names else ""
    except documents.Unreadable:
        siret = ""
    if not siret:
        return filled
    field = "recipient_siret"
    return Prefilled(
        replace(filled.form, recipient_siret=siret),
        filled.marks | {field: Certainty.A_VERIFIER.value},
        filled.doubts | {field: Doubt.NOM.value},
    )
