"""Every body that the client sends, and every field that it reads, against the contract."""

import ast
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from chorus_app.domain.invoice import Structure, VatLine
from chorus_app.gateway import operations, wire
from chorus_app.gateway.connection import connect
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import Account, CodeList, Enclosure, InvoiceQuery, Recycling
from chorus_app.gateway.roles import WholeChorusPro
from chorus_app.gateway.terms_roles import RequestQuery, Role, Treatment, ValidatorAction
from tests.gateway.samples import detail, submission
from tests.gateway.swagger.contract import ANSWERS, REQUESTS

KNOWN = {
    ("ConsulterFactureParFournisseurParam.pLigneRecapTva", "unknown"): "the Swagger's `getp…` is "
    "the name of a Java getter; a client that works (GO) sends `p…`, and PISTE ignores what it "
    "does not know",
    ("ConsulterFactureParFournisseurParam.pListePiecesJointes", "unknown"): "the same",
    ("SoumettreFactureParam.pieceJointePrincipale", "not an object"): "every client and document "
    "but one sends a list",
}
"""Where a body of ours differs from the Swagger, and why."""

DAYS = re.compile(r"\w+\.(periodeDateDepotDu|periodeDateDepotAu|dateFacture)")
"""Days that we send as days, where the Swagger says date-time: as working clients do."""

CALLED = {
    value.path for value in vars(operations).values() if isinstance(value, operations.Operation)
}

STRUCTURE = Structure(26300989, "99986401570264", "CHU", active=True)
ENCLOSURES = (Enclosure(3, "Bon de livraison", "RIB"),)


