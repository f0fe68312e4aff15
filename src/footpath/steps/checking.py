"""Whether a step may be registered: everything that is wrong with it, in words its author can act on."""

from collections.abc import Iterable, Iterator

from msgspec import UNSET

from footpath.definition.changes import changes_from_data, overlap
from footpath.definition.service import Service
from footpath.questions import Question
from footpath.steps.classes import CLASS_SAID, class_of_changes
from footpath.steps.groups import KNOWN, MOST_GROUPS, Group
from footpath.steps.measures import MEASURES, STAFF_MEASURES
from footpath.steps.places import START
from footpath.steps.registration import MOST_WEEKS, Registration
from footpath.steps.screening import screen
from footpath.steps.states import OPEN, SAID
from footpath.steps.step import Step
from footpath.values import Problem

MOST_POINTS = 50
SHARES = range(1, 100)
WINDOW_DAYS = range(1, 91)
PLANNED_CASES = range(50, 10_000_001)

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
LONGEST_CALLED = 80
_CHOSEN = ("choose_one", "choose_many")


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
    yield from _wrong_groups(said)
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


def _wrong_groups(said: Registration) -> Iterator[Problem]:
    if len(said.watched) > MOST_GROUPS:
        yield Problem("groups", f"Name {MOST_GROUPS} groups at most: each can stop a good step by bad luck")
    if len({group.id for group in said.watched}) < len(said.watched):
        yield Problem("groups", "Name each group once")
    for group in said.watched:
        if group.question is None and group.id not in KNOWN:
            yield Problem("groups", f"{group.id} needs the question and the answers that tell who is in it")
        elif len(group.called) > LONGEST_CALLED or screen(group.called):
            yield Problem("groups", f"Say who {group.id} are in {LONGEST_CALLED} characters, like people over 65")


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
    if said.planned_cases is not UNSET:
        if said.measure in MEASURES and MEASURES[said.measure].kind != "yes_no":
            yield Problem("planned_cases", "Leave this out: it is for measures that are yes or no")
        elif said.planned_cases not in PLANNED_CASES:
            yield Problem("planned_cases", "Enter for how many counted cases it is planned: 50 to 10,000,000")
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
    elif class_ != 2 and said.looked_at and not (said.data_protection or "").strip():
        yield Problem(
            "data_protection",
            "It groups people by what they answered. Enter who looks at that for data protection: a staff id",
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


def answers_to(question: Question) -> tuple[str, ...]:
    """What can be chosen, as it is stored; nothing where a question is not answered by choosing."""
    if question.kind == "yes_no":
        return ("yes", "no")
    return tuple(option.id for option in question.options) if question.kind in _CHOSEN else ()


def wrong_question(group: Group, service: Service, places: Iterable[str]) -> str | None:
    """Why a group cannot be told by its question in this service, or None.

    The answer has to be there before anybody meets what differs: else the version decides who is in the group.
    """
    if group.question is None:
        return None
    pages = [page.id for page in service.pages]
    asked = next((page.id for page in service.pages if any(q.id == group.question for q in page.questions)), None)
    question = service.question(group.question)
    if asked is None or question is None:
        return f"The service has no question {group.question}. Name one that it asks"
    offered = answers_to(question)
    if not offered:
        return f"{group.question} is not answered by choosing. Name a question with answers to choose from"
    unknown = [each for each in group.answers if each not in offered]
    if unknown or not group.answers:
        return f"Name answers of {group.question}: {', '.join(offered)}"
    first = min((pages.index(place) for place in places if place in pages), default=len(pages))
    if START in places or pages.index(asked) >= first:
        return (
            f"{group.question} is asked after people have met what differs. Name a question of an earlier page: "
            "the version must not decide who is in the group"
        )
    return None
