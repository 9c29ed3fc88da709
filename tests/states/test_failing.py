"""A handler that fails tells the user in French, and the log nothing that was typed."""

import logging

import pytest

from chorus_app.states.failing import tell_failure


def test_a_failure_is_told_without_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        try:
            int("secret 4929")
        except ValueError as error:
            told = tell_failure(error)

    assert told.handler.fn.__name__ == "failed"
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text
