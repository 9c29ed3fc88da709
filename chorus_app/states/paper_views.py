"""The files of an invoice, as its page shows them: what each is, and where it is opened."""

from dataclasses import dataclass

from chorus_app import routes
from chorus_app.services.papers import Origin, Paper
from chorus_app.texts.codes import piece_type

_MOST = 49


@dataclass
class PaperView:
    """A file; `href` is empty where Chorus Pro gives it only within its folder."""

    href: str
    name: str
    kind: str


def paper_views(papers: list[Paper]) -> list[PaperView]:
    """Return the first of these files, each with its link and what it is."""
    return [_view(paper) for paper in papers[:_MOST]]


def _view(paper: Paper) -> PaperView:
    match paper.origin:
        case Origin.DEPOT:
            return PaperView(routes.deposited_file(paper.id), paper.name, "Votre facture déposée")
        case Origin.REPONSE:
            kind = f"{piece_type(paper.type_label)} · avec votre réponse"
            return PaperView(routes.sent_piece(paper.id), paper.name, kind)
    return PaperView("", paper.name, piece_type(paper.type_label))
