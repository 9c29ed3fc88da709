"""The transcript of a small Swagger, and what is read of it."""

from typing import Any

from tests.gateway.swagger.contract import Contract
from tests.gateway.swagger.transcribe import transcribed

SMALL: dict[str, Any] = {
    "basePath": "/cpro/x",
    "paths": {
        "/v1/voir": {
            "post": {
                "parameters": [{"in": "body", "schema": {"$ref": "#/definitions/Voir"}}],
                "responses": {"200": {"schema": {"$ref": "#/definitions/Vu"}}},
            }
        }
    },
    "definitions": {
        "Voir": {"properties": {"id": {"type": "integer"}, "depuis": {"type": "string"}}},
        "Vu": {
            "properties": {
                "lignes": {"type": "array", "items": {"$ref": "#/definitions/Ligne"}},
                "statut": {"type": "string", "enum": ["OUI ", "NON"]},
            }
        },
        "Ligne": {
            "properties": {
                "quand": {"type": "string", "format": "date-time"},
                "encore": {"type": "string", "enum": ["OUI", "NON"]},
                "lignes": {"$ref": "#/definitions/Ligne"},
            }
        },
    },
}


def lines(side: str) -> list[str]:
    return [line for line in transcribed(side, SMALL).splitlines() if line and line[0] != "#"]


def test_each_side_tells_its_shapes() -> None:
    assert lines("requests") == ["/cpro/x/v1/voir Voir", "Voir = id:int depuis:text"]
    assert lines("answers") == [
        "/cpro/x/v1/voir Vu",
        "Ligne = quand:moment encore:encore lignes:Ligne",
        "Vu = lignes:Ligne[] statut:encore",
        "encore : OUI|NON",
    ]


def test_both_transcripts_name_the_28_operations() -> None:
    for side in ("requests", "answers"):
        contract = Contract(side)
        assert len(contract.official) == 28
        told = [kind for fields in contract.fields.values() for kind in fields.values()]
        kinds = {kind.removesuffix("[]") for kind in told}
        scalars = {"int", "number", "text", "moment", "bool"}
        assert kinds - scalars - set(contract.fields) == set(contract.values)
