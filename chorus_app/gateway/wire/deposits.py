"""What is sent: `deposer/pdf`, `soumettre`, `deposer/flux`, and the report of a flow."""

from base64 import b64encode

from chorus_app.domain.invoice import Cents, VatLine
from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.terms import (
    DepositedPdf,
    Flow,
    FlowError,
    FlowReport,
    Submission,
    Submitted,
)
from chorus_app.gateway.terms_roles import FlowReceipt
from chorus_app.gateway.wire.acts import enclosures_body, file_of
from chorus_app.gateway.wire.values import (
    Json,
    amount,
    day,
    euros,
    joined,
    line,
    moment,
    number,
    rows,
    text,
    told,
)

_WITHOUT_VAT = frozenset({"EXONERATION", "SANS_TVA"})


def pdf_body(content: bytes, name: str, *, signed: bool) -> Json:
    """Write the deposit of a PDF. The signatures that PDF readers make are PAdES."""
    return {
        "fichierFacture": b64encode(content).decode(),
        "nomFichier": name,
        "formatDepot": "PDF_SIGNE_PADES" if signed else "PDF_NON_SIGNE",
    }


def deposited_pdf(answer: Json) -> DepositedPdf:
    """Read what the recognition read; any field but the file's id may be missing."""
    attachment = number(answer.get("pieceJointeId"))
    if attachment is None:
        raise UnreadableAnswer(detail="deposer/pdf: no pieceJointeId")
    return DepositedPdf(
        attachment_id=attachment,
        invoice_number=line(answer.get("numeroFacture")) or None,
        issue_date=day(answer.get("dateFacture")),
        recipient_siret=line(answer.get("codeDestinataire")) or None,
        service_code=line(answer.get("codeServiceExecutant")) or None,
        supplier_siret=line(answer.get("codeFournisseur")) or None,
        purchase_order_reference=line(answer.get("numeroBonCommande")) or None,
        tax_exclusive_amount=amount(answer.get("montantHtTotal")),
        tax_amount=amount(answer.get("montantTVA")),
        tax_inclusive_amount=amount(answer.get("montantTtcAvantRemiseGlobalTTC")),
        payable_amount=amount(answer.get("montantAPayer")),
    )


def submission_body(sent: Submission) -> Json:
    """Write an invoice. The date is only taken with a deposited PDF, which is our only mode."""
    return told(
        {
            "modeDepot": "DEPOT_PDF_SIGNE_API" if sent.signed else "DEPOT_PDF_API",
            "numeroFactureSaisi": sent.invoice_number,
            "dateFacture": sent.issue_date.isoformat(),
            "destinataire": told(
                {
                    "codeDestinataire": sent.recipient_siret,
                    "codeServiceExecutant": sent.service_code,
                }
            ),
            "fournisseur": told(
                {
                    "idFournisseur": sent.supplier_chorus_id,
                    "idServiceFournisseur": sent.supplier_service_id,
                    "codeCoordonneesBancairesFournisseur": sent.bank_account_id,
                }
            ),
            "cadreDeFacturation": told(
                {
                    "codeCadreFacturation": sent.business_process,
                    "codeStructureValideur": sent.validator_siret,
                }
            ),
            "references": _references(sent),
            "ligneTva": [] if sent.vat_scheme in _WITHOUT_VAT else list(map(_vat, sent.vat_lines)),
            "montantTotal": _totals(sent),
            # The Swagger says an object; every client that works sends a list.
            "pieceJointePrincipale": [
                {
                    "pieceJointePrincipaleId": sent.attachment_id,
                    "pieceJointePrincipaleDesignation": sent.attachment_name,
                }
            ],
            "pieceJointeComplementaire": enclosures_body(sent.enclosures),
            "commentaire": sent.comment,
        }
    )


def _references(sent: Submission) -> Json:
    return told(
        {
            "deviseFacture": sent.currency,
            "typeFacture": sent.type_code,
            "typeTva": sent.vat_scheme,
            "motifExonerationTva": sent.exemption_reason,
            "numeroMarche": sent.contract_reference,
            "numeroBonCommande": sent.purchase_order_reference,
            "numeroFactureOrigine": sent.preceding_invoice_reference,
            "modePaiement": sent.payment_means,
        }
    )


