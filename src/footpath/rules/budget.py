"""How much work a rule may do, and the error that says so when it wants more."""

import msgspec


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of one rule's text and of one evaluation. They can be lowered, never switched off."""

    steps: int = 80_000  # half a microsecond of work each: loop turns by what they hold, calls, items walked over
    depth: int = 64  # levels of brackets, calls and branches in a rule's text
    parts: int = 1_500  # values, names and brackets in a rule's text: reading and checking one is 20 to 30 microseconds
    calls: int = 64  # functions of the rule's own that are under way at once
    digits: int = 34  # DMN's numbers: IEEE 754 decimal128
    emax: int = 6144
    text: int = 65_536  # characters of one text, or of one rule
    items: int = 10_000  # items of one list or entries of one context
    output: int = 1_000_000  # characters and items that one evaluation may make in all

    def __post_init__(self) -> None:
        for field, most in _MOST.items():
            value = getattr(self, field)
            if not 1 <= value <= most:
                raise ValueError(f"A budget's {field} is from 1 to {most}, not {value}.")


# Above these the promises of the manual (time, memory, no crash) have not been measured.
_MOST = {
    "steps": 10_000_000,
    "depth": 64,
    "parts": 1_500,
    "calls": 64,
    "digits": 34,
    "emax": 6144,
    "text": 1_048_576,
    "items": 1_000_000,
    "output": 10_000_000,
}

DEFAULT_BUDGET = Budget()


class OverBudget(Exception):
    """A rule wanted more work than it may have. Nothing was decided; make the rule or the answers smaller."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"The rule was stopped: it went over {most:,} {what}.")
        self.what = what
        self.most = most
