"""Somebody is half-way with the new version when their step ends: the old one comes at their next page."""

from typing import Any

from django.test import Client

from footpath.actions.doors import secret_of
from footpath.actions.pause_step import pause_step, withdraw_step
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import asha, drafts, now
from tests.web.steps.lives import running

HINT = "It is on the front of your V5C log book"


def half_way() -> tuple[Any, Client]:
    """At the page about the vehicle, with the new version."""
    pages = {page: asha()[page] for page in ("who", "where")}
    for _ in range(30):
        row = drafts(pages)
        if world().steps.assignments(NORTH, row.id)[0].arm == "B":
            client = Client()
            client.cookies[f"case-{row.id}"] = secret_of(world(), row)
            return row, client
    raise AssertionError("half of them have the new version")


def page_of(row: Any, client: Client) -> str:
    return client.get(f"/barset-north/permit/{row.id}/vehicle").content.decode()


def test_a_paused_step_leaves_them_their_version() -> None:
    step = running()
    row, client = half_way()
    pause_step(world(), home=NORTH, step=step.id, because="A look", by="staff:ben")

    assert HINT in page_of(row, client)
    assert now(row).edition == row.edition


def test_what_is_withdrawn_is_gone_at_their_next_page_and_their_answers_are_there() -> None:
    step = running()
    row, client = half_way()
    withdraw_step(world(), home=NORTH, step=step.id, because="A mistake", by="staff:mia")

    assert HINT not in page_of(row, client)
    offered = world().editions.offered(NORTH, "permit")
    assert offered is not None and now(row).edition == offered.hash
    assert now(row).data == row.data