def _totals(sent: Submission) -> Json:
    amounts: dict[str, Cents] = {
        "montantHtTotal": sent.tax_exclusive_amount,
        "montantTVA": sent.tax_amount,
        "montantTtcTotal": sent.tax_inclusive_amount,
        "montantAPayer": sent.payable_amount,
    }
    if sent.discount:
        amounts["montantRemiseGlobaleTTC"] = sent.discount
    totals: Json = {key: euros(value) for key, value in amounts.items()}
    return totals | told({"motifRemiseGlobaleTTC": sent.discount_reason})


def _vat(vat: VatLine) -> Json:
    return {
        "ligneTvaTauxManuel": vat.rate / 100,
        "ligneTvaMontantBaseHtParTaux": euros(vat.taxable_amount),
        "ligneTvaMontantTvaParTaux": euros(vat.tax_amount),
    }


def submitted(answer: Json, sent: Submission) -> Submitted:
    """Read the receipt. Without an id nobody knows what was done: the caller has to look."""
    chorus_id = number(answer.get("identifiantFactureCPP"))
    if chorus_id is None:
        raise UnreadableAnswer(detail="soumettre: no identifiantFactureCPP")
    return Submitted(
        chorus_id=chorus_id,
        invoice_number=line(answer.get("numeroFacture")) or sent.invoice_number,
        status=line(answer.get("statutFacture")),
        deposit_date=day(answer.get("dateDepot")),
        certificate=line(answer.get("empreinteCertificatDepot")),
    )


def flow_body(content: bytes, name: str, syntax: str) -> Json:
    """Write the deposit of a structured file."""
    return {
        "fichierFlux": b64encode(content).decode(),
        "nomFichier": name,
        "syntaxeFlux": syntax,
        "avecSignature": False,
    }


def received_flow(answer: Json) -> Flow:
    """Read the receipt of a flow."""
    flow_number = line(answer.get("numeroFluxDepot"))
    if not flow_number:
        raise UnreadableAnswer(detail="deposer/flux: no numeroFluxDepot")
    return Flow(flow_number, day(answer.get("dateDepot")))


def flow_report(answer: Json, flow_number: str) -> FlowReport:
    """Read `consulterCRDetaille`; its state bears the name that `consulterCR` gives it too."""
    state = line(answer.get("etatCourantDepotFlux")) or line(answer.get("etatCourantFlux"))
    if not state:
        raise UnreadableAnswer(detail="consulterCRDetaille: no etatCourantDepotFlux")
    return FlowReport(
        number=line(answer.get("numeroFluxDepot")) or flow_number,
        state=state,
        state_at=moment(answer.get("dateHeureEtatCourantFlux")),
        errors=_flow_errors(answer),
    )


def _flow_errors(answer: Json) -> tuple[FlowError, ...]:
    errors = (
        *map(_invoice_error, rows(answer, "listeErreurDP")),
        *map(_technical_error, rows(answer, "listeErreurTechnique")),
    )
    return tuple(error for error in errors if error.message)


def _invoice_error(row: Json) -> FlowError:
    return FlowError(text(row.get("libelleErreurDP")), line(row.get("numeroDP")))


def _technical_error(row: Json) -> FlowError:
    words = text(row.get("libelleErreur"))
    return FlowError(words or joined(" ", row.get("natureErreur"), row.get("codeErreur")))


def flow_receipt(answer: Json, asked: str) -> FlowReceipt:
    """Read where a flow stands, and its report. Raises `UnreadableAnswer` without a state."""
    state = line(answer.get("etatCourantFlux"))
    if not state:
        raise UnreadableAnswer(detail="consulterCR: no etatCourantFlux")
    return FlowReceipt(
        number=line(answer.get("numeroFluxDepot")) or asked,
        state=state,
        state_at=moment(answer.get("dateHeureEtatCourantFlux")),
        file_name=line(answer.get("nomFichierFlux")),
        report=file_of(answer.get("fichierCR")),
    )
