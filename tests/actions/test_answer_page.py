"""Asha answers pages, in one window and in two."""

import pytest

from footpath.actions.answer_page import answer_page
from footpath.actions.remove_from_list import remove_from_list
from footpath.actions.results import Crossed, NoSuchPage, Refused, Went
from footpath.casework.events import Answered, Removed
from footpath.casework.journal import commitment
from footpath.casework.refusals import AlreadySubmitted
from footpath.journey import AskAt, CheckAt, ExitAt
from footpath.ports import NoSuchCase
from tests.crash import power_cut_at
from tests.people import ASHA, NORTH, SOUTH, answers, fills_in, form, row_of, sends, starts
from tests.world import MemoryWorld


def test_an_answer_is_kept_and_the_next_page_is_asked(world: MemoryWorld) -> None:
    asha = starts(world)

    went = answers(world, asha, "where", ASHA["where"])

    assert isinstance(went, Went)
    assert went.where == AskAt(page="vehicle", item=None, changing=False)
    assert went.row == row_of(world, asha)
    assert went.row.data == {"postcode": "OX1 1AA"}
    assert went.row.written == {"where": 2}


def test_the_journal_promises_the_answers_and_does_not_hold_them(world: MemoryWorld) -> None:
    asha = starts(world)

    answers(world, asha, "where", ASHA["where"])

    row = row_of(world, asha)
    entry = world.records.journal(NORTH, asha.case)[-1]
    assert isinstance(entry.event, Answered)
    assert (entry.event.page, entry.event.questions) == ("where", ("postcode",))
    assert entry.event.answers == row.answers == commitment(row.salt, row.data)
    assert entry.hash == row.head
    journal = b"".join(world.stored()["journal"].values())
    assert b"OX1" not in journal


def test_what_can_be_put_right_is_said_and_nothing_of_the_case_is_written(world: MemoryWorld) -> None:
    asha = starts(world)
    before = world.stored()

    refused = answers(world, asha, "where", form(postcode="nowhere"))

    assert isinstance(refused, Refused)
    assert [problem.at for problem in refused.problems] == ["postcode"]
    after = world.stored()
    assert {**after, "refused": before["refused"]} == before
    # Only which question it was, and what was wrong with an answer: neither whose, nor what they typed.
    ((key, said),) = after["refused"].items()
    assert key[-3:] == ("where", "postcode", "not_a_postcode")
    assert asha.case not in str(key) and b"nowhere" not in said and asha.case.encode() not in said


def test_every_wrong_question_of_a_page_is_counted_by_what_was_wrong(world: MemoryWorld) -> None:
    asha = starts(world)
    answers(world, asha, "where", ASHA["where"])

    for _ in range(2):
        answers(world, asha, "vehicle", form(registration="", co2="-1"))
    answers(world, asha, "vehicle", form(registration="!", co2="9"))

    today = world.clock.today()
    found = world.doing.refusals(NORTH, "permit", first=today, last=today)
    assert [(each.question, each.kind, each.times) for each in found] == [
        ("co2", "out_of_range", 2),
        ("registration", "empty", 2),
        ("registration", "not_a_registration", 1),
    ]


def test_what_is_wrong_with_one_of_a_list_is_of_its_own_question(world: MemoryWorld) -> None:
    asha = starts(world)

    answers(world, asha, "others", form(driver_name=""), item=0)
    answers(world, asha, "others", form())

    today = world.clock.today()
    found = world.doing.refusals(NORTH, "permit", first=today, last=today)
    assert [(each.question, each.kind) for each in found] == [("driver_name", "empty"), ("drivers", "no_first")]


def test_somebody_the_service_is_not_for_is_told_as_soon_as_it_is_certain(world: MemoryWorld) -> None:
    went = answers(world, starts(world), "where", form(postcode="SW1A 1AA"))

    assert isinstance(went, Went)
    assert isinstance(went.where, ExitAt)
    assert went.where.exit.id == "not_in_zone"


def test_a_page_changed_from_the_check_goes_back_to_the_check(world: MemoryWorld) -> None:
    asha = fills_in(world)

    went = answers(world, asha, "household", form(permits_held="2"), changing=True)

    assert isinstance(went, Went)
    assert went.where == CheckAt()


def test_a_page_made_necessary_by_a_change_is_asked_first(world: MemoryWorld) -> None:
    asha = fills_in(world)

    went = answers(world, asha, "vehicle", form(registration="AB12 CDE", co2="200"), changing=True)

    assert isinstance(went, Went)
    assert isinstance(went.where, AskAt)
    assert went.where.page == "diesel"


def test_an_answer_that_is_not_on_the_way_any_more_is_kept(world: MemoryWorld) -> None:
    asha = fills_in(world)
    answers(world, asha, "vehicle", form(registration="AB12 CDE", co2="200"))
    answers(world, asha, "diesel", form(filter_fitted="yes"))

    answers(world, asha, "vehicle", form(registration="AB12 CDE", co2="100"))

    assert row_of(world, asha).data["filter_fitted"] is True


def test_every_answer_keeps_a_draft_for_28_more_days(world: MemoryWorld) -> None:
    asha = starts(world)
    world.clock.move(days=20)

    answers(world, asha, "where", ASHA["where"])

    until = row_of(world, asha).keep_until
    assert until is not None
    assert until.isoformat() == "2026-06-18"


def test_the_language_follows_the_page(world: MemoryWorld) -> None:
    asha = starts(world)

    answers(world, asha, "where", ASHA["where"], lang="cy")

    assert row_of(world, asha).lang == "cy"


