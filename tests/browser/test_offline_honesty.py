"""Without network it is seen and nothing leaves; what was typed outlives a reload."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, WebSocket, WebSocketRoute, expect

from tests.browser.chorus import ChorusPro
from tests.browser.phone import Phone
from tests.browser.test_answering import open_answer
from tests.browser.test_detail import open_invoice


def dot(button: Locator) -> str:
    """Return the colour of the dot that tells how fresh the data are."""
    colour: str = button.evaluate("it => getComputedStyle(it, '::before').backgroundColor")
    return colour


def test_what_is_cancelled_offline_is_never_sent(phone: Phone, chorus: ChorusPro) -> None:
    told = chorus.first("SUSPENDUE")
    page, sent = phone.open("about:blank"), list[bytes | str]()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.extend([frame])))
    open_answer(page, told)
    page.get_by_label("Commentaire pour le destinataire").fill("Voici le bon.")
    page.locator(".actions button").click()
    window = page.get_by_role("dialog", name="Confirmer")
    expect(window).to_be_visible()
    fresh = page.locator("button.fresh")
    expect(fresh).to_contain_text("à jour")
    green = dot(fresh)

    phone.context.set_offline(True)
    expect(page.locator("html")).to_have_class(re.compile("offline"), timeout=1_000)
    assert dot(fresh) != green
    window.get_by_role("button", name="Confirmer et envoyer").click()
    expect(window.get_by_role("alert")).to_contain_text("rien n’est parti")
    window.get_by_role("button", name="Annuler").click()
    expect(window).to_be_hidden()
    banner = page.get_by_role("status").filter(has_text="Hors ligne")
    expect(banner).to_be_visible()
    page.locator(".actions button").click()
    expect(page.locator(".actions").get_by_role("alert")).to_contain_text("rien n’est parti")

    phone.context.set_offline(False)
    expect(banner).to_be_hidden()
    expect(page.locator(".unsent")).to_have_count(0)
    page.locator(".actions button").click()
    expect(window).to_be_visible(timeout=30_000)  # Reflex opens its socket again at its own pace
    expect(fresh).not_to_have_class(re.compile("off"))
    assert dot(fresh) == green
    # Events leave in order: a confirmation that was held back would have left before this one.
    names = re.findall(r"repondre_state\.(\w+)", " ".join(map(str, sent)))
    assert names.count("keep_all") == 2
    assert "confirm" not in names
    assert chorus.numbered(told.number)[0].status == "SUSPENDUE"
    expect(window.get_by_role("button", name="Confirmer et envoyer")).to_be_visible()
    phone.complaints[:] = [said for said in phone.complaints if "onnection" not in said]


@dataclass
class Line:
    """What a page's sockets go through; cut, no socket opens, and the browser hears of nothing."""

    is_cut: bool = False
    ends: list[WebSocketRoute] = field(default_factory=list)

    def carry(self, socket: WebSocketRoute) -> None:
        if self.is_cut:
            socket.close()
        else:
            self.ends += [socket, socket.connect_to_server()]

    def cut(self) -> None:
        self.is_cut = True
        for end in self.ends:
            end.close()


def test_what_is_cancelled_on_a_dead_socket_is_never_sent(phone: Phone, chorus: ChorusPro) -> None:
    told, line = chorus.first("SUSPENDUE"), Line()
    page = phone.open("about:blank")
    page.route_web_socket(re.compile("/_event"), line.carry)
    open_answer(page, told)
    comment = page.get_by_label("Commentaire pour le destinataire")
    comment.fill("Voici le bon, signé.")
    page.locator(".actions button").click()
    window = page.get_by_role("dialog", name="Confirmer")
    expect(window).to_be_visible()

    line.cut()
    assert page.evaluate("navigator.onLine")
    window.get_by_role("button", name="Confirmer et envoyer").click()
    window.get_by_role("button", name="Annuler").click()
    expect(window).to_be_hidden()
    line.is_cut = False

    late = page.locator(".actions").get_by_role("alert")
    expect(late).to_contain_text("rien n’a été envoyé", timeout=30_000)
    expect(window).to_be_hidden()
    expect(comment).to_have_value("Voici le bon, signé.")
    assert chorus.numbered(told.number)[0].status == "SUSPENDUE"
    page.locator(".actions button").click()
    expect(window).to_be_visible()
    expect(late).to_have_count(0)
    phone.complaints[:] = [said for said in phone.complaints if "onnection" not in said]


