"""Whether a step may be registered: everything that is wrong with it, in words its author can act on."""

from collections.abc import Iterable, Iterator

from footpath.definition.changes import changes_from_data, overlap
from footpath.steps.classes import CLASS_SAID, class_of_changes
from footpath.steps.measures import MEASURES, STAFF_MEASURES
from footpath.steps.registration import MOST_WEEKS, Registration
from footpath.steps.screening import screen
from footpath.steps.states import OPEN, SAID
from footpath.steps.step import Step
from footpath.values import Problem

MOST_POINTS = 50
SHARES = range(1, 100)
WINDOW_DAYS = range(1, 91)

_WORDS = (
    ("name", "Enter a name for the step, like New hint about the log book"),
    ("we_believe", "Enter what you believe, like a hint that shows where to look helps people finish"),
    ("because", "Enter why you believe it, like 14 of 60 callers in May did not know where to find it"),
    ("we_will_know_when", "Enter what you will see when it is true, like more people finish"),
    ("outcome", "Enter the outcome it serves, like People can park near home without visiting an office"),
    ("proposer", "Enter who proposes it: a staff id"),
    ("owner", "Enter who answers for it: a staff id"),
    ("may_be_harmed", "Enter who could be worse off, like people without a log book; or why nobody could be"),
)
_LONGEST = 1000


def check_registration(registration: Registration, *, others: Iterable[Step] = ()) -> tuple[Problem, ...]:
    """`others` are the steps on the same service, in any of its authorities. Empty when it may be registered."""
    return tuple(_wrong(registration, others))


def _wrong(said: Registration, others: Iterable[Step]) -> Iterator[Problem]:
    for field, ask in _WORDS:
        text = getattr(said, field)
        if not text.strip():
            yield Problem(field, ask)
        elif len(text) > _LONGEST:
            yield Problem(field, f"Write it in {_LONGEST:,} characters or less")
        elif screen(text):
            yield Problem(field, "Take out what identifies somebody, like a phone number or an email address")
    if said.owner.strip() and said.owner == said.proposer:
        yield Problem("owner", "Choose an owner who is not the proposer: whoever answers for it looks with other eyes")
    if not said.authorities:
        yield Problem("authorities", "Enter at least one authority where it is tried")
    elif len(set(said.authorities)) < len(said.authorities):
        yield Problem("authorities", "Enter each authority once")
    yield from _wrong_measures(said)
    yield from _wrong_numbers(said)
    yield from _wrong_class(said)
    yield from _clashes(said, others)


def _wrong_measures(said: Registration) -> Iterator[Problem]:
    measure = MEASURES.get(said.measure)
    known = ", ".join(MEASURES)
    if measure is None:
        yield Problem("measure", f"Choose one of the measures: {known}")
    elif measure.from_ == "staff":
        yield Problem(
            "measure",
            "Choose a measure that is not staff’s own: they can tell which version a case had, so it cannot decide",
        )
    for each in said.guardrails:
        if each not in MEASURES:
            yield Problem("guardrails", f"{each} is no measure. The measures are: {known}")
    if said.staff_measure not in STAFF_MEASURES:
        yield Problem("staff_measure", f"Choose what staff are asked: {' or '.join(STAFF_MEASURES)}")


def _wrong_numbers(said: Registration) -> Iterator[Problem]:
    if said.hoped_points == 0:
        yield Problem("hoped_points", "Enter how much better you hope it gets, like 6: with 0 there is nothing to find")
    elif not 0 < said.hoped_points <= MOST_POINTS:
        yield Problem(
            "hoped_points",
            f"Enter a number above 0, up to {MOST_POINTS}. Every measure counts so that more is better",
        )
    if said.share_percent not in SHARES:
        yield Problem("share_percent", "Enter how many of 100 new cases get the new version: 1 to 99")
    if said.first_week_percent is not None and said.first_week_percent not in SHARES:
        yield Problem("first_week_percent", "Enter how many of 100 in the first week: 1 to 99")
    if said.window_days not in WINDOW_DAYS:
        yield Problem("window_days", "Enter after how many days an outcome is counted: 1 to 90")
    if said.longest_weeks not in range(2, MOST_WEEKS + 1):
        yield Problem("longest_weeks", f"Enter how many weeks it may run: 2 to {MOST_WEEKS}")
    elif said.window_days >= said.longest_weeks * 7:
        yield Problem("window_days", "Enter fewer days: the step would end before any outcome is counted")


def _wrong_class(said: Registration) -> Iterator[Problem]:
    if not said.changes:
        yield Problem("changes", "Write at least one change: without one both versions are the same")
    class_ = class_of_changes(said.changes)
    if class_ == 3 and not (said.legal_basis or "").strip():
        yield Problem(
            "legal_basis",
            f"This changes {CLASS_SAID[3]}. Chance may not decide that: name the law that allows a trial, or try it on "
            "made-up people with `footpath find` instead",
        )
    if class_ == 2 and not (said.data_protection or "").strip():
        yield Problem(
            "data_protection", f"This changes {CLASS_SAID[2]}. Enter who looks at it for data protection: a staff id"
        )
    elif said.data_protection and said.data_protection == said.proposer:
        yield Problem("data_protection", "Choose somebody who is not the proposer")


def _clashes(said: Registration, others: Iterable[Step]) -> Iterator[Problem]:
    mine = changes_from_data(said.changes)
    for other in others:
        theirs = other.registration
        if other.state not in OPEN or theirs.service != said.service or theirs.id == said.id:
            continue
        if set(theirs.authorities).isdisjoint(said.authorities):
            continue
        if overlap(mine, changes_from_data(theirs.changes)):
            yield Problem(
                "changes",
                f"The step “{theirs.name}” changes the same place and is {SAID[other.state]}. "
                "Wait until it has ended: of two changes in one place nobody could tell which one helped",
            )
