import pytest

from chorus_app.domain.answer import Act, PieceFault
from chorus_app.services import answers, pieces
from chorus_app.services.context import current
from tests.services.answering import PHOTO, add, one_that_is, stream
from tests.services.conftest import Choral


async def test_several_pieces_in_the_order_they_came(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "SUSPENDUE")
    long_name = "Procès-verbal de réception des travaux de la rue des Lilas.pdf"

    for name in ("bon.jpg", long_name, "C:\\devis\\devis.xlsx"):
        await add(choral.demo, row, name)

    draft = await answers.open_answer(choral.demo, row.id or 0, Act.COMPLETER)
    names = [piece.name for piece in draft.pieces]
    assert names[0] == "bon.jpg"
    assert names[1] == long_name[:46].rstrip() + ".pdf"
    assert names[2] == "devis.xlsx"
    assert draft.pieces[0].size == len(PHOTO)

    await pieces.remove_piece(choral.demo, draft.pieces[0].id)
    assert len((await answers.answer(choral.demo, draft.id)).pieces) == 2


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("photo.heic", PHOTO, PieceFault.FORMAT),
        ("programme.exe", PHOTO, PieceFault.FORMAT),
        ("sans extension", PHOTO, PieceFault.FORMAT),
        ("", PHOTO, PieceFault.SANS_NOM),
        ("vide.pdf", b"", PieceFault.VIDE),
        ("facture.pdf", PHOTO, PieceFault.CONTENU),
        ("notes.txt", b"MZ a program", PieceFault.CONTENU),
    ],
)
async def test_what_chorus_pro_would_refuse_is_refused_here(
    choral: Choral, name: str, content: bytes, fault: PieceFault
) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "SUSPENDUE")

    with pytest.raises(pieces.PieceRefused) as raised:
        await add(choral.demo, row, name, content)

    assert raised.value.fault is fault


async def test_a_refused_file_is_forgotten(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "MISE_A_DISPOSITION")
    key, size = await current().files.save(stream(PHOTO), 100)

    with pytest.raises(pieces.NotNow):
        await pieces.add_piece(choral.demo, row.id or 0, key, "bon.jpg", size)

    with pytest.raises(FileNotFoundError):
        await current().files.read(key)
