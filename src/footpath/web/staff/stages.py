"""The stages of a case as staff read them."""

from typing import assert_never

import msgspec

from footpath.casework.state import Stage


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A stage in words, with the colour of its tag. The words say it all; the colour only helps the eye."""

    says: str
    colour: str


def said(stage: Stage) -> Said:
    match stage:
        case "answering":
            return Said(says="Draft", colour="grey")
        case "to_pay":
            return Said(says="To pay", colour="yellow")
        case "checking":
            return Said(says="Being checked", colour="blue")
        case "waiting":
            return Said(says="Waiting for the resident", colour="purple")
        case "decided":
            return Said(says="Decided", colour="green")
        case "withdrawn":
            return Said(says="Withdrawn", colour="grey")
        case "erased":
            return Said(says="Erased", colour="grey")
        case _:
            assert_never(stage)
