"""What the other services share: health, the reports of flows."""

import base64
import json
import sqlite3
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.flows import INTERFACES, REFUSED
from chorus_app.simulator.wire import ok, rfc3339

router = APIRouter(prefix="/cpro/transverses/v1", tags=["transverses"])


@router.get("/health-check")
def health_check(me: Me) -> JSONResponse:
    """Tell that the service answers. The one answer without `codeRetour`."""
    return JSONResponse(
        {
            "body": "L'API CPRO est actuellement disponible et fonctionnel.",
            "statusCodeValue": 200,
            "statusCode": "OK",
        }
    )


@router.post("/consulterCR")
def consult_report(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterCR`: where a flow stands, with its report as a file once it is refused."""
    flow = world.flows.find(me.structure_id, asked.text("numeroFluxDepot"))
    return ok(
        {
            "codeAppliPartenaire": "CPP",
            "codeInterfaceFlux": INTERFACES[flow["syntax"]],
            "dateDepotFlux": rfc3339(flow["deposited_at"]),
            "dateHeureEtatCourantFlux": rfc3339(flow["state_at"]),
            "designationPartenaire": "Chorus Pro",
            "etatCourantFlux": flow["state"],
            "fichierCR": _report_file(flow),
            "nomFichierFlux": flow["name"],
            "numeroFluxDepot": flow["number"],
        }
    )


@router.post("/consulterCRDetaille")
def consult_detailed_report(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterCRDetaille`: where a flow stands, and every reason of a refusal."""
    flow = world.flows.find(me.structure_id, asked.text("numeroFluxDepot"))
    errors: list[dict[str, Any]] = json.loads(flow["errors"])
    return ok(
        {
            "codeInterfaceDepotFlux": INTERFACES[flow["syntax"]],
            "dateDepotFlux": rfc3339(flow["deposited_at"]),
            "dateHeureEtatCourantFlux": rfc3339(flow["state_at"]),
            "etatCourantDepotFlux": flow["state"],
            "nomFichier": flow["name"],
            "listeErreurDP": [error for error in errors if "libelleErreurDP" in error],
            "listeErreurTechnique": [error for error in errors if "codeErreur" in error],
        }
    )


def _report_file(flow: sqlite3.Row) -> str | None:
    if flow["state"] != REFUSED:
        return None
    lines = [
        error.get("libelleErreurDP") or error["libelleErreur"]
        for error in json.loads(flow["errors"])
    ]
    return base64.b64encode("\n".join(lines).encode()).decode()
