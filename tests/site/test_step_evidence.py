"""Anybody who holds a step's outcomes and what was registered comes to the odds of its page by themselves."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from footpath.actions.count_outcomes import count_outcomes, counted_of
from footpath.ports import World
from footpath.site.commands import evidence as evidence_command
from footpath.site.commands import steps as command
from footpath.steps.step import Step
from tests.people import NORTH
from tests.web.county import barset as barset
from tests.web.steps.lives import days_ago, now, people_met_it, running


@pytest.fixture
def counted(barset: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Step, Path, Path]:
    """A step planned for 60 cases, its list of outcomes, and what was registered of it."""
    with days_ago(60):
        step = running(planned_cases=60)
        people_met_it(24)
    count_outcomes(barset, home=NORTH, step=step.id)
    outcomes, registered = tmp_path / "outcomes.csv", tmp_path / "step.json"
    assert command.outcomes(step.id, authority=NORTH) == 0
    outcomes.write_text(capsys.readouterr().out, encoding="utf-8")
    assert command.show(step.id, authority=NORTH, json_=True) == 0
    registered.write_text(capsys.readouterr().out, encoding="utf-8")
    return now(step), outcomes, registered


def test_the_odds_of_the_command_are_those_of_the_page(
    barset: World, counted: tuple[Step, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    step, outcomes, registered = counted
    look = counted_of(barset, step).look("completed")

    assert evidence_command.evidence(outcomes, step=registered, json_=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert evidence_command.evidence(outcomes, measure="completed", json_=True) == 0
    without = json.loads(capsys.readouterr().out)

    assert look is not None and said["planned"] == 60
    assert said["odds_benefit"] == pytest.approx(look.odds.benefit, rel=1e-12)
    assert said["odds_harm"] == pytest.approx(look.odds.harm, rel=1e-12)
    assert said["interval"] == pytest.approx([look.interval.low, look.interval.high], abs=1e-6)
    assert said["n"] == {"A": look.old, "B": look.new}
    # The control: a list alone does not say what was hoped for and what came before.
    assert without["odds_benefit"] != pytest.approx(look.odds.benefit, rel=1e-6)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"hoped": "6%"}, "leave out hoped"),
        ({"planned": 50}, "leave out hoped, kind, planned"),
        ({"measure": "ease"}, "judged by completed, and not by ease"),
    ],
)
def test_what_was_registered_is_not_mixed_with_something_else(
    counted: tuple[Step, Path, Path], other: dict[str, object], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, outcomes, registered = counted

    assert evidence_command.evidence(outcomes, step=registered, **other) == 1  # type: ignore[arg-type]
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"registered": 3}', '{"registered": {"measure": "x"}}', "\xff"])
def test_a_file_that_says_nothing_of_a_step_is_refused(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "step.json"
    file.write_text(text, encoding="latin-1")

    assert evidence_command.evidence(tmp_path / "outcomes.csv", step=file) == 1
    assert "is not what `footpath step show --json` prints" in capsys.readouterr().err
    assert evidence_command.evidence(tmp_path / "outcomes.csv", step=tmp_path / "none.json") == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_registration_says_what_it_expects_and_for_what_it_is_planned(
    barset: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.site.test_step_command import GOOD

    with days_ago(60):
        people_met_it(60)
    file = tmp_path / "step.yaml"
    file.write_text(GOOD.replace("hoped_points: 6", "hoped_points: 20"), encoding="utf-8")

    assert command.register(file, authority=NORTH) == 0
    said = capsys.readouterr().out
    assert "cases a week: if it does what we hope, we would know in about" in said
    assert "It is planned for" in said
    assert command.show("log_book_hint", authority=NORTH) == 0
    assert "Forecast when it was registered: About" in capsys.readouterr().out


def test_a_step_that_is_not_there_is_not_read(barset: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.read("nothing", authority=NORTH, quiet=True) == 1
    assert "There is no step nothing of this authority." in capsys.readouterr().err


def test_who_was_in_a_step_is_summed_up_as_it_is_counted(barset: World, counted: tuple[Step, Path, Path]) -> None:
    step, *_ = counted

    sizes = barset.steps.sizes(step)

    assert sum(all_ for arms in sizes.values() for all_, _ in arms.values()) == 24
    assert barset.steps.sums(step, until=barset.clock.now() + timedelta(days=1)) is None
