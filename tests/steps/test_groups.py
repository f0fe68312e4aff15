"""What helps most and harms a few is stopped, and the sentence says whom it harmed."""

from datetime import timedelta
from decimal import Decimal

import pytest
import yaml
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from footpath.casework.events import Channel
from footpath.evidence import Verdict
from footpath.steps.checking import check_registration, wrong_question
from footpath.steps.counting import Counting, Crossed, harm_at
from footpath.steps.groups import (
    GROUP_MEASURES,
    Group,
    group_of,
    groups_of,
    known_group,
    measure_of,
    series_of,
    values_in,
    worse_said,
)
from footpath.steps.reading import Written, read_step
from footpath.steps.registration import fingerprint
from footpath.steps.review import propose
from footpath.steps.schema import schema
from footpath.steps.step import Step
from footpath.values import Lang, canonical
from tests.people import PERMIT, edition
from tests.steps.promised import MONDAY, NORTH, a_running_step, promised
from tests.steps.test_reading import GOOD

WELSH, HELPED = known_group("welsh"), known_group("helped")
FILTERED = Group(id="filtered", called="people whose car has a filter", question="filter_fitted", answers=("yes",))


@pytest.mark.parametrize(
    ("lang", "channel", "data", "found"),
    [
        ("en", "online", {}, ()),
        ("cy", "online", {}, ("welsh",)),
        ("en", "phone", {}, ("helped",)),
        ("cy", "paper", {"filter_fitted": True}, ("welsh", "helped", "filtered")),
        ("en", "online", {"filter_fitted": False}, ()),
        ("en", "online", {"filter_fitted": "yes"}, ("filtered",)),
        ("en", "online", {"filter_fitted": ["no", "yes"]}, ("filtered",)),
    ],
)
def test_a_case_is_in_the_groups_that_it_tells_of(
    lang: Lang, channel: Channel, data: dict[str, object], found: tuple[str, ...]
) -> None:
    assert groups_of((WELSH, HELPED, FILTERED), lang=lang, channel=channel, data=data) == found


def test_a_ledger_of_a_group_is_named_by_both() -> None:
    (first, *_) = series = series_of((WELSH,))

    assert len(series) == len(GROUP_MEASURES) and (measure_of(first), group_of(first)) == ("completed", "welsh")
    assert group_of("completed") is None
    assert values_in({"completed": "1", "ease": "0.5"}, ("welsh",)) == {"completed@welsh": "1"}
    assert worse_said((WELSH,), first) == "fewer people finish among people who answer in Welsh"


def live(step: Step, counting: Counting, *, cases: int, first: int = 0) -> Crossed | None:
    """Nine of ten are helped a little by the new version; of those who answer in Welsh it turns most away."""
    for number in range(first, first + cases):
        arm, welsh, turn = "AB"[number % 2], number % 10 in (8, 9), (number // 10) % 10
        finished = turn < ({"A": 7, "B": 1}[arm] if welsh else {"A": 6, "B": 8}[arm])
        crossed = counting.add(
            {"completed": "1" if finished else "0", "no_errors": "1"},
            authority=NORTH,
            arm=arm,
            percent=50,
            entered=MONDAY + timedelta(hours=number),
            number=number + 1,
            groups=("welsh",) if welsh and step.registration.watched else (),
        )
        if crossed is not None:
            return crossed
    return None


def test_harm_to_a_group_stops_a_step_that_helps_everybody_else() -> None:
    step = a_running_step(groups=(WELSH,))
    counting = Counting(step)

    crossed = live(step, counting, cases=600)

    assert crossed is not None and crossed.measure == "completed@welsh" and crossed.odds >= 20
    proposal = propose(step, counting, assignment=1.0, days=30)
    assert proposal.verdict is Verdict.HARM
    assert proposal.why.startswith("The odds that fewer people finish among people who answer in Welsh reached 2")


def test_nobody_sees_it_where_nobody_watches_them() -> None:
    """The control: without the group's own ledgers the same people in the same order only look better off."""
    step = a_running_step()
    counting = Counting(step)

    assert live(step, counting, cases=600) is None
    assert counting.highest_harm("completed") < 3
    assert "groups" not in str(counting.data())


def test_a_group_s_ledgers_are_the_same_in_one_go_and_in_many() -> None:
    step = a_running_step(groups=(WELSH, HELPED))
    whole, pieces = Counting(step), Counting(step)
    assert live(step, whole, cases=60) is None
    for first in range(0, 60, 20):
        live(step, pieces, cases=20, first=first)
        pieces = Counting(step, pieces.data())

    assert pieces.data() == whole.data()
    assert whole.data()["ledgers"]["completed@welsh"][NORTH]["cases"] == 12
    assert whole.data()["ledgers"]["completed@helped"] == {}


def test_what_is_kept_of_a_group_stops_at_twenty_to_one() -> None:
    said = promised(groups=(WELSH,))

    assert {harm_at(said, series) for series in series_of((WELSH,))} == {20}
    assert harm_at(said, "no_contact") == 100


# --- promising it


def test_a_registration_without_groups_is_what_it_was_before_there_were_any() -> None:
    assert b"groups" not in canonical(promised())
    assert fingerprint(promised(groups=(WELSH,))) != fingerprint(promised())


def test_to_group_people_by_an_answer_needs_somebody_who_looks_at_it() -> None:
    alone = check_registration(promised(groups=(FILTERED,)))
    looked_at = promised(groups=(FILTERED,), data_protection="cara")

    assert [(each.at, "data protection" in each.says) for each in alone] == [("data_protection", True)]
    assert check_registration(looked_at) == () and looked_at.approvers == ("mia", "cara")
    assert promised(groups=(WELSH,)).approvers == ("mia",)


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ((WELSH, WELSH), "once"),
        (tuple(replace(HELPED, id=f"g{number}", question="q", answers=("yes",)) for number in range(6)), "5 groups"),
        ((Group(id="older", called="people over 65"),), "question"),
        ((replace(FILTERED, called="Ring 07700 900123"),), "Say who"),
    ],
)
def test_groups_that_cannot_be_are_refused(groups: tuple[Group, ...], says: str) -> None:
    wrong = check_registration(promised(groups=groups, data_protection="cara"))

    assert [each.at for each in wrong] == ["groups"] and says in wrong[0].says


