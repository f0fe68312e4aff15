"""Runs a decision table: which rows hold, and what its hit policy makes of them."""

from decimal import Decimal, DecimalException
from typing import Any

from footpath.rules import operations as o
from footpath.rules.fit import UNFIT, fit, weigh
from footpath.rules.run import Run
from footpath.rules.values import NotYet

HITS = (
    "first",
    "unique",
    "any",
    "priority",
    "collect",
    "collect sum",
    "collect min",
    "collect max",
    "collect count",
    "rule order",
    "output order",
)


def run_table(f: list[Any], hit: str, columns: Any, rows: Any, outs: Any) -> Any:
    run: Run = f[0]
    read = [False] * len(columns)

    def cell_holds(column: int, passes: Any) -> bool:
        code, slot, allowed = columns[column]
        if not read[column]:
            f[slot] = code(f)
            read[column] = True
            if allowed is not None and f[slot] is not None and allowed(f) is not True:
                raise _NotAllowed(column)
        return passes(f) is True

    matched: list[int] = []
    later: NotYet | None = None
    try:
        for place, (cells, _then, _note) in enumerate(rows):
            run.spend()
            holds = True
            not_yet: NotYet | None = None
            for column, passes in enumerate(cells):
                if passes is None:
                    continue
                try:
                    if not cell_holds(column, passes):
                        holds = False
                        break
                except NotYet as reason:
                    not_yet = reason
            if not holds:
                continue
            if not_yet is not None:
                later = not_yet
                if hit == "first":
                    raise later
                continue
            matched.append(place)
            if hit == "first":
                break
    except _NotAllowed as wrong:
        return run.null(f"the value of column {wrong.column + 1} of the table is not one of those it allows")
    if later is not None:
        raise later
    return _made(f, run, hit, rows, outs, matched)


class _NotAllowed(Exception):
    def __init__(self, column: int) -> None:
        super().__init__(column)
        self.column = column


def _made(f: list[Any], run: Run, hit: str, rows: Any, outs: Any, matched: list[int]) -> Any:
    for place in matched:
        run.rows.append((place + 1, rows[place][2]))
    if not matched:
        defaults = [default(f) if default is not None else None for _g, _s, _a, _r, default in outs]
        if any(default is not None for _g, _s, _a, _r, default in outs):
            return _row(f, run, outs, defaults)
        if hit == "collect count":
            return Decimal(0)
        return run.null("no row of the table holds")
    match hit:
        case "first":
            return _result(f, run, rows, outs, matched[0])
        case "unique":
            if len(matched) > 1:
                return run.null(f"rows {_said(matched)} of the table hold, and only one may")
            return _result(f, run, rows, outs, matched[0])
        case "any":
            results = [_result(f, run, rows, outs, place) for place in matched]
            if any(o.equal(run, results[0], other) is not True for other in results[1:]):
                return run.null(f"rows {_said(matched)} of the table hold and do not agree")
            return results[0]
        case "priority":
            return _ranked(f, run, rows, outs, matched)[0]
        case "output order":
            return _ranked(f, run, rows, outs, matched)
        case "collect" | "rule order":
            return [_result(f, run, rows, outs, place) for place in matched]
        case "collect count":
            return Decimal(len(matched))
        case _:
            return _summed(run, hit, [_result(f, run, rows, outs, place) for place in matched])


def _said(matched: list[int]) -> str:
    return " and ".join(str(place + 1) for place in matched)


def _result(f: list[Any], run: Run, rows: Any, outs: Any, place: int) -> Any:
    return _row(f, run, outs, [code(f) for code in rows[place][1]])


def _row(f: list[Any], run: Run, outs: Any, values: list[Any]) -> Any:
    made: list[Any] = []
    for (given, slot, allowed, _ranked_codes, _default), value in zip(outs, values, strict=True):
        if given.type is not None:
            weigh(run, value, given.type)
            fitted = fit(value, given.type)
            if fitted is UNFIT:
                fitted = run.null(f"the table gave {o.said(value)}, not {given.type.describe()}")
            value = fitted
        if allowed is not None and value is not None:
            f[slot] = value
            if allowed(f) is not True:
                value = run.null("the table gave a value that is not one of those it allows")
        made.append(value)
    if len(outs) == 1 and not outs[0][0].name:
        return made[0]
    return {out[0].name: value for out, value in zip(outs, made, strict=True)}


def _ranked(f: list[Any], run: Run, rows: Any, outs: Any, matched: list[int]) -> list[Any]:
    orders = [[code(f) for code in ranked] for _g, _s, _a, ranked, _d in outs]

    def rank(place: int) -> tuple[int, ...]:
        values = [code(f) for code in rows[place][1]]
        places: list[int] = []
        for value, order in zip(values, orders, strict=True):
            found = len(order)
            for index, one in enumerate(order):
                if o.in_value(run, value, one) is True:
                    found = index
                    break
            places.append(found)
        return tuple(places)

    return [_result(f, run, rows, outs, place) for place in sorted(matched, key=rank)]


def _summed(run: Run, hit: str, values: list[Any]) -> Any:
    if any(value is None for value in values):
        return run.null("a row of the table gave null")
    match hit:
        case "collect sum":
            total = values[0]
            for value in values[1:]:
                total = o.add(run, total, value)
            return total
        case _:
            best = values[0]
            try:
                for value in values[1:]:
                    order = o.order(run, value, best)
                    if order is None:
                        return None
                    if (order < 0) == (hit == "collect min") and order:
                        best = value
            except DecimalException:
                return run.null("the rows of the table can not be put in order")
            return best
