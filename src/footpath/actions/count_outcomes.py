"""Outcomes of a step are taken from journals as they mature, and counted; from the first case on, the same again."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from footpath.actions.step_turn import happens
from footpath.casework.days import uk_day
from footpath.casework.events import AnyEvent
from footpath.evidence import BROKEN, Assigned, assignment_odds
from footpath.ports import Counted, OutcomeRow, Point, StaffTask, World
from footpath.steps.asked import FromResident, FromStaff
from footpath.steps.assignment import Assignment
from footpath.steps.counting import Counting, Crossed, harm_at, sealed, values_of
from footpath.steps.events import Broke, StoppedForHarm
from footpath.steps.facts import facts_of
from footpath.steps.groups import worse_said
from footpath.steps.measures import MEASURES
from footpath.steps.review import odds_said
from footpath.steps.states import LIVE
from footpath.steps.step import CONFIRM_WORKING_DAYS, Step

AT_ONCE = 500
"""Cases in one transaction: few enough that nobody waits for it."""

SETTLED = timedelta(minutes=15)
"""Longer than any transaction lasts: whoever began before that is there now, or never will be."""

FIRST_NEW_CASES = 20
TRIPWIRE = 5
"""So many errors of ours in the first new cases stop a step at once: it is broken, and nobody has to prove it."""


def count_outcomes(world: World, *, home: str, step: str, told: Callable[[int], object] = lambda count: None) -> int:
    """All that have matured and are not counted yet. How many they were. `told` hears of each lot."""
    done = 0
    while True:
        held = world.steps.step(home, step)
        if held.begun is None:
            return done
        lot = _read_some(world, held)
        if not _write(world, held, lot):
            continue  # somebody counted or stopped it meanwhile: what was read is read again
        done += len(lot.rows)
        if lot.rows:
            told(len(lot.rows))
        if not lot.more:
            _sum_up(world, held)
            return done


def _sum_up(world: World, step: Step) -> None:
    """Who was given which version, once a day and up to some minutes ago: those are all there by now."""
    summed = world.steps.sums(step, until=world.clock.now() - SETTLED)
    if summed is not None:
        with world.together():
            world.steps.keep_sums(step, summed)


def count_again(world: World, *, home: str, step: str, told: Callable[[int], object] = lambda count: None) -> bool:
    """From the first case, as if nothing had been counted. Whether it came to the same, to the last bit."""
    before = world.steps.counted(home, step)
    with world.together():
        world.steps.forget_counts(world.steps.step(home, step))
    count_outcomes(world, home=home, step=step, told=told)
    return world.steps.counted(home, step) == before


def counted_of(world: World, step: Step) -> Counting:
    """The ledgers as they are stored."""
    held = world.steps.counted(step.authority, step.id)
    return Counting(step, held.ledgers or None)


def assignment_check(world: World, step: Step) -> float:
    """The odds that versions were not given by the recorded chance."""
    assigned: dict[float, Assigned] = {}
    for arm, percent, units in world.steps.drawn(step):
        known = assigned.get(percent / 100, Assigned())
        assigned[percent / 100] = Assigned(known.a + units * (arm == "A"), known.b + units * (arm == "B"))
    return assignment_odds(assigned) if assigned else 1.0


class _Lot(msgspec.Struct, frozen=True, kw_only=True):
    """Some cases counted, and not written yet."""

    before: Counted
    rows: Sequence[OutcomeRow] = ()
    points: Sequence[Point] = ()
    crossed: Crossed | None = None
    counted: Counted | None = None
    more: bool = False


def _read_some(world: World, step: Step) -> _Lot:
    """Outside of any transaction: on SQLite nobody else could write while hundreds of journals are read."""
    before = world.steps.counted(step.authority, step.id)
    # What ended is counted up to its end: a decision rests on what was there, and stays what it was.
    until = min(step.ended or world.clock.now(), world.clock.now()) - timedelta(days=step.registration.window_days)
    counting = Counting(step, before.ledgers or None)
    if step.state == "stopped_for_harm" and any(_over(step, counting)):
        return _Lot(before=before)  # it was stopped by the case counted last
    found = world.steps.matured(step, after=before, until=until, most=AT_ONCE)
    if not found:
        return _Lot(before=before)
    rows, points, crossed, counted = _counted(world, step, counting, before, found)
    more = len(found) == AT_ONCE and crossed is None
    return _Lot(before=before, rows=rows, points=points, crossed=crossed, counted=counted, more=more)


def _write(world: World, step: Step, lot: _Lot) -> bool:
    """False when it is not what was read any more: then nothing is written."""
    with world.together():
        now = world.steps.step(step.authority, step.id)
        if now.seq != step.seq:
            return False
        if lot.counted is not None:
            if world.steps.counted(step.authority, step.id).digest != lot.before.digest:
                return False
            world.steps.count(now, lot.rows, lot.counted, lot.points)
        if now.state in LIVE and not lot.more:
            _stop(world, now, lot.crossed)
    return True


def _over(step: Step, counting: Counting) -> list[bool]:
    limits = ((id_, harm_at(step.registration, id_)) for id_ in counting.series)
    return [counting.highest_harm(id_) >= limit for id_, limit in limits if limit is not None]


def _counted(
    world: World, step: Step, counting: Counting, before: Counted, lot: Sequence[Assignment]
) -> tuple[list[OutcomeRow], list[Point], Crossed | None, Counted]:
    keys = [(each.authority, each.case) for each in lot]
    events, said = world.steps.journals(keys), world.steps.said(keys)
    rows: list[OutcomeRow] = []
    points: list[Point] = []
    crossed: Crossed | None = None
    number, digest, last = before.number, before.digest, before
    window = timedelta(days=step.registration.window_days)
    today = uk_day(before.exposed + window) if before.exposed else None
    for each in lot:
        assert each.exposed is not None, "only who came to the page that differs is counted"
        key, matured = (each.authority, each.case), each.exposed + window
        if today is not None and uk_day(matured) != today:
            points += points_of(step, counting, today)
        today = uk_day(matured)
        number += 1
        row = OutcomeRow(
            authority=each.authority,
            home=step.authority,
            step=step.id,
            case=each.case,
            number=number,
            arm=each.arm,
            percent=each.percent,
            exposed=each.exposed,
            matured=matured,
            counts=_first_of_unit(world, step, each),
            values=_values(each, events[key], said.get(key, ()), until=matured),
        )
        rows.append(row)
        digest = sealed(digest, row)
        last = Counted(number=number, exposed=each.exposed, authority=each.authority, case=each.case, digest=digest)
        if row.counts:
            crossed = counting.add(
                row.values,
                authority=each.authority,
                arm=each.arm,
                percent=each.percent,
                entered=each.exposed,
                number=number,
                groups=each.groups,
            )
            if crossed is not None:
                break
    if rows and today is not None:
        points += points_of(step, counting, today)
    return rows, points, crossed, msgspec.structs.replace(last, ledgers=counting.data())


def _first_of_unit(world: World, step: Step, each: Assignment) -> bool:
    """A person's second case is no second throw of the coin: it is kept, and enters no ledger."""
    if each.unit == each.case:
        return True
    first = world.steps.assignment_of_unit(step.authority, step.id, each.unit, authority=each.authority)
    return first is not None and first.case == each.case


