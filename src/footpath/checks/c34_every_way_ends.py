"""Check 34: every way ends where answers are checked or at an exit; every page and exit is on some way."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject


def find(subject: Subject) -> Iterator[Found]:
    yield from _an_end_for_somebody(subject)
    yield from _pages_nobody_sees(subject)
    yield from _exits_nobody_comes_to(subject)
    if subject.ways.tired:
        yield Found(
            path="pages",
            wrong="There are too many ways through this service to look at them all.",
            mend="Nothing need be done: what was looked at is as it should be, or told of here.",
            level="info",
        )


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
    for at, page in enumerate(subject.service.pages):
        if page.when is None:
            continue
        people = subject.ways.people_for_page(page.id)
        seen = any(page.id in person.pages for person in people.some)
        late = _asked_from(subject, at, page.id)
        if late is not None:
            # A condition sees the answers of the pages before it, so that nobody is sent back or in a circle.
            where = _where(subject, late, page.id)
            yield Found(
                path=f"pages.{page.id}.when",
                wrong=f"The condition of the page {page.id} looks at {late}, which is asked {where}"
                + (": that part of it is never certain." if seen else ": nobody sees the page."),
                mend="Let it look at earlier pages alone, or move the page.",
                level="warning" if seen else "error",
            )
        elif people.some and not seen:
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


def _where(subject: Subject, question: str, page: str) -> str:
    asked = subject.page_of[question].id
    return "on that very page" if asked == page else f"later, on {asked}"


def _asked_from(subject: Subject, at: int, page: str) -> str | None:
    """The first question of this page or a later one that the page's condition looks at."""
    needs = subject.needs(f"page:{page}")
    return next((q.id for later in subject.service.pages[at:] for q in later.questions if q.id in needs), None)


def _exits_nobody_comes_to(subject: Subject) -> Iterator[Found]:
    for exit_ in subject.service.exits:
        people = subject.ways.people([f"exit:{exit_.id}"])
        if people.some and not any(person.exit == exit_.id for person in people.some):
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


CHECK = Check(
    number="34",
    level="error",
    says="Every way ends on the page where answers are checked, or at an exit; every page and exit is on some way; "
    "nothing waits "
    "for itself.",
    mend="Correct the condition, or remove the page or exit.",
    source="GOV.UK Design System, check answers and confirmation pages",
    find=find,
)
