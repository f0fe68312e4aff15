"""A definition from its text: an edition ready to serve, or everything that is wrong with it."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from footpath.definition import format as f
from footpath.definition.compiling import compile_service
from footpath.definition.content import hash_of
from footpath.definition.reading import LEFT_OUT, Group, Kept, Reading, Span, TooMany
from footpath.definition.service import (
    After,
    Automatic,
    Charge,
    Closes,
    Dated,
    Decide,
    Edition,
    Example,
    Exit,
    Keep,
    Mark,
    Notice,
    Outcome,
    Page,
    Position,
    Service,
    Tell,
)
from footpath.definition.wording import listed, one, sentence
from footpath.definition.yaml import MOST_BYTES, Node, read, too_large
from footpath.questions import KINDS, wrong_bounds
from footpath.questions.question import Option, Question
from footpath.rules import ANY, DATE, Constant, Row, Rule, Table, Type, nearest, optional
from footpath.rules import Dated as DatedConstant
from footpath.rules.read import KEYWORDS
from footpath.values import Fault, Words


def load_file(path: Path | str) -> Edition | tuple[Fault, ...]:
    """The edition in a file, or its faults. Raises OSError where there is no file that can be read."""
    path = Path(path)
    with path.open("rb") as held:
        # No more than can be taken: whatever a path leads to, it does not fill the memory. Three bytes are the mark
        # that some editors put first.
        data = held.read(MOST_BYTES + 4)
    if len(data.removeprefix(BOM_UTF8)) > MOST_BYTES:
        return (too_large(str(path)),)
    try:
        return load_service(data.decode("utf-8"), file=str(path))
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        return (
            Fault(
                file=str(path),
                line=line,
                column=len(data[data.rfind(b"\n", 0, wrong.start) + 1 : wrong.start].decode("utf-8", "replace")) + 1,
                path="",
                wrong="This is not UTF-8 text.",
                mend="Save the file as UTF-8. Most editors have this under Save as.",
                check="yaml",
            ),
        )


def load_service(text: str, *, file: str = "service.yaml") -> Edition | tuple[Fault, ...]:
    """The edition that a text defines, or its faults, first things first: every one that can be found at once."""
    root = read(text, file=file)
    return root if isinstance(root, tuple) else load_node(root, text, file=file)


def load_node(root: Node, text: str, *, file: str) -> Edition | tuple[Fault, ...]:
    """The same of a text that has been read as YAML already: `root` is what stands in it."""
    reading = Reading(file)
    try:
        edition = _edition(root, text, reading)
    except TooMany:
        edition = None
    if reading.faults or edition is None:
        return tuple(sorted(reading.faults, key=lambda fault: (fault.line, fault.column)))
    return edition


def _edition(root: Node, text: str, reading: Reading) -> Edition | None:
    said = reading.read(root, f.SERVICE, "")
    if said is LEFT_OUT:
        return None
    builder = _Builder(reading)
    service = builder.service(said)
    _References(service, reading).look()
    names, constants = builder.names, builder.constants
    compiled = compile_service(service, names, constants, source=text, reading=reading)
    if compiled is None or reading.faults:
        return None
    return Edition(
        hash=hash_of(root),
        service=service,
        rules=compiled.book,
        source=text,
        file=reading.file,
        positions={path: Position(line, column) for path, (line, column) in reading.places.items()},
        warnings=compiled.warnings,
        locally_fine=compiled.locally_fine,
    )


# What stands in for a text that was left out, so that the rest can still be looked at. No such service is served.
_NO_WORDS = Words("")

_MEND_ENDS = (
    "Both ends are of the kind that the question asks for: as they stand, or FEEL of the day alone, like today(). "
    "Answers, figures and rules are not known here."
)


class _Builder:
    """Makes the values of a service from the groups that were read. What it cannot make, it leaves out."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names: dict[str, Type] = {}  # what rules can refer to, beside figures, lists and one another
        self.constants: dict[str, Constant | DatedConstant] = {}
        self.marks: dict[str, Mark] = {}
        self.taken: dict[str, str] = {}  # by name: what it already names

    def service(self, said: Group) -> Service:
        self.mark("", said)
        return Service(
            id=said.get("id", ""),
            version=said.get("version", 0),
            title=said.get("title", _NO_WORDS),
            owner=said.get("owner", ""),
            outcome=said.get("outcome", _NO_WORDS),
            law=said.get("law"),
            minutes=said.get("minutes"),
            summary=said.get("summary"),
            needs=tuple(said.get("needs", ())),
            pages=tuple(self.pages(said.get("pages", {}))),
            figures=dict(self.figures(said.get("figures", {}))),
            lists=dict(self.lists(said.get("lists", {}))),
            rules=dict(self.rules(said.get("rules", {}))),
            exits=tuple(self.exits(said.get("exits", {}))),
            charge=self.charge(said.get("charge")),
            decide=self.decide(said.get("decide")),
            tell=self.tell(said.get("tell")),
            after=After(say=said["after"]["say"]) if "after" in said and "say" in said["after"] else None,
            closes=self.closes(said.get("closes")),
            keep=self.keep(said.get("keep")),
            examples=tuple(self.examples(said.get("examples", ()))),
            marks=self.marks,
        )

    def mark(self, path: str, said: Any) -> None:
        if isinstance(said, Group) and ("fixed" in said or "must_set" in said):
            self.marks[path] = Mark(fixed=said.get("fixed"), must_set=said.get("must_set"))

    def take(self, name: str, path: str, what: str) -> bool:
        """Notes that a name is used; refuses one that two things would share, or that rules cannot say."""
        if name in self.taken:
            self.fault(path, f"{name} is the id of {self.taken[name]} too", "Call one of them something else.")
            return False
        if name in KEYWORDS:
            self.fault(path, f"{name} is a word of the rule language", "Call it something else.")
        self.taken[name] = what
        return True

    def fault(self, path: str, wrong: str, mend: str) -> None:
        self.reading.fault(path, self.reading.place(path), sentence(wrong), sentence(mend))

    # Pages and questions

    def pages(self, said: Mapping[str, Any]) -> Iterator[Page]:
        for id_, page in said.items():
            path = f"pages.{id_}"
            if page is LEFT_OUT:
                continue
            self.mark(path, page)
            questions = tuple(self.questions(page.get("questions", {}), f"{path}.questions"))
            if len(questions) > 1:
                for question in questions:
                    if question.kind == "repeat":
                        self.fault(
                            f"{path}.questions.{question.id}",
                            f"{question.id} is a repeat, and it shares its page with another question",
                            "Give it a page of its own: people add one thing after another there.",
                        )
            yield Page(
                id=id_,
                title=page.get("title", _NO_WORDS),
                questions=questions,
                when=page.get("when"),
                together=page.get("together"),
                guidance=page.get("guidance"),
                fixed=page.get("fixed"),
                must_set=page.get("must_set"),
            )

    def questions(self, said: Mapping[str, Any], path: str) -> Iterator[Question]:
        for id_, group in said.items():
            at = f"{path}.{id_}"
            self.take(id_, at, "a question")
            self.names[id_] = ANY
            if group is LEFT_OUT or "type" not in group:
                continue
            question = self.question(id_, group, at)
            if at not in self.reading.broken:
                of = KINDS[question.kind].feel_type(question)
                self.names[id_] = optional(of) if question.optional else of
            yield question

    def question(self, id_: str, said: Group, path: str) -> Question:
        self.mark(path, said)
        options = tuple(self.options(said.get("options", {}), f"{path}.options"))
        own = tuple(self.own_questions(said.get("questions", {}), f"{path}.questions"))
        between = said.get("between")
        question = Question(
            id=id_,
            kind=said["type"],
            ask=said.get("ask", _NO_WORDS),
            hint=said.get("hint"),
            why=said.get("why"),
            optional=said.get("optional", False),
            basis=said.get("basis"),
            used_for=said.get("used_for"),
            fixed=said.get("fixed"),
            must_set=said.get("must_set"),
            errors={state: words for state, words in said.get("errors", {}).items() if words is not LEFT_OUT},
            options=options,
            exhaustive=said.get("exhaustive", False),
            between=between.ends if isinstance(between, Span) else None,
            longest=said.get("longest"),
            example=said.get("example"),
            accept=tuple(said.get("accept", ())),
            largest_megabytes=said.get("largest_megabytes"),
            otherwise=said.get("otherwise"),
            says=said.get("says"),
            one=said.get("one"),
            at_least=said.get("at_least", 0),
            at_most=said.get("at_most"),
            questions=own,
        )
        self.look(question, said, path)
        return question

    def own_questions(self, said: Mapping[str, Any], path: str) -> Iterator[Question]:
        """The questions of a repeat: rules reach them through it, so they are no names of their own."""
        for id_, group in said.items():
            at = f"{path}.{id_}"
            self.take(id_, at, "a question")
            if group is LEFT_OUT or "type" not in group:
                continue
            if group["type"] == "repeat":
                self.fault(f"{at}.type", "A repeat cannot hold a repeat", "Ask for it on a page of its own.")
                continue
            yield self.question(id_, group, at)

    def options(self, said: Mapping[str, Any], path: str) -> Iterator[Option]:
        for id_, option in said.items():
            if isinstance(option, Words):
                yield Option(id=id_, label=option)
            elif option is not LEFT_OUT:
                self.mark(f"{path}.{id_}", option)
                label = option.get("label", _NO_WORDS)
                yield Option(id=id_, label=label, hint=option.get("hint"), apart=option.get("apart", False))

    def look(self, question: Question, said: Group, path: str) -> None:
        """What a question of this kind may carry and must carry, and whether its parts go together."""
        kind = KINDS[question.kind]
        for key in said.values:
            if key not in COMMON_KEYS and key not in kind.takes:
                mend = f"Take it out. Questions of this type can also have {listed(sorted(kind.takes))}."
                if not kind.takes:
                    mend = "Take it out."
                self.fault(f"{path}.{key}", f"A question of type {question.kind} has no {key}", mend)
        for key in sorted(kind.needs - said.values.keys()):
            if f"{path}.{key}" not in self.reading.broken:
                self.fault(path, f"A question of type {question.kind} needs {key}, and there is none", f"Add {key}:")
        if question.at_most is not None and question.at_least > question.at_most:
            self.fault(f"{path}.at_least", "at_least is more than at_most", "Write the smaller number here")
        if path in self.reading.broken:
            return
        if question.between is not None:
            for wrong in wrong_bounds(question, dates=kind.feel_type(question) == DATE):
                self.fault(f"{path}.between", wrong, _MEND_ENDS)
        if path in self.reading.broken:
            return
        # What fails only while it must be answered may stay worded when it becomes optional.
        must = msgspec.structs.replace(question, optional=False)
        states = [failure.state for failure in kind.failures(must, "en")]
        for state in question.errors:
            if state not in states:
                mend = nearest(state, states) or f"What can fail here: {listed(states)}."
                self.fault(f"{path}.errors.{state}", f"{state} is not a way in which this question can fail", mend)

    # Rules and what they use

    def figures(self, said: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Dated, ...]]]:
        for id_, figure in said.items():
            path = f"figures.{id_}"
            if not self.take(id_, path, "a figure"):
                continue
            self.mark(path, figure)
            values = tuple(self.dated(figure, path))
            if path in self.reading.broken or not values:
                self.names.setdefault(id_, ANY)
                continue
            if len(values) == 1 and values[0].since is None:
                self.constants[id_] = Constant(values[0].value, values[0].source)
            else:
                self.constants[id_] = DatedConstant([(each.since, each.value, each.source) for each in values])
            yield id_, values

    def dated(self, figure: Any, path: str) -> Iterator[Dated]:
        match figure:
            case Group() if "dated" in figure and "value" in figure:
                self.fault(f"{path}.value", "This figure has a value and values over time", "Keep one of them.")
            case Group() if "dated" in figure:
                yield from self.series(figure["dated"], f"{path}.dated")
            case Group() if "value" in figure:
                yield Dated(since=None, value=figure["value"], source=figure.get("source"))
            case Group():
                if path not in self.reading.broken:
                    self.fault(path, "This figure has no value", "Add value:, or dated: with its values over time.")
            case list() if all(isinstance(each, Group) for each in figure) and figure:
                yield from self.series(figure, path)
            case _ if figure is not LEFT_OUT:
                yield Dated(since=None, value=figure)

    def series(self, said: list[Group], path: str) -> Iterator[Dated]:
        days: set[date | None] = set()
        for place, each in enumerate(said):
            since = each.get("from")
            if since in days:
                when = f"from {since.isoformat()} on" if since else "without a day"
                self.fault(f"{path}.{place}", f"There are two values {when}", "Keep one of them.")
            days.add(since)
            if "value" in each:
                yield Dated(since=since, value=each["value"], source=each.get("source"))

    def lists(self, said: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for id_, held in said.items():
            path = f"lists.{id_}"
            if not self.take(id_, path, "a list"):
                continue
            self.mark(path, held)
            values = held.get("values") if isinstance(held, Group) else held
            if values is None or values is LEFT_OUT or path in self.reading.broken:
                self.names.setdefault(id_, ANY)
                continue
            source = held.get("source") if isinstance(held, Group) else None
            self.constants[id_] = Constant(values, source)
            yield id_, tuple(values)

    def rules(self, said: Mapping[str, Any]) -> Iterator[tuple[str, Rule]]:
        for id_, held in said.items():
            path = f"rules.{id_}"
            if not self.take(id_, path, "a rule"):
                continue
            self.mark(path, held)
            rule = self.rule(held, path)
            if rule is None:
                self.names.setdefault(id_, ANY)
            else:
                yield id_, rule

    def rule(self, held: Any, path: str) -> Rule | None:
        match held:
            case str():
                return held
            case Group() if "is" in held and "table" in held:
                self.fault(f"{path}.is", "This rule is an expression and a table", "Keep one of them.")
            case Group() if "is" in held:
                rule: str = held["is"]
                return rule
            case Group() if "table" in held:
                return self.table(held["table"], f"{path}.table")
            case Group() if path not in self.reading.broken:
                self.fault(path, "This rule has nothing to work out", "Add table:, or is: with an expression.")
        return None

    def table(self, said: Group, path: str) -> Table | None:
        if path in self.reading.broken:
            return None
        given: tuple[str, ...] = tuple(said["given"])
        gives: tuple[str, ...] = tuple(said.get("gives", ()))
        tests, outputs = len(given), len(gives) or 1
        rows = []
        for place, cells in enumerate(said["rows"]):
            if not tests + outputs <= len(cells) <= tests + outputs + 1:
                self.fault(
                    f"{path}.rows.{place}",
                    f"This row has {len(cells)} cell{'' if len(cells) == 1 else 's'}",
                    f"Write {tests} for what is given, {outputs} for what comes of it, and perhaps a note.",
                )
                return None
            then = cells[tests : tests + outputs]
            if None in then:
                then = tuple("null" if cell is None else cell for cell in then)
            note = cells[tests + outputs] if len(cells) > tests + outputs else ""
            rows.append(Row(when=cells[:tests], then=then, note=note or ""))
        return Table(hit=said["hit"], given=given, gives=gives, rows=tuple(rows))

    # The rest

    def exits(self, said: Mapping[str, Any]) -> Iterator[Exit]:
        for id_, end in said.items():
            self.mark(f"exits.{id_}", end)
            if end is not LEFT_OUT and "when" in end:
                say = end.get("say", _NO_WORDS)
                yield Exit(id=id_, when=end["when"], say=say, next=end.get("next"), title=end.get("title"))

    def charge(self, said: Group | None) -> Charge | None:
        if said is None or "amount" not in said:
            return None
        return Charge(amount=said["amount"], for_=said.get("for", _NO_WORDS), when=said.get("when", "before_submit"))

    def decide(self, said: Group | None) -> Decide:
        if said is None:
            return Decide()
        automatically = tuple(
            Automatic(
                when=each.get("when", "false"), outcome=each.get("outcome", ""), because=each.get("because", _NO_WORDS)
            )
            for each in said.get("automatically", ())
        )
        outcomes = []
        for id_, outcome in said.get("outcomes", {}).items():
            self.mark(f"decide.outcomes.{id_}", outcome)
            if outcome is not LEFT_OUT:
                letter = outcome.get("letter", _NO_WORDS)
                outcomes.append(Outcome(id=id_, letter=letter, title=outcome.get("title")))
        return Decide(
            automatically=automatically,
            otherwise=said.get("otherwise"),
            outcomes=tuple(outcomes),
            working_days=said.get("working_days"),
        )

    def tell(self, said: Group | None) -> Tell | None:
        if said is None or "to" not in said:
            return None
        notices = {
            event: Notice(subject=said[event].get("subject", _NO_WORDS), say=said[event].get("say", _NO_WORDS))
            for event in f.EVENTS
            if event in said
        }
        return Tell(to=said["to"], on=notices)

    def closes(self, said: Group | None) -> Closes | None:
        if said is None or "on" not in said:
            return None
        return Closes(on=said["on"], grace_days=said.get("grace_days", 0))

    def keep(self, said: Group | None) -> Keep:
        answers = said.get("answers") if said else None
        drafts = said.get("drafts") if said else None
        answers, drafts = answers or Kept(0, ""), drafts or Kept(0, "")
        return Keep(
            answers_days=answers.days, answers_said=answers.said, drafts_days=drafts.days, drafts_said=drafts.said
        )

    def examples(self, said: list[Group]) -> Iterator[Example]:
        for each in said:
            yield Example(
                name=each.get("name", ""),
                on=each.get("on"),
                answers=each.get("answers", {}),
                expect=each.get("expect", {}),
            )


# The keys that a question of any kind may carry.
COMMON_KEYS = frozenset(("ask", "type", "hint", "why", "optional", "basis", "used_for", "errors", "fixed", "must_set"))
EXPECTED = ("outcome", "exit", "charge", "page")


class _References:
    """Whether what is named is there."""

    def __init__(self, service: Service, reading: Reading) -> None:
        self.service = service
        self.reading = reading
        self.known = {
            "outcome": self.ids("decide.outcomes", (outcome.id for outcome in service.decide.outcomes)),
            "exit": self.ids("exits", (end.id for end in service.exits)),
            "page": self.ids("pages", (page.id for page in service.pages)),
        }

        # Questions that are in the file, though they may have been left out because of a fault of their own.
        parts = (place.rpartition(".") for place in reading.places)
        self.written = {id_ for above, _, id_ in parts if above.endswith(".questions")}

    def ids(self, path: str, made: Iterator[str]) -> set[str]:
        """The ids of a part, with those of things that were left out because of a fault of their own."""
        prefix = path + "."
        below = (place.removeprefix(prefix) for place in self.reading.places if place.startswith(prefix))
        return {*made, *(id_ for id_ in below if "." not in id_)}

    def look(self) -> None:
        for place, automatic in enumerate(self.service.decide.automatically):
            if automatic.outcome:
                self.one_of("outcome", automatic.outcome, f"decide.automatically.{place}.outcome")
        self.tell()
        for place, example in enumerate(self.service.examples):
            self.example(example, f"examples.{place}")

    def one_of(self, what: str, word: str, path: str) -> None:
        known = self.known[what]
        if word not in known:
            self.missing(path, f"There is no {what} called {word}", word, known)

    def missing(self, path: str, wrong: str, word: str, known: set[str]) -> None:
        mend = nearest(word, sorted(known)) or (
            f"There are: {listed(sorted(known)[:12])}." if known else "There are none."
        )
        self.reading.fault(path, self.reading.place(path), sentence(wrong), mend)

    def tell(self) -> None:
        tell = self.service.tell
        if tell is None:
            return
        asked = {question.id: question for page in self.service.pages for question in page.questions}
        question = asked.get(tell.to)
        if question is None:
            emails = {id_ for id_, each in asked.items() if each.kind == "email"}
            if tell.to not in self.written:
                self.missing("tell.to", f"There is no question called {tell.to}", tell.to, emails)
        elif question.kind != "email":
            place = self.reading.place("tell.to")
            wrong = f"{tell.to} is {one(question.kind)} question, and emails cannot be sent to its answer."
            self.reading.fault("tell.to", place, wrong, "Name a question of type email.")

    def example(self, example: Example, path: str) -> None:
        asked = {question.id: question for page in self.service.pages for question in page.questions}
        for word in example.answers:
            if word not in asked and word not in self.written:
                self.missing(f"{path}.answers.{word}", f"There is no question called {word}", word, set(asked))
        rules = self.ids("rules", iter(self.service.rules))
        # A complete case that no rule decides comes to the team; the page after the last question is "check".
        also = {"outcome": self.service.decide.otherwise, "page": "check"}
        for word, value in example.expect.items():
            at = f"{path}.expect.{word}"
            if word not in rules and word not in EXPECTED:
                self.missing(at, f"There is no rule called {word}", word, {*rules, *EXPECTED})
            elif word in self.known and value is not None and value != also.get(word):
                self.one_of(word, str(value), at)
