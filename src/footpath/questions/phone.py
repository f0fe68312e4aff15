"""A telephone number, kept as the world dials it and shown as the country writes it."""

import re
from collections.abc import Mapping
from typing import ClassVar

from footpath.questions.boxes import Fails, OneBox
from footpath.questions.question import Answer, Input, Question
from footpath.values import Words

_EXTENSION = re.compile(r"\s*(?:ext(?:ension)?|est(?:yniad)?|x)\.?\s*(\d{1,6})$", re.IGNORECASE)
_SIGNS = re.compile(r"[\s().\-/]+")
# Nine or ten digits after the 0: Ofcom's National Telephone Numbering Plan. 1, 2 and 3 are lines, 5 is for companies
# and the internet, 7 is mobiles, 8 and 9 have prices of their own.
_NATIONAL = re.compile(r"[1235789]\d{8,9}")
_ABROAD = re.compile(r"[1-9]\d{6,14}")


# Numbers that Ofcom keeps for stories: nobody is called.
EXAMPLES = Words(
    "01632 960 001, 07700 900 982 or +44 808 157 0192", "01632 960 001, 07700 900 982 neu +44 808 157 0192"
)


class Phone(OneBox):
    personal: ClassVar[bool] = True
    says: ClassVar[Mapping[str, Words]] = {
        "not_a_phone": Words("Enter a phone number, like {example}", "Nodwch rif ffôn, fel {example}"),
    }

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, type="tel", autocomplete="tel", spellcheck=False, width=20),)

    def facts(self, question: Question, on: object) -> Mapping[str, Mapping[str, object]]:
        return {"not_a_phone": {"example": EXAMPLES}}

    def parse(self, question: Question, text: str) -> Answer | Fails:
        extension = _EXTENSION.search(text)
        number = text[: extension.start()] if extension else text
        # “+44 (0)1632”: the 0 is only dialled at home.
        digits = _SIGNS.sub("", re.sub(r"^(\+|00)(\s*44\s*)\(0\)", r"\1\2", number))
        dialled = _dialled(digits)
        if dialled is None:
            return Fails("not_a_phone")
        return f"{dialled} ext {extension[1]}" if extension else dialled

    def typed_back(self, question: Question, answer: Answer) -> str:
        return say_phone(str(answer))


def _dialled(digits: str) -> str | None:
    """The number with + and the country's code; None when nobody could dial it."""
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("44") and _NATIONAL.fullmatch(digits[2:]) and len(digits) == 12:
        digits = "+" + digits
    if digits.startswith("+44"):
        national = digits[3:].removeprefix("0")
        return f"+44{national}" if _NATIONAL.fullmatch(national) else None
    if digits.startswith("+"):
        return digits if _ABROAD.fullmatch(digits[1:]) else None
    if digits.startswith("0") and _NATIONAL.fullmatch(digits[1:]):
        return f"+44{digits[1:]}"
    return None


def say_phone(number: str) -> str:
    """As it is written in the United Kingdom, 01632 960 001 or 020 7946 0018; others as they are dialled."""
    dialled, _, extension = number.partition(" ext ")
    if not dialled.startswith("+44"):
        return number
    local = "0" + dialled[3:]
    if local.startswith("02"):
        parts = (local[:3], local[3:7], local[7:])
    elif local.startswith(("011", "08", "09", "03")) or re.match(r"01\d1", local):
        parts = (local[:4], local[4:7], local[7:])
    else:
        parts = (local[:5], local[5:8], local[8:])
    written = " ".join(part for part in parts if part)
    return f"{written} ext {extension}" if extension else written
