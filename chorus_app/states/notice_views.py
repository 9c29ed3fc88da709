"""What this person is told in the app, as a screen shows it."""

from dataclasses import dataclass

from chorus_app.domain.notice import Kind
from chorus_app.services.notify import Notice, path_of
from chorus_app.texts import formats
from chorus_app.texts.notifications import Told, body, title


@dataclass
class NoticeView:
    """One event, with the page that shows it."""

    id: int
    href: str
    title: str
    body: str
    when: str


def notice_view(row: Notice) -> NoticeView:
    """Return a notice in words."""
    address = path_of(row)
    told = Told(
        kind=Kind(row.kind),
        status=row.status,
        at=row.status_at,
        invoice_number=row.invoice_number,
        recipient_name=row.recipient_name,
        payable_amount=row.payable_amount,
        comment=row.comment,
        address=address,
    )
    return NoticeView(row.id or 0, address, title(told), body(told), formats.moment(row.status_at))
