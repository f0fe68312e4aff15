"""Logs say where something went wrong, and nothing that anybody wrote."""

import io
import logging
from collections.abc import Iterator

import pytest

from footpath.site.logs import WithoutValues

CANARY = "asha.okafor@example.org"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(WithoutValues())
    logger = logging.Logger("footpath.test")
    logger.addHandler(handler)
    yield logger, lines
    handler.close()


def test_an_error_says_its_kind_and_its_places_and_not_its_words(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, lines = log
    try:
        try:
            raise ValueError(f"duplicate key: ({CANARY})")
        except ValueError as first:
            raise KeyError(CANARY) from first
    except KeyError:
        logger.exception("it did not work")

    said = lines.getvalue()
    assert "builtins.KeyError" in said
    assert "builtins.ValueError" in said
    assert "test_logs.py:" in said
    assert CANARY not in said


def test_an_address_loses_its_secret_and_its_query(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, lines = log
    logger.warning("Not Found: %s", f"/case/barset-north/abc/return/s3cr3t-door?email={CANARY}")

    said = lines.getvalue()
    assert "/case/barset-north/abc/return/…" in said
    assert "s3cr3t-door" not in said
    assert CANARY not in said


def test_the_usual_formatter_would_say_all_of_it() -> None:
    """The control."""
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "Not Found: %s", (f"/x?email={CANARY}",), None)

    assert CANARY in logging.Formatter().format(record)
