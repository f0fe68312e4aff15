"""Functions on truth and sameness."""

from typing import Any

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.operations import equal, has_zone
from footpath.rules.run import Run
from footpath.rules.times import DateAndTime, Time
from footpath.rules.types import ANY, BOOLEAN, optional


def _not(run: Run, negand: Any) -> bool | None:
    if type(negand) is bool:
        return not negand
    return None if negand is None else run.null("not turns true and false round, and nothing else")


def _is(run: Run, one: Any, two: Any) -> bool:
    if type(one) is not type(two):
        return False
    match one, two:
        case Time(), Time():
            return bool(one == two)
        case DateAndTime(), DateAndTime():
            return has_zone(one.time) == has_zone(two.time) and bool(one == two)
        case _:
            return equal(run, one, two) is True


FUNCTIONS = (
    Function(
        name="not",
        forms=(Form(params=(Param("negand", ANY, null_too=True),), does=_not, gives=optional(BOOLEAN)),),
        says="True for false, false for true, null for all else.",
        examples=(Example("not(true)", "false"), Example("not(null)", "null")),
    ),
    Function(
        name="is",
        forms=(
            Form(
                params=(
                    Param("value1", ANY, optional=True, null_too=True),
                    Param("value2", ANY, optional=True, null_too=True),
                ),
                does=_is,
                gives=BOOLEAN,
            ),
        ),
        says="Whether two values are of the same kind and the very same, zones of times included.",
        examples=(
            Example('is(date("2026-04-01"), time("10:00:00"))', "false"),
            Example('is(@"10:00:00+01:00", @"09:00:00Z")', "false"),
        ),
    ),
)
