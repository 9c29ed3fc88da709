"""Invoices to deposit: to bodies of the directory, with what these demand."""

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime

from chorus_app.simulator.demo_bodies import RESERVED, DemoBody, directory
from tests.browser.chorus import SHOWCASE
from tests.documents.pdf_samples import lines, pdf, with_attachments
from tests.gateway.papers import cii

DEMANDS_ALL = "Ville de Rennes"
DEMANDS_ENGAGEMENT = "Ville de Nantes"
DEMANDS_NOTHING = "Commune de Plougastel-Daoulas"
_ranks = itertools.count(1)


def body(name: str) -> DemoBody:
    """Return a body of the simulator's directory."""
    return next(one for one in directory(datetime.now(UTC).timestamp()) if one.row["name"] == name)


@dataclass(frozen=True)
class Paper:
    """An invoice of 1 000 € HT on paper, with a number that no other test uses."""

    to: str
    number: str
    service: str = ""
    engagement: str = ""

    @property
    def siret(self) -> str:
        return str(body(self.to).row["siret"])

    def pdf(self) -> bytes:
        """Draw it: text only."""
        known = [f"Code service : {self.service}"] if self.service else []
        known += [f"N° d'engagement : {self.engagement}"] if self.engagement else []
        seller = [SHOWCASE.name, "21 rue des Serres", f"SIRET : {SHOWCASE.siret}"]
        named = [f"FACTURE N° {self.number}", f"Date de facture : {date.today():%d/%m/%Y}"]
        sums = (("Total HT", "1 000,00 €"), ("TVA 20 %", "200,00 €"), ("Total TTC", "1 200,00 €"))
        return pdf(
            [
                *lines(*seller, left=50, top=50),
                *lines("Destinataire", self.to, f"SIRET : {self.siret}", left=330, top=130),
                *lines(*named, *known, left=50, top=230),
                *lines(*(label for label, _ in sums), "Net à payer", left=360, top=420),
                *lines(*(amount for _, amount in sums), "1 200,00 €", left=460, top=420),
            ]
        )

    def facturx(self) -> bytes:
        """Draw it with its data attached: 100 € HT, as `cii` writes them."""
        data = cii(
            self.number,
            recipient=self.siret,
            supplier=SHOWCASE.siret,
            service=self.service,
            engagement=self.engagement,
            issued=date.today(),
        )
        return with_attachments(self.pdf(), ("factur-x.xml", data))


def paper(to: str, *, engagement: str = "") -> Paper:
    """Return a new invoice to this body, to its first service if it demands one."""
    number = f"E2E/{datetime.now():%H%M%S}/{next(_ranks)}"
    there = body(to)
    codes = [str(one["code"]) for one in there.services if one["active"]]
    service = next(code for code in codes if code != RESERVED) if codes else ""
    return Paper(to, number, service if there.row["service_required"] else "", engagement)
