"""`footpath doing`, as somebody at a terminal uses it: counted, counted again to the same, and shown."""

import json

import pytest

from footpath.doing.tally import Cell, Tally
from footpath.site.commands import doing as command
from footpath.web.world import world
from tests.people import NORTH, SOUTH
from tests.web.county import asha, drafts, sends
from tests.web.county import barset as barset


def test_what_happened_is_counted_and_counted_again_from_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    sends(drafts())
    drafts({"who": asha()["who"]})

    assert command.count(quiet=True) == 0
    assert f"{NORTH}/permit: 2 cases were counted." in capsys.readouterr().out
    assert command.count(authority=NORTH, service="permit", quiet=True) == 0
    assert capsys.readouterr().out == f"{NORTH}/permit: 0 cases were counted.\n"
    assert command.count(authority=NORTH, from_zero=True, quiet=True) == 0
    assert f"{NORTH}/permit: 2 cases, the same as before." in capsys.readouterr().out


def test_a_count_that_was_tampered_with_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    drafts()
    command.count(quiet=True)
    here, today = world(), world().clock.today()
    (day,) = here.doing.days(NORTH, "permit", first=today, last=today)
    with here.together():
        made_up = type(day)(day=day.day, mark=day.mark, cells=(Cell(edition="one", lang="en", tally=Tally(cases=9)),))
        here.doing.count(NORTH, "permit", made_up)

    assert command.count(from_zero=True, quiet=True) == 1
    assert f"{NORTH}/permit: 1 cases, NOT the same as before." in capsys.readouterr().out


def test_it_is_shown_in_sentences_and_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    drafts({"who": asha()["who"]})
    command.count(quiet=True)
    capsys.readouterr()

    assert command.show("permit", authority=NORTH) == 0
    assert "Where you live: 1 came, 0 went on, 0 stopped, 1 still there" in capsys.readouterr().out
    assert command.show("permit", authority=NORTH, json_=True) == 0
    assert json.loads(capsys.readouterr().out)["began"] == 1


def test_what_is_not_offered_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.count(service="moon_landing") == 1
    assert command.show("moon_landing", authority=SOUTH) == 1

    assert "does not offer moon_landing" in capsys.readouterr().err
