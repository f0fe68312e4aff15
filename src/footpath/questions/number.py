"""A number, with decimals where there are any."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from footpath.questions.bounds import bounds_on
from footpath.questions.boxes import Fails, OneBox
from footpath.questions.question import CHECKING_DAY, Answer, Input, Question
from footpath.rules import NUMBER, Type
from footpath.values import Lang, Problem, Words

# A million billion is more than anybody counts here, and keeps every sum of a rule well within its 34 digits.
DIGITS = 15
DECIMALS = 6

# Thousands may be parted by commas or spaces; “1,5” is not guessed at.
_SHAPE = re.compile(r"([+-]? ?)(\d{1,3}(?:[, ]\d{3})+|\d*)(?:\.(\d*))?")

OUT_OF_RANGE = Words("{Thing} must be between {low} and {high}", "Rhaid {i_thing} fod rhwng {low} a {high}")
TOO_LOW = Words("{Thing} must be {low} or more", "Rhaid {i_thing} fod yn {low} neu fwy")
TOO_MANY_DIGITS = Words("{Thing} must be {most} digits or fewer", "Rhaid {i_thing} fod yn {most} digid neu lai")


def parse_number(text: str) -> Decimal | None:
    """The number a tidied text stands for, to the last digit typed; None when it is none."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    sign, whole, part = found[1].strip(), re.sub(r"\D", "", found[2]), found[3] or ""
    part = part if len(part) <= DECIMALS else part.rstrip("0")
    if not whole and not part:
        return None
    number = Decimal(f"{sign}{whole or '0'}.{part or '0'}") if part.strip("0") else Decimal(f"{sign}{whole or '0'}")
    return number if number else Decimal(0)


class Number(OneBox):
    takes: ClassVar[frozenset[str]] = frozenset({"between", "example"})
    says: ClassVar[Mapping[str, Words]] = {
        "not_a_number": Words("{Thing} must be a number, like {example}", "Rhaid {i_thing} fod yn rhif, fel {example}"),
        "too_many_digits": TOO_MANY_DIGITS,
        "too_many_decimals": Words(
            "{Thing} must have {decimals} numbers or fewer after the point",
            "Rhaid {i_thing} gael {decimals} rhif neu lai ar ôl y pwynt",
        ),
        "out_of_range": OUT_OF_RANGE,
        "too_low": TOO_LOW,
        "too_high": Words("{Thing} must be {high} or less", "Rhaid {i_thing} fod yn {high} neu lai"),
    }
    # The states that do not depend on `between`; the first is that of what is no number at all.
    always: ClassVar[tuple[str, ...]] = ("not_a_number", "too_many_digits", "too_many_decimals")
    lowest: ClassVar[Decimal | None] = None  # where the author gives no lower end

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, inputmode="decimal", width=10, spellcheck=False),)

    def feel_type(self, question: Question) -> Type:
        return NUMBER

    def parse(self, question: Question, text: str) -> Answer | Fails:
        number = parse_number(text)
        if number is None:
            return Fails("not_a_number")
        return self.fit(number)

    def fit(self, number: Decimal) -> Answer | Fails:
        """The number as this kind keeps it."""
        if number.adjusted() >= DIGITS:
            return Fails("too_many_digits")
        exponent = number.as_tuple().exponent
        return Fails("too_many_decimals") if isinstance(exponent, int) and exponent < -DECIMALS else number

    def said(self, number: Decimal) -> str:
        """The number in a sentence or on the check-answers page."""
        return f"{number:,f}"

    def example(self, low: Decimal | None, high: Decimal | None) -> str:
        return self.said(low + (high - low) // 2) if low is not None and high is not None else "30"

    def ends(self, question: Question, on: date) -> tuple[Decimal | None, Decimal | None]:
        found = bounds_on(question, on)
        low, high = found.low, found.high
        assert not isinstance(low, date) and not isinstance(high, date), (
            "bounds are checked when a definition is loaded"
        )
        return (self.lowest if low is None else low), high

    def limits(self, question: Question, answer: Answer, on: date) -> Fails | None:
        assert isinstance(answer, Decimal)
        low, high = self.ends(question, on)
        below, above = low is not None and answer < low, high is not None and answer > high
        if not below and not above:
            return None
        return Fails("out_of_range" if low is not None and high is not None else "too_low" if below else "too_high")

    def facts(self, question: Question, on: date) -> Mapping[str, Mapping[str, object]]:
        low, high = self.ends(question, on)
        known = {
            "most": DIGITS,
            "decimals": DECIMALS,
            "example": self.example(low, high),
            "low": "" if low is None else self.said(low),
            "high": "" if high is None else self.said(high),
        }
        if low is None and high is None:
            range_states: tuple[str, ...] = ()
        elif low is not None and high is not None:
            range_states = ("out_of_range",)
        else:
            range_states = ("too_high",) if low is None else ("too_low",)
        return dict.fromkeys((*self.always, *range_states), known)

    def typed_back(self, question: Question, answer: Answer) -> str:
        assert isinstance(answer, Decimal)
        return f"{answer:f}"

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        # True is an int to Python, and to nobody else. A float has lost what was written, so it is refused.
        if isinstance(data, int | Decimal) and not isinstance(data, bool):
            number = Decimal(data)
            whole = number.is_finite() and number == 0
            found = Decimal(0) if whole else self.fit(number) if number.is_finite() else Fails(self.always[0])
            return self._problem(question, found, "en", CHECKING_DAY) if isinstance(found, Fails) else found
        if data is None or isinstance(data, str):
            return super().from_data(question, data)
        return self._problem(question, Fails(self.always[0]), "en", CHECKING_DAY)

    def to_data(self, question: Question, answer: Answer) -> Any:
        return None if answer is None else self.typed_back(question, answer)

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return (self.said(answer),) if isinstance(answer, Decimal) else ()
