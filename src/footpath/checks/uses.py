"""Where a rule's value matters, and what goes wrong there without one."""

from collections.abc import Iterator

import msgspec

from footpath.checks.check import Level
from footpath.checks.subject import Subject
from footpath.checks.ways import People, Person


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """Where a rule's value matters, and what goes wrong there without one."""

    key: str
    then: str
    level: Level = "error"
    wanted: bool = True  # a value is needed there, and not only good to have
    settled: tuple[bool, ...] = ()  # for each automatic decision: whether it leaves nothing to ask here where it holds


def uses(subject: Subject) -> Iterator[Use]:
    service, book = subject.service, subject.edition.rules
    for page in service.pages:
        if page.when is not None:
            yield Use(key=f"page:{page.id}", then=f"so the page {page.id} is left out without anybody having said so")
    for exit_ in service.exits:
        yield Use(key=f"exit:{exit_.id}", then=f"so nobody can tell whether the exit {exit_.id} is meant")
    if service.charge is not None:
        yield Use(key="charge", then="so nobody can tell what it costs")
    for at, automatic in enumerate(service.decide.automatically):
        yield Use(
            key=f"automatic:{at}",
            then=f"so nobody can tell whether the outcome is {automatic.outcome}",
            settled=tuple(place < at for place in range(len(service.decide.automatically))),
        )
    for key in book.order:
        if key.startswith("text:") and key.rsplit(":", 2)[1] == "en":
            # Staff read a letter before it goes, and choose the outcome it belongs to.
            letter = key.startswith("text:decide.")
            outcome = key.removeprefix("text:decide.outcomes.").partition(".")[0]
            others = tuple(letter and other.outcome != outcome for other in service.decide.automatically)
            level: Level = "warning" if letter else "error"
            yield Use(key=key, then="so the text has a hole in it", level=level, settled=others)
    used = {name for key in book.order for name in book.uses(key)}
    for key in book.order:
        if ":" not in key and key != "charge" and key not in used:
            yield Use(key=key, then="so staff see no finding", level="warning", wanted=False)


def called(key: str) -> str:
    """A rule, or the place of one without a name, as a sentence begins with it."""
    if key == "charge" or key.startswith("text:"):
        return "This expression"
    return "This condition" if ":" in key else f"The rule {key}"


def people_for(subject: Subject, use: Use) -> People:
    """Everybody who may differ for a use, with what decides whether it comes to it."""
    decisions = [f"automatic:{place}" for place, _ in enumerate(use.settled)] if any(use.settled) else []
    return subject.ways.people([use.key, *decisions])


def comes_to_it(subject: Subject, use: Use, person: Person) -> bool:
    """Whether somebody gets as far: not out at an exit and not decided on before. The first decision to hold counts."""
    if person.exit is not None:
        return False
    for place, settles in enumerate(use.settled if any(use.settled) else ()):
        if subject.ways.value(person, f"automatic:{place}") is True:
            return not settles
    return True
