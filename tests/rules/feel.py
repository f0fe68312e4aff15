"""One expression evaluated the careful way, without the checker: FEEL as the standard has it, mistakes and all."""

from datetime import date
from decimal import getcontext, setcontext
from functools import lru_cache
from typing import Any

from footpath.rules.budget import DEFAULT_BUDGET, Budget
from footpath.rules.evaluate import Scope, compile_tree
from footpath.rules.functions import BUILTINS, FUNCTIONS
from footpath.rules.read import Names, read_expression
from footpath.rules.run import Names as Values
from footpath.rules.run import Run, arithmetic


def evaluate(text: str, budget: Budget = DEFAULT_BUDGET, **values: Any) -> tuple[Any, list[str]]:
    """The value as the engine has it, and the reasons for what came to nothing."""
    tree = read_expression(text, _names(tuple(values)), budget)

    def outside(name: str) -> Any:
        if name in values:
            return lambda f: f[0].read(name)
        return (lambda f: BUILTINS[name]) if name in BUILTINS else None

    scope = Scope(outside, builtins=BUILTINS.keys() - values.keys())
    code = compile_tree(tree, scope)
    run = Run(Values(values), budget=budget, on=date(2026, 5, 1))
    frame: list[Any] = [None] * scope.size
    frame[0] = run
    before = getcontext()
    setcontext(arithmetic(budget))
    try:
        return code(frame), run.reasons
    finally:
        setcontext(before)


@lru_cache(maxsize=8)
def _names(names: tuple[str, ...]) -> Names:
    return Names([*FUNCTIONS, *names])
