"""`domain.clauses.Situation` as SQL: the same rules as the sums of the first screen."""

from datetime import date

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlmodel import col

from chorus_app.domain.clauses import Situation
from chorus_app.domain.invoice import TypeCode
from chorus_app.domain.status import Family, members, rank
from chorus_app.store.silence import OUTSTANDING, has_a_day, overdue, perhaps_paid
from chorus_app.store.tables import InvoiceRow

_SENT_BACK = [rank(status) for status in members(Family.RENVOI)]
_counted = col(InvoiceRow.counted_amount)
_status = col(InvoiceRow.status)


def in_situation(structure_id: int, situation: Situation, today: date) -> ColumnElement[bool]:
    """Return the condition that a supplier's invoice is in this situation on this day."""
    match situation:
        case Situation.EN_RETARD:
            return and_(overdue(structure_id, today), ~perhaps_paid(structure_id))
        case Situation.PEUT_ETRE_PAYEE:
            return and_(overdue(structure_id, today), perhaps_paid(structure_id))
        case Situation.SANS_ECHEANCE:
            undated = or_(col(InvoiceRow.payable_by).is_(None), _counted == 0)
            return and_(_outstanding(), _counted >= 0, undated)
        case Situation.AVOIR:
            return _credit_note()
        case Situation.AVOIR_A_DEDUIRE:
            return and_(_outstanding(), _counted < 0)
        case Situation.A_TRAITER:
            sent_back = col(InvoiceRow.status_rank).in_(_SENT_BACK)
            return and_(sent_back, col(InvoiceRow.rejection_treated).is_(False))


def due(structure_id: int, first: date | None, last: date | None) -> ColumnElement[bool]:
    """Return the condition that a supplier's invoice is to be paid within these legal days."""
    day = col(InvoiceRow.payable_by)
    return and_(
        has_a_day(structure_id),
        _counted > 0,
        day.between(first or date.min, last or date.max),
    )


def _outstanding() -> ColumnElement[bool]:
    """Return `domain.status.is_outstanding` as a condition."""
    return and_(
        col(InvoiceRow.status_rank).in_(OUTSTANDING),
        *(not_(_status.startswith(over)) for over in ("REFUSEE", "ABANDONNEE")),
    )


def _credit_note() -> ColumnElement[bool]:
    """Return the condition of a credit note, deleted ones and other currencies included.

    The type is outside the index: it is asked of the few invoices that count for nothing.
    """
    return or_(
        _counted < 0,
        and_(_counted == 0, col(InvoiceRow.type_code) == TypeCode.AVOIR.value),
    )
