"""What the records promise about steps, in memory and on each database."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from footpath.ports import Counted, NoSuchStep, OutcomeRow, Point, StaleStep, World
from footpath.site.world import SiteWorld
from footpath.steps.asked import FromResident, FromStaff
from footpath.steps.assignment import Assignment
from footpath.steps.events import Approved, Paused
from footpath.steps.step import Step, after
from tests.promises.rows import NORTH, SOUTH, edition, opened
from tests.steps.promised import MONDAY, begun, entries_of, promised, registered, step_of

VISITOR = {"service": "visitor_parking"}


def added(world: World, *, authority: str = NORTH, **other: object) -> Step:
    event = registered(**{**VISITOR, **other})
    with world.together():
        world.steps.add(step_of(event, authority=authority), entries_of(event, authority=authority)[0])
    return world.steps.step(authority, event.registration.id)


def goes_on(world: World, step: Step, *events: object) -> Step:
    from footpath.steps.journal import chain

    now = step
    entries = chain(events, authority=step.authority, step=step.id, seq=step.seq, head=step.head)  # type: ignore[arg-type]
    for entry in entries:
        now = after(now, entry.event, head=entry.hash)
    with world.together():
        world.steps.write(now, entries, seen=step.seq)
    return now


def running(world: World, **other: object) -> Step:
    return goes_on(world, added(world, **other), Approved(at=MONDAY, by="staff:mia"), begun())


def put(world: World, case: str, *, authority: str = NORTH, **other: object) -> Assignment:
    made = Assignment(
        authority=authority,
        home=NORTH,
        step="log_book_hint",
        case=case,
        unit=case,
        arm="B",
        percent=50,
        at=MONDAY,
        edition="bb",
    )
    made = replace(made, **other)
    with world.together():
        world.steps.assign(made)
    return made


def test_a_step_is_read_as_it_was_written_with_its_secret(world: World) -> None:
    step = running(world)

    assert world.steps.step(NORTH, "log_book_hint") == step
    assert step.salt == "5a" * 32
    journal = world.steps.journal(NORTH, step.id)
    assert [type(entry.event).__name__ for entry in journal] == ["Registered", "Approved", "Begun"]


def test_the_journal_of_a_step_folds_to_what_is_stored(world: World) -> None:
    from footpath.steps.journal import check_chain
    from footpath.steps.step import fold

    step = running(world)
    entries = world.steps.journal(NORTH, step.id)

    assert check_chain(entries, authority=NORTH, step=step.id, seq=step.seq, head=step.head) is None
    assert fold([(entry.event, entry.hash) for entry in entries], authority=NORTH, salt=step.salt) == step


def test_the_second_of_two_is_told_that_the_step_moved_on(world: World) -> None:
    step = running(world)
    goes_on(world, step, Paused(at=MONDAY, by="staff:ben", because="People are stuck"))

    with pytest.raises(StaleStep):
        goes_on(world, step, Paused(at=MONDAY, by="staff:cara", because="So do I think"))


def test_a_step_is_nowhere_but_where_it_is_tried(world: World) -> None:
    running(world)

    assert [step.id for step in world.steps.live(NORTH, "visitor_parking")] == ["log_book_hint"]
    assert world.steps.live(SOUTH, "visitor_parking") == ()
    assert list(world.steps.steps(SOUTH)) == []
    with pytest.raises(NoSuchStep):
        world.steps.step(SOUTH, "log_book_hint")


def test_a_step_can_be_tried_in_several_authorities(world: World) -> None:
    step = running(world, authorities=(NORTH, SOUTH))

    assert list(world.steps.steps(SOUTH)) == [step]
    assert list(world.steps.live(SOUTH, "visitor_parking")) == [step]


def test_a_stop_is_seen_at_once_by_whoever_remembers_that_it_ran(world: World) -> None:
    step = running(world)
    held = world.steps.live(NORTH, "visitor_parking")
    goes_on(world, step, Paused(at=MONDAY, by="staff:ben", because="People are stuck"))

    assert [each.state for each in held] == ["running"]
    with world.together():
        assert not world.steps.running(held[0])
    assert [each.state for each in world.steps.live(NORTH, "visitor_parking")] == ["paused"]


def test_the_first_time_at_the_page_counts(world: World) -> None:
    running(world)
    opened(world)
    put(world, "c-1")

    with world.together():
        world.steps.expose(NORTH, "c-1", home=NORTH, step="log_book_hint", at=MONDAY, place="car")
    with world.together():
        later = MONDAY + timedelta(days=1)
        world.steps.expose(NORTH, "c-1", home=NORTH, step="log_book_hint", at=later, place="need")
        world.steps.refuse(NORTH, "c-1")

    (held,) = world.steps.assignments(NORTH, "c-1")
    assert (held.exposed, held.place, held.refused) == (MONDAY, "car", 1)


def test_a_person_keeps_the_version_of_their_first_case(world: World) -> None:
    running(world)
    first = put(world, "c-1", unit="asha")
    put(world, "c-2", unit="asha", arm="A", at=MONDAY + timedelta(days=3))

    assert world.steps.assignment_of_unit(NORTH, "log_book_hint", "asha", authority=NORTH) == first
    assert world.steps.assignment_of_unit(NORTH, "log_book_hint", "asha", authority=SOUTH) is None
    assert world.steps.assignment_of_unit(NORTH, "log_book_hint", "somebody", authority=NORTH) is None


def test_cases_mature_in_the_order_in_which_they_came_to_the_page(world: World) -> None:
    step = running(world, authorities=(NORTH, SOUTH))
    for number, (authority, hours) in enumerate([(SOUTH, 3), (NORTH, 2), (NORTH, 3), (NORTH, 9)]):
        put(world, f"c-{number}", authority=authority, exposed=MONDAY + timedelta(hours=hours), place="car")
    put(world, "c-never")

    until = MONDAY + timedelta(hours=4)
    found = world.steps.matured(step, after=Counted(), until=until, most=10)

    assert [(each.authority, each.case) for each in found] == [(NORTH, "c-1"), (NORTH, "c-2"), (SOUTH, "c-0")]
    last = Counted(number=2, exposed=found[1].exposed, authority=NORTH, case="c-2")
    assert [each.case for each in world.steps.matured(step, after=last, until=until, most=10)] == ["c-0"]
    assert [each.case for each in world.steps.matured(step, after=Counted(), until=until, most=1)] == ["c-1"]
    assert world.steps.sizes(step) == {NORTH: {"B": (4, 3)}, SOUTH: {"B": (1, 1)}}


def test_what_was_counted_is_kept_and_can_be_forgotten(world: World) -> None:
    step = running(world)
    outcome = OutcomeRow(
        authority=NORTH,
        home=NORTH,
        step=step.id,
        case="c-1",
        number=1,
        arm="B",
        percent=50,
        exposed=MONDAY,
        matured=MONDAY + timedelta(days=28),
        counts=True,
        values={"completed": "1"},
    )
    counted = Counted(
        number=1, exposed=MONDAY, authority=NORTH, case="c-1", ledgers={"completed": {"x": [0.1, 1e-300]}}
    )
    point = Point(measure="completed", day=date(2026, 6, 1), benefit=1.5, harm=0.4, low=-0.5, high=0.5, old=0, new=1)

    with world.together():
        world.steps.count(step, [outcome], counted, [point])
        world.steps.count(step, [], counted, [replace(point, benefit=2.5)])

    assert list(world.steps.outcomes(step)) == [outcome]
    assert world.steps.counted(NORTH, step.id) == counted
    assert list(world.steps.points(NORTH, step.id)) == [replace(point, benefit=2.5)]
    with world.together():
        world.steps.forget_counts(step)
    assert (list(world.steps.outcomes(step)), world.steps.counted(NORTH, step.id)) == ([], Counted())
    assert list(world.steps.points(NORTH, step.id)) == []


def test_everybody_who_was_given_a_version_is_counted_once(world: World) -> None:
    step = running(world, authorities=(NORTH, SOUTH))
    put(world, "c-1", unit="asha")
    put(world, "c-2", unit="asha")
    put(world, "c-3", unit="asha", authority=SOUTH)
    put(world, "c-4", arm="A", percent=10)

    assert list(world.steps.drawn(step)) == [("A", 10, 1), ("B", 50, 2)]


def test_who_is_in_a_step_is_the_same_however_often_it_was_summed_up(world: World) -> None:
    step = running(world, authorities=(NORTH, SOUTH))
    people = ["", "asha", "", "asha", "bryn", "", "bryn", "asha"]
    for number, unit in enumerate(people):
        at = MONDAY + timedelta(hours=number)
        arm = "A" if unit == "bryn" else "B"
        put(world, f"c-{number}", unit=unit or f"c-{number}", arm=arm, at=at, authority=(NORTH, SOUTH)[number == 7])
        if number >= 2:  # an hour or two later they come to the page that differs
            with world.together():
                place, before = (NORTH, SOUTH)[number - 2 == 7], f"c-{number - 2}"
                world.steps.expose(place, before, home=NORTH, step=step.id, at=at, place="car")
        if number % 3 == 1:
            summed = world.steps.sums(step, until=at + timedelta(minutes=30))
            if summed is not None:  # in memory nothing is kept
                with world.together():
                    world.steps.keep_sums(step, summed)
                assert world.steps.sums(step, until=at + timedelta(minutes=31)) is None
        here = [each for each in people[: number + 1] if each]
        assert sum(count for _, _, count in world.steps.drawn(step)) == (
            len({*here}) + people[: number + 1].count("") + (number == 7)
        )
        assert sum(all_ for arms in world.steps.sizes(step).values() for all_, _ in arms.values()) == number + 1

    assert world.steps.sizes(step) == {NORTH: {"A": (2, 2 - 1), "B": (5, 5)}, SOUTH: {"B": (1, 0)}}
    with world.together():
        world.steps.forget_counts(step)
    assert world.steps.sizes(step) == {NORTH: {"A": (2, 1), "B": (5, 5)}, SOUTH: {"B": (1, 0)}}


def test_what_cases_showed_is_read_many_at_a_time(world: World) -> None:
    from tests.promises.rows import answered, written

    row = opened(world)
    written(world, row, answered())
    opened(world, "c-2", reference="FP-7K4-2QN")
    said = FromResident(case="c-1", moment="sent", at=MONDAY, ease="easy")
    with world.together():
        world.steps.save_said(NORTH, "visitor_parking", said)
        world.steps.save_said(NORTH, "visitor_parking", FromStaff(case="c-2", by="ben", at=MONDAY, work="less"))
        world.steps.save_said(NORTH, "visitor_parking", FromStaff(case="c-1", by="ben", at=MONDAY, work="less"))
    keys = [(NORTH, "c-1"), (NORTH, "c-2")]

    events = world.steps.journals(keys)
    assert [len(events[key]) for key in keys] == [2, 1]
    assert said in world.steps.said(keys)[NORTH, "c-1"]
    assert [case for case, _ in world.steps.last_cases(NORTH, "visitor_parking", until=MONDAY, most=1)] == ["c-2"]
    assert world.steps.last_cases(SOUTH, "visitor_parking", until=MONDAY, most=5) == []
    assert world.steps.staff_who_said(NORTH, "visitor_parking") == 1
    assert world.steps.staff_who_said(SOUTH, "visitor_parking") == 0


def test_errors_of_ours_are_counted_among_the_first_new_cases(world: World) -> None:
    step = running(world)
    for number in range(3):
        put(world, f"c-{number}", at=MONDAY + timedelta(minutes=number))
    put(world, "c-old", arm="A")
    with world.together():
        for case in ("c-0", "c-0", "c-2", "c-old"):
            world.steps.fail(NORTH, case)

    assert (world.steps.failures(step, first=20), world.steps.failures(step, first=2)) == (3, 2)


def test_what_people_say_is_kept_and_their_words_go_with_the_answers(world: World) -> None:
    opened(world)
    said = FromResident(case="c-1", moment="sent", at=MONDAY, ease="easy", improve="The button was hard to find")
    staff = FromStaff(case="c-1", by="ben", at=MONDAY + timedelta(days=1), work="less", words="A clear photo")
    with world.together():
        world.steps.save_said(NORTH, "visitor_parking", replace(said, ease="difficult"))
        world.steps.save_said(NORTH, "visitor_parking", said)
        world.steps.save_said(NORTH, "visitor_parking", staff)

    assert world.steps.resident_said(NORTH, "c-1", "sent") == said
    assert world.steps.resident_said(NORTH, "c-1", "decided") is None
    assert world.steps.staff_said(NORTH, "c-1") == staff
    assert world.steps.resident_said(SOUTH, "c-1", "sent") is None
    assert list(world.steps.words_said(NORTH, "visitor_parking", most=5)) == [staff, said]

    with world.together():
        world.steps.erase_words(NORTH, "c-1")
    assert world.steps.resident_said(NORTH, "c-1", "sent") == replace(said, improve="")
    assert list(world.steps.words_said(NORTH, "visitor_parking", most=5)) == []


def test_an_edition_that_is_kept_is_found_and_not_offered(world: World) -> None:
    from tests.promises.rows import VISITOR as SOURCE

    tried = edition(SOURCE.replace("You", "About you"))
    with world.together():
        world.editions.keep(tried)
        world.editions.keep(tried)

    assert world.editions.edition(tried.hash).hash == tried.hash
    offered = world.editions.offered(NORTH, "visitor_parking")
    assert offered is not None and offered.hash == edition().hash


def test_with_no_step_running_starting_asks_nothing_more_of_the_database(stored: SiteWorld) -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    assert stored.steps.live(NORTH, "visitor_parking") == ()
    with CaptureQueriesContext(connections[stored.database.alias]) as asked:
        stored.steps.live(NORTH, "visitor_parking")

    assert len(asked) == 0


def test_a_step_is_promised_only_once(stored: SiteWorld) -> None:
    from django.db import IntegrityError

    added(stored)
    with pytest.raises(IntegrityError):
        added(stored, name="Another of the same id")
    assert stored.steps.step(NORTH, "log_book_hint").registration.name == promised().name


def test_which_groups_a_case_is_in_is_kept_with_the_first_time_it_came(world: World) -> None:
    running(world)
    opened(world)
    put(world, "c-1")
    where = {"home": NORTH, "step": "log_book_hint", "at": MONDAY, "place": "car"}

    with world.together():
        world.steps.expose(NORTH, "c-1", groups=("welsh", "helped"), **where)
        world.steps.expose(NORTH, "c-1", groups=("helped",), **where)

    assert [each.groups for each in world.steps.assignments(NORTH, "c-1")] == [("welsh", "helped")]
    put(world, "c-2", exposed=MONDAY, groups=("welsh",))
    assert [each.groups for each in world.steps.assignments(NORTH, "c-2")] == [("welsh",)]


def test_words_that_were_sent_back_are_counted_by_day_and_kind(world: World) -> None:
    day = date(2026, 5, 4)
    with world.together():
        for kind, when in (("phone", day), ("phone", day), ("name", day), ("phone", day + timedelta(days=9))):
            world.steps.send_back(NORTH, "visitor_parking", kind, when)

    def counted(**span: date) -> object:
        return dict(world.steps.sent_back(NORTH, "visitor_parking", **span))

    assert counted(since=day, until=day + timedelta(days=1)) == {"name": 1, "phone": 2}
    assert counted(since=day, until=day + timedelta(days=10)) == {"name": 1, "phone": 3}
    assert counted(since=day + timedelta(days=1), until=day + timedelta(days=9)) == {}
    assert dict(world.steps.sent_back(SOUTH, "visitor_parking", since=day, until=day + timedelta(days=10))) == {}


def test_words_are_read_of_one_service_and_one_time(world: World) -> None:
    said = FromResident(case="c-1", moment="sent", at=MONDAY, improve="A larger button", lang="cy")
    later = replace(said, case="c-2", at=MONDAY + timedelta(days=2))
    with world.together():
        world.steps.save_said(NORTH, "visitor_parking", said)
        world.steps.save_said(NORTH, "visitor_parking", later)
        world.steps.save_said(NORTH, "permit", replace(said, case="c-3"))

    def words(**span: object) -> object:
        return list(world.steps.words_said(NORTH, "visitor_parking", most=9, **span))  # type: ignore[arg-type]

    assert words() == [later, said]
    assert words(since=MONDAY, until=MONDAY + timedelta(days=2)) == [said]
    assert words(since=MONDAY + timedelta(days=1)) == [later]
