"""A United Kingdom postcode, kept as Royal Mail writes it: OX1 1AA."""

import re
from collections.abc import Mapping
from typing import ClassVar

from footpath.questions import tidy
from footpath.questions.boxes import CODE_MOST, Fails, OneBox
from footpath.questions.question import Answer, Input, Question
from footpath.values import Words

# The outward half has six shapes (A9, A99, A9A, AA9, AA99, AA9A) and GIR; the inward half is a digit and two letters,
# never C, I, K, M, O or V: they look too much like something else on an envelope.
_OUTWARD = re.compile(r"[A-PR-UWYZ](?:\d{1,2}|\d[A-Z]|[A-HK-Y]\d{1,2}|[A-HK-Y]\d[A-Z])|GIR")
_INWARD = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}")
_FIRST = str.maketrans({"0": "O", "1": "I", "5": "S"})
_INWARD_DIGIT = str.maketrans({"O": "0", "I": "1", "L": "1"})


def read_postcode(text: str) -> str | None:
    """The postcode in its written form, or None. A nought typed for an O is mended where only one of them can stand."""
    squeezed = tidy.code(text[: CODE_MOST + 1])
    if not 5 <= len(squeezed) <= 7:
        return None
    outward = squeezed[0].translate(_FIRST) + squeezed[1:-3]
    inward = squeezed[-3].translate(_INWARD_DIGIT) + squeezed[-2:]
    return f"{outward} {inward}" if _OUTWARD.fullmatch(outward) and _INWARD.fullmatch(inward) else None


class Postcode(OneBox):
    personal: ClassVar[bool] = True
    says: ClassVar[Mapping[str, Words]] = {
        "not_a_postcode": Words(
            "Enter a full UK postcode, like {example}", "Nodwch god post llawn yn y DU, fel {example}"
        ),
    }

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (postcode_input(question.id),)

    def facts(self, question: Question, on: object) -> Mapping[str, Mapping[str, object]]:
        return {"not_a_postcode": {"example": "OX1 1AA"}}

    def parse(self, question: Question, text: str) -> Answer | Fails:
        return read_postcode(text) or Fails("not_a_postcode")


def postcode_input(field: str, label: Words | None = None) -> Input:
    return Input(
        field=field, label=label, autocomplete="postal-code", autocapitalize="characters", spellcheck=False, width=10
    )
