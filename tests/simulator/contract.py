"""The field names of every answer, as the official Swagger files list them (`contract.txt`).

Nothing else may be answered, but for the few fields that clients saw in real answers and the
Swagger leaves out (`SEEN`).
"""

from pathlib import Path

_LINES = (Path(__file__).parent / "contract.txt").read_text(encoding="utf-8").splitlines()
ANSWERS = dict(line[1:].split(" ") for line in _LINES if line.startswith("/"))
SHAPES = dict(line.split(" = ") for line in _LINES if " = " in line and line[0] != "#")
SEEN = {
    "ServiceExpose": "dateDbtService dateFinService",
    "WsRetourDeposerPdfFacture": "codeRetour libelle",
}


def strangers(shape: str, answer: object, path: str = "") -> list[str]:
    """Return the paths of the fields that are not in the contract."""
    if isinstance(answer, list):
        return [name for item in answer for name in strangers(shape, item, path)]
    if not isinstance(answer, dict):
        return [f"{path}: not an object"]
    words = f"{SHAPES[shape]} {SEEN.get(shape, '')}".split()
    fields = {name: inner for name, _, inner in (word.partition(":") for word in words)}
    found = []
    for name, value in answer.items():
        if name not in fields:
            found.append(f"{path}.{name}")
        elif fields[name]:
            found += strangers(fields[name], value, f"{path}.{name}")
        elif isinstance(value, dict):
            found.append(f"{path}.{name}: an object")
    return found
