"""A United Kingdom number plate of any age, kept as it is written: AB12 CDE."""

import re
from collections.abc import Mapping
from typing import ClassVar

from footpath.questions import tidy
from footpath.questions.boxes import Fails, OneBox
from footpath.questions.question import Answer, Input, Question
from footpath.values import Words

# DVLA's leaflet INF104 and the plates before it. Each pattern's groups are what a space stands between.
_PLATES = (
    re.compile(r"([A-Z]{2}\d{2})([A-Z]{3})"),  # since September 2001: AB12 CDE
    re.compile(r"([A-Z]\d{1,3})([A-Z]{3})"),  # prefix, 1983 to 2001, and Q plates: A123 BCD
    re.compile(r"([A-Z]{3})(\d{1,3}[A-Z])"),  # suffix, 1963 to 1982: ABC 123D
    re.compile(r"(\d{1,4})([A-Z]{1,3})"),  # dateless, to 1963: 1234 AB
    re.compile(r"([A-Z]{1,3})(\d{1,4})"),  # dateless, and Northern Ireland with I or Z: ABZ 1234
    re.compile(r"(\d{3})([DX])(\d{3})"),  # diplomats and international bodies: 101 D 234
)
# Today’s plates have no I, so a 1 among the letters is a slip that cannot be mended.
_AS_LETTER = str.maketrans({"0": "O", "5": "S", "8": "B"})
_AS_DIGIT = str.maketrans({"O": "0", "I": "1", "S": "5", "B": "8"})


def read_plate(text: str) -> str | None:
    """The plate in its written form, or None. On today’s plates O and 0 are taken for one another, and so on."""
    squeezed = tidy.code(text)
    written = _written(squeezed)
    if written is None and len(squeezed) == 7:
        mended = (
            squeezed[:2].translate(_AS_LETTER) + squeezed[2:4].translate(_AS_DIGIT) + squeezed[4:].translate(_AS_LETTER)
        )
        found = _PLATES[0].fullmatch(mended)
        return " ".join(found.groups()) if found else None
    return written


def _written(squeezed: str) -> str | None:
    for plate in _PLATES:
        found = plate.fullmatch(squeezed)
        if found:
            return " ".join(found.groups())
    return None


class VehicleRegistration(OneBox):
    personal: ClassVar[bool] = True
    says: ClassVar[Mapping[str, Words]] = {
        "not_a_registration": Words(
            "{Thing} must be a UK registration number, like {example}",
            "Rhaid {i_thing} fod yn rhif cofrestru yn y DU, fel {example}",
        ),
    }

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, autocapitalize="characters", spellcheck=False, width=10),)

    def facts(self, question: Question, on: object) -> Mapping[str, Mapping[str, object]]:
        return {"not_a_registration": {"example": "AB12 CDE"}}

    def parse(self, question: Question, text: str) -> Answer | Fails:
        return read_plate(text) or Fails("not_a_registration")
