"""A page that names its recipient without a SIRET: known among those already invoiced."""

from chorus_app.documents import Doubt
from tests.documents.pdf_samples import lines, pdf
from tests.services.conftest import Choral
from tests.services.depositing import Supplier


def page(number: str, to: str) -> bytes:
    return pdf(
        [
            *lines(to, "1 place du Marché", left=330, top=90),
            *lines(f"Facture n° {number}", "Date : 03/02/2026", left=50, top=50),
            *lines("Total HT : 100,00 €", "TVA 20 % : 20,00 €", "Total TTC : 120,00 €", top=200),
        ]
    )


async def test_a_recipient_already_invoiced_is_known_by_its_name(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    me = Supplier(choral, choral.demo)

    seen = await me.look(await me.upload(page("RE-001", "Mairie de Bruz")))

    assert seen.recipient and seen.recipient.structure.name == "Commune de Bruz"
    assert seen.marks["recipient_siret"] == "A_VERIFIER"
    assert seen.doubts["recipient_siret"] == Doubt.NOM
    assert seen.form.purchase_order_reference == ""


async def test_nobody_else_is_taken_for_it(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    me, stranger = Supplier(choral, choral.demo), Supplier(choral, choral.empty)

    unknown = await me.look(await me.upload(page("RE-002", "Mairie de Trifouilly-les-Oies")))
    theirs = await stranger.look(await stranger.upload(page("RE-003", "Mairie de Bruz")))

    assert (unknown.form.recipient_siret, theirs.form.recipient_siret) == ("", "")
    assert unknown.marks["recipient_siret"] == "A_COMPLETER"
