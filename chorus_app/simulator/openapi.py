"""What FastAPI cannot guess in the OpenAPI document: bodies read by hand, and the two headers."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_BODY = {
    "content": {"application/json": {"schema": {"type": "object", "additionalProperties": True}}}
}
_ACCOUNT = {
    "name": "cpro-account",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "Compte technique : base64 de « login:mot de passe »",
}
_FORM = {
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["grant_type"],
                "properties": {
                    name: {"type": "string"}
                    for name in ("grant_type", "client_id", "client_secret", "scope")
                },
            }
        }
    }
}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, routes=app.routes)
        for path, operations in made["paths"].items():
            for method, operation in operations.items():
                _complete(path, method, operation)
        schemes = made.setdefault("components", {}).setdefault("securitySchemes", {})
        schemes["piste"] = {"type": "http", "scheme": "bearer"}
        app.openapi_schema = made
    return app.openapi_schema


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    if path == "/api/oauth/token":
        operation["requestBody"] = _FORM
    if not path.startswith("/cpro/"):
        return
    operation.setdefault("parameters", []).append(_ACCOUNT)
    operation["security"] = [{"piste": []}]
    if method == "post":
        operation["requestBody"] = _BODY
