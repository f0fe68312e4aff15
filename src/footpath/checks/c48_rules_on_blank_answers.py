"""Check 48: no rule comes to nothing because a question it needs was skipped or left blank."""

from collections.abc import Iterator, Mapping

import msgspec

from footpath.checks.check import Check, Found, Level
from footpath.checks.subject import Subject, rule_place
from footpath.checks.trees import Choice, choices
from footpath.checks.ways import People, Person
from footpath.rules import FUNCTIONS, UNKNOWN, RuleBook, compile_rules
from footpath.rules.names import free_names

_MEND_CONDITION = (
    "Say what holds then: `co2 != null and co2 > 100` instead of `co2 > 100`, `was_out = false` instead of "
    "`not(was_out)`."
)
MOST_OF_ONE_RULE = 3  # ways in which one rule comes to nothing; the rest are mended with them


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """Where a rule's value matters, and what goes wrong there without one."""

    key: str
    then: str
    level: Level = "error"


def find(subject: Subject) -> Iterator[Found]:
    yield from _rules_without_a_value(subject)
    yield from _choices_by_nothing(subject)


def _rules_without_a_value(subject: Subject) -> Iterator[Found]:
    told: set[tuple[str, str]] = set()
    for use in uses(subject):
        needs = subject.needs(use.key)
        if not any(_can_lack(subject, name) for name in needs):
            continue
        people = subject.ways.people([use.key])
        for person, without in _come_to_nothing(subject, use, people):
            blamed = _blamed(subject, use.key, person, without)
            how = _joined(without)
            if (blamed, how) in told:
                continue
            told.add((blamed, how))
            what = "This condition" if blamed == use.key and ":" in blamed else f"The rule {blamed}"
            if blamed.startswith(("text:", "charge")):
                what = "This expression"
            yield Found(
                path=rule_place(blamed),
                wrong=f"{what} comes to nothing when {how}, {use.then}.",
                mend=_MEND_CONDITION if blamed.startswith(("page:", "exit:", "automatic:")) else None,
                level=use.level,
            )


def _choices_by_nothing(subject: Subject) -> Iterator[Found]:
    """`if` takes its else side where its condition comes to nothing: right by FEEL, and seldom what was meant."""
    book = subject.edition.rules
    known = {*book.inputs, *book.figures, *book.trees, *FUNCTIONS}
    tests: dict[str, str] = {}
    doubtful: list[tuple[str, Choice]] = []
    for rule, text in subject.service.rules.items():
        for choice in choices(book.trees[rule]) if isinstance(text, str) else ():
            if free_names(choice.node.test) <= known and any(
                _can_lack(subject, name) for name in free_names(choice.node.test)
            ):
                doubtful.append((rule, choice))
                for node in (choice.node, *(before for before, _ in choice.within)):
                    tests[f"if:{rule}:{node.at}"] = str(text)[node.test.at : node.test.end]
    if not doubtful:
        return
    compiled = compile_rules({**subject.service.rules, **tests}, book.inputs, constants=book.figures)
    if not isinstance(compiled, RuleBook):
        return  # a condition that means nothing outside its rule, in a loop
    for rule, choice in doubtful:
        key = f"if:{rule}:{choice.node.at}"
        for person in subject.ways.people([rule]).some:
            without = subject.ways.missing(person, compiled.needs(key))
            if person.exit is not None or not without:
                continue
            comes_there = all(
                (subject.ways.value_in(compiled, f"if:{rule}:{node.at}", person.state) is True) is side
                for node, side in choice.within
            )
            if comes_there and subject.ways.value_in(compiled, key, person.state) is None:
                yield Found(
                    path=rule_place(rule),
                    wrong=f"The rule {rule} cannot tell “if {tests[key]}” when {_joined(without)}, "
                    "and takes the else side without anybody having said so.",
                    level="warning",
                )
                break


def _joined(without: Mapping[str, str]) -> str:
    return " and ".join(sorted(set(without.values())))


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
        yield Use(key=f"automatic:{at}", then=f"so nobody can tell whether the outcome is {automatic.outcome}")
    for key in book.order:
        if key.startswith("text:") and key.rsplit(":", 2)[1] == "en":
            # Staff read a letter before it goes, and choose the outcome it belongs to.
            letter = key.startswith("text:decide.")
            yield Use(key=key, then="so the text has a hole in it", level="warning" if letter else "error")
    used = {name for key in book.order for name in book.uses(key)}
    for key in book.order:
        if ":" not in key and key != "charge" and key not in used:
            yield Use(key=key, then="so staff see no finding", level="warning")


def _can_lack(subject: Subject, name: str) -> bool:
    page = subject.page_of.get(name)
    question = page and next(one for one in page.questions if one.id == name)
    return bool(page and question and (question.optional or page.when is not None))


def _come_to_nothing(subject: Subject, use: Use, people: People) -> list[tuple[Person, dict[str, str]]]:
    """People for whom the rule has no value because of what they did not answer, each way once, the simplest first."""
    needs = subject.needs(use.key)
    ways: dict[tuple[str, ...], tuple[Person, dict[str, str]]] = {}
    somebody_has_one = nobody_could = False
    for person in people.some:
        value = subject.ways.value(person, use.key)
        if person.exit is not None or value is UNKNOWN:
            continue
        without = subject.ways.missing(person, needs)
        if value is not None:
            somebody_has_one = True
        elif without:
            ways.setdefault(tuple(sorted(set(without.values()))), (person, without))
        else:
            nobody_could = True
    if nobody_could and not somebody_has_one:
        return []  # it comes to nothing for people who answered everything, too: blank answers are not the cause
    found: list[tuple[Person, dict[str, str]]] = []
    for how, (person, without) in sorted(ways.items(), key=lambda way: (len(way[0]), way[0])):
        if not any(set(simpler.values()) <= set(how) for _, simpler in found):
            found.append((person, without))
    return found[:MOST_OF_ONE_RULE]


def _blamed(subject: Subject, key: str, person: Person, without: dict[str, str]) -> str:
    """The rule furthest down that has no value for this person: where it can be mended."""
    book = subject.edition.rules
    for name in sorted(book.uses(key)):
        if name in book.trees and book.needs(name) & without.keys() and subject.ways.value(person, name) is None:
            return _blamed(subject, name, person, without)
    return key


CHECK = Check(
    number="48",
    level="error",
    says="A rule has a value on every way to it, whatever optional question is left blank and whatever page is not "
    "shown.",
    mend="Say what holds then, like `if co2 = null then 3 else …` or a table row that begins with null; or ask the "
    "question "
    "on every way.",
    source="Three-valued logic of FEEL; answers that a form cleared in silence are a known source of wrong decisions",
    find=find,
)
