"""PISTE's sandbox itself, where someone gives the means to reach it. Nothing is sent."""

import os
from functools import partial

import pytest

from chorus_app.gateway.connection import HOSTS, connect
from chorus_app.gateway.port import Account
from tests.gateway.contract_desk import DeskContract
from tests.gateway.places import Place

NEEDED = (
    "CHORAL_PISTE_CLIENT_ID",
    "CHORAL_PISTE_CLIENT_SECRET",
    "CHORAL_TEST_ACCOUNT_LOGIN",
    "CHORAL_TEST_ACCOUNT_PASSWORD",
    "CHORAL_TEST_ACCOUNT_SIRET",
)
MISSING = [name for name in NEEDED if not os.environ.get(name)]


def _open(known: dict[str, str], **changes):
    return connect(**(known | changes))


@pytest.fixture
def place() -> Place:
    client_id, client_secret, login, password, siret = (os.environ[name] for name in NEEDED)
    host = HOSTS["sandbox"]
    known = {
        "base_url": host.base_url,
        "token_url": host.token_url,
        "client_id": client_id,
        "client_secret": client_secret,
    }
    return Place(
        open=partial(_open, known),
        account=Account(login, password),
        supplier_siret=siret,
    )


@pytest.mark.skipif(bool(MISSING), reason=f"PISTE's sandbox needs {', '.join(MISSING)}")
class TestSandbox(DeskContract):
    """What reads."""
