"""Questions of every kind for tests, and short ways to answer them."""

from datetime import date
from decimal import Decimal
from typing import Any

from footpath.questions import KINDS, Answer, Option, Question
from footpath.values import Lang, Problem, Words

FIRST_OF_MAY = date(2026, 5, 1)

FUELS = (
    Option(id="petrol", label=Words("Petrol", "Petrol")),
    Option(id="diesel", label=Words("Diesel", "Disel")),
    Option(id="none", label=Words("None of these", "Dim un o’r rhain"), apart=True),
)
MAKE = Question(id="make", kind="text", ask=Words("What make is it?", "Pa wneuthuriad yw e?"))
MADE = Question(id="made", kind="date", ask=Words("When was it made?", "Pryd y’i gwnaed?"), optional=True)

# One question of each kind, and one with everything that the kind can carry.
_PLAIN: dict[str, dict[str, Any]] = {
    "choose_one": {"options": FUELS},
    "choose_many": {"options": FUELS},
    "declaration": {"says": Words("What I have told you is true.", "Mae’r hyn a ddywedais yn wir.")},
    "repeat": {"one": Words("Vehicle", "Cerbyd"), "questions": (MAKE, MADE)},
}
_FULL: dict[str, list[dict[str, Any]]] = {
    "text": [{"longest": 10, "example": "Rose"}],
    "long_text": [{"longest": 20}],
    "name": [{"longest": 30}],
    "whole_number": [{"between": (Decimal(0), Decimal(10))}, {"between": (Decimal(-5), None), "example": "7"}],
    "number": [{"between": (None, Decimal("99.5"))}],
    "money": [{"between": (Decimal(10), Decimal(5000))}, {"between": (None, Decimal(20))}],
    "date": [
        {"between": (date(2020, 1, 1), date(2030, 12, 31))},
        {"between": ("1900-01-01", "today()")},
        {"between": ('today() + duration("P1D")', None)},
    ],
    "month": [{"between": ("today()", None)}, {"between": (date(2020, 1, 1), date(2030, 12, 31))}],
    "file": [{"accept": ("pdf",), "largest_megabytes": 2}],
    "repeat": [{"at_least": 1, "at_most": 3}, {"at_least": 2}],
    "postcode": [{"example": "SW1A 2AA"}],
    "vehicle_registration": [{"example": "A123 BCD"}],
}
_ASKS = {
    "repeat": Words("Which vehicles do you own?", "Pa gerbydau sydd gennych?"),
    "yes_no": Words("Do you live in Barset?", "Ydych chi’n byw yn Barset?"),
    "postcode": Words("What is your postcode?", "Beth yw eich cod post?"),
    "email": Words("What is your email address?", "Beth yw eich cyfeiriad e-bost?"),
    "phone": Words("What is your phone number?", "Beth yw eich rhif ffôn?"),
    "national_insurance_number": Words(
        "What is your National Insurance number?", "Beth yw eich rhif Yswiriant Gwladol?"
    ),
    "date": Words("What is your date of birth?", "Beth yw eich dyddiad geni?"),
    "file": Words("Upload a photo of the bin", "Lanlwythwch lun o’r bin"),
}
_ASK = Words("What is your vehicle’s registration number?", "Beth yw rhif cofrestru eich cerbyd?")


def question(kind: str, **has: Any) -> Question:
    """A question of a kind, with what it cannot do without."""
    return Question(**{"id": "asked", "kind": kind, "ask": _ASKS.get(kind, _ASK), **_PLAIN.get(kind, {}), **has})


def questions_of(kind: str) -> list[Question]:
    """Some questions of a kind: plain, optional, and with what else it can carry."""
    return [question(kind), question(kind, optional=True), *(question(kind, **has) for has in _FULL.get(kind, []))]


def read(asked: Question, lang: Lang = "en", *, on: date = FIRST_OF_MAY, **fields: str | list[str]) -> Any:
    """What comes of typing: `it` is the question's one box, other names are the ends of its fields' names."""
    form = {
        asked.id if end == "it" else f"{asked.id}-{end.replace('_', '-')}": [text] if isinstance(text, str) else text
        for end, text in fields.items()
    }
    return KINDS[asked.kind].read(asked, form, lang, on=on)


def says(asked: Question, lang: Lang = "en", **fields: str | list[str]) -> str:
    """The one message that comes of typing it."""
    found = read(asked, lang, **fields)
    assert isinstance(found, tuple), f"{found!r} is an answer"
    (problem,) = found
    assert isinstance(problem, Problem)
    return problem.says


def shown(asked: Question, answer: Answer, lang: Lang = "en") -> tuple[str, ...]:
    return KINDS[asked.kind].show(asked, answer, lang)
