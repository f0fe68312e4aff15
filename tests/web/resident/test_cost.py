"""What a resident's request asks of the database is the same, however much else is there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from msgspec.structs import replace

from footpath.adapters.records import editions, models, records
from footpath.ports import World
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import barset as barset
from tests.web.county import drafts, sends

_VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b|\bs\d+_x\d+\b")


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read again after some seconds is read each time here, however slow the machine."""
    monkeypatch.setattr(editions, "OFFERS_KEPT_SECONDS", -1.0)
    monkeypatch.setattr(records, "AUTHORITIES_KEPT_SECONDS", -1.0)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What SQLite itself is asked, without its values."""
    asked: list[str] = []
    connection.ensure_connection()
    connection.connection.set_trace_callback(lambda said: asked.append(_VALUES.sub("?", said)))
    try:
        yield asked
    finally:
        connection.connection.set_trace_callback(None)


def a_beginning() -> list[str]:
    """The start page, a case, its first page, and the first answer."""
    client = Client()
    token = {"csrfmiddlewaretoken": "not looked at here"}
    with statements() as asked:
        client.get("/barset-north/permit/")
        where = client.post("/barset-north/permit/", token).headers["Location"]
        client.get(where)
        answered = client.post(where, {**token, "seen": "1", "name": "Asha Patel"})
    assert answered.status_code == 303
    return asked


def offer_more(here: World, services: int) -> None:
    edition = here.editions.offered(NORTH, "permit")
    assert edition is not None
    now = here.clock.now()
    for number in range(services):
        other = replace(edition, hash=f"{number:064}", service=replace(edition.service, id=f"permit_{number}"))
        with here.together():
            here.editions.publish(NORTH, other, by="staff:mia", because="To be many", at=now)


def test_many_editions_many_services_and_many_cases_add_no_statement(barset: World) -> None:
    a_beginning()  # what is compiled is kept
    few = a_beginning()

    offer_more(world(), 40)
    for _ in range(5):
        sends(drafts())

    assert a_beginning() == few
    assert models.Offer.objects.count() > 40


def test_a_list_of_services_is_what_would_grow(barset: World) -> None:
    """The control: where something is asked of every service, it is seen."""

    def asked() -> list[str]:
        with statements() as found:
            for service in world().editions.titles(NORTH):
                world().editions.because(NORTH, service)
        return found

    few = asked()
    offer_more(world(), 3)

    assert len(asked()) == len(few) + 3
