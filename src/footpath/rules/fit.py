"""Makes a value fit a type, in the one place where FEEL converts (DMN 1.5, 10.3.2.9.4)."""

from typing import Any

from footpath.rules.operations import midnight
from footpath.rules.run import Run
from footpath.rules.times import Date
from footpath.rules.types import ANY, DATE_AND_TIME, Constrained, ContextOf, ListOf, Maybe, Nothing, Type


class _Unfit:
    __slots__ = ()


UNFIT = _Unfit()


def fit(value: Any, to: Type) -> Any:
    """The value as that type, or UNFIT. Null fits every type."""
    if value is None or to is ANY or to.accepts(value):
        return value
    base = _plain(to)
    if isinstance(base, Nothing):
        return UNFIT
    if type(value) is list and len(value) == 1 and not isinstance(base, ListOf) and to.accepts(value[0]):
        return value[0]
    if type(value) is Date and base == DATE_AND_TIME:
        return midnight(value)
    return UNFIT


def weigh(run: Run, value: Any, against: Type) -> None:
    """Charges for looking whether a value is of a type, which goes through all of a list. May raise OverBudget."""
    kind = _plain(against)
    if isinstance(kind, ListOf) and type(value) is list and kind.item is not ANY:
        run.spend(len(value))
        if isinstance(_plain(kind.item), ListOf | ContextOf):
            for one in value:
                weigh(run, one, kind.item)
    elif isinstance(kind, ContextOf) and type(value) is dict:
        run.spend(len(kind.fields))
        for name, of in kind.fields.items():
            weigh(run, value.get(name), of)


def _plain(of: Type) -> Type:
    while isinstance(of, Constrained | Maybe):
        of = of.of
    return of


def fit_argument(value: Any, to: Type) -> Any:
    """As `fit`, and a single value becomes a list where a function wants one."""
    found = fit(value, to)
    if found is UNFIT and isinstance(to, ListOf) and type(value) is not list and to.item.accepts(value):
        return [value]
    return found
