"""A correction is proposed on the next invoice of the same layout, and never as certain."""

import pytest
from sqlalchemy import select

from chorus_app.domain.deposit import Stage
from chorus_app.services import hints
from chorus_app.store import hints as store
from chorus_app.store.hint_tables import LayoutHintRow
from tests.documents.pdf_samples import Placed, lines, pdf
from tests.services.conftest import Choral
from tests.services.depositing import FREE, TODAY, Supplier, beginner

RENNES = "Ville de Rennes"


def sheet(
    number: str,
    *more: Placed,
    to: str = FREE,
    total: str = "1 200,00",
    label: str = "Dossier",
) -> bytes:
    """Draw an invoice without a SIRET, whose number stands under a label that nobody knows."""
    return pdf(
        [
            *lines(to, "1 place du Marché", left=330, top=90),
            *lines("FACTURE", f"{label} : {number}", left=50, top=50),
            *lines(f"Date de facture : {TODAY:%d/%m/%Y}", left=50, top=90),
            *lines("Total HT : 1 000,00 €", "TVA 20 % : 200,00 €", left=50, top=200),
            *lines(f"Total TTC : {total} €", f"Net à payer : {total} €", left=50, top=230),
            *more,
        ]
    )


async def corrected(me: Supplier, content: bytes, **values: object) -> None:
    """Deposit a file whose fields somebody types over, and confirm it."""
    deposit_id = await me.upload(content)
    seen = await me.type(deposit_id, **values)
    assert seen.is_ready, (seen.problems, seen.findings)
    assert (await me.confirm(deposit_id)).stage is Stage.A_ENVOYER


async def test_what_was_completed_is_proposed_again(choral: Choral) -> None:
    me = beginner(choral)
    recipient = me.body(FREE).siret
    values = {"recipient_siret": recipient, "contract_reference": "M2026-7"}
    order = {"purchase_order_reference": "BC-2026-7"}
    await corrected(me, sheet("HI-001"), invoice_number="HI-001", **values, **order)

    seen = await me.look(await me.upload(sheet("HI-002")))

    assert seen.form.recipient_siret == recipient
    assert seen.form.contract_reference == "M2026-7"
    assert {seen.marks[name] for name in values} == {hints.MARK}
    assert seen.form.purchase_order_reference == "", "an order is of one invoice"


async def test_the_next_customer_is_not_given_the_last_one_s_file(choral: Choral) -> None:
    me = beginner(choral)
    values = {"recipient_siret": me.body(FREE).siret, "contract_reference": "M2026-8"}
    await corrected(me, sheet("HI-003"), invoice_number="HI-003", **values)

    seen = await me.look(await me.upload(sheet("HI-004", to=RENNES)))

    assert (seen.form.recipient_siret, seen.form.contract_reference) == ("", "")
    assert not seen.is_ready


async def test_what_is_remembered_of_a_recipient_goes_with_it(choral: Choral) -> None:
    me = beginner(choral)
    values = {"recipient_siret": me.body(FREE).siret, "contract_reference": "M2026-9"}
    await corrected(me, sheet("HI-007"), invoice_number="HI-007", **values)
    deposit_id = await me.upload(sheet("HI-008"))
    assert (await me.look(deposit_id)).form.contract_reference == "M2026-9"

    moved = await me.type(deposit_id, recipient_siret=me.body(RENNES).siret)

    assert (moved.form.recipient_siret, moved.form.contract_reference) == (
        me.body(RENNES).siret,
        "",
    )
    typed = await me.type(deposit_id, contract_reference="M-10")
    back = await me.type(deposit_id, recipient_siret=me.body(FREE).siret)
    assert typed.form.contract_reference == back.form.contract_reference == "M-10"


async def test_a_recipient_that_the_page_does_not_name_is_not_proposed(choral: Choral) -> None:
    me = beginner(choral)
    values = {"recipient_siret": me.body(FREE).siret}
    await corrected(me, sheet("HI-005", to="Service achats"), invoice_number="HI-005", **values)

    seen = await me.look(await me.upload(sheet("HI-006", to="Service achats")))

    assert seen.form.recipient_siret == ""