def test_an_invoice_not_read_yet_is_not_the_one_before(phone: Phone, chorus: ChorusPro) -> None:
    before, after = [told for told in chorus.invoices() if told.status == "SUSPENDUE"][:2]
    page = phone.open("about:blank")
    open_invoice(page, before.number)
    expect(page.locator(".status-pill")).to_be_visible()
    page.goto("/factures/?statut=SUSPENDUE")
    row = page.locator("main a.row", has_text=after.number)
    expect(row).to_be_visible()

    phone.context.set_offline(True)
    row.click()
    page.wait_for_url(re.compile(r"/factures/\d+/$"))
    pane = page.locator(".detail-pane")
    expect(pane).to_contain_text("pas encore lue")
    expect(pane.get_by_role("link")).to_have_count(0)

    phone.context.set_offline(False)
    expect(pane.locator(".headline")).to_contain_text(after.number, timeout=30_000)
    phone.complaints[:] = [said for said in phone.complaints if "onnection" not in said]


def test_the_form_before_is_not_shown_at_the_address_of_another(
    phone: Phone, chorus: ChorusPro
) -> None:
    before, after = [told for told in chorus.invoices() if told.status == "SUSPENDUE"][:2]
    page = phone.open("about:blank")
    open_answer(page, before)
    expect(page.get_by_role("heading", name="Compléter la facture")).to_be_visible()
    page.go_back()
    row = page.get_by_role("listitem").filter(has_text=after.number).get_by_role("link")
    expect(row).to_be_visible()

    phone.context.set_offline(True)
    row.click()
    page.wait_for_url(re.compile("/repondre/"))
    expect(page.get_by_role("main")).to_contain_text("pas encore lue")
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)

    phone.context.set_offline(False)
    expect(page.get_by_role("main")).to_contain_text(after.number, timeout=30_000)
    phone.complaints[:] = [said for said in phone.complaints if "onnection" not in said]


def test_what_the_server_did_not_hear_outlives_a_reload(phone: Phone, chorus: ChorusPro) -> None:
    page = phone.open("about:blank")
    open_answer(page, chorus.first("SUSPENDUE"))
    comment = page.get_by_label("Commentaire pour le destinataire")
    expect(comment).to_be_visible()
    said = page.get_by_text("Pas encore enregistré")
    phone.context.set_offline(True)
    comment.fill("Tapé sans réseau")
    expect(said).to_be_visible()

    phone.context.set_offline(False)
    expect(said).to_have_count(0, timeout=30_000)
    comment.fill("Tapé au dernier moment")
    page.reload()  # before the pause after which it is sent
    expect(comment).to_have_value("Tapé au dernier moment")
    phone.complaints[:] = [said for said in phone.complaints if "onnection" not in said]


def test_a_file_that_could_not_leave_is_offered_again_with_the_network(phone: Phone) -> None:
    page = phone.open("/deposer/")
    picker = page.get_by_label("Choisir le fichier")
    expect(picker).to_be_attached()
    phone.context.set_offline(True)
    picker.set_input_files([{"name": "f.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}])
    said = page.get_by_role("alert").filter(has_text="Choral est injoignable")
    expect(said).to_be_visible()

    phone.context.set_offline(False)
    expect(said).to_have_count(0)
    expect(page.get_by_role("alert").filter(has_text="Le réseau est revenu")).to_be_visible()
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    phone.complaints[:] = [said for said in phone.complaints if "ERR_INTERNET" not in said]
    phone.complaints[:] = [said for said in phone.complaints if "onnection" not in said]


def test_a_comment_half_typed_outlives_a_reload(phone: Phone, chorus: ChorusPro) -> None:
    page, sockets = phone.open("about:blank"), list[WebSocket]()
    page.on("websocket", lambda socket: sockets.extend([socket]))
    open_answer(page, chorus.first("SUSPENDUE"))
    comment = page.get_by_label("Commentaire pour le destinataire")
    comment.fill("")
    with sockets[-1].expect_event("framesent", lambda frame: "bon de" in frame):
        comment.press_sequentially("Voici le bon de")
    with sockets[-1].expect_event("framesent", lambda frame: "livraison" in frame):
        comment.press_sequentially(" livraison")  # what was kept draws nothing again
    expect(comment).to_have_value("Voici le bon de livraison")
    expect(comment).to_be_focused()
    page.reload()
    expect(comment).to_have_value("Voici le bon de livraison")
