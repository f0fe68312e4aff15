"""What a built-in function is: its name, the forms it can be called in, and what a reader is told."""

from collections.abc import Callable as PythonCallable
from decimal import DecimalException
from typing import Any

import msgspec

from footpath.rules.fit import UNFIT, fit_argument
from footpath.rules.operations import said
from footpath.rules.run import Run
from footpath.rules.types import ANY, FunctionOf, Type
from footpath.rules.values import Callable


class Param(msgspec.Struct, frozen=True):
    """One parameter. `null_too` says that the function means something when it is null."""

    name: str
    type: Type = ANY
    optional: bool = False
    null_too: bool = False


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One way to call a function. With `many`, the arguments are the items of the one list parameter."""

    params: tuple[Param, ...]
    does: PythonCallable[..., Any]
    gives: Type
    many: bool = False


class Example(msgspec.Struct, frozen=True):
    """A call and the value it gives, both written in FEEL."""

    text: str
    gives: str


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """A built-in function. `beside_feel` marks Footpath's own, which are not in the standard."""

    name: str
    forms: tuple[Form, ...]
    says: str
    examples: tuple[Example, ...]
    beside_feel: bool = False


class Builtin(Callable):
    """A built-in function as a value."""

    __slots__ = ("function",)

    def __init__(self, function: Function) -> None:
        self.function = function

    def function_type(self) -> Type:
        form = self.function.forms[0]
        return FunctionOf(tuple(param.type for param in form.params), form.gives)

    def __repr__(self) -> str:
        return f"function {self.function.name}"


def call_builtin(run: Run, function: Function, args: tuple[Any, ...], names: tuple[str, ...] | None) -> Any:
    """Calls the first form that the arguments fit; where none does, null and the reason of the nearest."""
    unfit: tuple[Param, Any] | None = None
    for form in function.forms:
        run.spend(CALL_STEPS if names is None else 2 * CALL_STEPS)
        given = _arranged(form, args, names)
        if given is None:
            continue
        fitted = _fitted(form, given)
        if isinstance(fitted, list):
            return _done(run, form.does, fitted)
        unfit = fitted
    # Put into words at the end and only while it is heard: saying what a value is takes longer than finding that it
    # does not fit.
    return None if run.heard_enough else run.null(f"{function.name}: {_why(unfit)}")


CALL_STEPS = 8  # four microseconds


def _done(run: Run, does: PythonCallable[..., Any], args: list[Any] | tuple[Any, ...]) -> Any:
    """What a function gives; a text, list or context that it made is counted, a number beyond all is null."""
    try:
        value = does(run, *args)
    except DecimalException:
        return run.null("the number is too big")
    if type(value) in _SIZED:
        run.make(len(value))
    return value


_SIZED = frozenset((str, list, dict))


def prepare(function: Function, count: int) -> PythonCallable[[Run, tuple[Any, ...]], Any]:
    """The function ready to be called with so many arguments in order: the forms that can not fit are left out."""
    forms = [
        form
        for form in function.forms
        if (form.many and count)
        or (not form.many and count <= len(form.params) and all(param.optional for param in form.params[count:]))
    ]
    if len(forms) != 1:
        return lambda run, args: call_builtin(run, function, args, None)
    form = forms[0]
    if form.many:
        return lambda run, args: _done(run, form.does, (list(args),))
    kinds = tuple(param.type for param in form.params[:count])
    does, rest = form.does, [None] * (len(form.params) - count)

    def call(run: Run, args: tuple[Any, ...]) -> Any:
        for value, kind in zip(args, kinds, strict=True):
            if value is None or not kind.accepts(value):
                return call_builtin(run, function, args, None)
        run.spend(CALL_STEPS)
        return _done(run, does, [*args, *rest])

    return call


def _arranged(form: Form, args: tuple[Any, ...], names: tuple[str, ...] | None) -> list[Any] | None:
    """The arguments in the order of the form's parameters; _ABSENT where an optional one is left out."""
    params = form.params
    if names is not None:
        known = {param.name: index for index, param in enumerate(params)}
        if len(set(names)) != len(names) or any(name not in known for name in names):
            return None
        given: list[Any] = [_ABSENT] * len(params)
        for name, value in zip(names, args, strict=True):
            given[known[name]] = value
        if any(one is _ABSENT and not param.optional for one, param in zip(given, params, strict=True)):
            return None
        return given
    if form.many:
        return [list(args)] if args else None
    if len(args) > len(params) or any(not param.optional for param in params[len(args) :]):
        return None
    return [*args, *[_ABSENT] * (len(params) - len(args))]


class _Absent:
    __slots__ = ()


_ABSENT = _Absent()


def _fitted(form: Form, given: list[Any]) -> list[Any] | tuple[Param, Any]:
    """The arguments as the form takes them, or the parameter that does not fit with what was given for it."""
    fitted: list[Any] = []
    for value, param in zip(given, form.params, strict=True):
        if value is _ABSENT:
            fitted.append(None)
            continue
        if value is None:
            if not param.null_too:
                return param, None
            fitted.append(None)
            continue
        found = fit_argument(value, param.type)
        if found is UNFIT:
            return param, value
        fitted.append(found)
    return fitted


def _why(unfit: tuple[Param, Any] | None) -> str:
    if unfit is None:
        return "it is not called like this"
    param, value = unfit
    return f"{param.name} is null" if value is None else f"{param.name} is {said(value)}, not {param.type.describe()}"
