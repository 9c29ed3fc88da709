"""Whatever is sent to what the OpenAPI document describes, nothing is an internal error."""

import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error

from chorus_app.simulator.app import create_app
from tests.simulator.conftest import NOW, SHOWCASE, account_header


@pytest.fixture(scope="module")
def app(seeded, tmp_path_factory):
    folder = tmp_path_factory.mktemp("openapi") / "chorus"
    made = create_app(shutil.copytree(seeded, folder), speed=0, now=NOW)
    yield made
    made.state.world._close()


@pytest.fixture
def described(app):
    """The simulator as it describes itself; lives stand still, so its lifespan is left out."""

    async def http_alone(scope, receive, send):
        assert scope["type"] == "http"
        await app(scope, receive, send)

    return schemathesis.openapi.from_asgi("/openapi.json", http_alone)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_is_an_internal_error(app, described, mode):
    asked = set()
    operations = [found.ok() for found in described.get_all_operations()]
    # What takes nothing cannot be asked wrongly.
    operations = [one for one in operations if mode is GenerationMode.POSITIVE or _takes(one)]
    for operation in operations:
        _try(app, operation, mode, asked)
    assert len(asked) == len({one.path for one in operations}) > 60


def _takes(operation):
    return any((operation.body, operation.headers, operation.query, operation.path_parameters))


def _try(app, operation, mode, asked):
    world = app.state.world

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=4,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        # An earlier request may have asked for failures, which answer 500 on purpose.
        world.faults.set("none")
        headers = {
            "Authorization": f"Bearer {world.issue_token()}",
            "cpro-account": account_header(SHOWCASE.login, SHOWCASE.password),
        }
        case.call_and_validate(headers=headers, checks=[not_a_server_error])
        asked.add(operation.path)

    ask()
