"""The model of made-up people who use a service: how many come, where they stop, what they and the staff say of it."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec

from footpath.definition import format as f
from footpath.definition.cases import with_days
from footpath.definition.reading import LEFT_OUT, Group, Reading, TooMany
from footpath.definition.yaml import read
from footpath.steps.asked import EASE, SATISFIED, WORK
from footpath.values import Fault

FORMAT = 1
MOST_WEEKS = 104
DECISIONS = ("kept", "not_kept", "could_not_tell")

# Digits and a hyphen of the alphabet that keys of cases are written in, so that it can stand at the front of one.
MARK = "made-up-"
"""Every simulated case's key begins with this: a key of a real one does by chance once in 10^14."""


def is_made_up(case: str) -> bool:
    """Whether this case is a simulated person's."""
    return case.startswith(MARK)


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """A number for the old version, and one for the new."""

    old: Decimal
    new: Decimal

    def of(self, arm: str) -> Decimal:
        return self.new if arm == "B" else self.old


class Scales(msgspec.Struct, frozen=True, kw_only=True):
    """How many of 100 choose each word of a scale, from the best word to the worst, with either version."""

    old: tuple[Decimal, ...]
    new: tuple[Decimal, ...]

    def of(self, arm: str) -> tuple[Decimal, ...]:
        return self.new if arm == "B" else self.old


