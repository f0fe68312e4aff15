"""`footpath simulate` at a terminal: its people are real cases, and what they show is the model."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from footpath.actions.audit import audit
from footpath.actions.count_outcomes import counted_of
from footpath.actions.publish_edition import publish_edition
from footpath.actions.simulate import simulate
from footpath.adapters.records.models import Case, Journal
from footpath.adapters.records.models import Outcome as OutcomeRow
from footpath.evidence import Verdict
from footpath.ports import World
from footpath.site.commands import simulate as command
from footpath.site.commands import steps as step_command
from footpath.site.made_up_steps import read_model_and_step
from footpath.steps.review import propose
from footpath.steps.simulation import MARK
from footpath.steps.step import Step
from tests.people import NORTH, REPORT, SOUTH, edition, settle
from tests.web.county import barset as barset
from tests.world import MemoryWorld

MODEL = """simulate: 1
service: report
step: hint_step.yaml
weeks: 5
a_week: 60
seed: 5
ended_weeks_ago: 2
people:
  - share: 60
    answers: {colour: green, note: It stood at the edge}
  - share: 40
    answers: {colour: black, note: null}
pages:
  note: {stop: {old: 45, new: 20}}
"""
STEP = """step: 1
id: short_hint
service: report
name: A hint that says the note may be empty
we_believe: people who know that they may leave it empty go on
because: callers asked what to write
we_will_know_when: more people finish
outcome: Bins are emptied
proposer: ben
owner: mia
authorities: [barset_north]
measure: completed
hoped_points: 15
window_days: 7
staff_measure: staff_contact
may_be_harmed: Nobody we know of
changes:
  - {set: pages.note.questions.note.hint, to: You can leave this empty, because: Callers asked}
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "hint_step.yaml").write_text(STEP, encoding="utf-8")
    file = tmp_path / "model.yaml"
    file.write_text(MODEL, encoding="utf-8")
    return file


def changed(model: Path, old: str, new: str) -> Path:
    text = model.read_text(encoding="utf-8")
    assert old in text
    model.write_text(text.replace(old, new), encoding="utf-8")
    return model


def the_step(here: World) -> Step:
    """With everything counted that has matured since the last simulated day."""
    assert step_command.read(quiet=True) == 0
    return here.steps.step(NORTH, "short_hint")