class Recorder:
    """Answers every question with the little that each needs, and keeps the bodies."""

    def __init__(self) -> None:
        self.bodies: dict[str, list[object]] = {}

    def handle(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        self.bodies.setdefault(path, []).append(json.loads(request.content or b"null"))
        if path == operations.ATTACHED.path and len(self.bodies[path]) > 1:
            return httpx.Response(403, json={})
        return httpx.Response(200, json=self.ENOUGH | detail())

    ENOUGH = {
        "codeRetour": 0,
        "libelle": "",
        "pieceJointeId": 1,
        "identifiantFactureCPP": 1,
        "numeroFluxDepot": "CPP1",
        "etatCourantDepotFlux": "IN_RECU",
        "etatCourantFlux": "IN_RECU",
        "raisonSociale": "CHU",
        "fichierResultat": "JVBERi0xLjc=",
        "pieceJointe": "JVBERi0xLjc=",
        "parametres": {"connexionEDI": False},
    }


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
async def client(recorder: Recorder) -> AsyncIterator[PisteClient]:
    transport = httpx.MockTransport(recorder.handle)
    async with connect(
        base_url="http://x", client_id="a", client_secret="b", transport=transport
    ) as connection:
        yield connection.client_for(Account("TECH_1_73980623000960@cpro.fr", "x"))


async def ask_everything(client: PisteClient) -> None:
    """Call each method of the port, with every argument that puts a field in the body."""
    query = InvoiceQuery(
        "F1", "CPP1", datetime(2026, 3, 1, tzinfo=UTC), date(2026, 1, 1), date(2026, 3, 1), 7
    )
    await client.search(query, page=2, page_size=50)
    await client.detail(1)
    await client.history(1)
    await client.download([1, 2], with_attachments=True)
    await client.find_structures(siret=STRUCTURE.siret, name="CHU", city="Rennes")
    await client.find_structures(public_only=False)
    await client.recipient(STRUCTURE)
    await client.service_demands_engagement(1, 2)
    await client.commitment_exists(1, "1300012345")
    await client.own_structures()
    await client.own_structures()
    await client.bank_accounts(1)
    await client.account_expiry(1)
    for wanted in CodeList:
        await client.codes(wanted)
    await client.deposit_pdf(b"%PDF", "f.pdf", signed=True)
    await client.deposit_pdf(b"%PDF", "f.pdf", signed=False)
    await client.deposit_flow(b"<x/>", "f.xml", "IN_DP_E2_CII_FACTURX")
    await client.flow_report("CPP1")
    await client.add_attachment(b"%PDF", "bon.pdf")
    await client.complete(1, comment="Voici.", enclosures=ENCLOSURES)
    await client.recycle(Recycling(1, STRUCTURE.siret, "S1", "1300012345", "Bon service"))
    await client.treat_rejection(1)
    await client.correct_validator(1, STRUCTURE.siret)
    await ask_in_other_roles(client)
    await send_invoices(client)


async def ask_in_other_roles(client: WholeChorusPro) -> None:
    query = RequestQuery("F1", ("MISE_A_DISPOSITION",), date(2026, 1, 1), date(2026, 3, 1))
    await client.search_received(query, page=2, page_size=50)
    await client.search_to_treat(page=1, page_size=50)
    await client.received_detail(1)
    await client.following_statuses("MANDATEE")
    await client.treat(Treatment(1, "MANDATEE", "Vu", "B-12"))
    await client.search_as_validator(query, page=1, page_size=50)
    await client.search_to_validate(page=1, page_size=50)
    await client.validator_detail(1)
    await client.validator_statuses()
    await client.validate(1, ValidatorAction.REFUS, reason="MONTANT", comment="Trop")
    await client.search_waiting(page=1, page_size=50, with_rejected=False)
    for role in Role:
        await client.payment_requests(query, role, archived=True)
    await client.flow_receipt("CPP1")
    await client.attachments(1, name="bon")
    await client.attachments()
    await client.invoice_files([1])
    await client.find_recipients(words="Rennes", siret=STRUCTURE.siret)
    await client.recipients_file()
    await client.company(STRUCTURE.siret)
    await client.commitments(1)
    for role in (Role.FOURNISSEUR, Role.DESTINATAIRE):
        await client.active_structures(role)
    await client.works_structures()
    await client.workspaces(1)
    await client.attached_services(1)


async def send_invoices(client: PisteClient) -> None:
    await client.submit(submission(vat_lines=(VatLine(2000, 165_417, 33_084),)))
    everything = submission(
        signed=True,
        business_process="A12_FACTURE_COTRAITANT",
        validator_siret="57200218600094",
        supplier_service_id=10652252,
        bank_account_id=5,
        contract_reference="M-9",
        discount=1_000,
        discount_reason="Geste commercial",
        payable_amount=197_501,
        comment="Merci",
        enclosures=ENCLOSURES,
    )
    await client.submit(everything)
    await client.submit(
        submission(
            type_code="AVOIR",
            preceding_invoice_reference="F0",
            payment_means="",
            vat_scheme="EXONERATION",
            exemption_reason="Article 261",
        )
    )


async def test_every_body_is_what_the_contract_takes(
    client: PisteClient, recorder: Recorder
) -> None:
    await ask_everything(client)
    assert set(recorder.bodies) == CALLED - {operations.HEALTH.path}
    found = {
        difference
        for path, bodies in recorder.bodies.items()
        for body in bodies
        for difference in REQUESTS.differences(body, REQUESTS.shapes[path])
    }
    days = {each for each in found if each[1] == "not a moment" and DAYS.fullmatch(each[0])}
    assert days
    assert found - days == set(KNOWN)


def test_every_operation_of_the_contract_has_a_method() -> None:
    assert {*REQUESTS.shapes, operations.HEALTH.path} == CALLED


def test_a_difference_would_be_seen() -> None:
    wrong = {
        "modeDepot": "SAISIE_WEB",
        "dateFacture": "01/03/2026",
        "numeroFactureSaisi": 7,
        "destinataire": {"codeDestinataires": "x"},
        "ligneTva": {"ligneTvaTauxManuel": True},
    }
    assert len(list(REQUESTS.differences(wrong, "SoumettreFactureParam"))) == 5
    assert list(REQUESTS.differences([], "SoumettreFactureParam")) == [
        ("SoumettreFactureParam", "not an object")
    ]


def words_read() -> set[str]:
    """Return every name that the wire's readers ask of an answer, as the source writes them."""
    found = set()
    for path in Path(wire.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = isinstance(node.func, ast.Name) and node.func.id in ("part", "rows")
                asked = isinstance(node.func, ast.Attribute) and node.func.attr == "get"
                found |= {
                    word.value
                    for word in node.args[: 2 if named else 1]
                    if (named or asked) and isinstance(word, ast.Constant)
                }
    return found


def test_every_field_that_is_read_is_one_that_is_answered() -> None:
    told = {name for fields in ANSWERS.fields.values() for name in fields}
    read = words_read()
    assert len(read) > 100
    assert read - told == set()
