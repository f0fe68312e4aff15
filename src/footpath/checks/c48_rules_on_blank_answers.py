"""Check 48: no rule comes to nothing because a question it needs was skipped or left blank."""

from collections.abc import Iterator, Mapping

from footpath.checks.blame import Blame
from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject, rule_place
from footpath.checks.trees import Choice, choices
from footpath.checks.uses import Use, called, comes_to_it, people_for, uses
from footpath.checks.ways import People, Person
from footpath.rules import FUNCTIONS, UNKNOWN, RuleBook, compile_rules
from footpath.rules.names import free_names

_MEND_CONDITION = (
    "Say what holds then: `co2 != null and co2 > 100` instead of `co2 > 100`, `was_out = false` instead of "
    "`not(was_out)`."
)
MOST_OF_ONE_RULE = 3  # ways in which one rule comes to nothing; the rest are mended with them


def find(subject: Subject) -> Iterator[Found]:
    yield from _rules_without_a_value(subject)
    yield from _choices_by_nothing(subject)


def _rules_without_a_value(subject: Subject) -> Iterator[Found]:
    told: set[tuple[str, str]] = set()
    blame = Blame(subject)
    for use in uses(subject):
        needs = subject.needs(use.key)
        lacking = any(_can_lack(subject, name) for name in needs)
        by_itself = use.wanted and subject.edition.rules.types[use.key].nullable
        if not lacking and not by_itself:
            continue
        people = people_for(subject, use)
        if by_itself:
            yield from blame.though_answered(use, people)
        if not lacking:
            continue
        for person, without in _come_to_nothing(subject, use, people):
            blamed = _blamed(subject, use.key, person, without)
            how = _joined(without)
            if (blamed, how) in told:
                continue
            told.add((blamed, how))
            yield Found(
                path=rule_place(blamed),
                wrong=f"{called(blamed)} comes to nothing when {how}, {use.then}.",
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
        if value is UNKNOWN or not comes_to_it(subject, use, person):
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
