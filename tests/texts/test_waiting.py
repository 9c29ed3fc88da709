"""The words of what waits, of what answers it, and of what is told of it elsewhere."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chorus_app.domain.answer import SENT, Act
from chorus_app.domain.notice import Channel, Kind
from chorus_app.services.inbox import Waiting
from chorus_app.texts import notifications, replying
from chorus_app.texts.notifications import Told
from chorus_app.texts.waiting import late_words, waiting_words
from tests.texts.test_statuses import ICONS, TONES

TOLD = Told(
    kind=Kind.RETURNED,
    status="SUSPENDUE",
    at=datetime(2026, 11, 22, 8, 14, tzinfo=UTC),
    invoice_number="VTI/2026/1",
    recipient_name="Ville de Rennes",
    payable_amount=123_456,
    comment="Joindre le bon.",
    address="https://choral.example/factures/1/",
)


@pytest.mark.parametrize("why", Waiting)
def test_each_reason_says_what_happened_and_the_one_act(why: Waiting) -> None:
    words = waiting_words(why, "Ville de Rennes")

    assert words.title and words.act
    assert words.icon in ICONS
    assert words.tone in TONES


def test_each_reason_has_a_title_of_its_own() -> None:
    titles = {waiting_words(why, "X").title for why in Waiting}

    assert len(titles | {waiting_words("AUTRE", "X").title}) == len(Waiting) + 1


def test_lateness() -> None:
    assert late_words(1, date(2026, 3, 4)) == "en retard de 1\u00a0jour, depuis le 04/03/2026"
    assert late_words(12, None) == "en retard de 12\u00a0jours, depuis le –"


@pytest.mark.parametrize("act", Act)
def test_every_act_that_is_sent_is_explained_and_asked_again(act: Act) -> None:
    words = [replying.TITLES, replying.EXPLANATIONS, replying.CONFIRMATIONS]

    assert [act in said for said in words] == [act in SENT] * 3
    if act in SENT:
        assert replying.EXPLANATIONS[act].endswith(".")
        assert replying.CONFIRMATIONS[act].endswith("\u00a0?")


def test_every_kind_of_notice_and_every_way_has_its_words() -> None:
    assert set(notifications.KINDS) == set(Kind)
    assert set(notifications.CHANNELS) == set(Channel)
    assert all(example.endswith((".", "…")) for _, example in notifications.KINDS.values())


def test_a_notice_says_which_invoice_and_whose_words() -> None:
    assert notifications.title(TOLD) == "Suspendue\u00a0: VTI/2026/1"
    assert notifications.body(TOLD) == (
        "Ville de Rennes · 1\u202f234,56\u00a0€. «\u00a0Joindre le bon.\u00a0»"
    )
    own_words = notifications.body(replace(TOLD, kind=Kind.PROGRESS, status="COMPLETEE"))
    assert own_words.startswith("Ville de Rennes · ")
    assert "Joindre" not in own_words
    assert notifications.subject([TOLD, TOLD]) == "2 nouvelles de vos factures, dont 2 à traiter"


def test_a_mail_bears_no_markup_of_a_recipient_nor_a_line_of_its_own() -> None:
    hostile = Told(
        kind=Kind.RETURNED,
        status="REJETEE",
        at=TOLD.at,
        invoice_number="A\r\nBcc: x@evil.example",
        recipient_name="<script>alert(1)</script>",
        payable_amount=1,
        comment='"><img src=x onerror=alert(1)>',
        address='https://choral.example/"onclick="x',
    )

    told = notifications.html_mail([hostile], "<b>Anne</b>", "https://choral.example/x")

    assert "\n" not in notifications.subject([hostile])
    assert "\r" not in notifications.subject([hostile])
    for markup in ("<script", "<img", "<b>", '"onclick'):
        assert markup not in told