async def test_a_number_is_found_where_it_was_last_time(choral: Choral) -> None:
    me = beginner(choral)
    first = await me.look(await me.upload(sheet("HI-011")))
    assert first.form.invoice_number == "", "else there is nothing to learn"
    values = {"invoice_number": "HI-011", "recipient_siret": me.body(FREE).siret}
    await corrected(me, sheet("HI-011"), **values)

    seen = await me.look(await me.upload(sheet("HI-012")))

    assert seen.form.invoice_number == "HI-012"
    assert seen.marks["invoice_number"] == hints.MARK
    assert "invoice_number" not in seen.places
    assert "issue_date" in seen.places


async def test_a_service_is_the_recipient_s_own(choral: Choral) -> None:
    me = beginner(choral)
    body = me.body(RENNES)
    values = {"service_code": body.services[0], "contract_reference": "M-1"}
    values["purchase_order_reference"] = "BC-1"
    await corrected(
        me,
        sheet("HI-021", to=RENNES),
        invoice_number="HI-021",
        recipient_siret=body.siret,
        **values,
    )
    other = lines("Destinataire", FREE, f"SIRET : {me.body(FREE).siret}", left=330, top=130)

    seen = await me.look(await me.upload(sheet("HI-022", *other)))

    assert seen.form.recipient_siret == me.body(FREE).siret
    assert (seen.form.service_code, seen.form.contract_reference) == ("", "")


async def test_what_is_read_for_certain_stays(choral: Choral) -> None:
    me = beginner(choral)
    values = {"recipient_siret": me.body(FREE).siret, "invoice_number": "HI-031"}
    amounts = {"tax_exclusive_amount": "900,00", "tax_amount": "180,00"}
    totals = {"tax_inclusive_amount": "1080,00", "payable_amount": "1080,00"}
    await corrected(me, sheet("HI-031"), **values, **amounts, **totals)

    seen = await me.look(await me.upload(sheet("HI-032")))

    assert (seen.form.tax_exclusive_amount, seen.marks["tax_amount"]) == ("1000,00", "LU")


async def test_a_hint_that_is_not_followed_is_forgotten(choral: Choral) -> None:
    me = beginner(choral)
    values = {"recipient_siret": me.body(FREE).siret}
    await corrected(me, sheet("HI-041"), invoice_number="HI-041", comment="", **values)
    await corrected(
        me, sheet("HI-042"), invoice_number="HI-042", contract_reference="M-3", **values
    )
    await corrected(me, sheet("HI-043"), invoice_number="HI-043", contract_reference="", **values)

    seen = await me.look(await me.upload(sheet("HI-044")))

    assert seen.form.recipient_siret == values["recipient_siret"]
    assert seen.form.contract_reference == ""


async def test_another_supplier_and_another_layout_learn_nothing(choral: Choral) -> None:
    me, other = beginner(choral), Supplier(choral, choral.demo)
    values = {"recipient_siret": me.body(FREE).siret, "invoice_number": "HI-051"}
    await corrected(me, sheet("HI-051"), **values)
    elsewhere = pdf([*lines("Facture n° A-1", "Échéance : 01/02/2026", "Net à payer : 12,00 €")])

    theirs = await other.look(await other.upload(sheet("HI-052")))
    mine = await me.look(await me.upload(elsewhere))

    assert (theirs.form.recipient_siret, mine.form.recipient_siret) == ("", "")


async def test_a_label_more_is_still_the_same_layout(choral: Choral) -> None:
    me = beginner(choral)
    values = {"recipient_siret": me.body(FREE).siret, "invoice_number": "HI-061"}
    await corrected(me, sheet("HI-061"), **values)

    more = lines("Échéance : 01/02/2027", left=50, top=300)
    seen = await me.look(await me.upload(sheet("HI-062", *more)))

    assert seen.form.recipient_siret == values["recipient_siret"]


async def test_what_is_kept_is_bounded_and_holds_no_invoice(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = beginner(choral)
    monkeypatch.setattr(store, "MOST_LAYOUTS", 1)
    values = {"recipient_siret": me.body(FREE).siret, "comment": "à payer vite"}
    other = [lines(f"{label} : 1") for label in ("N° de marché", "Code service", "Échéance")]
    await corrected(me, sheet("HI-071"), invoice_number="HI-071", **values)
    more = [placed for group in other for placed in group]
    values["service_code"] = ""  # "1" is no service of a recipient that has none
    await corrected(me, sheet("HI-072", *more), invoice_number="HI-072", **values)

    async with choral.context.store.session() as session:
        rows = (await session.scalars(select(LayoutHintRow))).all()

    assert len(rows) == 1
    kept = rows[0].hints + rows[0].labels
    assert not any(said in kept for said in ("HI-07", "1200", "payer vite"))