class Answering(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of person: how many of all they are, and what they answer."""

    share: int
    answers: Mapping[str, Any]


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """What happens at a page, of 100 people who come to it; and the minutes it takes."""

    stop: Versions
    error: Versions
    minutes: Versions


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """How staff deal with what no rule decides."""

    who: tuple[str, ...]
    hours: int
    outcome: str
    reason: str
    ask_for_more: Versions
    words: str
    say: Decimal
    work: Scales


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """All that is assumed. `step` is a file beside the model's; without it everybody has the old version."""

    service: str
    weeks: int
    a_week: int
    seed: int
    weeks_before: int
    ended_weeks_ago: int
    step: str | None
    decide: Literal["kept", "not_kept", "could_not_tell"] | None
    decide_because: str
    confirm_because: str
    people: tuple[Answering, ...]
    pages: Mapping[str, Meeting]
    by_phone: Decimal  # of 100 that staff begin for somebody who calls
    stop_before_sending: Versions
    tell_us: Versions
    able: Versions
    ease: Scales
    satisfied: Scales
    improve: tuple[str, ...]
    write_to_us: Versions
    staff: Staff | None

    @property
    def all_weeks(self) -> int:
        return self.weeks_before + self.weeks


ZERO = Versions(old=Decimal(0), new=Decimal(0))
_MINUTE = Versions(old=Decimal(1), new=Decimal(1))
MEETING = Meeting(stop=ZERO, error=ZERO, minutes=_MINUTE)
_EVENLY = (Decimal(20),) * 5


def _either(value: f.Shape, what: str) -> f.ByForm:
    keys = (
        f.Key("old", value, "With the old version.", needed=True),
        f.Key("new", value, "With the new version.", needed=True),
    )
    group = f.Group("pair of versions", f"{what}, with the old version and with the new.", keys)
    return f.ByForm(group=group, value=value if not isinstance(value, f.ListOf) else None, items=value)


_OF_100 = _either(f.Constant(), "How many of 100")
_SCALE = _either(f.ListOf(f.Constant()), "How many of 100 choose each word, from the best to the worst")

_PAGE = f.Group(
    "page",
    "What happens at a page.",
    (
        f.Key("stop", _OF_100, "How many of 100 stop here. Left out: none."),
        f.Key("error", _OF_100, "How many of 100 send it empty first, and meet an error. Left out: none."),
        f.Key("minutes", _OF_100, "How long it takes, in minutes. Left out: 1."),
    ),
)
_PERSON = f.Group(
    "kind of person",
    "People who answer alike.",
    (
        f.Key("share", f.Whole(1, 100), "How many of all they are, beside the others.", needed=True),
        f.Key("answers", f.Data("answers"), "What they answer, as in a service's cases.yaml.", needed=True),
    ),
)
_RESIDENTS = f.Group(
    "residents’ answers",
    "What people say of it, and whether they write.",
    (
        f.Key("tell_us", _OF_100, "How many of 100 who sent it say how it was."),
        f.Key("able", _OF_100, "How many of 100 of these were able to do it. Left out: all."),
        f.Key("ease", _SCALE, "How easy it was: five shares, from very easy to very difficult."),
        f.Key("satisfied", _SCALE, "How they felt: five shares, from very satisfied to very dissatisfied."),
        f.Key("improve", f.ListOf(f.TEXT, least=1), "What some of them wrote: one in ten who say anything."),
        f.Key("write_to_us", _OF_100, "How many of 100 who sent it write to us. Left out: none."),
    ),
)
_STAFF = f.Group(
    "staff",
    "How staff deal with what no rule decides.",
    (
        f.Key("who", f.ListOf(f.Id("member of staff"), least=1), "Who takes them, in turn.", needed=True),
        f.Key("hours", f.Whole(0, 2000), "After how many hours they take one. Left out: 20."),
        f.Key("outcome", f.Id("outcome"), "What they decide.", needed=True),
        f.Key("reason", f.TEXT, "Why."),
        f.Key("ask_for_more", _OF_100, "Of how many of 100 they have to ask for more. Left out: none."),
        f.Key("words", f.TEXT, "What they ask then."),
        f.Key("say", f.Constant(), "How many of 100 say what the case was like, when asked. Left out: 90."),
        f.Key("work", _SCALE, "How much work it was: five shares, from much less than usual to much more."),
    ),
)
SIMULATION = f.Group(
    "simulation",
    "Made-up people who use a service.",
    (
        f.Key("simulate", f.Whole(FORMAT, FORMAT), "The format: 1.", needed=True),
        f.Key("service", f.Id("service"), "The service they use.", needed=True),
        f.Key("weeks", f.Whole(1, MOST_WEEKS), "For how many weeks.", needed=True),
        f.Key("a_week", f.Whole(1, 10_000), "How many begin in a week, in each authority.", needed=True),
        f.Key("seed", f.Whole(0, 2**31 - 1), "Where chance begins.", needed=True),
        f.Key("weeks_before", f.Whole(0, MOST_WEEKS), "Weeks of use before the step begins. Left out: 0."),
        f.Key("ended_weeks_ago", f.Whole(0, MOST_WEEKS), "How many weeks ago the last week was. Left out: 0."),
        f.Key("step", f.TEXT, "The file of the step, beside this one."),
        f.Key("decide", f.OneOf(DECISIONS), "What its owner decides at the end. Left out: nothing yet."),
        f.Key("decide_because", f.TEXT, "Why they decide so."),
        f.Key("confirm_because", f.TEXT, "What the owner says when the machine has stopped it."),
        f.Key("people", f.ListOf(_PERSON, least=1), "Who they are.", needed=True),
        f.Key("pages", f.ById("page", _PAGE), "What happens at each page. Left out: a minute, and nobody stops."),
        f.Key("by_phone", f.Constant(), "How many of 100 staff fill in for somebody who calls. Left out: none."),
        f.Key("stop_before_sending", _OF_100, "How many of 100 never send what they have filled in."),
        f.Key("residents", _RESIDENTS, "What they say of it."),
        f.Key("staff", _STAFF, "How staff deal with it. Left out: what no rule decides waits."),
    ),
)


def load_model(path: Path | str) -> Model | tuple[Fault, ...]:
    """The model of a file, or its faults. Raises OSError where there is no file that can be read."""
    return read_model(Path(path).read_text(encoding="utf-8"), file=str(path))


def read_model(text: str, *, file: str = "simulation.yaml") -> Model | tuple[Fault, ...]:
    root = read(text, file=file)
    if isinstance(root, tuple):
        return root
    reading = Reading(file)
    model: Model | None = None
    try:
        said = reading.read(root, SIMULATION, "")
        if not reading.faults:
            model = _Values(reading).model(said)
    except TooMany:
        pass
    if reading.faults:
        return tuple(sorted(reading.faults, key=lambda fault: (fault.line, fault.column)))
    assert model is not None, "a file without a fault is a model"
    return model


class _Values:
    """From what stands in the file to the model; what is no share of 100 is a fault where it stands."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def model(self, said: Group) -> Model:
        residents, staff = said.get("residents", Group("residents", {})), said.get("staff")
        decide, because = said.get("decide"), said.get("decide_because", "")
        if decide and not because:
            self.wrong("decide", "A decision without a reason stands here.", "Add decide_because: with the reason.")
        if (decide or "confirm_because" in said) and "step" not in said:
            at = "decide" if decide else "confirm_because"
            self.wrong(at, "There is no step to decide.", "Add step: with the name of its file.")
        if "by_phone" in said and staff is None:
            self.wrong("by_phone", "Nobody is there who could be called.", "Add staff: with who they are.")
        return Model(
            service=said["service"],
            weeks=said["weeks"],
            a_week=said["a_week"],
            seed=said["seed"],
            weeks_before=said.get("weeks_before", 0),
            ended_weeks_ago=said.get("ended_weeks_ago", 0),
            step=said.get("step"),
            decide=decide,
            decide_because=because,
            confirm_because=said.get("confirm_because", ""),
            people=tuple(Answering(share=each["share"], answers=each["answers"]) for each in said["people"]),
            pages={id_: self.meeting(page) for id_, page in said.get("pages", {}).items()},
            by_phone=self.share(said.get("by_phone", 0), "by_phone", most=100, what="of 100"),
            stop_before_sending=self.of_100(said, "stop_before_sending", ZERO),
            tell_us=self.of_100(residents, "tell_us", ZERO),
            able=self.of_100(residents, "able", Versions(old=Decimal(100), new=Decimal(100))),
            ease=self.scale(residents, "ease", EASE),
            satisfied=self.scale(residents, "satisfied", SATISFIED),
            improve=tuple(residents.get("improve", ())),
            write_to_us=self.of_100(residents, "write_to_us", ZERO),
            staff=self.staff(staff) if staff is not None else None,
        )

    def meeting(self, said: Group) -> Meeting:
        return Meeting(
            stop=self.of_100(said, "stop", ZERO),
            error=self.of_100(said, "error", ZERO),
            minutes=self.of_100(said, "minutes", _MINUTE, most=600, what="minutes"),
        )

    def staff(self, said: Group) -> Staff:
        asks = self.of_100(said, "ask_for_more", ZERO)
        if asks != ZERO and "words" not in said:
            self.wrong(
                f"{said.path}.ask_for_more", "Staff ask for more, and nothing is said of what.", "Add words: to staff."
            )
        return Staff(
            who=tuple(said["who"]),
            hours=said.get("hours", 20),
            outcome=said["outcome"],
            reason=said.get("reason", ""),
            ask_for_more=asks,
            words=said.get("words", ""),
            say=self.share(said.get("say", Decimal(90)), f"{said.path}.say", most=100, what="of 100"),
            work=self.scale(said, "work", WORK),
        )

    def of_100(self, said: Group, key: str, otherwise: Versions, *, most: int = 100, what: str = "of 100") -> Versions:
        value, at = said.get(key, LEFT_OUT), f"{said.path}.{key}" if said.path else key
        if value is LEFT_OUT:
            return otherwise
        if isinstance(value, Group):
            old, new = (self.share(value[arm], f"{at}.{arm}", most=most, what=what) for arm in ("old", "new"))
            return Versions(old=old, new=new)
        both = self.share(value, at, most=most, what=what)
        return Versions(old=both, new=both)

    def share(self, value: Any, at: str, *, most: int, what: str) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= most:
            self.wrong(at, f"This is no number {what}.", f"Write a number from 0 to {most}, like 12.")
            return Decimal(0)
        return Decimal(value)

    def scale(self, said: Group, key: str, words: tuple[str, ...]) -> Scales:
        value, at = said.get(key, LEFT_OUT), f"{said.path}.{key}" if said.path else key
        if value is LEFT_OUT:
            return Scales(old=_EVENLY, new=_EVENLY)
        if isinstance(value, Group):
            old, new = (self.shares(value[arm], f"{at}.{arm}", words) for arm in ("old", "new"))
            return Scales(old=old, new=new)
        both = self.shares(value, at, words)
        return Scales(old=both, new=both)

    def shares(self, values: list[Any], at: str, words: tuple[str, ...]) -> tuple[Decimal, ...]:
        shares = [self.share(value, f"{at}.{place}", most=100, what="of 100") for place, value in enumerate(values)]
        if len(shares) != len(words) or sum(shares) != 100:
            said = ", ".join(words).replace("_", " ")
            self.wrong(
                at,
                f"These are not {len(words)} shares that make 100.",
                f"Write how many of 100 choose each of: {said}.",
            )
            return _EVENLY
        return tuple(shares)

    def wrong(self, at: str, wrong: str, mend: str) -> None:
        self.reading.fault(at, self.reading.place(at), wrong, mend)


def answers_on(person: Answering, day: Any) -> dict[str, Any]:
    """Their answers as data, with every day a real one, for a case begun on `day`."""
    return {question: with_days(answer, day) for question, answer in person.answers.items()}
