"""A count of something."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from footpath.questions.boxes import Fails
from footpath.questions.number import DIGITS, OUT_OF_RANGE, TOO_LOW, TOO_MANY_DIGITS, Number
from footpath.questions.question import Answer, Input, Question
from footpath.values import Words


class WholeNumber(Number):
    says: ClassVar[Mapping[str, Words]] = {
        "not_a_number": Words("{Thing} must be a number, like {example}", "Rhaid {i_thing} fod yn rhif, fel {example}"),
        "not_whole": Words(
            "{Thing} must be a whole number, like {example}", "Rhaid {i_thing} fod yn rhif cyfan, fel {example}"
        ),
        "too_many_digits": TOO_MANY_DIGITS,
        "out_of_range": OUT_OF_RANGE,
        "too_low": TOO_LOW,
        "too_high": Words("{Thing} must be {high} or fewer", "Rhaid {i_thing} fod yn {high} neu lai"),
    }
    always: ClassVar[tuple[str, ...]] = ("not_a_number", "not_whole", "too_many_digits")

    def inputs(self, question: Question) -> tuple[Input, ...]:
        # A phone’s keyboard of digits may have no minus, so a question that can go below zero does not ask for it.
        low, _high = question.between or (None, None)
        negative = isinstance(low, Decimal) and low < 0
        return (Input(field=question.id, inputmode=None if negative else "numeric", width=5, spellcheck=False),)

    def fit(self, number: Decimal) -> Answer | Fails:
        if number.adjusted() >= DIGITS:
            return Fails("too_many_digits")
        whole = number.to_integral_value()
        return whole if whole == number else Fails("not_whole")
