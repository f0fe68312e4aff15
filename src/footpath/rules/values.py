"""What FEEL has beside numbers, texts and dates: ranges, functions, and the not yet known."""

from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from footpath.rules.types import Type


class Unknown:
    """The value that depends on a question not answered yet. There is one: UNKNOWN."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("UNKNOWN is neither true nor false; compare with `is UNKNOWN`.")


UNKNOWN: Final = Unknown()


class NotYet(Exception):
    """Raised inside an evaluation by reading what is not answered yet; it never leaves the engine."""


class Range(msgspec.Struct, frozen=True):
    """From a start to an end; None as an end means that there is no end on that side."""

    start: Any
    end: Any
    start_included: bool
    end_included: bool
    form: str = ""  # the operator of a range written as (< 5) or (>= 5)

    @property
    def half_null(self) -> bool:
        """Whether an end was written and is null, which is another thing than no end."""
        return not self.form and (self.start is None or self.end is None)


class Callable:
    """Something a rule can call: a function of FEEL, of a rule or of a model."""

    __slots__ = ()

    def function_type(self) -> "Type":
        raise NotImplementedError
