"""Every function that a rule can call, by its name."""

from footpath.rules.functions import (
    calendar,
    contexts,
    conversions,
    lists,
    logic,
    numbers,
    ranges,
    texts,
    working_days,
)
from footpath.rules.functions.function import Builtin, Example, Form, Function, Param

_FAMILIES = (logic, conversions, texts, numbers, lists, contexts, calendar, ranges, working_days)

FUNCTIONS: dict[str, Function] = {function.name: function for family in _FAMILIES for function in family.FUNCTIONS}
BUILTINS: dict[str, Builtin] = {name: Builtin(function) for name, function in FUNCTIONS.items()}

__all__ = ["BUILTINS", "FUNCTIONS", "Builtin", "Example", "Form", "Function", "Param"]
