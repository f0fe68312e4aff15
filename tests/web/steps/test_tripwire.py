"""When pages of the new version fail, nobody has to prove anything: a few errors of ours stop the step."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from footpath.web.resident import questions
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import drafts
from tests.web.steps.lives import now, running


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_five_failing_pages_stop_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.test import Client

    from footpath.actions.doors import secret_of

    step = running()
    row = next(row for row in (drafts({}) for _ in range(30)) if world().steps.assignments(NORTH, row.id)[0].arm == "B")
    client = Client(raise_request_exception=False)
    client.cookies[f"case-{row.id}"] = secret_of(world(), row)

    def fails(*args: Any, **options: Any) -> None:
        raise RuntimeError("the new page cannot be shown")

    monkeypatch.setattr(questions, "show_questions", fails)
    for count in range(5):
        assert now(step).state == "running", count
        assert client.get(f"/barset-north/permit/{row.id}/who").status_code == 500

    assert now(step).state == "stopped_for_harm"
    assert world().steps.assignments(NORTH, drafts({}).id) == []
