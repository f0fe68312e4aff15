"""Somebody's way through a service: the pages they meet, as far as their answers say."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from threading import Lock

import msgspec

from footpath.definition.service import Edition, Exit, Page, Service
from footpath.questions import Answer, Question
from footpath.rules import Findings


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """`pages` are those on the way, in order, up to and including the first that is not complete.

    Rules see `in_use`: the answers of pages on the way. Other answers are kept, and not used.
    """

    pages: tuple[str, ...]
    here: str | None  # the first page on the way that still needs an answer; None when complete or at an exit
    item: int | None  # of a list, the one that still needs an answer
    exit: Exit | None
    complete: bool
    in_use: Mapping[str, Answer]
    findings: Findings


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A page as the walk needs it, worked out once for an edition."""

    page: Page
    when: str | None  # the key of its condition in the rule book
    ready: int  # the place in the service from which everything its condition looks at is settled
    later: frozenset[str]  # the questions of this page and of those after it


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    service: Service
    steps: tuple[Step, ...]
    exits: tuple[tuple[str, Exit], ...]


def walk(edition: Edition, answers: Mapping[str, Answer], *, on: date) -> Way:
    """The way that these answers lead, on this day.

    A page's condition sees the answers of the pages before it, and nothing else: whatever somebody answers, the pages
    before that stay the same. A question not reached yet is unknown to the rules, and what is uncertain for that reason
    is not shown; a question of a page that was passed over is null, as is one left blank.
    """
    plan = plan_of(edition)
    book = edition.rules
    in_use: dict[str, Answer] = {}
    met: list[int] = []
    here, item, open_ = None, None, frozenset[str]()
    found: Findings | None = None
    found_at = -1
    for place, step in enumerate(plan.steps):
        if step.when is not None:
            # One set of findings serves every condition that looks at nothing newer.
            if found is None or found_at < step.ready:
                found, found_at = book.find(dict(in_use), on=on, unknown=step.later), place
            if found.value(step.when) is not True:
                continue
        met.append(place)
        missing = _use(step.page, answers, in_use)
        if missing:
            here, item = step.page.id, missing[0][1]
            open_ = _from(plan, place + 1) | {question for question, which in missing if which is None}
            break
    way = Way(
        pages=tuple(plan.steps[place].page.id for place in met),
        here=here,
        item=item,
        exit=None,
        complete=here is None,
        in_use=in_use,
        findings=book.find(in_use, on=on, unknown=open_),
    )
    if any(way.findings.value(key) is True for key, _ in plan.exits):
        return _up_to_exit(edition, plan, met, answers, on)
    return way


def _up_to_exit(edition: Edition, plan: Plan, met: list[int], answers: Mapping[str, Answer], on: date) -> Way:
    """The way only as far as an exit is certain: nobody is asked more than it takes to tell them."""
    in_use: dict[str, Answer] = {}
    pages: list[str] = []
    # What is certain with answers outstanding stays so with them (rules are three-valued), so the first is the one.
    for reached in range(len(met) + 1):
        missing: list[tuple[str, int | None]] = []
        if reached > 0:
            page = plan.steps[met[reached - 1]].page
            pages.append(page.id)
            missing = _use(page, answers, in_use)
        # Pages between this one and the next that is met are passed over for certain: their questions are null.
        following = met[reached] if reached < len(met) else met[-1] + 1 if missing and met else len(plan.steps)
        unknown = _from(plan, following) | {question for question, which in missing if which is None}
        findings = edition.rules.find(dict(in_use), on=on, unknown=unknown)
        for key, exit_ in plan.exits:
            if findings.value(key) is True:
                return Way(
                    pages=tuple(pages),
                    here=None,
                    item=None,
                    exit=exit_,
                    complete=False,
                    in_use=in_use,
                    findings=findings,
                )
    raise AssertionError("an exit that is certain at the end is certain at the latest there")


def _from(plan: Plan, place: int) -> frozenset[str]:
    """The questions of the pages from that place on."""
    return plan.steps[place].later if place < len(plan.steps) else frozenset()


def _use(page: Page, answers: Mapping[str, Answer], in_use: dict[str, Answer]) -> list[tuple[str, int | None]]:
    """Puts a page's answers to use, and says which questions still need one; of a list, which item does."""
    missing: list[tuple[str, int | None]] = []
    for question in page.questions:
        answer = answers.get(question.id)
        if answer is None:
            # Blank on purpose, or not answered: the two differ in whether the key is there.
            if question.optional and question.id in answers:
                in_use[question.id] = None
            else:
                missing.append((question.id, None))
            continue
        in_use[question.id] = answer
        if question.kind == "repeat":
            incomplete = first_incomplete(question, answer)
            if incomplete is not None:
                missing.append((question.id, incomplete))
    return missing


def first_incomplete(question: Question, answer: Answer) -> int | None:
    """The first of a list that lacks an answer, the next one where there are too few; None when it is complete."""
    items = answer if isinstance(answer, list) else []
    needed = [inner.id for inner in question.questions if not inner.optional]
    for place, item in enumerate(items):
        if any(item.get(inner) is None for inner in needed):
            return place
    return len(items) if len(items) < question.at_least else None


# Plans of editions in use, by hash, the least used dropped first. A plan is far smaller than its edition.
_MOST_PLANS = 512
_plans: OrderedDict[str, Plan] = OrderedDict()
_lock = Lock()


def plan_of(edition: Edition) -> Plan:
    """The plan of an edition. A hash names one content, so it is enough to know the plan by."""
    plan = _plans.get(edition.hash)
    if plan is None or plan.service is not edition.service:
        plan = _make_plan(edition)
        with _lock:
            _plans[edition.hash] = plan
            _plans.move_to_end(edition.hash)
            while len(_plans) > _MOST_PLANS:
                _plans.popitem(last=False)
    return plan


def _make_plan(edition: Edition) -> Plan:
    service, book = edition.service, edition.rules
    places = {question.id: place for place, page in enumerate(service.pages) for question in page.questions}
    later: list[frozenset[str]] = []
    for page in reversed(service.pages):
        own = frozenset(question.id for question in page.questions)
        later.append((later[-1] if later else frozenset()) | own)
    later.reverse()
    steps = []
    for place, page in enumerate(service.pages):
        when = f"page:{page.id}" if page.when is not None else None
        needs = book.needs(when) if when is not None else frozenset()
        ready = max((places[name] + 1 for name in needs if name in places), default=0)
        # What a condition looks at further on than its page is not settled in time: it is unknown where it stands.
        steps.append(Step(page=page, when=when, ready=min(ready, place), later=later[place]))
    exits = tuple((f"exit:{one.id}", one) for one in service.exits)
    return Plan(service=service, steps=tuple(steps), exits=exits)
