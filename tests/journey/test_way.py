"""Asha's way through the parking permit."""

from datetime import date
from decimal import Decimal

from footpath.journey import charge_of, walk
from footpath.questions import Answer
from footpath.rules import UNKNOWN
from tests.journey.services import FIRST_OF_MAY, loaded, permit

ELECTRIC: dict[str, Answer] = {"home": "OX1 1AA", "diesel": False, "co2": Decimal(0), "others": []}


def test_at_first_there_is_one_page() -> None:
    way = walk(permit(), {}, on=FIRST_OF_MAY)

    assert (way.pages, way.here, way.complete, way.exit) == (("home",), "home", False, None)
    assert way.findings.value("lives_in_zone") is UNKNOWN


def test_somebody_who_lives_elsewhere_is_told_after_one_question() -> None:
    way = walk(permit(), {**ELECTRIC, "home": "SW1A 2AA"}, on=FIRST_OF_MAY)

    assert way.exit is not None
    assert (way.exit.id, way.pages, way.here, way.complete) == ("not_in_zone", ("home",), None, False)
    assert way.in_use == {"home": "SW1A 2AA"}


def test_a_page_that_is_passed_over_keeps_its_answer_and_rules_do_not_see_it() -> None:
    once_diesel = {**ELECTRIC, "made": date(2010, 1, 1)}

    way = walk(permit(), once_diesel, on=FIRST_OF_MAY)

    assert way.pages == ("home", "vehicle", "co2", "others")
    assert "made" not in way.in_use
    assert way.findings.value("old_diesel") is False
    diesel = walk(permit(), {**once_diesel, "diesel": True}, on=FIRST_OF_MAY)
    assert diesel.findings.value("old_diesel") is True
    assert diesel.pages == ("home", "vehicle", "made", "co2", "others")


def test_a_blank_answer_is_an_answer_where_it_may_be_blank() -> None:
    blank = walk(permit(), {**ELECTRIC, "co2": None}, on=FIRST_OF_MAY)
    none = walk(permit(), {name: one for name, one in ELECTRIC.items() if name != "co2"}, on=FIRST_OF_MAY)

    assert blank.complete
    assert none.here == "co2"
    assert walk(permit(), {**ELECTRIC, "home": None}, on=FIRST_OF_MAY).here == "home"


def test_the_figure_in_force_on_the_day_is_used() -> None:
    edition = permit()

    before = charge_of(edition, walk(edition, ELECTRIC, on=date(2026, 3, 31)))
    after = charge_of(edition, walk(edition, ELECTRIC, on=FIRST_OF_MAY))

    assert before is not None
    assert after is not None
    assert (before.pence, after.pence) == (8500, 8850)


def test_a_list_with_something_missing_says_in_which_of_them() -> None:
    others: list[object] = [{"plate": "AB12 CDE", "keeper": None}, {"plate": None, "keeper": "Ben"}]
    edition = loaded(PERMIT_OF_TWO)

    way = walk(edition, {**ELECTRIC, "others": others}, on=FIRST_OF_MAY)

    assert (way.here, way.item) == ("others", 1)
    too_few = walk(edition, {**ELECTRIC, "others": others[:1]}, on=FIRST_OF_MAY)
    assert (too_few.here, too_few.item) == ("others", 1)


def test_a_service_that_is_shut_says_so_before_the_first_question() -> None:
    shut = loaded(permit().source.replace("when: count(others) > 1", 'when: today() > date("2026-04-30")'))

    way = walk(shut, {}, on=FIRST_OF_MAY)

    assert way.exit is not None
    assert (way.exit.id, way.pages) == ("too_many", ())
    assert walk(shut, {}, on=date(2026, 4, 30)).exit is None


def test_a_condition_that_looks_further_on_is_not_met_where_it_stands() -> None:
    ahead = loaded(permit().source.replace("when: diesel\n", "when: co2 > 100\n"))

    way = walk(ahead, {**ELECTRIC, "co2": Decimal(200)}, on=FIRST_OF_MAY)

    assert "made" not in way.pages
    assert way.complete


def test_two_editions_of_one_name_do_not_share_a_plan() -> None:
    edition = permit()
    walk(edition, {}, on=FIRST_OF_MAY)
    from msgspec.structs import replace

    shorter = replace(edition, service=replace(edition.service, pages=edition.service.pages[:1]))

    assert walk(shorter, {"home": "OX1 1AA"}, on=FIRST_OF_MAY).complete


PERMIT_OF_TWO = permit().source.replace("at_most: 2", "at_least: 2").replace("count(others) > 1", "count(others) > 5")
