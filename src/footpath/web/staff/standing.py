"""How a step stands, in words and numbers that need no lesson in statistics."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from footpath.actions.count_outcomes import assignment_check, counted_of
from footpath.adapters.records import reads
from footpath.casework.days import uk_day
from footpath.evidence import kept_together
from footpath.ports import Point, World
from footpath.steps.asked import FEWEST_STAFF
from footpath.steps.counting import Counting, Look, harm_at
from footpath.steps.groups import FEWEST_IN_GROUP, Group, measure_of, series_of
from footpath.steps.measures import MEASURES
from footpath.steps.measures.measure import Measure
from footpath.steps.review import Proposal, odds_said, propose, sentence
from footpath.steps.states import ENDED, SAID
from footpath.steps.step import Step


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One measure: the old and the new version side by side, and what that says."""

    id: str
    name: str
    old: str
    new: str
    counted: int  # cases of both versions together
    says: str
    between: str
    watched: bool
    main: bool
    worry: bool
    from_: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The main measure in one authority."""

    authority: str
    old: str
    new: str
    counted: int
    says: str
    direction: str  # better, worse, the same


class GroupStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One group's guardrails. No rows: too few of it have met one of the versions for them to be shown."""

    id: str
    called: str
    rows: tuple[Row, ...]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """All that a page about a step, and the command `footpath step show`, have to say."""

    step: Step
    state: str
    since: str
    sentence: str
    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    groups: tuple[GroupStanding, ...]
    proposal: Proposal
    points: tuple[Point, ...]
    assigned: int
    met: int
    counted: int
    staff: int


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a list: no interval is looked for, so that a hundred steps open as one does."""

    state: str
    since: str
    sentence: str
    proposes: str
    to_decide: bool  # the machine proposes an end, and a person has the last word


def brief(world: World, step: Step) -> Brief:
    now = world.clock.now()
    counting = counted_of(world, step)
    proposal = propose(step, counting, assignment=1.0, days=_days(step, now)) if step.live else None
    return Brief(
        state=SAID[step.state],
        since=_since(step, now),
        sentence=_first_sentence(step) or sentence(step, counting),
        proposes=proposal.says if proposal else "",
        to_decide=proposal is not None and proposal.decision is not None,
    )


def _days(step: Step, now: datetime) -> int:
    """How long it has run; of one that has ended, how long it ran."""
    return (min(step.ended or now, now) - step.begun).days if step.begun else 0


def standing(world: World, step: Step) -> Standing:
    counting = counted_of(world, step)
    now = world.clock.now()
    sizes = [pair for arms in world.steps.sizes(step).values() for pair in arms.values()]
    said = step.registration
    staff = sum(world.steps.staff_who_said(authority, said.service) for authority in said.authorities)
    rows = []
    for id_, measure in MEASURES.items():
        look = counting.look(id_)
        if look is None or (measure.from_ == "staff" and staff < FEWEST_STAFF):
            continue
        rows.append(_row(step, measure, look))
    rows.sort(key=lambda row: (not row.main, not row.watched))
    main = MEASURES[said.measure]
    return Standing(
        step=step,
        state=SAID[step.state],
        since=_since(step, now),
        sentence=_first_sentence(step) or sentence(step, counting),
        rows=tuple(rows),
        places=tuple(_place(authority, main, look) for authority, look in counting.by_authority(said.measure).items()),
        groups=tuple(_group(step, counting, group) for group in said.watched),
        proposal=propose(step, counting, assignment=assignment_check(world, step), days=_days(step, now)),
        points=tuple(world.steps.points(step.authority, step.id, measure=said.measure)),
        assigned=sum(pair[0] for pair in sizes),
        met=sum(pair[1] for pair in sizes),
        counted=world.steps.counted(step.authority, step.id).number,
        staff=staff,
    )


def stand_together(world: World, steps: Sequence[Step], year: int) -> tuple[frozenset[str], int]:
    """Those of a year's steps that are still better when all are judged at once; and how many were registered.

    Of many steps some look good by luck. Of these, on average, at most one in ten does (e-BH, see `evidence`).
    """
    odds: dict[str, float] = {}
    of_year = [step for step in steps if uk_day(step.registered).year == year]
    for step in of_year:
        found = counted_of(world, step).odds(step.registration.measure) if step.begun else None
        odds[f"{step.authority}/{step.id}"] = found[0] if found else 1.0
    return kept_together(odds, registered=len(of_year)), len(of_year)


def _first_sentence(step: Step) -> str:
    match step.state:
        case "registered":
            missing = [each for each in step.registration.approvers if each not in step.approved_by]
            names = reads.names_of(missing)
            waits_for = " and ".join(names.get(each, each) for each in missing)
            return f"It waits for {waits_for} to approve it. Nobody meets it yet."
        case "approved":
            return "It is approved, and begins on its day."
        case "paused":
            return f"It is paused: new cases get the old version. Why: {step.because}."
        case "stopped_for_harm" | "broken":
            because = f"{step.because[:1].lower()}{step.because[1:]}"
            if step.confirmed:  # the last word is the owner's then, and not the machine's
                return f"The machine stopped it, and its owner says: {because}."
            return f"The machine stopped it: {because}. Its owner has not confirmed it yet."
        case _:
            return ""


def _since(step: Step, now: datetime) -> str:
    if step.begun is None:
        return f"registered on {_day(step.registered)}"
    if step.state in ENDED:
        assert step.ended is not None
        return f"began on {_day(step.begun)}, ended on {_day(step.ended)}"
    return f"week {step.week(now)} of at most {step.registration.longest_weeks}"


def _day(at: datetime) -> str:
    day = uk_day(at)
    return f"{day.day} {day:%B %Y}"


def _group(step: Step, counting: Counting, group: Group) -> GroupStanding:
    """What is shown of a group; its ledgers are kept, and stop the step, however few they are."""
    looks = {series: counting.look(series) for series in series_of((group,))}
    rows = [
        _row(step, MEASURES[measure_of(series)], look, series=series)
        for series, look in looks.items()
        if look is not None and min(look.old, look.new) >= FEWEST_IN_GROUP
    ]
    return GroupStanding(id=group.id, called=group.called, rows=tuple(rows))


def _row(step: Step, measure: Measure, look: Look, *, series: str = "") -> Row:
    limit = harm_at(step.registration, series or measure.id)
    return Row(
        id=measure.id,
        name=measure.name,
        old=_shown(measure, look.old_mean),
        new=_shown(measure, look.new_mean),
        counted=look.old + look.new,
        says=_says(measure, look),
        between=_between(look),
        watched=limit is not None,
        main=not series and measure.id == step.registration.measure,
        worry=limit is not None and look.odds.harm >= 3,
        from_=measure.from_,
    )


def _shown(measure: Measure, mean: float | None) -> str:
    return "nobody yet" if mean is None else measure.shows(round(Decimal(mean), 6))


def _says(measure: Measure, look: Look) -> str:
    if look.odds.harm >= 3 and look.odds.harm > look.odds.benefit:
        return f"{odds_said(look.odds.harm)} that {measure.worse}"
    if look.odds.benefit >= 3:
        return f"{odds_said(look.odds.benefit)} that {measure.says}"
    return "no difference seen yet"


def _between(look: Look) -> str:
    low, high = (round(end * 100) for end in (look.interval.low, look.interval.high))
    if (low, high) == (-100, 100):
        return "too early to say"
    return f"between {_points(low)} and {_points(high)}"


def _points(points: int) -> str:
    if points == 0:
        return "no difference"
    return f"{abs(points)} point{'' if abs(points) == 1 else 's'} {'better' if points > 0 else 'worse'}"


def _place(authority: str, measure: Measure, look: Look) -> Place:
    if look.odds.benefit >= 3 and look.odds.benefit > look.odds.harm:
        direction = "better"
    elif look.odds.harm >= 3:
        direction = "worse"
    else:
        direction = "the same so far"
    return Place(
        authority=authority,
        old=_shown(measure, look.old_mean),
        new=_shown(measure, look.new_mean),
        counted=look.old + look.new,
        says=_says(measure, look),
        direction=direction,
    )


def standing_json(held: Standing) -> dict[str, Any]:
    """As JSON has it, for the command and for open data."""
    said = held.step.registration
    return {
        "id": said.id,
        "authority": held.step.authority,
        "service": said.service,
        "name": said.name,
        "hypothesis": said.hypothesis,
        "state": held.step.state,
        "fingerprint": held.step.fingerprint,
        "editions": editions_json(held.step),
        "class": said.class_,
        "sentence": held.sentence,
        "assigned": held.assigned,
        "came_to_the_page": held.met,
        "counted": held.counted,
        "measures": [_row_json(row) for row in held.rows],
        "by_authority": msgspec.to_builtins(held.places),
        "groups": [
            {"id": group.id, "called": group.called, "measures": [_row_json(row) for row in group.rows]}
            for group in held.groups
        ],
        "proposal": {"verdict": str(held.proposal.verdict), "says": held.proposal.says, "why": held.proposal.why},
    }


def editions_json(step: Step) -> dict[str, dict[str, str]]:
    """By authority, the hashes of what its residents see in each version."""
    return {place: {"old": old, "new": new} for place, (old, new) in step.editions.items()}


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "old": row.old,
        "new": row.new,
        "cases": row.counted,
        "says": row.says,
        "between": row.between,
    }
