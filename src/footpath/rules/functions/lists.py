"""Functions on lists."""

from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.operations import PLAINLY_ORDERED, add, equal, multiply, number, order, truncated
from footpath.rules.run import Run
from footpath.rules.types import ANY, BOOLEAN, NUMBER, FunctionOf, ListOf, optional

_LIST = Param("list", ListOf(ANY))
_NULL_LIST = Param("list", ListOf(ANY), null_too=True)
_ELEMENT = Param("element", ANY, null_too=True)
_POSITION = Param("position", NUMBER)


def _same(run: Run, one: Any, two: Any) -> bool:
    run.spend()
    if type(one) is not type(two):
        return False
    return equal(run, one, two) is True


def _list_contains(run: Run, items: list[Any], element: Any) -> bool:
    return any(_same(run, one, element) for one in items)


def _count(run: Run, items: list[Any]) -> Decimal:
    return Decimal(len(items))


def _extreme(sign: int) -> Callable[[Run, list[Any]], Any]:
    def find(run: Run, items: list[Any]) -> Any:
        run.spend(len(items))
        if not items:
            return run.null("the list is empty")
        best = items[0]
        if best is None or type(best) in (list, dict, bool):
            return run.null("the list holds what has no order")
        for one in items[1:]:
            found = order(run, one, best)
            if found is None:
                return None
            if found * sign > 0:
                best = one
        if len(items) == 1 and order(run, best, best) is None:
            return None
        return best

    return find


_LOOKED_AT_A_STEP = 8  # items of which only the kind is looked at


def _fold(run: Run, items: list[Any], does: Callable[[Run, Any, Any], Any]) -> Any:
    run.spend(len(items))
    if not items:
        return run.null("the list is empty")
    total = items[0]
    for one in items:
        if type(one) is not type(items[0]) or type(one) in (str, bool, list, dict, type(None)):
            return run.null("the list holds what is not a number")
    for one in items[1:]:
        total = does(run, total, one)
        if total is None:
            return None
    return total


