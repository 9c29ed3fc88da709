"""What an answer says, for the confirmation and to tell whether anything changed."""

from chorus_app.domain.answer import Act, AnswerForm
from chorus_app.domain.siret import clean
from chorus_app.services.answers import Answer


def address(form: AnswerForm) -> tuple[str, str, str]:
    """Return what a recycling may change."""
    return (
        clean(form.recipient_siret),
        form.service_code.strip(),
        form.purchase_order_reference.strip(),
    )


def summary(seen: Answer, recipient: str) -> list[list[str]]:
    """Return what will be sent, as pairs of a label and a value; what is empty is left out."""
    form = seen.form
    lines = [
        ["Pièces", ", ".join(piece.name for piece in seen.pieces)],
        ["Destinataire", recipient if seen.act is Act.RECYCLER else ""],
        ["Service", form.service_code],
        ["Engagement", form.purchase_order_reference],
        ["Commentaire", form.comment],
    ]
    return [line for line in lines if line[1]]