def test_what_its_people_show_is_what_the_model_says(
    barset: World, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.simulate(model, authority=[NORTH], quiet=True) == 0
    said = capsys.readouterr().out

    step = the_step(barset)
    counting = counted_of(barset, step)
    look = counting.look("completed")
    assert look is not None and look.old + look.new == 300
    # 80 of 100 instead of 55: the interval holds the truth, and the step is better beyond doubt.
    assert look.interval.low <= 0.25 <= look.interval.high
    assert look.interval.low > 0 and counting.highest_benefit >= 20
    assert propose(step, counting, assignment=1.0, days=35).verdict is Verdict.KEEP
    # Every one of them is a case in the database, and its journal says what was counted.
    cases = Case.objects.filter(authority=NORTH, id__startswith=MARK)
    assert cases.count() == 300 and "300 made-up people" in said
    finished = {row.case for row in OutcomeRow.objects.all() if '"completed":"1"' in row.said}
    sent = set(cases.exclude(submitted=None).values_list("id", flat=True))
    assert finished == sent and 150 < len(sent) < 270
    assert Journal.objects.filter(authority=NORTH, case__in=sent, event__contains='"what":"submitted"').count() == len(
        sent
    )
    assert audit(barset).faults == ()


def test_a_step_that_does_nothing_is_not_proposed_to_be_kept(barset: World, model: Path) -> None:
    # The control: the same people, and both versions alike.
    assert command.simulate(changed(model, "{old: 45, new: 20}", "35"), authority=[NORTH], quiet=True) == 0

    step = the_step(barset)
    counting = counted_of(barset, step)
    look = counting.look("completed")
    assert look is not None and look.interval.low < 0 < look.interval.high
    assert counting.highest_benefit < 20
    proposal = propose(step, counting, assignment=1.0, days=35)
    assert (proposal.verdict, proposal.decision) == (Verdict.NOT_YET, None)
    assert barset.editions.offered(NORTH, "report") == barset.editions.edition(step.editions[NORTH][0])


def test_the_same_seed_makes_the_same_people_wherever_it_is_run(barset: World, model: Path) -> None:
    """In this database, and in worlds of their own."""

    def shown(here: World) -> list[tuple[str, str, object]]:
        return [(row.case, row.arm, row.values) for row in here.steps.outcomes(here.steps.step(NORTH, "short_hint"))]

    def elsewhere(seed: int) -> World:
        there: Any = MemoryWorld()
        settle(there)
        there.clock.set(barset.clock.now())
        publish_edition(there, authority=NORTH, edition=edition(REPORT), by="staff:mia", because="As here")
        said, registration = read_model_and_step(model)
        simulate(there, replace(said, seed=seed), authorities=[NORTH], registration=registration)
        here: World = there
        return here

    assert command.simulate(changed(model, "weeks: 5", "weeks: 3"), authority=[NORTH], quiet=True) == 0

    assert shown(barset) == shown(elsewhere(5)) and len(shown(barset)) > 50
    assert shown(barset) != shown(elsewhere(6))
    counted, again = barset.steps.counted(NORTH, "short_hint"), elsewhere(5).steps.counted(NORTH, "short_hint")
    assert counted.ledgers == again.ledgers


def test_without_a_step_and_in_two_authorities(barset: World, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(model, "step: hint_step.yaml\n", "")
    changed(model, "weeks: 5", "weeks: 1")

    assert command.simulate(model, authority=[NORTH, SOUTH], quiet=True) == 0

    assert [Case.objects.filter(authority=each, id__startswith=MARK).count() for each in (NORTH, SOUTH)] == [60, 60]
    assert barset.steps.steps(NORTH) == []
    assert command.simulate(model, authority=[NORTH, SOUTH], quiet=True) == 1
    assert "been here before" in capsys.readouterr().err


def test_real_people_are_not_mixed_with_made_up_ones(
    barset: World, model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(model, "step: hint_step.yaml\n", "")
    changed(model, "weeks: 5", "weeks: 1")
    monkeypatch.setattr(command, "is_for_trying", lambda home: False)

    assert command.simulate(model, authority=[NORTH], quiet=True) == 1
    assert "Nothing was done" in capsys.readouterr().err
    assert Case.objects.count() == 0
    assert command.simulate(model, authority=[NORTH], made_up_people=True, quiet=True) == 0
    assert Case.objects.count() == 60


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("service: report", "service: library", "The step is on report"),
        ("weeks: 5", "weeks: many", "model.yaml:4:"),
        ("stop: {old: 45, new: 20}", "stop: {old: 145, new: 20}", "no number of 100"),
        ("note: {stop", "kitchen: {stop", "no page kitchen"),
        ("step: hint_step.yaml", "step: none.yaml", "none.yaml"),
        ("step: hint_step.yaml", "step: ../hint_step.yaml", "beside the model"),
        ("seed: 5", "seed: 5\ncolour: green", "colour"),
        ("pages:", "staff: {who: [sid], outcome: collected}\npages:", "sid does not work with the cases"),
        ("colour: green", "colour: purple", "cannot answer page bin"),
    ],
)
def test_what_is_wrong_is_a_sentence_and_nobody_came(
    barset: World, model: Path, old: str, new: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.simulate(changed(model, old, new), authority=[NORTH], quiet=True) == 1

    said = capsys.readouterr().err
    assert says in said and "Traceback" not in said
    assert Case.objects.filter(submitted__isnull=False).count() == 0


def test_a_place_or_a_file_that_is_not_there_is_said(
    barset: World, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.simulate(model, authority=["atlantis"], quiet=True) == 1
    assert "There is no authority atlantis here. Nothing was done." in capsys.readouterr().err
    assert command.simulate(tmp_path / "none.yaml", authority=[NORTH], quiet=True) == 1
    assert "cannot be read" in capsys.readouterr().err
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    assert command.simulate(tmp_path / "bytes.yaml", authority=[NORTH], quiet=True) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_the_people_of_a_step_are_those_of_its_registration(
    barset: World, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(model.with_name("hint_step.yaml"), "owner: mia", "owner: ben")
    assert command.simulate(model, authority=[NORTH], quiet=True) == 1

    assert "owner" in capsys.readouterr().err
    assert barset.steps.steps(NORTH) == []
