"""Why a rule comes to nothing though everything was answered: a zero below a line, a text that is no number, a gap."""

from collections.abc import Iterator, Mapping, Sequence

from footpath.checks.check import Found
from footpath.checks.subject import Subject, rule_place
from footpath.checks.uses import Use, called, comes_to_it
from footpath.checks.ways import People, Person
from footpath.definition.wording import shortened
from footpath.rules import RuleBook, compile_rules
from footpath.rules.border import inward
from footpath.rules.faults import MayBeNull
from footpath.rules.show import feel_text

MOST_LOOKED_INTO = 40  # people for whom one use has no value: what they have in common shows long before
LONGEST_QUOTED = 60  # characters of a rule; a longer part is not easier to find for being repeated


class Blame:
    """Finds the part of a rule that came to null. Types say which could; somebody's answers show that one does."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.book = subject.edition.rules
        self.told: set[tuple[str, MayBeNull]] = set()
        self._tests: dict[str, tuple[RuleBook, Mapping[str, MayBeNull]] | None] = {}

    def though_answered(self, use: Use, people: People) -> Iterator[Found]:
        ways, needs = self.subject.ways, self.subject.needs(use.key)
        looked_into = 0
        for person in people.some:
            if ways.value(person, use.key) is not None or not comes_to_it(self.subject, use, person):
                continue
            if ways.missing(person, needs) or not ways.could_be_said(person, needs):
                continue
            way, part = self.followed(use.key, person)
            if part is not None and (way[-1], part) not in self.told:
                self.told.add((way[-1], part))
                yield self.found(use, way, part, person)
            looked_into += 1
            if looked_into == MOST_LOOKED_INTO:
                return

    def followed(self, key: str, person: Person) -> tuple[tuple[str, ...], MayBeNull | None]:
        """The rules from a use down to the one that came to nothing by itself, and the part of it that did."""
        part = self.part_of(key, person)
        if part is None:
            for name in sorted(self.book.uses(key)):
                if self.is_nothing(name, person):
                    way, part = self.followed(name, person)
                    return (key, *way), part
            row = self.subject.ways.row(person, key)
            part = next((one for one in self.book.nulls.get(key, ()) if not one.when and one.row == row), None)
        return (key,), part

    def is_nothing(self, name: str, person: Person) -> bool:
        return name in self.book.trees and self.subject.ways.value(person, name) is None

    def part_of(self, key: str, person: Person) -> MayBeNull | None:
        tests = self.tests(key)
        if tests is not None:
            book, parts = tests
            for test, part in parts.items():
                by_itself = not any(self.is_nothing(name, person) for name in book.uses(test))
                if by_itself and self.subject.ways.value_in(book, test, person.state) is True:
                    return part
        return None

    def tests(self, key: str) -> tuple[RuleBook, Mapping[str, MayBeNull]] | None:
        """A book that tells which parts of a rule come to null. Those that stand in a loop are known nowhere else."""
        if key not in self._tests:
            parts = {f"null:{at}": part for at, part in enumerate(self.book.nulls.get(key, ())) if part.when}
            made = self.compiled(parts)
            if not isinstance(made, RuleBook):
                parts = {test: part for test, part in parts.items() if test not in made}
                made = self.compiled(parts)
            self._tests[key] = (made, parts) if parts and isinstance(made, RuleBook) else None
        return self._tests[key]

    def compiled(self, parts: Mapping[str, MayBeNull]) -> RuleBook | frozenset[str]:
        """The book, or the tests that mean nothing outside their rule."""
        rules = {**self.subject.service.rules, **{test: part.when for test, part in parts.items()}}
        made = compile_rules(rules, self.book.inputs, constants=self.book.figures)
        return made if isinstance(made, RuleBook) else frozenset(fault.rule for fault in made)

    def found(self, use: Use, way: Sequence[str], part: MayBeNull, person: Person) -> Found:
        blamed = way[-1]
        answers = self.subject.ways.said(person, self.subject.needs(blamed))
        when = " and ".join(
            f"{name} = {shortened(feel_text(inward(answer), literal=True))}" for name, answer in answers.items()
        )
        why = self.subject.ways.reason(person, blamed) or part.why
        through = f" ({' → '.join(rule_place(key).removesuffix('.en') for key in way)})" if len(way) > 1 else ""
        return Found(
            path=rule_place(blamed),
            wrong=f"{called(blamed)} comes to nothing {f'when {when}' if when else 'whatever is answered'}"
            f": {why}, {use.then}{through}.",
            mend=_mend(blamed, part),
            level=use.level,
        )


def _mend(rule: str, part: MayBeNull) -> str:
    when = " ".join(part.when.split())
    if len(when) > LONGEST_QUOTED:
        when = f"{'x' if ':' in rule else rule} = null"
    return part.mend or f"Say what holds then: `if {when} then … else …`."