def _sum(run: Run, items: list[Any]) -> Any:
    run.spend(len(items) // _LOOKED_AT_A_STEP)
    if any(type(one) is not Decimal for one in items) and not _durations(items):
        return run.null("the list holds what is not a number")
    return _fold(run, items, add)


def _durations(items: list[Any]) -> bool:
    return bool(items) and type(items[0]).__name__ in ("DaysAndTime", "YearsAndMonths")


def _product(run: Run, items: list[Any]) -> Any:
    run.spend(len(items) // _LOOKED_AT_A_STEP)
    if any(type(one) is not Decimal for one in items):
        return run.null("the list holds what is not a number")
    return _fold(run, items, multiply)


def _mean(run: Run, items: list[Any]) -> Any:
    total = _sum(run, items)
    if total is None:
        return None
    if type(total) is Decimal:
        return number(run, total, Decimal(len(items)), "/")
    return multiply(run, total, Decimal(1) / Decimal(len(items)))


def _all(run: Run, items: list[Any]) -> bool | None:
    if items is None:
        return run.null("list is null")
    run.spend(len(items))
    if any(one is False for one in items):
        return False
    return True if all(one is True for one in items) else None


def _any(run: Run, items: list[Any]) -> bool | None:
    if items is None:
        return run.null("list is null")
    run.spend(len(items))
    if any(one is True for one in items):
        return True
    return False if all(one is False for one in items) else None


def _sublist(run: Run, items: list[Any], start: Decimal, length: Decimal | None) -> list[Any] | None:
    place = truncated(start)
    if place is None or place == 0 or abs(place) > len(items):
        return run.null(f"the list has {len(items)} items, and none of that number")
    first = place - 1 if place > 0 else len(items) + place
    if length is None:
        return items[first:]
    size = truncated(length)
    if size is None or size < 0 or first + size > len(items):
        return run.null("the part is longer than the list")
    return items[first : first + size]


def _append(run: Run, items: list[Any], *more: Any) -> list[Any]:
    run.check_items(len(items) + len(more))
    return [*items, *more]


def _append_many(run: Run, args: list[Any]) -> list[Any] | None:
    if len(args) < 2:
        return run.null("append takes a list and an item")
    first = args[0]
    items = [] if first is None else first if type(first) is list else [first]
    if first is None:
        return run.null("list is null")
    return _append(run, items, *args[1:])


def _concatenate(run: Run, args: list[Any]) -> list[Any] | None:
    out: list[Any] = []
    for one in args:
        if one is None:
            return run.null("list is null")
        items = one if type(one) is list else [one]
        run.spend(len(items))
        run.check_items(len(out) + len(items))
        out.extend(items)
    return out


def _place(run: Run, items: list[Any], position: Decimal) -> int | None:
    place = truncated(position)
    if place is None or place == 0 or abs(place) > len(items):
        return run.null(f"the list has {len(items)} items, and none of that number")
    return place - 1 if place > 0 else len(items) + place


def _insert_before(run: Run, items: list[Any], position: Decimal, new: Any) -> list[Any] | None:
    place = _place(run, items, position)
    if place is None:
        return None
    run.check_items(len(items) + 1)
    return [*items[:place], new, *items[place:]]


def _remove(run: Run, items: list[Any], position: Decimal) -> list[Any] | None:
    place = _place(run, items, position)
    return None if place is None else [*items[:place], *items[place + 1 :]]


def _replace_at(run: Run, items: list[Any], position: Decimal, new: Any) -> list[Any] | None:
    place = _place(run, items, position)
    return None if place is None else [*items[:place], new, *items[place + 1 :]]


def _replace_where(run: Run, items: list[Any], match: Any, new: Any) -> list[Any] | None:
    from footpath.rules.evaluate import call

    out: list[Any] = []
    for one in items:
        truth = call(run, match, (one, new))
        if type(truth) is not bool:
            return run.null("the function given to list replace does not answer true or false")
        out.append(new if truth else one)
    return out


def _reverse(run: Run, items: list[Any]) -> list[Any]:
    return items[::-1]


def _index_of(run: Run, items: list[Any], match: Any) -> list[Decimal]:
    return [Decimal(place) for place, one in enumerate(items, 1) if _same(run, one, match)]


def _distinct(run: Run, items: list[Any]) -> list[Any]:
    out: list[Any] = []
    for one in items:
        if not any(_same(run, one, other) for other in out):
            out.append(one)
    return out


def _union(run: Run, args: list[Any]) -> list[Any] | None:
    joined = _concatenate(run, args)
    return None if joined is None else _distinct(run, joined)


def _flatten(run: Run, items: list[Any]) -> list[Any]:
    out: list[Any] = []
    waiting = [iter(items)]
    while waiting:
        for one in waiting[-1]:
            run.spend()
            if type(one) is list:
                waiting.append(iter(one))
                break
            out.append(one)
            run.check_items(len(out))
        else:
            waiting.pop()
    return out


def _numbers(run: Run, items: list[Any]) -> bool:
    run.spend(len(items))
    return all(type(one) is Decimal for one in items)


def _median(run: Run, items: list[Any]) -> Any:
    if not items or not _numbers(run, items):
        return run.null("the list is empty or holds what is not a number")
    ordered = sorted(items)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


_DEVIATION_STEPS = 80  # a root, and sums that are set up


def _stddev(run: Run, items: list[Any]) -> Any:
    if len(items) < 2 or not _numbers(run, items):
        return run.null("a standard deviation needs two numbers or more")
    run.spend(_DEVIATION_STEPS + 2 * len(items))
    mean = sum(items, Decimal(0)) / len(items)
    return (sum(((one - mean) ** 2 for one in items), Decimal(0)) / (len(items) - 1)).sqrt()


def _mode(run: Run, items: list[Any]) -> Any:
    if not _numbers(run, items):
        return run.null("the list holds what is not a number")
    counts: dict[Decimal, int] = {}
    for one in items:
        counts[one] = counts.get(one, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(one for one, count in counts.items() if count == most)


def _sort(run: Run, items: list[Any], precedes: Any) -> Any:
    from footpath.rules.evaluate import sort_by

    if precedes is not None:
        return sort_by(run, items, precedes)
    for one, two in pairwise(items):
        run.spend(4)  # comparing it on the way takes as long again, some times over
        if order(run, one, two) is None:
            return None
    if items and type(items[0]) in PLAINLY_ORDERED:
        return sorted(items)  # they are all of one kind, or had no order above
    return sorted(items, key=cmp_to_key(lambda one, two: order(run, one, two) or 0))


def _items(name: str, does: Any, gives: Any, says: str, *examples: Example, null: bool = False) -> Function:
    """A function of one list, that can also be given the items one by one."""
    param = _NULL_LIST if null else _LIST
    return Function(
        name=name,
        forms=(
            Form(params=(param,), does=does, gives=gives),
            Form(params=(Param("list", ListOf(ANY)),), does=does, gives=gives, many=True),
        ),
        says=says,
        examples=examples,
    )


FUNCTIONS = (
    Function(
        name="list contains",
        forms=(Form(params=(_LIST, _ELEMENT), does=_list_contains, gives=BOOLEAN),),
        says="Whether a list holds an item.",
        examples=(Example("list contains([1, 2, 3], 2)", "true"), Example("list contains([1, null], null)", "true")),
    ),
    Function(
        name="count",
        forms=(
            Form(params=(_LIST,), does=_count, gives=NUMBER),
            Form(params=(_LIST,), does=_count, gives=NUMBER, many=True),
        ),
        says="How many items a list has.",
        examples=(Example("count([1, 2, 3])", "3"), Example("count([])", "0")),
    ),
    _items(
        "min", _extreme(-1), ANY, "The least of the items.", Example("min([3, 1, 2])", "1"), Example("min(3, 1)", "1")
    ),
    _items(
        "max",
        _extreme(1),
        ANY,
        "The greatest of the items.",
        Example("max([3, 1, 2])", "3"),
        Example("max([])", "null"),
    ),
    _items("sum", _sum, optional(NUMBER), "The sum of the items.", Example("sum([1, 2, 3])", "6")),
    _items(
        "mean", _mean, optional(NUMBER), "The sum of the items divided by their count.", Example("mean([1, 2, 3])", "2")
    ),
    _items("product", _product, optional(NUMBER), "The items multiplied.", Example("product([2, 3, 4])", "24")),
    _items(
        "median",
        _median,
        optional(NUMBER),
        "The middle one, or the mean of the two in the middle.",
        Example("median([6, 1, 2, 3])", "2.5"),
    ),
    _items(
        "stddev",
        _stddev,
        optional(NUMBER),
        "The standard deviation of a sample.",
        Example("stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"),
    ),
    _items(
        "mode", _mode, ListOf(NUMBER), "The most frequent items, in order.", Example("mode([6, 1, 9, 6, 1])", "[1, 6]")
    ),
    _items(
        "all",
        _all,
        optional(BOOLEAN),
        "True where all items are true; false where one is false.",
        Example("all([true, false])", "false"),
        null=True,
    ),
    _items(
        "any",
        _any,
        optional(BOOLEAN),
        "True where one item is true; false where all are false.",
        Example("any([false, true])", "true"),
        null=True,
    ),
    Function(
        name="sublist",
        forms=(
            Form(
                params=(_LIST, Param("start position", NUMBER), Param("length", NUMBER, optional=True)),
                does=_sublist,
                gives=optional(ListOf(ANY)),
            ),
        ),
        says="A part of a list, from a position (the first is 1, the last is -1), of a length or to the end.",
        examples=(Example("sublist([4, 5, 6], 1, 2)", "[4, 5]"),),
    ),
    Function(
        name="append",
        forms=(
            Form(
                params=(Param("list", ListOf(ANY)), Param("item", ANY, null_too=True)), does=_append, gives=ListOf(ANY)
            ),
            Form(params=(Param("items", ListOf(ANY)),), does=_append_many, gives=ListOf(ANY), many=True),
        ),
        says="The list with items put at its end.",
        examples=(Example("append([1], 2, 3)", "[1, 2, 3]"),),
    ),
    Function(
        name="concatenate",
        forms=(Form(params=(Param("lists", ListOf(ANY)),), does=_concatenate, gives=optional(ListOf(ANY)), many=True),),
        says="The items of several lists as one list.",
        examples=(Example("concatenate([1, 2], [3])", "[1, 2, 3]"),),
    ),
    Function(
        name="insert before",
        forms=(
            Form(
                params=(_LIST, _POSITION, Param("newItem", ANY, null_too=True)),
                does=_insert_before,
                gives=optional(ListOf(ANY)),
            ),
        ),
        says="The list with an item put before a position.",
        examples=(Example("insert before([1, 3], 2, 2)", "[1, 2, 3]"),),
    ),
    Function(
        name="remove",
        forms=(Form(params=(_LIST, _POSITION), does=_remove, gives=optional(ListOf(ANY))),),
        says="The list without the item at a position.",
        examples=(Example("remove([1, 2, 3], 2)", "[1, 3]"),),
    ),
    Function(
        name="list replace",
        forms=(
            Form(
                params=(_LIST, _POSITION, Param("newItem", ANY, null_too=True)),
                does=_replace_at,
                gives=optional(ListOf(ANY)),
            ),
            Form(
                params=(_LIST, Param("match", FunctionOf(None, ANY)), Param("newItem", ANY, null_too=True)),
                does=_replace_where,
                gives=optional(ListOf(ANY)),
            ),
        ),
        says="The list with the item at a position replaced, or every item for which a function is true.",
        examples=(
            Example("list replace([2, 4, 7], 3, 6)", "[2, 4, 6]"),
            Example("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
        ),
    ),
    Function(
        name="reverse",
        forms=(Form(params=(_LIST,), does=_reverse, gives=ListOf(ANY)),),
        says="The list from its end to its start.",
        examples=(Example("reverse([1, 2, 3])", "[3, 2, 1]"),),
    ),
    Function(
        name="index of",
        forms=(Form(params=(_LIST, Param("match", ANY, null_too=True)), does=_index_of, gives=ListOf(NUMBER)),),
        says="The positions at which a list holds an item.",
        examples=(Example("index of([1, 2, 3, 2], 2)", "[2, 4]"),),
    ),
    Function(
        name="union",
        forms=(Form(params=(Param("lists", ListOf(ANY)),), does=_union, gives=optional(ListOf(ANY)), many=True),),
        says="The items of several lists as one list, each once.",
        examples=(Example("union([1, 2], [2, 3])", "[1, 2, 3]"),),
    ),
    Function(
        name="distinct values",
        forms=(Form(params=(_LIST,), does=_distinct, gives=ListOf(ANY)),),
        says="The items of a list, each once.",
        examples=(Example("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"),),
    ),
    Function(
        name="flatten",
        forms=(Form(params=(_LIST,), does=_flatten, gives=ListOf(ANY)),),
        says="A list of lists as one list.",
        examples=(Example("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),),
    ),
    Function(
        name="sort",
        forms=(
            Form(
                params=(_LIST, Param("precedes", FunctionOf(None, ANY), optional=True)),
                does=_sort,
                gives=optional(ListOf(ANY)),
            ),
        ),
        says="The list in order; a function of two items says whether the first comes before the second.",
        examples=(
            Example("sort([3, 1, 4], function(x, y) x < y)", "[1, 3, 4]"),
            Example("sort([3, 1, 2])", "[1, 2, 3]"),
        ),
    ),
)
