"""A National Insurance number: two letters, six digits, and A to D."""

import re
from collections.abc import Mapping
from typing import ClassVar

from footpath.questions import tidy
from footpath.questions.boxes import Fails, OneBox
from footpath.questions.question import Answer, Input, Question
from footpath.values import Words

# HMRC's manual NIM39110: these letters and pairs are never given, and the last letter is A to D.
_SHAPE = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]")


class NationalInsuranceNumber(OneBox):
    personal: ClassVar[bool] = True
    says: ClassVar[Mapping[str, Words]] = {
        "not_a_number": Words(
            "Enter a National Insurance number in the correct format, like {example}",
            "Nodwch rif Yswiriant Gwladol yn y fformat cywir, fel {example}",
        ),
    }

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, autocapitalize="characters", spellcheck=False, width=20),)

    def facts(self, question: Question, on: object) -> Mapping[str, Mapping[str, object]]:
        # GOV.UK's example: a number with Q has never been anybody's.
        return {"not_a_number": {"example": "QQ 12 34 56 C"}}

    def parse(self, question: Question, text: str) -> Answer | Fails:
        squeezed = tidy.code(text)
        return squeezed if _SHAPE.fullmatch(squeezed) else Fails("not_a_number")

    def typed_back(self, question: Question, answer: Answer) -> str:
        number = str(answer)
        return " ".join((number[:2], number[2:4], number[4:6], number[6:8], number[8:]))
