"""What a supplier does while the server dies: deposits, and answers to what came back."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import httpx

from tests.bench.kills.field import Field
from tests.bench.kills.hand import Away, Hand
from tests.services.papers import facturx, paper
from tests.states.socket import latest

FREE = "Chambre d'agriculture de Bretagne"
"""A body that demands neither a service nor an engagement."""
PHOTO = b"\xff\xd8\xff bon de livraison"
CAME_BACK = {"COMPLETER": "SUSPENDUE", "RECYCLER": "A_RECYCLER", "TRAITER_REJET": "REJETEE"}
LEAVES = {
    "COMPLETER": "SELECT count(*) AS n FROM passage WHERE status = 'COMPLETEE' AND invoice_id = ?",
    "RECYCLER": "SELECT count(*) AS n FROM passage WHERE status = 'DEPOSEE' AND invoice_id = ?",
    "TRAITER_REJET": "SELECT count(*) AS n FROM user_action "
    "WHERE code = 'TRAITEMENT_REJET' AND invoice_id = ?",
}
"""What an act leaves at Chorus Pro, counted."""


@dataclass(frozen=True)
class Answered:
    """An answer whose confirmation was stored: one more trace than `before` must be there."""

    act: str
    chorus_id: int
    number: str
    before: int
    piece: str


@dataclass
class Supplier:
    """Somebody who goes on until told to stop, and notes each intent that was stored."""

    place: Field
    hand: Hand
    chance: Random
    mark: str
    deposits: list[str] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)
    again: int = 0
    over: bool = False

    def work(self) -> None:
        """Deposit and answer, one thing after the other."""
        while not self.over:
            act = self.chance.choice(("DEPOT", "DEPOT", *CAME_BACK))
            if act == "DEPOT":
                self._deposit()
            else:
                self._answer(act)

    def _deposit(self) -> None:
        number = f"K{self.mark}-{len(self.deposits):04}"
        siret = self._siret(FREE)
        today = datetime.now(ZoneInfo("Europe/Paris")).date()
        content = paper(number, siret, today)
        if self.chance.random() < 0.25:
            seller = self.place.choral_rows("SELECT siret FROM structure")[0]["siret"]
            content = facturx(number, seller, siret, today)
        name = f"{number}.pdf"
        draft = ""
        while not (draft and self._stage(draft) != "BROUILLON"):
            try:
                draft = draft or self.hand.hand_over("/api/depots", name, content)
                self.confirm("Deposer", f"/deposer/?brouillon={draft}")
            except (Away, httpx.HTTPStatusError):
                self._wait()
        self.deposits.append(number)

    def _stage(self, draft: str) -> str:
        found = self.place.choral_rows("SELECT stage FROM deposit WHERE id = ?", draft)
        return str(found[0]["stage"]) if found else "BROUILLON"

    def _siret(self, name: str) -> str:
        found = self.place.chorus_rows("SELECT siret FROM structure WHERE name = ?", name)
        return str(found[0]["siret"])

    def _answer(self, act: str) -> None:
        """Have a recipient send an invoice back, and answer for it once Choral knows."""
        told = self.sent_back(CAME_BACK[act])
        if not told:
            return
        chorus_id, number, invoice = told
        before = self._traces(act, chorus_id)
        piece = f"{number.replace('/', '-')}.jpg" if act == "COMPLETER" else ""
        while not self._is_stored(invoice, act):
            try:
                self._prepare(act, invoice, piece)
            except (Away, httpx.HTTPStatusError):
                self._wait()
        self.answers.append(Answered(act, chorus_id, number, before, piece))

    def sent_back(self, status: str) -> tuple[int, str, int] | None:
        """Have a recipient send one back; return it (Chorus Pro's id, number, ours) once known."""
        waiting = self.place.chorus_rows(
            "SELECT id, number FROM invoice WHERE status = 'MISE_A_DISPOSITION' AND supplier_id ="
            " (SELECT id FROM structure WHERE siret = ?) ORDER BY id DESC LIMIT 40",
            self.place.choral_rows("SELECT siret FROM structure")[0]["siret"],
        )
        # One answer an invoice: one that was sent on is available again, and could be drawn again.
        known = self.place.choral_rows("SELECT chorus_id FROM answer")
        answered = {row["chorus_id"] for row in known}
        waiting = [row for row in waiting if row["id"] not in answered]
        if not waiting:
            return None
        row = self.chance.choice(waiting)
        try:
            self.place.steer("move", idFacture=row["id"], statut=status, motif="À revoir.")
        except httpx.HTTPStatusError:
            return None  # its life went on meanwhile
        until = time.monotonic() + 60
        while time.monotonic() < until and not self.over:
            known = self.place.choral_rows(
                "SELECT id FROM invoice WHERE chorus_id = ? AND status = ?", row["id"], status
            )
            if known:
                return int(row["id"]), str(row["number"]), int(known[0]["id"])
            time.sleep(0.1)
        return None

    def _traces(self, act: str, chorus_id: int) -> int:
        return int(self.place.chorus_rows(LEAVES[act], chorus_id)[0]["n"])

    def _is_stored(self, invoice: int, act: str) -> bool:
        return bool(
            self.place.choral_rows(
                "SELECT 1 FROM answer WHERE invoice_id = ? AND act = ? AND stage <> 'BROUILLON'",
                invoice,
                act,
            )
        )

    def _prepare(self, act: str, invoice: int, piece: str) -> None:
        if piece and not self.place.choral_rows("SELECT 1 FROM piece WHERE name = ?", piece):
            self.hand.hand_over(f"/api/pieces?facture={invoice}", piece, PHOTO)
        form = {}
        if act == "RECYCLER":
            siret = self._siret("Commune de Plougastel-Daoulas")
            form = {
                "recipient_siret": siret,
                "service_code": "",
                "purchase_order_reference": f"E{invoice}",
            }
        self.confirm("Repondre", f"/repondre/?facture={invoice}&acte={act}", form)

    def confirm(self, page: str, at: str, form: dict[str, str] | None = None) -> None:
        """Open the page, send its form and confirm, as its buttons do."""
        with self.hand.page() as socket:
            socket.call(f"{page}State.arrive", at=at)
            shown = socket.call(f"{page}State.keep_all", at=at, form=form or {})
            socket.confirm(f"{page}State", at=at, order=latest(shown, "order") or "")

    def _wait(self) -> None:
        self.again += 1
        time.sleep(0.2)
