"""An amount of money in pounds and pence."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from footpath.questions.boxes import Fails
from footpath.questions.number import DIGITS, OUT_OF_RANGE, TOO_LOW, Number, parse_number
from footpath.questions.question import Answer, Input, Question
from footpath.values import Words

_PENNY = Decimal("0.01")
_PENCE = re.compile(r"(\d{1,4}) ?(?:p|pence|c|ceiniog)", re.IGNORECASE)
# The sign and the word for pounds, before or behind, and a minus before the sign.
_POUNDS = re.compile(r"(-?) ?(?:£|gbp)? ?(.*?) ?(?:gbp|pounds?|punt|bunnoedd|bunt)?", re.IGNORECASE)


class Money(Number):
    says: ClassVar[Mapping[str, Words]] = {
        "not_money": Words(
            "{Thing} must be an amount of money, like {example}", "Rhaid {i_thing} fod yn swm o arian, fel {example}"
        ),
        "part_of_a_penny": Words(
            "{Thing} must be in pounds and pence, like {example}",
            "Rhaid {i_thing} fod mewn punnoedd a cheiniogau, fel {example}",
        ),
        "too_many_digits": Words(
            "{Thing} must be {most} digits or fewer before the pence",
            "Rhaid {i_thing} fod yn {most} digid neu lai cyn y ceiniogau",
        ),
        "out_of_range": OUT_OF_RANGE,
        "too_low": TOO_LOW,
        "too_high": Words("{Thing} must be {high} or less", "Rhaid {i_thing} fod yn {high} neu lai"),
    }
    always: ClassVar[tuple[str, ...]] = ("not_money", "part_of_a_penny", "too_many_digits")
    # Nobody owes less than nothing unless the author says so.
    lowest: ClassVar[Decimal | None] = Decimal(0)

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, inputmode="decimal", width=10, spellcheck=False, prefix="£"),)

    def parse(self, question: Question, text: str) -> Answer | Fails:
        pence = _PENCE.fullmatch(text)
        if pence:
            return self.fit(Decimal(pence[1]) * _PENNY)
        pounds = _POUNDS.fullmatch(text)
        number = parse_number(pounds[1] + pounds[2]) if pounds else None
        return Fails("not_money") if number is None else self.fit(number)

    def fit(self, number: Decimal) -> Answer | Fails:
        if number.adjusted() >= DIGITS:
            return Fails("too_many_digits")
        exact = number.quantize(_PENNY) if number.adjusted() >= -2 else Decimal("0.00")
        return exact if exact == number else Fails("part_of_a_penny")

    def said(self, number: Decimal) -> str:
        # GOV.UK writes £85 and £85.50, never £85.00.
        amount = f"{abs(number):,.2f}".removesuffix(".00")
        return f"-£{amount}" if number < 0 else f"£{amount}"

    def example(self, low: Decimal | None, high: Decimal | None) -> str:
        return "85.50" if high is None or high > 85 else self.said(high).removeprefix("£")