def test_two_windows_on_different_pages_do_not_cross(world: MemoryWorld) -> None:
    asha = fills_in(world)
    shown = row_of(world, asha).seq
    answers(world, asha, "vehicle", form(registration="XY12 ABC", co2=""), seen=shown)

    went = answers(world, asha, "household", form(permits_held="2"), seen=shown)

    assert isinstance(went, Went)
    data = row_of(world, asha).data
    assert (data["registration"], data["permits_held"]) == ("XY12 ABC", "2")


def test_what_was_read_a_moment_too_early_is_read_again(world: MemoryWorld) -> None:
    """Another window wrote between the reading and the writing: neither answer is lost."""
    asha = starts(world)
    early = row_of(world, asha)
    answers(world, asha, "where", ASHA["where"])

    went = answer_page(
        world,
        authority=NORTH,
        case=asha.case,
        page="vehicle",
        form=ASHA["vehicle"],
        lang="en",
        seen=early.seq,
        known=early,
    )

    assert isinstance(went, Went)
    assert set(ASHA["where"]) | set(ASHA["vehicle"]) <= set(row_of(world, asha).data)


def test_two_windows_that_disagree_on_a_page_are_shown_both(world: MemoryWorld) -> None:
    asha = fills_in(world)
    shown = row_of(world, asha).seq
    answers(world, asha, "where", form(postcode="OX1 1AB"), seen=shown)
    before = world.stored()

    crossed = answers(world, asha, "where", form(postcode="OX1 1AD"), seen=shown)

    assert isinstance(crossed, Crossed)
    assert (crossed.yours, crossed.theirs) == ({"postcode": "OX1 1AD"}, {"postcode": "OX1 1AB"})
    assert world.stored() == before


def test_when_she_has_seen_both_hers_is_taken(world: MemoryWorld) -> None:
    asha = fills_in(world)
    shown = row_of(world, asha).seq
    answers(world, asha, "where", form(postcode="OX1 1AB"), seen=shown)
    crossed = answers(world, asha, "where", form(postcode="OX1 1AA"), seen=shown)
    assert isinstance(crossed, Crossed)

    answers(world, asha, "where", form(postcode="OX1 1AA"), seen=crossed.row.seq)

    assert row_of(world, asha).data["postcode"] == "OX1 1AA"


def test_a_button_pressed_twice_is_one_answer(world: MemoryWorld) -> None:
    asha = starts(world)
    first = answers(world, asha, "where", ASHA["where"], seen=1)
    before = world.stored()

    second = answers(world, asha, "where", ASHA["where"], seen=1)

    assert second == first
    assert world.stored() == before


def test_a_page_left_blank_on_purpose_is_answered(world: MemoryWorld) -> None:
    asha = fills_in(world, {page: ASHA[page] for page in ("where", "vehicle", "household", "others")})

    went = answers(world, asha, "contact", form(email=""))

    assert isinstance(went, Went)
    assert went.where == CheckAt()
    assert row_of(world, asha).data["email"] is None


def test_drivers_are_added_one_after_the_other(world: MemoryWorld) -> None:
    asha = fills_in(world)

    for item, name in enumerate(["Ravi Patel", "Zoë O’Neil"]):
        answers(world, asha, "others", form(driver_name=name), item=item)

    data = row_of(world, asha).data["drivers"]
    assert [driver["driver_name"] for driver in data] == ["Ravi Patel", "Zoë O’Neil"]


def test_one_taken_away_twice_by_one_press_is_one(world: MemoryWorld) -> None:
    asha = fills_in(world)
    for item, name in enumerate(["Ravi Patel", "Zoë O’Neil"]):
        answers(world, asha, "others", form(driver_name=name), item=item)
    shown = row_of(world, asha).seq

    for _ in range(2):
        went = remove_from_list(
            world, authority=NORTH, case=asha.case, page="others", item=0, lang="en", seen=shown, changing=True
        )
        assert went.where == AskAt(page="others", changing=True)

    assert [driver["driver_name"] for driver in row_of(world, asha).data["drivers"]] == ["Zoë O’Neil"]
    assert isinstance(world.records.journal(NORTH, asha.case)[-1].event, Removed)
    with pytest.raises(NoSuchPage):
        remove_from_list(world, authority=NORTH, case=asha.case, page="where", item=0, lang="en", seen=shown + 1)


@pytest.mark.parametrize("page", ["nothing", "", "../where"])
def test_a_page_there_is_not_is_said_to_be_none(world: MemoryWorld, page: str) -> None:
    with pytest.raises(NoSuchPage):
        answers(world, starts(world), page, form(postcode="OX1 1AA"))


def test_another_authority_finds_no_such_case(world: MemoryWorld) -> None:
    asha = starts(world)

    with pytest.raises(NoSuchCase):
        answer_page(world, authority=SOUTH, case=asha.case, page="where", form=ASHA["where"], lang="en", seen=1)


def test_what_was_sent_is_not_changed(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sends(world, asha)

    with pytest.raises(AlreadySubmitted):
        answers(world, asha, "where", form(postcode="OX1 1AB"))


def test_a_power_cut_before_the_write_leaves_the_case_as_it_was(world: MemoryWorld) -> None:
    asha = starts(world)
    before = world.stored()

    with power_cut_at("answer.read"):
        answers(world, asha, "where", ASHA["where"])

    assert world.stored() == before


def test_a_power_cut_before_the_page_comes_back_loses_no_answer(world: MemoryWorld) -> None:
    asha = starts(world)

    with power_cut_at("answer.committed"):
        answers(world, asha, "where", ASHA["where"], seen=1)

    assert isinstance(answers(world, asha, "where", ASHA["where"], seen=1), Went)
    assert row_of(world, asha).seq == 2
