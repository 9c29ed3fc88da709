"""The same file uploaded twice."""

from chorus_app.domain.deposit import Stage
from chorus_app.services import deposits
from chorus_app.services.twins import Twin
from tests.services.conftest import Choral
from tests.services.depositing import FREE, Supplier, beginner, paper


async def test_the_later_draft_tells_of_the_earlier_while_it_is_there(choral: Choral) -> None:
    me = beginner(choral)
    content = paper("TW-001", me.body(FREE).siret)
    first = await me.upload(content, "un.pdf")
    other = await me.upload(paper("TW-002", me.body(FREE).siret))
    second = await me.upload(content, "deux.pdf")

    assert (await me.look(second)).twin == Twin(first, Stage.BROUILLON, "TW-001")
    assert (await me.look(first)).twin is None
    assert (await me.look(other)).twin is None
    await deposits.delete(me.who, first)
    assert (await me.look(second)).twin is None


async def test_one_that_is_on_its_way_comes_before_a_draft(choral: Choral) -> None:
    me = beginner(choral)
    sent = await me.confirmed("TW-003")
    content = paper("TW-003", me.body(FREE).siret)
    await me.upload(content)

    last = await me.upload(content)

    assert (await me.look(last)).twin == Twin(sent, Stage.A_ENVOYER, "TW-003")


async def test_another_supplier_s_file_is_nobody_s_business(choral: Choral) -> None:
    me, other = beginner(choral), Supplier(choral, choral.demo)
    content = paper("TW-004", me.body(FREE).siret)
    await other.upload(content)

    assert (await me.look(await me.upload(content))).twin is None
