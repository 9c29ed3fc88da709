"""A handler that fails tells the user in French, and the log nothing that was typed."""

import logging

import pytest

from chorus_app.states.failing import log_page_failure, tell_failure


def test_a_failure_is_told_without_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        try:
            int("secret 4929")
        except ValueError as error:
            told = tell_failure(error)

    assert told.handler.fn.__name__ == "failed"
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_a_page_s_failure_is_told_without_what_the_page_shows(
    caplog: pytest.LogCaptureFixture,
) -> None:
    report = (
        "TypeError: « camille@choral.example » is no function\n"
        "    at Row (https://choral.example/assets/rows-CzJ3.js:12:3456)" + "\nx" * 100_000
    )
    with caplog.at_level(logging.ERROR):
        log_page_failure(Exception(report))
        log_page_failure(Exception("n’importe quoi"))

    first, second = (record.getMessage() for record in caplog.records)
    assert first == "a page failed: TypeError at /assets/rows-CzJ3.js:12:3456"
    assert second == "a page failed: ? at ?"