def _values(
    each: Assignment, events: Sequence[AnyEvent], said: Sequence[FromResident | FromStaff], *, until: datetime
) -> dict[str, str]:
    assert each.exposed is not None
    residents = [one for one in said if isinstance(one, FromResident)]
    facts = facts_of(
        events,
        exposed=each.exposed,
        until=until,
        refused=each.refused,
        after_sending=next((one for one in residents if one.moment == "sent"), None),
        after_decision=next((one for one in residents if one.moment == "decided"), None),
        staff=next((one for one in said if isinstance(one, FromStaff)), None),
    )
    return values_of(facts)


def points_of(step: Step, counting: Counting, day: date) -> list[Point]:
    """How each measure stood at the end of a day: with the interval only of that which the step is judged by."""
    points = []
    for id_ in MEASURES:
        odds = counting.odds(id_)
        if odds is None:
            continue
        look = counting.look(id_) if id_ == step.registration.measure else None
        points.append(
            Point(
                measure=id_,
                day=day,
                benefit=odds[0],
                harm=odds[1],
                low=look.interval.low if look else None,
                high=look.interval.high if look else None,
                old=odds[2],
                new=odds[3],
            )
        )
    return points


def _stop(world: World, step: Step, crossed: Crossed | None) -> None:
    """Harm stops a step without anyone's help; and so does a chance that was none."""
    now = world.clock.now()
    if crossed is not None:
        worse = worse_said(step.registration.watched, crossed.measure)
        because = f"The odds that {worse} reached {odds_said(crossed.odds)}"
        stopped = StoppedForHarm(
            at=now,
            by="machine",
            because=because,
            measure=crossed.measure,
            odds=crossed.odds,
            case_number=crossed.number,
        )
        _tell(world, happens(world, step, stopped))
        return
    odds = assignment_check(world, step)
    if odds >= BROKEN:
        because = f"That its versions were given by chance is unlikelier than 1 in {BROKEN:,.0f}"
        _tell(world, happens(world, step, Broke(at=now, by="machine", because=because)))


def _tell(world: World, step: Step) -> None:
    """What the machine did waits for a person among the tasks of the team."""
    said = step.registration
    task = StaffTask(
        id=f"step-{step.id}-{step.seq}",
        authority=step.authority,
        case=None,
        says=f"The step “{said.name}” was stopped by itself: {step.because[:1].lower()}{step.because[1:]}. "
        f"New cases get the old version. Its owner ({said.owner}) confirms it on the step's page, "
        f"within {CONFIRM_WORKING_DAYS} working days.",
        at=world.clock.now(),
        done=None,
    )
    world.records.add_task(task)


def trip(world: World, *, authority: str, case: str) -> None:
    """A request of this case ended in an error of ours. Too many among the first new ones stop a step at once."""
    with world.together():
        assigned = world.steps.assignments(authority, case)
        if not assigned:
            return
        world.steps.fail(authority, case)
        for each in assigned:
            step = world.steps.step(each.home, each.step)
            failures = world.steps.failures(step, first=FIRST_NEW_CASES) if each.arm == "B" else 0
            if step.state in LIVE and failures >= TRIPWIRE:
                stopped = StoppedForHarm(
                    at=world.clock.now(),
                    by="machine",
                    because=f"{failures} errors of ours in the first {FIRST_NEW_CASES} cases with the new version",
                    measure="server errors",
                    odds=None,
                    case_number=failures,
                )
                _tell(world, happens(world, step, stopped))
