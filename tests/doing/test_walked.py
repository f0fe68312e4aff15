"""What one case shows of its way: where somebody stopped, how long a page took, what they came back to change."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from footpath.casework.events import (
    Answered,
    AnyEvent,
    Decided,
    Erased,
    Left,
    Moved,
    Removed,
    Started,
    Submitted,
    Withdrawn,
)
from footpath.doing.funnel import funnel, most_stop_at, up_to
from footpath.doing.tally import Tally
from footpath.doing.walked import CHECK, LATER, TOOK, Walked, place_of, walked
from footpath.steps.asked import FromResident

NINE = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def started(seconds: float = 0) -> Started:
    return Started(at=at(seconds), by="resident", service="permit", edition="one", reference="FP-1", channel="online")


def answered(page: str, seconds: float, item: int | None = None) -> Answered:
    return Answered(at=at(seconds), by="resident", page=page, questions=(page,), answers="-", item=item)


def case(*events: AnyEvent, left: Left | None = None, said: Sequence[FromResident] = ()) -> Walked:
    return walked([started(), *events], lang="en", left=left, said=said)


def test_asha_stops_at_her_vehicle() -> None:
    stopped = Erased(at=at(9e6), by="clock", because="keep: 28 days", due=at(9e6).date(), left=Left(page="vehicle"))

    found = case(answered("where", 40), stopped)

    assert (found.end, found.at, found.pages) == ("stopped", "vehicle", ("where", "vehicle"))


def test_while_her_draft_is_kept_she_is_still_there() -> None:
    assert case(answered("where", 40), left=Left(page="vehicle")).end == "here"


def test_who_withdraws_a_draft_has_stopped() -> None:
    gone = Withdrawn(at=at(60), by="resident")

    assert case(answered("where", 40), gone, left=Left(page="vehicle")).end == "stopped"


def test_an_exit_is_told_with_the_page_before_it() -> None:
    found = case(answered("where", 40), left=Left(page="where", exit="not_in_zone"))

    assert (found.end, found.at, found.exit) == ("exit", "where", "not_in_zone")


def test_a_draft_erased_before_its_place_was_recorded_is_counted_and_its_place_is_not_guessed() -> None:
    erased = Erased(at=at(9e6), by="clock", because="keep: 28 days", due=at(9e6).date())

    found = case(answered("where", 40), erased)

    assert (found.end, found.at, found.pages) == ("unknown", "", ("where",))


def test_a_page_is_timed_to_its_first_answer() -> None:
    found = case(answered("where", 40), answered("vehicle", 100), answered("where", 700), answered("home", 701))

    assert {page: TOOK[place] for page, place in found.took.items()} == {"where": 45, "vehicle": 60, "home": 5}
    assert found.changed == ("where",)


def test_who_comes_back_next_day_did_not_look_at_the_page_all_night() -> None:
    assert place_of(86_400) == LATER
    moved = Moved(at=at(86_400), by="clock", edition="two", kind="wording", answers="-")

    found = case(answered("where", 40), moved, answered("vehicle", 86_430))

    assert TOOK[found.took["vehicle"]] == 30 and found.edition == "two"


def test_items_of_a_list_are_counted_and_are_no_changes() -> None:
    removed = Removed(at=at(90), by="resident", page="others", item=0, answers="-")

    added = case(answered("others", 10, item=0), answered("others", 20, item=1))
    fewer = case(answered("others", 10, item=0), answered("others", 20, item=1), removed)
    mended = case(answered("others", 10, item=0), answered("others", 20, item=0))

    assert (added.items, added.changed) == ({"others": 2}, ())
    assert fewer.items == {"others": 1} and fewer.changed == ("others",)
    assert mended.items == {"others": 1} and mended.changed == ("others",)


@pytest.mark.parametrize(("days", "finished"), [(27, True), (29, False)])
def test_finished_is_sent_within_28_days(days: int, finished: bool) -> None:
    sent = Submitted(at=at(days * 86_400), by="resident", answers="-")

    found = case(answered("where", 40), sent)

    assert (found.end, found.finished) == ("sent", finished)
    assert found.pages == ("where", CHECK)


def test_the_wait_is_from_sending_to_the_first_decision() -> None:
    sent = Submitted(at=at(100), by="resident", answers="-")
    decided = Decided(
        at=at(100 + 86_400),
        by="staff:ben",
        decision="d",
        outcome="granted",
        edition="one",
        findings="-",
        automatic=False,
    )

    assert case(sent, decided).waited_seconds == 86_400
    assert case(sent).waited_seconds is None


@pytest.mark.parametrize(("chosen", "satisfied"), [("satisfied", True), ("neither", False), (None, None)])
def test_satisfied_is_satisfied_or_very_satisfied(chosen: str | None, satisfied: bool | None) -> None:
    sent = Submitted(at=at(100), by="resident", answers="-")
    said = FromResident(case="c", moment="sent", at=at(160), satisfied=chosen, able="yes")

    assert case(sent, said=[said]).satisfied is satisfied


def test_half_and_nine_of_ten_are_read_off_the_places() -> None:
    took = {0: 5, 3: 4, LATER: 1}

    assert (up_to(took, of_100=50), up_to(took, of_100=90), up_to(took, of_100=91)) == (0, 3, LATER)
    assert up_to({}, of_100=50) is None


def test_the_sentence_names_the_page_where_most_stopped() -> None:
    tally = Tally()
    for page in ("where", "vehicle", "vehicle"):
        gone = Withdrawn(at=at(60), by="resident")
        tally.add(case(answered("where", 40), gone, left=Left(page=page)))

    most = most_stop_at(funnel(tally, ["where", "vehicle"]))

    assert most is not None and (most.page, most.stopped) == ("vehicle", 2)
    assert most_stop_at(funnel(Tally(), ["where"])) is None
