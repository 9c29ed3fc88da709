import pytest

from chorus_app.domain import answer as rules
from chorus_app.domain.answer import Act, AnswerForm, PieceFault
from chorus_app.domain.deposit import Fault
from chorus_app.domain.deposit_checks import KnownRecipient
from chorus_app.domain.invoice import Obligations


@pytest.mark.parametrize(
    ("status", "acts"),
    [
        ("SUSPENDUE", (Act.COMPLETER, Act.ACQUITTER)),
        ("A_RECYCLER", (Act.RECYCLER, Act.ACQUITTER)),
        ("REJETEE", (Act.REEMETTRE, Act.TRAITER_REJET, Act.ACQUITTER)),
        ("BROUILLON", (Act.OUVRIR_CHORUS,)),
        ("MISE_A_DISPOSITION", (Act.RELANCER,)),
        ("COMPLETEE", (Act.RELANCER,)),
        ("MANDATEE", (Act.RELANCER,)),
        ("MISE_EN_PAIEMENT", ()),
        ("SUPPRIMEE", ()),
    ],
)
def test_what_each_status_allows(status: str, acts: tuple[Act, ...]) -> None:
    assert rules.acts_of(status) == acts
    assert all(rules.allows(status, act) == (act in acts) for act in Act)


def test_a_treated_rejection_is_not_treated_again() -> None:
    assert rules.acts_of("REJETEE", rejection_treated=True) == (Act.REEMETTRE, Act.ACQUITTER)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("bon.pdf", "bon.pdf"),
        ("a" * 46 + ".pdf", "a" * 46 + ".pdf"),
        ("a" * 47 + ".pdf", "a" * 46 + ".pdf"),
        ("a" * 200 + ".jpeg", "a" * 45 + ".jpeg"),
        ("a" * 45 + " b.pdf", "a" * 45 + ".pdf"),
        ("C:\\Photos\\bon.jpg", "bon.jpg"),
        ("../../bon.jpg", "bon.jpg"),
        ("bon\x00de\nlivraison.pdf", "bon de livraison.pdf"),
        ("archive.tar.gz", "archive.tar.gz"),
    ],
)
def test_a_name_is_cut_to_fifty_with_its_extension(name: str, kept: str) -> None:
    assert rules.piece_name(name) == kept
    assert len(kept) <= rules.NAME_LIMIT


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("bon.pdf", None),
        ("PHOTO.JPG", None),
        ("photo.heic", PieceFault.FORMAT),
        ("bon", PieceFault.FORMAT),
        ("bon.", PieceFault.FORMAT),
        (".pdf", PieceFault.FORMAT),
        ("", PieceFault.SANS_NOM),
        ("...", PieceFault.SANS_NOM),
    ],
)
def test_names(name: str, fault: PieceFault | None) -> None:
    assert rules.extension_fault(name) is fault


@pytest.mark.parametrize(
    ("size", "others", "fault"),
    [
        (1, [], None),
        (10_000_000, [], None),
        (10_000_001, [], PieceFault.TROP_LOURDE),
        (0, [], PieceFault.VIDE),
        (10_000_000, [10_000_000] * 10, None),
        (10_000_000, [10_000_000] * 10 + [1], PieceFault.DOSSIER_TROP_LOURD),
        (1, [1] * 19, None),
        (1, [1] * 20, PieceFault.TROP_DE_PIECES),
    ],
)
def test_weights(size: int, others: list[int], fault: PieceFault | None) -> None:
    assert rules.weight_fault(size, others) is fault


def test_a_completion_adds_a_piece_or_a_comment() -> None:
    empty = AnswerForm(comment=" \n")

    assert [p.field for p in rules.check(Act.COMPLETER, empty, 0, None)] == ["pieces"]
    assert rules.check(Act.COMPLETER, empty, 1, None) == []
    assert rules.check(Act.COMPLETER, AnswerForm("Voici."), 0, None) == []
    assert rules.check(Act.COMPLETER, AnswerForm("x" * 2000), 0, None) == []
    [long] = rules.check(Act.COMPLETER, AnswerForm("x" * 2001), 1, None)
    assert (long.field, long.fault) == ("comment", Fault.TROP_LONG)
    assert rules.check(Act.TRAITER_REJET, AnswerForm(), 0, None) == []


def test_a_recycling_is_held_to_the_rules_of_a_deposit() -> None:
    demanding = KnownRecipient(True, Obligations(True, True, False, True), ("COMPTA",))
    form = AnswerForm("", "21350238800019", "", "")

    def faults(form: AnswerForm, known: KnownRecipient | None) -> set[tuple[str, Fault]]:
        return {(p.field, p.fault) for p in rules.check(Act.RECYCLER, form, 0, known)}

    assert faults(form, demanding) == {
        ("service_code", Fault.MANQUE),
        ("purchase_order_reference", Fault.MANQUE),
    }
    assert faults(AnswerForm("", "21350238800019", "COMPTA", "E-1"), demanding) == set()
    assert ("recipient_siret", Fault.DESTINATAIRE_INCONNU) in faults(form, None)
    assert faults(AnswerForm("x" * 2001, "", "", ""), None) == {
        ("recipient_siret", Fault.MANQUE),
        ("comment", Fault.TROP_LONG),
    }


def test_proposed_numbers_fit_and_differ() -> None:
    short = list(rules.proposed_numbers("F-2026-12"))
    long = list(rules.proposed_numbers("VTI/2026/00713-ABCDE"))

    assert short[:2] == ["F-2026-12-1", "F-2026-12-2"]
    assert long[0] == "VTI/2026/00713-ABC-1"
    assert all(len(number) <= 20 for number in long)
    assert len(set(long)) == len(long)
