"""Ben proposes, Mia answers for it, people meet one version or the other, and it is kept or put back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from footpath.actions.adopt_standard import adopt_standard
from footpath.actions.approve_step import approve_step
from footpath.actions.audit import audit
from footpath.actions.count_outcomes import count_again, counted_of, trip
from footpath.actions.decide_step import decide_step
from footpath.actions.in_steps import edition_of_case
from footpath.actions.pause_step import confirm_harm, pause_step, resume_step, withdraw_step
from footpath.actions.publish_adaptation import Published, publish_adaptation
from footpath.actions.publish_standard import publish_standard
from footpath.actions.register_step import register_step
from footpath.actions.start_case import start_case
from footpath.actions.tick_steps import tick_steps
from footpath.definition.changes import Set, Standard
from footpath.steps.events import StepDecided
from footpath.steps.journal import check_chain
from footpath.steps.states import StepSaysNo
from footpath.steps.step import Step, fold
from footpath.values import Problem
from tests.people import ASHA, NORTH, PERMIT, SOUTH, answers, edition, form, row_of, starts
from tests.steps.living import (
    BEN,
    MIA,
    arm_of_case,
    comes_to_the_page,
    counted,
    finishes,
    now,
    people_come,
    proposes,
    runs,
    their_time_is_over,
)
from tests.steps.promised import HINT, promised
from tests.world import MemoryWorld


def refused(world: MemoryWorld, **other: Any) -> dict[str, str]:
    done = register_step(world, authority=NORTH, registration=promised(**other))
    assert isinstance(done, tuple), done
    assert world.steps.every_step() == [] or other.get("id") != "log_book_hint"
    return {problem.at: problem.says for problem in done}


# --- proposing


def test_a_step_is_registered_with_both_versions_there_to_be_looked_at(world: MemoryWorld) -> None:
    step = proposes(world)

    old, new = step.editions[NORTH]
    assert old == edition(PERMIT).hash
    question = world.editions.edition(new).service.question("registration")
    assert question is not None and question.hint is not None
    assert question.hint.en == "It is on the front of your V5C log book"
    assert (step.state, step.registration.class_) == ("registered", 1)


@pytest.mark.parametrize(
    ("other", "at", "says"),
    [
        ({"owner": "ben"}, "owner", "not the proposer"),
        ({"owner": " "}, "owner", "who answers for it"),
        ({"hoped_points": Decimal(0)}, "hoped_points", "nothing to find"),
        ({"hoped_points": Decimal(-3)}, "hoped_points", "above 0"),
        ({"changes": ()}, "changes", "at least one change"),
        ({"changes": ({**HINT, "set": "pages.car.title"},)}, "changes", "pages.car.title"),
        ({"changes": ({"set": "title.en", "to": "Apply for a permit", "because": "x"},)}, "changes", "leave"),
        ({"service": "visitors"}, "authorities", "does not offer"),
        ({"authorities": ("ryedale",)}, "authorities", "does not offer"),
        ({"measure": "profit"}, "measure", "Choose one of"),
        ({"measure": "staff_work"}, "measure", "staff’s own"),
        ({"staff_measure": "completed"}, "staff_measure", "what staff are asked"),
        ({"guardrails": ("mood",)}, "guardrails", "mood is no measure"),
        ({"longest_weeks": 27}, "longest_weeks", "2 to 26"),
        ({"window_days": 28, "longest_weeks": 4}, "window_days", "fewer days"),
        ({"share_percent": 100}, "share_percent", "1 to 99"),
        ({"because": "Ring me on 07700 900123"}, "because", "identifies somebody"),
        (
            {"changes": ({"set": "figures.permits_allowed", "to": 3, "because": "Generosity"},)},
            "legal_basis",
            "Chance may not decide",
        ),
        (
            {"changes": ({"set": "pages.contact.questions.email.optional", "to": False, "because": "x"},)},
            "data_protection",
            "data protection",
        ),
    ],
)
def test_what_cannot_be_tried_is_said_and_nothing_starts(
    world: MemoryWorld, other: dict[str, Any], at: str, says: str
) -> None:
    problems = refused(world, **other)

    assert says in problems.get(at, str(problems))
    assert world.steps.every_step() == []


def test_two_steps_in_one_place_exclude_one_another(world: MemoryWorld) -> None:
    proposes(world)

    problems = refused(world, id="other_hint", changes=({**HINT, "to": "Look at the windscreen"},))

    assert "changes the same place and is waiting to be approved" in problems["changes"]


def test_steps_in_different_places_run_side_by_side(world: MemoryWorld) -> None:
    runs(world)
    title = {"set": "pages.household.title", "to": "Who you live with", "because": "Household is a long word"}
    runs(world, id="household", name="A shorter word", changes=(title,))

    opened = [starts(world) for _ in range(60)]

    pairs = {tuple(each.arm for each in world.steps.assignments(NORTH, one.case)) for one in opened}
    assert len(pairs) == 4
    both = next(one for one in opened if all(each.arm == "B" for each in world.steps.assignments(NORTH, one.case)))
    service = world.editions.edition(row_of(world, both).edition).service
    assert service.question("registration").hint.en == "It is on the front of your V5C log book"  # type: ignore[union-attr]
    assert service.page("household").title.en == "Who you live with"  # type: ignore[union-attr]


def test_an_id_is_used_once(world: MemoryWorld) -> None:
    step = proposes(world)
    withdraw_step(world, home=NORTH, step=step.id, because="A mistake", by=BEN)

    done = register_step(world, authority=NORTH, registration=promised())

    assert isinstance(done, tuple) and done[0].at == "id"


def test_only_those_named_approve(world: MemoryWorld) -> None:
    step = proposes(world)

    with pytest.raises(StepSaysNo):
        approve_step(world, home=NORTH, step=step.id, by=BEN)
    with pytest.raises(StepSaysNo):
        approve_step(world, home=NORTH, step=step.id, by="staff:cara")
    assert now(world, step).state == "registered"


def test_a_step_with_a_day_begins_on_that_day(world: MemoryWorld) -> None:
    step = proposes(world, starts=world.clock.today() + timedelta(days=3))
    approved = approve_step(world, home=NORTH, step=step.id, by=MIA)
    tick_steps(world)
    assert (approved.state, now(world, step).state) == ("approved", "approved")

    world.clock.move(days=3)
    tick_steps(world)

    assert now(world, step).state == "running"


# --- which version a case has


def test_half_of_new_cases_get_the_new_version_and_keep_it(world: MemoryWorld) -> None:
    runs(world)

    opened = [starts(world) for _ in range(100)]

    arms = [arm_of_case(world, one) for one in opened]
    assert 30 < sum(each.arm == "B" for each in arms) < 70
    for one, assigned in zip(opened, arms, strict=True):
        hint = world.editions.edition(row_of(world, one).edition).service.question("registration").hint  # type: ignore[union-attr]
        assert (hint is not None) == (assigned.arm == "B")
        assert assigned.edition == row_of(world, one).edition
        assert assigned.percent == 50


def test_nobody_is_in_a_step_of_another_authority(world: MemoryWorld) -> None:
    runs(world)

    opened = start_case(world, authority=SOUTH, service="permit", lang="en")

    assert world.steps.assignments(SOUTH, opened.case) == []


def test_a_person_we_know_has_one_version_in_all_their_cases(world: MemoryWorld) -> None:
    runs(world)

    for person in ("asha", "bilal", "carys", "dewi"):
        opened = [start_case(world, authority=NORTH, service="permit", lang="en", person=person) for _ in range(4)]
        held = [arm_of_case(world, one) for one in opened]
        assert len({each.arm for each in held}) == 1
        assert len({each.unit for each in held}) == 1
        assert person not in held[0].unit


def test_a_stop_cord_gives_new_cases_the_old_version_at_once(world: MemoryWorld) -> None:
    step = runs(world)
    before = starts(world)

    pause_step(world, home=NORTH, step=step.id, because="People ring us about it", by=BEN)
    after = starts(world)

    assert world.steps.assignments(NORTH, after.case) == []
    assert row_of(world, after).edition == edition(PERMIT).hash
    assert len(world.steps.assignments(NORTH, before.case)) == 1
    resume_step(world, home=NORTH, step=step.id, because="It was the lift", by=MIA)
    assert len(world.steps.assignments(NORTH, starts(world).case)) == 1


def test_a_cord_is_pulled_with_a_reason(world: MemoryWorld) -> None:
    step = runs(world)

    assert pause_step(world, home=NORTH, step=step.id, because=" ", by=BEN) == (
        Problem("because", "Enter why: it goes on the public record"),
    )
    assert now(world, step).state == "running"


def test_a_careful_first_week(world: MemoryWorld) -> None:
    runs(world, first_week_percent=10)
    first = [arm_of_case(world, starts(world)) for _ in range(100)]
    world.clock.move(days=8)
    later = [arm_of_case(world, starts(world)) for _ in range(100)]

    assert sum(each.arm == "B" for each in first) < 25 < sum(each.arm == "B" for each in later)
    assert ({each.percent for each in first}, {each.percent for each in later}) == ({10}, {50})


# --- coming to the page that differs


def test_both_versions_are_counted_from_the_answer_that_leads_to_the_page(world: MemoryWorld) -> None:
    runs(world)
    for _ in range(6):
        opened = starts(world)
        assert arm_of_case(world, opened).exposed is None
        world.clock.move(minutes=2)
        answers(world, opened, "where", ASHA["where"])

        held = arm_of_case(world, opened)
        assert (held.exposed, held.place) == (world.clock.now(), "vehicle")


def test_whoever_leaves_before_the_page_is_in_no_version(world: MemoryWorld) -> None:
    runs(world)
    opened = starts(world)
    answers(world, opened, "where", form(postcode="ox9 9zz"))  # not in the zone

    assert arm_of_case(world, opened).exposed is None


def test_what_changes_the_way_is_met_at_the_start(world: MemoryWorld) -> None:
    runs(
        world,
        changes=({"set": "summary", "to": "You need your log book.", "because": "Many start without it"},),
    )

    held = arm_of_case(world, starts(world))

    assert (held.exposed, held.place) == (world.clock.now(), ":start")


def test_a_form_that_came_back_is_counted(world: MemoryWorld) -> None:
    runs(world)
    opened = comes_to_the_page(world)

    answers(world, opened, "vehicle", form(registration="", co2="99"))

    assert arm_of_case(world, opened).refused == 1


# --- outcomes


def test_outcomes_are_counted_when_their_time_is_over_and_not_before(world: MemoryWorld) -> None:
    step = runs(world)
    opened = comes_to_the_page(world)
    finishes(world, opened)

    world.clock.move(days=27)
    assert counted(world, step) == 0
    world.clock.move(days=2)
    assert counted(world, step) == 1

    (row,) = world.steps.outcomes(step)
    assert row.values == {
        "completed": "1",
        "minutes_taken": "1",
        "no_contact": "1",
        "no_errors": "1",
        "not_asked_for_more": "1",
        "days_to_decision": "0",
        "told_us": "0",
    }
    assert counted(world, step) == 0


def test_what_is_counted_again_from_the_first_case_is_the_same_to_the_last_bit(world: MemoryWorld) -> None:
    step = runs(world)
    people_come(world, 40, finish=lambda arm: 0.6)
    for _ in range(3):
        world.clock.move(days=10)
        counted(world, step)
    before = world.steps.counted(NORTH, step.id)
    points = world.steps.points(NORTH, step.id)

    assert count_again(world, home=NORTH, step=step.id)

    assert before.number == 40
    assert world.steps.counted(NORTH, step.id) == before
    assert world.steps.points(NORTH, step.id) == points


def test_a_second_case_of_a_person_is_kept_and_not_counted(world: MemoryWorld) -> None:
    step = runs(world)
    for _ in range(2):
        opened = start_case(world, authority=NORTH, service="permit", lang="en", person="asha")
        answers(world, opened, "where", ASHA["where"])
        world.clock.move(hours=1)
    their_time_is_over(world)
    counted(world, step)

    assert [row.counts for row in world.steps.outcomes(step)] == [True, False]
    look = counted_of(world, step).look("completed")
    assert look is not None and look.old + look.new == 1


def test_harm_stops_a_step_at_the_case_that_crosses(world: MemoryWorld) -> None:
    """Seven in ten finish the old version, one in ten the new: nobody has to notice, and nobody waits for a number."""
    step = runs(world)
    people_come(world, 80, finish=lambda arm: 0.1 if arm == "B" else 0.7)
    their_time_is_over(world)

    done = counted(world, step)

    stopped = now(world, step)
    assert (stopped.state, done < 80) == ("stopped_for_harm", True)
    event = world.steps.journal(NORTH, step.id)[-1].event
    assert event.by == "machine" and event.case_number == done  # type: ignore[union-attr]
    assert world.steps.assignments(NORTH, starts(world).case) == []
    (task,) = world.records.tasks(NORTH)
    assert "was stopped by itself: the odds that" in task.says and "Its owner (mia) confirms it" in task.says
    assert counted(world, step) == 0
    assert count_again(world, home=NORTH, step=step.id)

    confirm_harm(world, home=NORTH, step=step.id, because="We saw it too", by=MIA)
    assert now(world, step).confirmed


def test_five_errors_of_ours_among_the_first_stop_it(world: MemoryWorld) -> None:
    step = runs(world)
    new = [one for one in (starts(world) for _ in range(20)) if arm_of_case(world, one).arm == "B"]
    for _ in range(4):
        trip(world, authority=NORTH, case=new[0].case)
    assert now(world, step).state == "running"

    trip(world, authority=NORTH, case=new[1].case)

    assert now(world, step).state == "stopped_for_harm"
    assert "5 errors of ours" in now(world, step).because


def test_errors_with_the_old_version_stop_nothing(world: MemoryWorld) -> None:
    step = runs(world)
    old = next(one for one in (starts(world) for _ in range(20)) if arm_of_case(world, one).arm == "A")
    for _ in range(9):
        trip(world, authority=NORTH, case=old.case)

    assert now(world, step).state == "running"


# --- the end


def decides(world: MemoryWorld, step: Step, decision: str, *, by: str = MIA, because: str = "It is better") -> Any:
    return decide_step(world, home=NORTH, step=step.id, decision=decision, because=because, by=by)


def test_a_kept_step_becomes_the_service(world: MemoryWorld) -> None:
    step = runs(world)

    decides(world, step, "kept", because="More people finish, and staff like it")

    assert now(world, step).state == "settled"
    offered = world.editions.offered(NORTH, "permit")
    assert offered is not None and offered.hash == step.editions[NORTH][1]
    assert row_of(world, starts(world)).edition == offered.hash
    decided = next(e.event for e in world.steps.journal(NORTH, step.id) if isinstance(e.event, StepDecided))
    assert decided.departs and decided.rule_said == "Carry on."


@pytest.mark.parametrize("decision", ["not_kept", "could_not_tell"])
def test_of_what_is_put_back_nothing_is_left(world: MemoryWorld, decision: str) -> None:
    step = runs(world)
    opened = next(one for one in (starts(world) for _ in range(20)) if arm_of_case(world, one).arm == "B")

    decides(world, step, decision)

    offered = world.editions.offered(NORTH, "permit")
    assert offered is not None and offered.hash == edition(PERMIT).hash
    assert now(world, step).state == decision
    # A person half-way would move to the service as it is offered, with nothing of the step.
    assert edition_of_case(world, row_of(world, opened), offered).hash == offered.hash


def test_while_it_runs_a_case_moves_with_its_own_version(world: MemoryWorld) -> None:
    runs(world)
    opened = [starts(world) for _ in range(20)]
    offered = world.editions.offered(NORTH, "permit")
    assert offered is not None

    for one in opened:
        assert edition_of_case(world, row_of(world, one), offered).hash == row_of(world, one).edition


def test_only_the_owner_decides_and_says_why(world: MemoryWorld) -> None:
    step = runs(world)

    with pytest.raises(StepSaysNo, match="Only its owner"):
        decides(world, step, "kept", by="staff:cara")
    assert decides(world, step, "kept", because="")[0].at == "because"
    assert decides(world, step, "carry_on")[0].at == "decision"
    assert now(world, step).state == "running"


def test_what_ended_is_not_decided_again(world: MemoryWorld) -> None:
    step = runs(world)
    decides(world, step, "not_kept")

    with pytest.raises(StepSaysNo):
        decides(world, step, "kept")


def test_a_step_whose_changes_fit_no_more_is_held_and_gets_nobody(world: MemoryWorld) -> None:
    from footpath.actions.publish_edition import publish_edition

    step = runs(world)
    source = PERMIT.replace("      registration:\n", "      plate:\n").replace("{{ registration }}", "{{ plate }}")
    publish_edition(world, authority=NORTH, edition=edition(source), by=MIA, because="Renamed")

    assert world.steps.assignments(NORTH, starts(world).case) == []
    tick_steps(world)

    assert (now(world, step).state, now(world, step).because) == (
        "paused",
        "Its changes do not fit what barset_north offers now",
    )


def test_all_of_it_is_on_record_and_whole(world: MemoryWorld) -> None:
    step = runs(world)
    people_come(world, 10, finish=lambda arm: 0.6)
    pause_step(world, home=NORTH, step=step.id, because="A pause", by=BEN)
    resume_step(world, home=NORTH, step=step.id, because="Again", by=MIA)
    decides(world, step, "could_not_tell", because="Too few")

    last = now(world, step)
    entries = world.steps.journal(NORTH, step.id)
    assert check_chain(entries, authority=NORTH, step=step.id, seq=last.seq, head=last.head) is None
    assert fold([(entry.event, entry.hash) for entry in entries], authority=NORTH, salt=last.salt) == last


# --- with an adaptation


def adapts(world: MemoryWorld) -> None:
    """The North adapts the permit: one change is kept already."""
    # Check 48 wants a condition to hold or not whatever is left blank.
    source = PERMIT.replace("when: co2 > 185", "when: co2 != null and co2 > 185")
    done = publish_standard(world, edition=edition(source), by=MIA, because="It is checked")
    assert isinstance(done, Standard), done
    adopt_standard(world, authority=NORTH, service="permit", version=3, by=MIA, because="We want it")
    kept = publish_adaptation(world, authority=NORTH, service="permit", changes=(OURS,), by=MIA, because="Ours")
    assert isinstance(kept, Published), kept


OURS = Set(path="pages.where.title", to="Your home", because="People here say home")


def test_a_kept_step_joins_what_the_authority_keeps(world: MemoryWorld) -> None:
    adapts(world)
    step = runs(world)

    decides(world, step, "kept")

    kept = world.standards.adaptation(NORTH, "permit")
    assert kept is not None
    assert [change.path for change in kept.changes] == [OURS.path, HINT["set"]]
    assert kept.changes[1].because == HINT["because"]
    offered = world.editions.offered(NORTH, "permit")
    assert offered is not None and offered.hash == kept.edition == step.editions[NORTH][1]


def test_a_step_that_was_put_back_leaves_the_adaptation_as_it_was(world: MemoryWorld) -> None:
    adapts(world)
    before = world.standards.adaptation(NORTH, "permit")
    step = runs(world)

    decides(world, step, "not_kept")

    assert world.standards.adaptation(NORTH, "permit") == before


# --- the audit


def test_the_audit_folds_every_step_and_misses_no_alteration(world: MemoryWorld) -> None:
    step = runs(world)
    assert audit(world).faults == ()

    with world.together():  # as somebody could who writes to the database
        altered = replace(step, registration=replace(step.registration, hoped_points=Decimal(1)))
        world.tables.put("steps", (NORTH, step.id), altered, new=False)

    assert {fault.what for fault in audit(world).faults} == {"fold", "commitment"}
    assert {fault.case for fault in audit(world).faults} == {"step log_book_hint"}


# --- classes


def test_what_is_asked_needs_a_second_approval(world: MemoryWorld) -> None:
    step = proposes(
        world,
        data_protection="cara",
        changes=({"set": "pages.contact.questions.email.optional", "to": False, "because": "Most give it"},),
    )
    assert step.registration.class_ == 2

    one = approve_step(world, home=NORTH, step=step.id, by=MIA)
    both = approve_step(world, home=NORTH, step=step.id, by="staff:cara")

    assert (one.state, both.state) == ("registered", "running")


def test_a_law_can_let_chance_decide_and_stands_in_the_promise(world: MemoryWorld) -> None:
    step = proposes(
        world,
        legal_basis="Sandbox Order 2026, article 4",
        changes=({"set": "decide.working_days", "to": 2, "because": "Quicker is possible"},),
    )

    assert step.registration.class_ == 3
    assert "Sandbox Order" in (step.registration.legal_basis or "")
