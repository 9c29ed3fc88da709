"""One simulator asked everything: each operation at least once, each kind of invoice."""

from collections import defaultdict
from typing import Any

from tests.gateway.swagger.contract import ANSWERS
from tests.simulator.conftest import BEGINNER, DemoAccount, Portal
from tests.simulator.files import cii, encoded, invoice_pdf, pdf, submission

Answers = dict[str, list[Any]]
STATE = "Services de l'État"
SUBCONTRACTED = {
    "codeCadreFacturation": "A9_FACTURE_SOUSTRAITANT",
    "codeStructureValideur": BEGINNER.siret,
}


class Asker:
    """Asks, and keeps each answer, which must be a success, under its operation."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.answers: Answers = defaultdict(list)
        self.state = portal.recipient(STATE)

    async def ask(self, path: str, body: Any = None, *, account: DemoAccount | None = None) -> Any:
        answer = await self.portal.call(path, body, account=account)
        assert answer["codeRetour"] == 0, (path, answer)
        self.answers[f"/cpro/{path}"].append(answer)
        return answer

    async def deposit(self, number: str, **changes: Any) -> int:
        """Deposit a PDF and submit its invoice."""
        content = encoded(invoice_pdf(number=number))
        kept = await self.ask(
            "factures/v1/deposer/pdf", {"fichierFacture": content, "nomFichier": "f.pdf"}
        )
        body = submission(self.portal, kept["pieceJointeId"], numeroFactureSaisi=number, **changes)
        answer = await self.ask("factures/v1/soumettre", body)
        return int(answer["identifiantFactureCPP"])

    async def first(self, status: str) -> int:
        """Return an invoice of this status."""
        (found, *_) = await self.portal.search(statutCourant=[status])
        return int(found["identifiantFactureCPP"])


async def ask_everything(portal: Portal) -> Answers:
    """Ask every operation of the contract; return the answers by operation."""
    asker = Asker(portal)
    delivered, credited, validated = await _invoices(asker)
    await portal.advance(60)
    await _validator(asker, *validated)
    await _recipient(asker, delivered)
    await _supplier(asker, delivered)
    await _searches(asker, delivered, credited)
    await _structures(asker)
    await _files(asker, delivered)
    await _lists(asker)
    return asker.answers


async def _invoices(asker: Asker) -> tuple[int, int, list[int]]:
    """Send an invoice that says all it can, its credit note, and those of a subcontractor."""
    slip = await asker.ask(
        "transverses/v1/ajouter/fichier",
        {
            "pieceJointeFichier": encoded(b"bon"),
            "pieceJointeNom": "bon",
            "pieceJointeExtension": "PDF",
        },
    )
    banks = await asker.ask("transverses/v1/recuperer/coordbanc/valides", {})
    full = await asker.deposit(
        "C/1",
        fournisseur={
            "idFournisseur": asker.portal.supplier_id,
            "codeCoordonneesBancairesFournisseur": banks["listeCoordonneeBancaire"][0][
                "idCoordonneeBancaire"
            ],
        },
        references__numeroMarche="M-1",
        references__typeFacture="FACTURE",
        commentaire="Merci",
        montantTotal__montantRemiseGlobaleTTC=100,
        montantTotal__motifRemiseGlobaleTTC="Geste",
        montantTotal__montantAPayer=1100,
        ligneTva=[
            {
                "ligneTvaTaux": "TVA5",
                "ligneTvaMontantBaseHtParTaux": 900,
                "ligneTvaMontantTvaParTaux": 180,
            },
            {
                "ligneTvaTauxManuel": 20,
                "ligneTvaMontantBaseHtParTaux": 100,
                "ligneTvaMontantTvaParTaux": 20,
            },
        ],
        lignePoste=[
            {
                "lignePosteNumero": rank,
                "lignePosteReference": "R1",
                "lignePosteDenomination": "Plants",
                "lignePosteQuantite": 5,
                "lignePosteUnite": "lot",
                "lignePosteMontantUnitaireHT": 110,
                "lignePosteMontantRemiseHT": 50,
                **rate,
            }
            for rank, rate in enumerate(
                ({"lignePosteTauxTva": "TVA5"}, {"lignePosteTauxTvaManuel": 20}), 1
            )
        ],
        pieceJointeComplementaire=[
            {
                "pieceJointeComplementaireId": slip["pieceJointeId"],
                "pieceJointeComplementaireDesignation": "Bon de livraison",
                "pieceJointeComplementaireType": "RIB",
                "pieceJointeComplementaireNumeroLigneFacture": 1,
            }
        ],
    )
    credit = await asker.deposit(
        "C/2",
        references__typeFacture="AVOIR",
        references__numeroFactureOrigine="C/1",
        references__modePaiement="",
        references__numeroMarche="M-1",
        references__typeTva="EXONERATION",
        references__motifExonerationTva="EXO_261",
        ligneTva=[],
        montantTotal={
            "montantHtTotal": 100,
            "montantTVA": 0,
            "montantTtcTotal": 100,
            "montantAPayer": 100,
        },
    )
    subs = [
        await asker.deposit(
            f"S/{rank}", cadreDeFacturation=SUBCONTRACTED, references__numeroMarche="M-2"
        )
        for rank in (1, 2, 3)
    ]
    return full, credit, subs


async def _validator(asker: Asker, first: int, second: int, third: int) -> None:
    as_validator = {"account": BEGINNER}
    await asker.ask("factures/v1/rechercher/aTraiter/valideur", {}, **as_validator)
    for chorus_id, action, more in (
        (first, "VALIDATION", {}),
        (second, "REFUS", {"motifRefus": "Prix"}),
        (third, "ERREUR_VALIDEUR", {}),
    ):
        body = {"idFacture": chorus_id, "action": action, **more}
        await asker.ask("factures/v1/traiter/factureAValider", body, **as_validator)
    await asker.ask("factures/v1/rechercher/valideur", {}, **as_validator)
    await asker.ask("factures/v1/recuperer/statutsFactureVisibles/valideur", {}, **as_validator)
    for account, role in ((BEGINNER, "valideur"), (None, "fournisseur")):
        path = f"factures/v1/consulter/{role}"
        await asker.ask(path, {"identifiantFactureCPP": first}, account=account)
    await asker.ask(
        "factures/v1/corriger/valideur/facture",
        {"idFacture": third, "identifiantStructure": BEGINNER.siret},
    )


async def _recipient(asker: Asker, delivered: int) -> None:
    as_state = {"account": asker.state}
    await asker.ask("factures/v1/rechercher/atraiter/recipiendaire", {}, **as_state)
    await asker.ask("factures/v1/rechercher/recipiendaire", {"recupererTaille": True}, **as_state)
    for status, more in (("SERVICE_FAIT", {}), ("MANDATEE", {"numeroDPMandat": "12"})):
        body = {"idFacture": delivered, "nouveauStatut": status, "motif": "Vu", **more}
        await asker.ask("factures/v1/traiter/recue", body, **as_state)
    one = {"identifiantFactureCPP": delivered}
    await asker.ask("factures/v1/consulter/recipiendaire", one, **as_state)


async def _supplier(asker: Asker, delivered: int) -> None:
    suspended = await asker.first("SUSPENDUE")
    body = {"identifiantFactureCPP": suspended, "commentaire": "Voici la pièce."}
    await asker.ask("factures/v1/completer", body)
    await asker.ask(
        "factures/v1/recycler",
        {
            "identifiantFactureCPP": await asker.first("A_RECYCLER"),
            "destinataire": {
                "codeDestinataire": asker.state.siret,
                "codeServiceExecutant": "FAC0001035",
            },
            "reference": {"numeroBonCommande": "1300099999"},
        },
    )
    rejected = await asker.first("REJETEE")
    body = {"listeDemandePaiement": [{"idDemandePaiement": rejected}]}
    await asker.ask("factures/v1/traiterRejet", body)
    listed = {"format": "PDF", "listeFacture": [{"idFacture": delivered}]}
    await asker.ask("factures/v1/telecharger/groupe", listed)
    await asker.ask("factures/v1/consulter/historique", {"idFacture": delivered})


async def _searches(asker: Asker, *chorus_ids: int) -> None:
    everything = {
        "recupererTaille": True,
        "rechercheFactureParFournisseur": {"nbResultatsParPage": 1000},
    }
    await asker.ask("factures/v1/rechercher/fournisseur", everything)
    await asker.ask("factures/v1/rechercher/atraiter/fournisseur", {"recupererTaille": True})
    body = {"roleUtilisateur": "FOURNISSEUR"}
    await asker.ask("factures/v1/rechercher/demandePaiement", body)
    for chorus_id in chorus_ids:
        one = {"identifiantFactureCPP": chorus_id}
        await asker.ask("factures/v1/consulter/fournisseur", one)


async def _structures(asker: Asker) -> None:
    state = await asker.ask(
        "structures/v1/rechercher", {"structure": {"identifiantStructure": asker.state.siret}}
    )
    state_id = state["listeStructures"][0]["idStructureCPP"]
    for structure_id in (state_id, asker.portal.supplier_id):
        await asker.ask("structures/v1/consulter", {"idStructureCPP": structure_id})
    services = await asker.ask("structures/v1/rechercher/services", {"idStructure": state_id})
    service_id = services["listeServices"][0]["idService"]
    await asker.ask("structures/v1/consulter/service", {"idService": service_id})
    await asker.ask("structures/v1/lister/rattachementsutilisateur", {"idStructure": state_id})
    await asker.ask("structures/v1/rechercher/espaces", {})
    await asker.ask("utilisateurs/v1/monCompte/recuperer/rattachements", {}, account=asker.state)
    await asker.ask("engagementsJuridiques/v1/rechercher", {})


async def _files(asker: Asker, delivered: int) -> None:
    flows = [
        await asker.ask(
            "factures/v1/deposer/flux",
            {
                "fichierFlux": encoded(content),
                "nomFichier": "x.pdf",
                "syntaxeFlux": "IN_DP_E2_CII_FACTURX",
            },
        )
        for content in (pdf("x", attached=cii(means="")), b"<x/>")
    ]
    await asker.portal.advance(15)
    for flow in flows:
        for path in ("consulterCR", "consulterCRDetaille"):
            body = {"numeroFluxDepot": flow["numeroFluxDepot"]}
            await asker.ask(f"transverses/v1/{path}", body)
    for owner in ("structure", "moncompte"):
        await asker.ask(f"transverses/v1/rechercher/pj/{owner}", {})
    await asker.ask(
        "transverses/v1/telecharger/pieceJointe",
        {
            "objetPieceJointe": "DEMANDE_PAIEMENT",
            "demandePaiement": {"format": "PDF", "listeFacture": [{"idFacture": delivered}]},
        },
    )


async def _lists(asker: Asker) -> None:
    recover = "/cpro/transverses/v1/recuperer/"
    for path in ANSWERS.shapes:
        if path.startswith(recover) and not path.endswith("etats/traitement"):
            await asker.ask(path.removeprefix("/cpro/"), {})
    following = {"statutCourant": "MISE_A_DISPOSITION"}
    await asker.ask("transverses/v1/recuperer/etats/traitement", following)
    siret = {"siretStructure": asker.portal.account.siret}
    await asker.ask("transverses/v1/consulter/information/siret", siret)
    for path in (
        "rechercher/destinataire",
        "telecharger/annuaire/destinataire",
        "rechercher/categorieSollicitation",
        "rechercher/sousCategorieSollicitation",
    ):
        await asker.ask(f"transverses/v1/{path}", {})
    health = await asker.portal.client.get(
        "/cpro/transverses/v1/health-check", headers=asker.portal.headers()
    )
    asker.answers["/cpro/transverses/v1/health-check"].append(health.json())
