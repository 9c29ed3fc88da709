"""`transverses/v1/recuperer/…`: the lists of codes, and the structures of an account."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator import code_lists as lists
from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.codes import SUCCESS_OF_LISTS
from chorus_app.simulator.flows import INTERFACES
from chorus_app.simulator.moves import allowed
from chorus_app.simulator.wire import Body, ok, page_of

router = APIRouter(prefix="/cpro/transverses/v1/recuperer", tags=["transverses"])


def told(name: str, items: Iterable[dict[str, Any]], **more: Any) -> JSONResponse:
    """Answer a list of codes."""
    return ok({name: list(items), **more}, libelle=SUCCESS_OF_LISTS)


def paged(asked: Body, name: str, items: list[dict[str, Any]]) -> JSONResponse:
    """Answer a list of codes with its four figures at the top level."""
    page = page_of(asked.object("parametresRecherche", "pagination"))
    if not asked.object("parametresRecherche", "pagination").fields:
        page = page_of(Body({"nbResultatsParPage": max(1, len(items))}))
    return told(name, page.slice(items), **page.answer(len(items)))


@router.post("/devises")
def currencies(me: Me, asked: Asked) -> JSONResponse:
    """Currencies."""
    return told("listeDevises", _pairs(lists.CURRENCIES, "codeDevise", "libelleDevise"))


@router.post("/pays")
def countries(me: Me, asked: Asked) -> JSONResponse:
    """Countries."""
    return told("listePays", _pairs(lists.COUNTRIES, "codePays", "libellePays"))


@router.post("/tauxtva")
def vat_rates(me: Me, asked: Asked) -> JSONResponse:
    """VAT rates by code."""
    names = ("codeTauxTva", "libelleTauxTva", "valeurTauxTva")
    return told("listeTauxTva", (dict(zip(names, rate, strict=True)) for rate in lists.VAT_RATES))


@router.post("/motifs/exonerationtva")
def exemptions(me: Me, asked: Asked) -> JSONResponse:
    """Reasons of a VAT exemption."""
    names = ("codeMotifExonerationTva", "libelleMotifExonerationTva")
    return paged(asked, "listeMotifsExonerationTva", _pairs(lists.EXEMPTIONS, *names))


@router.post("/modereglements")
def payment_means(me: Me, asked: Asked) -> JSONResponse:
    """Means of payment."""
    return told("listeModePaiement", _each("modePaiement", lists.PAYMENT_MEANS))


@router.post("/modedepot")
def deposit_modes(me: Me, asked: Asked) -> JSONResponse:
    """Modes of deposit."""
    return paged(asked, "listeModeDepot", _each("modeDepot", lists.DEPOSIT_MODES))


@router.post("/formatflux")
@router.post("/syntaxeflux")
def flow_formats(me: Me, asked: Asked) -> JSONResponse:
    """Syntaxes of flows."""
    return paged(asked, "listeFormatFlux", _each("formatFlux", INTERFACES))


@router.post("/cadrefacturation")
def frames(me: Me, asked: Asked) -> JSONResponse:
    """Cadres de facturation of a type of payment request."""
    kind = asked.text("typeDemandePaiement") or "FACTURE"
    return told(
        "listeCadreFacturation",
        (
            {"codeCadreFacturation": code, "typeDemandePaiement": kind}
            for code in lists.FRAMES.get(kind, ())
        ),
    )


@router.post("/typedp")
def request_types(me: Me, asked: Asked) -> JSONResponse:
    """Types of payment requests."""
    return told("listeTypeDemandePaiement", _each("typeDemandePaiement", lists.REQUEST_TYPES))


@router.post("/etat/typedp")
def states_of_a_type(me: Me, asked: Asked) -> JSONResponse:
    """States that a type of payment request may have."""
    return told(
        "listeEtatDemandePaiement", _each("etatDemandePaiement", lists.INVOICE_STATES.split())
    )


@router.post("/etats/traitement")
def following_states(me: Me, asked: Asked) -> JSONResponse:
    """States that a recipient may set after this one: the simulator's matrix."""
    following = allowed(asked.text("statutCourant"))
    return told(
        "listeStatutsPossiblesPourTraitement", _each("statutPossiblePourTraitement", following)
    )


@router.post("/typespj")
def attachment_types(me: Me, asked: Asked) -> JSONResponse:
    """Types of attachments."""
    kind = asked.text("typeObjet") or "FACTURE"
    names = ("idTypePieceJointe", "codeTypePieceJointe", "libelleTypePieceJointe")
    return told(
        "listeTypePieceJointe",
        (
            dict(zip(names, item, strict=True)) | {"typeObjet": kind}
            for item in lists.ATTACHMENT_TYPES
        ),
    )


@router.post("/motifs/refus/Facture/AValider")
def refusals(me: Me, asked: Asked) -> JSONResponse:
    """Reasons that a validator may give."""
    names = ("idMotif", "codeMotif", "libelleMotif")
    return told(
        "listeMotifRefusFactureAValider",
        (dict(zip(names, item, strict=True)) for item in lists.REFUSALS),
    )


@router.post("/typefacturetravaux")
def works_types(me: Me, asked: Asked) -> JSONResponse:
    """Types of works invoices."""
    return told("listeTypeFactureTravaux", _each("typeFactureTravaux", lists.WORKS_TYPES))


@router.post("/typeidentifiant/structure")
def identifier_types(me: Me, asked: Asked) -> JSONResponse:
    """Types of identifiers of structures."""
    return told("listeTypeIdentifiant", _each("typeIdentifiantStructure", lists.IDENTIFIER_TYPES))


@router.post("/coordbanc/valides")
def bank_accounts(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """Bank accounts of the account's own structure."""
    wanted = asked.integer("idStructure") or me.structure_id
    rows = world.db.rows(
        "SELECT id, name FROM bank_account WHERE structure_id = ? AND structure_id = ?",
        (wanted, me.structure_id),
    )
    return paged(
        asked,
        "listeCoordonneeBancaire",
        [{"idCoordonneeBancaire": row["id"], "nomCoordonneeBancaire": row["name"]} for row in rows],
    )


@router.post("/structures/actives/fournisseur")
@router.post("/structures/actives/destinataire")
@router.post("/structures/actives/facturetravaux")
def active_structures(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """The structures this account may act for."""
    rows = world.db.rows("SELECT * FROM structure WHERE id = ? AND active", (me.structure_id,))
    return paged(
        asked,
        "listeStructures",
        [
            {
                "idStructureCPP": row["id"],
                "identifiant": row["siret"],
                "designationStructure": row["name"],
            }
            for row in rows
        ],
    )


def _each(name: str, values: Iterable[str]) -> list[dict[str, Any]]:
    return [{name: value} for value in values]


def _pairs(values: dict[str, str], code: str, label: str) -> list[dict[str, Any]]:
    return [{code: key, label: words} for key, words in values.items()]
