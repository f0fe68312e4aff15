"""Functions on ranges and points: Allen's relations, as DMN names them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.operations import in_range, order, said
from footpath.rules.run import Run
from footpath.rules.times import Date, DateAndTime, DaysAndTime, Time, YearsAndMonths
from footpath.rules.types import ANY, BOOLEAN, TEXT, RangeOf, optional
from footpath.rules.values import Range

_RANGE = RangeOf(ANY)


class _No(Exception):
    """Two ends have no order."""


def _order(run: Run, one: Any, two: Any) -> int:
    found = order(run, one, two)
    if found is None:
        raise _No
    return found


def _start(run: Run, one: Range, two: Range) -> int:
    """Which range starts earlier; an open end starts just after its value, no end before all."""
    if one.start is None or two.start is None:
        return (one.start is not None) - (two.start is not None)
    return _order(run, one.start, two.start) or (two.start_included - one.start_included)


def _end(run: Run, one: Range, two: Range) -> int:
    if one.end is None or two.end is None:
        return (one.end is None) - (two.end is None)
    return _order(run, one.end, two.end) or (one.end_included - two.end_included)


def _before(run: Run, one: Any, two: Any) -> bool:
    """Whether all of one lies before all of two. Either may be a point."""
    end, end_in = (one.end, one.end_included) if type(one) is Range else (one, True)
    start, start_in = (two.start, two.start_included) if type(two) is Range else (two, True)
    if end is None or start is None:
        return False
    found = _order(run, end, start)
    return found < 0 or (found == 0 and not (end_in and start_in))


def _after(run: Run, one: Any, two: Any) -> bool:
    return _before(run, two, one)


def _meets(run: Run, one: Range, two: Range) -> bool:
    if one.end is None or two.start is None:
        return False
    return one.end_included and two.start_included and _order(run, one.end, two.start) == 0


def _met_by(run: Run, one: Range, two: Range) -> bool:
    return _meets(run, two, one)


def _overlaps(run: Run, one: Range, two: Range) -> bool:
    return not _before(run, one, two) and not _before(run, two, one)


def _overlaps_before(run: Run, one: Range, two: Range) -> bool:
    return _overlaps(run, one, two) and _start(run, one, two) < 0 and _end(run, one, two) <= 0


def _overlaps_after(run: Run, one: Range, two: Range) -> bool:
    return _overlaps_before(run, two, one)


def _same_end(run: Run, one: Any, two: Range) -> bool:
    if type(one) is not Range:
        return two.end is not None and two.end_included and _order(run, one, two.end) == 0
    return _end(run, one, two) == 0 and one.end is not None


def _same_start(run: Run, one: Any, two: Range) -> bool:
    if type(one) is not Range:
        return two.start is not None and two.start_included and _order(run, one, two.start) == 0
    return _start(run, one, two) == 0 and one.start is not None


def _includes(run: Run, one: Range, two: Any) -> bool:
    if type(two) is not Range:
        found = in_range(run, two, one)
        if found is None:
            raise _No
        return found
    return _start(run, one, two) <= 0 and _end(run, one, two) >= 0


def _during(run: Run, one: Any, two: Range) -> bool:
    return _includes(run, two, one)


def _finishes(run: Run, one: Any, two: Range) -> bool:
    return _same_end(run, one, two) and (type(one) is not Range or _start(run, two, one) <= 0)


def _finished_by(run: Run, one: Range, two: Any) -> bool:
    return _finishes(run, two, one)


def _starts(run: Run, one: Any, two: Range) -> bool:
    return _same_start(run, one, two) and (type(one) is not Range or _end(run, one, two) <= 0)


def _started_by(run: Run, one: Range, two: Any) -> bool:
    return _starts(run, two, one)


def _coincides(run: Run, one: Any, two: Any) -> bool:
    if type(one) is Range and type(two) is Range:
        return _start(run, one, two) == 0 and _end(run, one, two) == 0
    return _order(run, one, two) == 0


def _checked(does: Callable[[Run, Any, Any], bool]) -> Callable[[Run, Any, Any], bool | None]:
    def do(run: Run, one: Any, two: Any) -> bool | None:
        for value in (one, two):
            if type(value) in (list, dict, bool):
                return run.null(f"{said(value)} has no place on a line")
            if type(value) is Range and value.half_null:
                return run.null("an end of the range is null")
        try:
            return does(run, one, two)
        except _No:
            return None

    return do


_READING_STEPS = 200  # reading a text as an expression is 60 microseconds and more
_READING_STEPS_A_CHARACTER = 10
_CHARACTERS_MOST = 1_000
_ENDS = ("[", "(", "]")


def _range_of_text(run: Run, text: str) -> Range | None:
    """A range literal: its ends are literals of one kind and in order."""
    from footpath.rules import tree as t
    from footpath.rules.faults import Wrong
    from footpath.rules.read import Names, read_expression

    if len(text) > _CHARACTERS_MOST:
        return run.null(f"a range is written in at most {_CHARACTERS_MOST:,} characters")
    run.spend(_READING_STEPS + _READING_STEPS_A_CHARACTER * len(text))
    bare = text.strip()
    try:
        node = read_expression(_closed(bare), Names(_MAKERS))
    except Wrong:
        return run.null(f"“{text[:40]}” is not a range; write one like [1..5]")
    if not isinstance(node, t.RangeNode):
        return run.null(f"“{text[:40]}” is not a range; write one like [1..5]")
    open_start = bare[1:].lstrip().startswith("..")
    open_end = bare[:-1].rstrip().endswith("..")
    start = None if open_start else _literal(node.start)
    end = None if open_end else _literal(node.end_of)
    if (start is None) != (open_start or node.start is None) or (end is None) != (open_end or node.end_of is None):
        return run.null("the ends of a range are numbers, texts, dates, times or durations")
    if start is None and end is None:
        return run.null("the range has no ends")
    if (start is None and node.start_included and open_start) or (end is None and node.end_included and open_end):
        return run.null("an end that is not there can not be included")
    if start is not None and end is not None:
        found = order(run, start, end)
        if found is None or found > 0:
            return run.null("the ends of a range are in order")
    form = ""
    if start is None:
        form = "<=" if node.end_included else "<"
    elif end is None:
        form = ">=" if node.start_included else ">"
    return Range(start, end, node.start_included, node.end_included, form)


def _closed(text: str) -> str:
    """The text with a null where an end is left out, so that the reader of expressions reads it."""
    head, dots, tail = text.partition("..")
    if not dots:
        return text
    if head.strip() in _ENDS:
        head += "null"
    if tail.strip() in ("]", ")", "["):
        tail = "null" + tail
    return head + dots + tail


def _literal(node: Any) -> Any:
    from footpath.rules import tree as t
    from footpath.rules.functions import BUILTINS
    from footpath.rules.functions import FUNCTIONS as ALL
    from footpath.rules.functions.function import call_builtin
    from footpath.rules.run import Names as Nothing
    from footpath.rules.run import Run as NewRun

    assert BUILTINS
    match node:
        case t.Literal(value=value) if type(value) in (
            _NUMBER,
            str,
            Date,
            Time,
            DateAndTime,
            DaysAndTime,
            YearsAndMonths,
        ):
            return value
        case t.Negative(of=t.Literal(value=value)) if type(value) is _NUMBER:
            return -value
        case t.Call(function=t.Name(name=name), args=args, names=None) if name in _MAKERS and all(
            isinstance(arg, t.Literal) for arg in args
        ):
            run = NewRun(Nothing({}))
            return call_builtin(run, ALL[name], tuple(arg.value for arg in args), None)  # type: ignore[union-attr]
        case _:
            return None


_MAKERS = ("date", "time", "date and time", "duration")
_NUMBER = Decimal


def _relation(name: str, does: Any, says: str, example: Example, *sorts: tuple[str, str]) -> Function:
    kinds = {"point": ANY, "range": _RANGE}
    forms = tuple(
        Form(
            params=(Param(_param(one, one == two, 1), kinds[one]), Param(_param(two, one == two, 2), kinds[two])),
            does=_checked(does),
            gives=optional(BOOLEAN),
        )
        for one, two in sorts
    )
    return Function(name=name, forms=forms, says=says, examples=(example,))


def _param(sort: str, numbered: bool, place: int) -> str:
    return f"{sort}{place}" if numbered else sort


_RR = ("range", "range")
_PR = ("point", "range")
_RP = ("range", "point")
_PP = ("point", "point")

FUNCTIONS = (
    Function(
        name="range",
        forms=(Form(params=(Param("from", TEXT),), does=_range_of_text, gives=optional(_RANGE)),),
        says="A range from text.",
        examples=(Example('range("[18..67)").end', "67"),),
    ),
    _relation(
        "before",
        _before,
        "Whether the first lies wholly before the second.",
        Example("before([1..5), 5)", "true"),
        _RR,
        _RP,
        _PR,
        _PP,
    ),
    _relation(
        "after",
        _after,
        "Whether the first lies wholly after the second.",
        Example("after(11, [1..10])", "true"),
        _RR,
        _RP,
        _PR,
        _PP,
    ),
    _relation(
        "meets",
        _meets,
        "Whether the second starts where the first ends, both ends included.",
        Example("meets([1..5], [5..10])", "true"),
        _RR,
    ),
    _relation(
        "met by",
        _met_by,
        "Whether the first starts where the second ends, both ends included.",
        Example("met by([5..10], [1..5])", "true"),
        _RR,
    ),
    _relation(
        "overlaps", _overlaps, "Whether two ranges share a part.", Example("overlaps([1..5], [3..8])", "true"), _RR
    ),
    _relation(
        "overlaps before",
        _overlaps_before,
        "Whether the first starts earlier, ends earlier and shares a part.",
        Example("overlaps before([1..5], [3..8])", "true"),
        _RR,
    ),
    _relation(
        "overlaps after",
        _overlaps_after,
        "Whether the first starts later, ends later and shares a part.",
        Example("overlaps after([3..8], [1..5])", "true"),
        _RR,
    ),
    _relation(
        "finishes",
        _finishes,
        "Whether the first is an end part of the second.",
        Example("finishes(10, [1..10])", "true"),
        _RR,
        _PR,
    ),
    _relation(
        "finished by",
        _finished_by,
        "Whether the second is an end part of the first.",
        Example("finished by([1..10], [5..10])", "true"),
        _RR,
        _RP,
    ),
    _relation(
        "includes",
        _includes,
        "Whether the second lies within the first.",
        Example("includes([1..10], 5)", "true"),
        _RR,
        _RP,
    ),
    _relation(
        "during", _during, "Whether the first lies within the second.", Example("during(5, [1..10])", "true"), _RR, _PR
    ),
    _relation(
        "starts",
        _starts,
        "Whether the first is a start part of the second.",
        Example("starts(1, [1..10])", "true"),
        _RR,
        _PR,
    ),
    _relation(
        "started by",
        _started_by,
        "Whether the second is a start part of the first.",
        Example("started by([1..10], [1..5])", "true"),
        _RR,
        _RP,
    ),
    _relation(
        "coincides",
        _coincides,
        "Whether two ranges, or two points, are the same.",
        Example("coincides([1..5], [1..5])", "true"),
        _RR,
        _PP,
    ),
)