@pytest.mark.parametrize(
    ("group", "places", "says"),
    [
        (WELSH, {"vehicle"}, None),
        (FILTERED, {"household"}, None),
        (FILTERED, {":sent"}, None),
        (FILTERED, {"diesel"}, "after people have met"),
        (FILTERED, {"vehicle", "contact"}, "after people have met"),
        (FILTERED, {":start"}, "after people have met"),
        (replace(FILTERED, question="age"), {"contact"}, "no question age"),
        (replace(FILTERED, question="email"), {"contact"}, "not answered by choosing"),
        (replace(FILTERED, answers=("perhaps",)), {"contact"}, "yes, no"),
    ],
)
def test_a_version_must_not_decide_who_is_in_a_group(group: Group, places: set[str], says: str | None) -> None:
    """Were the question asked behind what differs, those whom the new version turned away would be in no group."""
    found = wrong_question(group, edition(PERMIT).service, places)

    assert (found is None) if says is None else (found is not None and says in found)


WATCHING = """groups:
  - welsh
  - id: filtered
    called: people whose car has a filter
    question: filter_fitted
    answers: ["yes"]
"""
FILE = GOOD.replace("changes:\n", f"{WATCHING}changes:\n")


def test_groups_are_read_from_the_file_of_a_step() -> None:
    written = read_step(FILE)

    assert isinstance(written, Written), written
    assert written.registration.watched == (WELSH, FILTERED)
    assert written.registration.hoped_points == Decimal("6.5")


def test_the_published_schema_takes_what_we_take_and_refuses_what_we_refuse() -> None:
    made = Draft202012Validator(schema())
    good = yaml.safe_load(FILE)

    assert list(made.iter_errors(good)) == []
    for wrong in (
        {**good, "groups": ["dutch"]},
        {**good, "groups": [{"id": "older", "called": "people over 65"}]},
        {**good, "colour": "red"},
        {key: value for key, value in good.items() if key != "changes"},
        {**good, "changes": [{"set": "pages.household.title", "because": "x"}]},
    ):
        assert list(made.iter_errors(wrong)), wrong


@pytest.mark.parametrize(
    ("wrong", "says"), [("  - welsh\n", "  - dutch\n"), ("    question: filter_fitted\n", ""), ('["yes"]', "[]")]
)
def test_a_group_that_is_not_whole_is_named_with_its_line(wrong: str, says: str) -> None:
    faults = read_step(FILE.replace(wrong, says))

    assert isinstance(faults, tuple) and 17 <= faults[0].line <= 21 and faults[0].path.startswith("groups")
