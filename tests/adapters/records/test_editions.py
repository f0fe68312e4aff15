"""Ten thousand editions cost time now and then, and never memory."""

from typing import Any

import pytest

from footpath.adapters.records import editions
from footpath.adapters.records.editions import DatabaseEditions, NoSuchEdition
from footpath.definition.service import Edition
from footpath.site.world import SiteWorld, compile_edition, world
from tests.promises.rows import AT, NORTH, VISITOR, edition


@pytest.fixture
def counted(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[DatabaseEditions, list[str]]:
    made = world()
    assert isinstance(made, SiteWorld)
    compiled: list[str] = []

    def compile_(source: str, file: str) -> Edition:
        compiled.append(file)
        return compile_edition(source, file)

    monkeypatch.setattr(editions, "MOST_EDITIONS", 3)
    return DatabaseEditions(made.database, compile_), compiled


def published(held: DatabaseEditions, count: int) -> list[str]:
    """By another process: one that publishes holds what it published, and compiles nothing."""
    elsewhere = DatabaseEditions(held._db, compile_edition)
    hashes = []
    for number in range(count):
        made = edition(VISITOR.replace("version: 1", f"version: {number + 1}"))
        with world().together():
            elsewhere.publish(NORTH, made, by="staff:mia", because="It is checked", at=AT)
        hashes.append(made.hash)
    return hashes


def test_an_edition_is_compiled_once(counted: tuple[DatabaseEditions, list[str]]) -> None:
    held, compiled = counted
    (hashed,) = published(held, 1)

    for _ in range(3):
        assert held.edition(hashed).hash == hashed

    assert compiled == ["visitor_parking.yaml"], "by the file's name, and not by where it was on somebody's machine"


def test_the_least_used_is_put_away_first(counted: tuple[DatabaseEditions, list[str]]) -> None:
    held, compiled = counted
    first, *others = published(held, 4)
    for each in (*others, first):
        held.edition(others[0])
        held.edition(each)
    compiled.clear()

    held.edition(others[0])
    held.edition(first)
    assert compiled == []
    held.edition(others[1])
    assert len(compiled) == 1


def test_long_definitions_count_for_more(
    counted: tuple[DatabaseEditions, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    held, compiled = counted
    one, two = published(held, 2)
    monkeypatch.setattr(editions, "MOST_SOURCE_CHARACTERS", len(VISITOR) + 10)

    for each in (one, two, one):
        held.edition(each)

    assert len(compiled) == 3


def test_a_list_of_services_compiles_nothing(counted: tuple[DatabaseEditions, list[str]]) -> None:
    held, compiled = counted
    published(held, 2)

    (offered,) = held.offered_by(NORTH)

    assert (offered.service, offered.version, offered.title.cy) == ("visitor_parking", 2, "Cael parcio i ymwelwyr")
    assert held.titles(NORTH) == {offered.service: offered.title}
    assert compiled == []


def test_starting_looks_at_one_offer_whatever_else_there_is(
    counted: tuple[DatabaseEditions, list[str]], django_assert_num_queries: Any
) -> None:
    held, _ = counted
    (hashed,) = published(held, 1)

    with django_assert_num_queries(2) as asked:  # the offer, and the edition that is not compiled yet
        assert held.offered(NORTH, "visitor_parking")
    assert "LIMIT 1" in asked.captured_queries[0]["sql"]
    with django_assert_num_queries(0):
        offered = held.offered(NORTH, "visitor_parking")
    assert offered is not None
    assert offered.hash == hashed


def test_a_list_of_services_does_not_read_their_texts(
    counted: tuple[DatabaseEditions, list[str]], django_assert_num_queries: Any
) -> None:
    held, _ = counted
    published(held, 2)

    with django_assert_num_queries(2) as asked:
        held.offered_by(NORTH)
    assert [query for query in asked.captured_queries if "source" in query["sql"]] == []


def test_an_edition_nobody_published_is_said_to_be_missing(counted: tuple[DatabaseEditions, list[str]]) -> None:
    with pytest.raises(NoSuchEdition):
        counted[0].edition("0" * 64)
