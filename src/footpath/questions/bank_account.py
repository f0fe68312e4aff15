"""A United Kingdom bank or building society account that money can be paid into."""

import re
from typing import ClassVar

from footpath.questions import tidy
from footpath.questions.parts import Part, Parts
from footpath.questions.question import Input
from footpath.values import Words

_ROLL = re.compile(r"[A-Za-z0-9 ./-]{1,18}")


def read_sort_code(text: str) -> str | None:
    digits = tidy.code(text)
    return digits if re.fullmatch(r"\d{6}", digits) else None


def read_account_number(text: str) -> str | None:
    """Six to eight digits, as the card or statement has them: how to lengthen short ones is the bank's own rule."""
    digits = tidy.code(text)
    return digits if re.fullmatch(r"\d{6,8}", digits) else None


def read_roll_number(text: str) -> str | None:
    written = tidy.plain(text)
    return written if _ROLL.fullmatch(written) else None


class BankAccount(Parts):
    parts: ClassVar[tuple[Part, ...]] = (
        Part(
            key="name",
            label=Words("Name on the account", "Enw ar y cyfrif"),
            input=Input(field="", autocomplete="name", spellcheck=False),
            empty=("no_name", Words("Enter the name on the account", "Nodwch yr enw ar y cyfrif")),
        ),
        Part(
            key="sort_code",
            label=Words("Sort code", "Cod didoli"),
            input=Input(
                field="",
                hint=Words("Must be 6 digits long", "Rhaid iddo fod yn 6 digid o hyd"),
                inputmode="numeric",
                spellcheck=False,
                width=5,
            ),
            empty=("no_sort_code", Words("Enter a sort code", "Nodwch god didoli")),
            wrong=(
                "not_a_sort_code",
                Words("Sort code must be 6 digits, like 309430", "Rhaid i’r cod didoli fod yn 6 digid, fel 309430"),
            ),
            parse=read_sort_code,
        ),
        Part(
            key="account_number",
            label=Words("Account number", "Rhif y cyfrif"),
            input=Input(
                field="",
                hint=Words("Must be between 6 and 8 digits long", "Rhaid iddo fod rhwng 6 ac 8 digid o hyd"),
                inputmode="numeric",
                spellcheck=False,
                width=10,
            ),
            empty=("no_account_number", Words("Enter an account number", "Nodwch rif y cyfrif")),
            wrong=(
                "not_an_account_number",
                Words("Account number must be between 6 and 8 digits", "Rhaid i rif y cyfrif fod rhwng 6 ac 8 digid"),
            ),
            parse=read_account_number,
        ),
        Part(
            key="roll_number",
            label=Words(
                "Building society roll number (if you have one)", "Rhif rôl y gymdeithas adeiladu (os oes gennych un)"
            ),
            input=Input(
                field="",
                hint=Words(
                    "You can find it on your card, statement or passbook",
                    "Mae i’w weld ar eich cerdyn, eich cyfriflen neu eich llyfr cynilo",
                ),
                spellcheck=False,
                width=10,
            ),
            wrong=(
                "not_a_roll_number",
                Words(
                    "Roll number must be 18 letters, numbers, hyphens, spaces, slashes and full stops or less",
                    "Rhaid i’r rhif rôl fod yn 18 llythyren, rhif, cysylltnod, gofod, slaes ac atalnod llawn neu lai",
                ),
            ),
            parse=read_roll_number,
        ),
    )

    def said(self, part: Part, value: str) -> str:
        return "-".join((value[:2], value[2:4], value[4:])) if part.key == "sort_code" else value
