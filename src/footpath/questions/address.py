"""An address in the United Kingdom, with its UPRN where a look-up gave one."""

import re
from typing import ClassVar

from footpath.questions import tidy
from footpath.questions.parts import Part, Parts
from footpath.questions.postcode import postcode_input, read_postcode
from footpath.questions.question import Input
from footpath.values import Words

_POSTCODE = Words("Postcode", "Cod post")
# A Unique Property Reference Number has up to 12 digits; it is written without the noughts in front.
_UPRN = re.compile(r"\d{1,12}")


def read_uprn(text: str) -> str | None:
    digits = tidy.code(text).lstrip("0")
    return digits if _UPRN.fullmatch(digits) else None


class Address(Parts):
    parts: ClassVar[tuple[Part, ...]] = (
        Part(
            key="line_1",
            label=Words("Address line 1", "Llinell gyfeiriad 1"),
            input=Input(field="", autocomplete="address-line1"),
            empty=(
                "no_line_1",
                Words(
                    "Enter address line 1, typically the building and street",
                    "Nodwch linell gyfeiriad 1, fel arfer yr adeilad a’r stryd",
                ),
            ),
        ),
        Part(
            key="line_2",
            label=Words("Address line 2 (optional)", "Llinell gyfeiriad 2 (dewisol)"),
            input=Input(field="", autocomplete="address-line2"),
        ),
        Part(
            key="town",
            label=Words("Town or city", "Tref neu ddinas"),
            input=Input(field="", autocomplete="address-level2", width=20),
            empty=("no_town", Words("Enter town or city", "Nodwch dref neu ddinas")),
            longest=100,
        ),
        Part(
            key="postcode",
            label=_POSTCODE,
            input=postcode_input(""),
            empty=("no_postcode", Words("Enter postcode", "Nodwch god post")),
            wrong=(
                "not_a_postcode",
                Words("Enter a full UK postcode, like OX1 1AA", "Nodwch god post llawn yn y DU, fel OX1 1AA"),
            ),
            parse=read_postcode,
        ),
        Part(
            key="uprn",
            label=Words("Property reference", "Cyfeirnod eiddo"),
            input=Input(field="", type="hidden"),
            parse=read_uprn,
            forgets=True,
        ),
    )
