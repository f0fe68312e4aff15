"""Check 34: every way ends where answers are checked or at an exit; every page and exit is on some way."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.questions.question import Question


def find(subject: Subject) -> Iterator[Found]:
    yield from _conditions_in_a_circle(subject)
    yield from _questions_without_an_answer(subject)
    yield from _an_end_for_somebody(subject)
    yield from _pages_nobody_sees(subject)
    yield from _exits_nobody_comes_to(subject)


def _conditions_in_a_circle(subject: Subject) -> Iterator[Found]:
    """A page must not wait for its own answers, or for a page that waits for it."""
    order = {page.id: at for at, page in enumerate(subject.service.pages)}
    waits = {
        page.id: {subject.page_of[name].id for name in subject.needs(f"page:{page.id}") if name in subject.page_of}
        for page in subject.service.pages
    }
    told: set[str] = set()
    for page in subject.service.pages:
        circle = _circle(page.id, waits)
        if circle and page.id not in told:
            told.update(circle)
            others = [one for one in circle if one != page.id]
            yield Found(
                path=f"pages.{page.id}.when",
                wrong=f"The page {page.id} is shown only after "
                + (f"{' and '.join(others)}, which wait for it." if others else "its own questions are answered."),
                mend="Let the condition look at earlier pages alone.",
            )
        elif not circle:
            later = [one for one in waits[page.id] if order[one] > order[page.id]]
            if later:
                yield Found(
                    path=f"pages.{page.id}.when",
                    wrong=f"Whether the page {page.id} is shown is known only after {later[0]}, a later page: people are sent back.",
                    mend=f"Move it behind {later[0]}.",
                    level="warning",
                )


def _circle(start: str, waits: dict[str, set[str]]) -> list[str]:
    """The pages that wait for one another, this one among them."""
    before = _reached(start, waits)
    return [page for page in waits if page in before and start in _reached(page, waits)] if start in before else []


def _reached(start: str, waits: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        for page in waits[todo.pop()]:
            if page not in found:
                found.add(page)
                todo.append(page)
    return found


def _questions_without_an_answer(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        if _nothing_between(question):
            yield Found(
                path=f"{asked.path}.between",
                wrong=f"No answer to {question.id} can be taken: the lower end is above the upper one.",
                mend="Write the lower end first.",
            )
        if question.at_most is not None and question.at_least > question.at_most:
            yield Found(
                path=f"{asked.path}.at_most",
                wrong=f"{question.id} wants at least {question.at_least} and at most {question.at_most}.",
                mend="Make the most no less than the least.",
            )


def _nothing_between(question: Question) -> bool:
    match question.between:
        case (Decimal() as low, Decimal() as high):
            return low > high
        case (date() as low, date() as high):
            return low > high
        case _:
            return False


def _an_end_for_somebody(subject: Subject) -> Iterator[Found]:
    exits = subject.service.exits
    if not exits:
        return
    people = subject.ways.people([f"exit:{one.id}" for one in exits])
    if any(person.exit is None for person in people.some):
        return
    if not people.some:
        return
    names = sorted({person.exit for person in people.some if person.exit is not None})
    yield Found(
        path=f"exits.{names[0]}.when",
        wrong=f"Everybody {'comes' if people.everybody else 'we tried came'} to the exit {' or '.join(names)}: "
        "nobody can finish the service.",
        mend="Look at the condition: it should be false for those whom the service is for.",
        level="error" if people.everybody else "info",
    )


def _pages_nobody_sees(subject: Subject) -> Iterator[Found]:
    for page in subject.service.pages:
        if page.when is None:
            continue
        people = subject.ways.people([], [page.id])
        if not people.some:
            yield _too_many(f"pages.{page.id}.when", f"the page {page.id}")
        elif not any(page.id in person.pages for person in people.some):
            yield Found(
                path=f"pages.{page.id}.when",
                wrong=f"Nobody sees the page {page.id}: "
                + (
                    "its condition is never true for those who have not come to an exit."
                    if people.everybody
                    else f"its condition was true for none of the {len(people.some)} people we tried."
                ),
                mend="Correct `when:`, or remove the page.",
                level="error" if people.everybody else "info",
            )


def _exits_nobody_comes_to(subject: Subject) -> Iterator[Found]:
    for exit_ in subject.service.exits:
        people = subject.ways.people([f"exit:{exit_.id}"])
        if not people.some:
            yield _too_many(f"exits.{exit_.id}.when", f"the exit {exit_.id}")
        elif not any(person.exit == exit_.id for person in people.some):
            yield Found(
                path=f"exits.{exit_.id}.when",
                wrong=f"Nobody comes to the exit {exit_.id}: "
                + (
                    "its condition is never true, or an earlier exit is always shown first."
                    if people.everybody
                    else f"its condition was true for none of the {len(people.some)} people we tried."
                ),
                mend="Correct `when:`, or remove the exit.",
                level="error" if people.everybody else "info",
            )


def _too_many(path: str, what: str) -> Found:
    return Found(
        path=path,
        wrong=f"There are too many ways through this service to look at {what} too.",
        mend="Nothing need be done; an example that goes there shows that people can.",
        level="info",
    )


CHECK = Check(
    number="34",
    level="error",
    says="Every way ends on the page where answers are checked, or at an exit; every page and exit is on some way; nothing waits "
    "for itself.",
    mend="Correct the condition, or remove the page or exit.",
    source="GOV.UK Design System, check answers and confirmation pages",
    find=find,
)
