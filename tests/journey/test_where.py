"""Where Asha goes next."""

from decimal import Decimal

from footpath.journey import AskAt, CheckAt, ExitAt, next_where, walk, where_now
from footpath.journey.where import Where
from footpath.questions import Answer
from tests.journey.services import FIRST_OF_MAY, permit

EDITION = permit()
ALL: dict[str, Answer] = {"home": "OX1 1AA", "diesel": False, "co2": Decimal(0), "others": []}


def after(page: str, answers: dict[str, Answer], *, changing: bool = False, another: bool | None = None) -> Where:
    way = walk(EDITION, answers, on=FIRST_OF_MAY)
    return next_where(EDITION, way, after=page, changing=changing, another=another)


def test_one_page_leads_to_the_next() -> None:
    assert after("home", {"home": "OX1 1AA"}) == AskAt(page="vehicle")
    assert after("vehicle", {"home": "OX1 1AA", "diesel": False}) == AskAt(page="co2")
    assert after("vehicle", {"home": "OX1 1AA", "diesel": True}) == AskAt(page="made")
    assert after("others", ALL, another=False) == CheckAt()


def test_who_goes_back_a_page_goes_on_from_there() -> None:
    assert after("home", ALL) == AskAt(page="vehicle")


def test_an_exit_comes_before_everything() -> None:
    where = after("home", {**ALL, "home": "SW1A 2AA"}, changing=True)

    assert isinstance(where, ExitAt)
    assert where.exit.id == "not_in_zone"
    assert where_now(walk(EDITION, {"home": "SW1A 2AA"}, on=FIRST_OF_MAY)) == where


def test_a_change_goes_back_to_the_check_by_way_of_what_it_makes_necessary() -> None:
    assert after("co2", ALL, changing=True) == CheckAt()
    assert after("vehicle", {**ALL, "diesel": True}, changing=True) == AskAt(page="made", changing=True)


def test_after_one_of_a_list_comes_the_list_and_after_yes_the_next_of_them() -> None:
    one = {**ALL, "others": [{"plate": "AB12 CDE", "keeper": None}]}

    assert after("others", one) == AskAt(page="others")
    assert after("others", one, another=True) == AskAt(page="others", item=1)
    assert after("others", one, another=True, changing=True) == AskAt(page="others", item=1, changing=True)
    assert after("others", one, another=False, changing=True) == CheckAt()


def test_a_page_that_is_not_on_the_way_leads_to_where_somebody_is() -> None:
    assert after("made", {"home": "OX1 1AA"}) == AskAt(page="vehicle")
    assert after("made", ALL) == CheckAt()
    assert where_now(walk(EDITION, ALL, on=FIRST_OF_MAY)) == CheckAt()
    assert where_now(walk(EDITION, {}, on=FIRST_OF_MAY)) == AskAt(page="home")
