"""Functions on numbers."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DecimalException,
)
from typing import Any

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.operations import truncated
from footpath.rules.run import Run
from footpath.rules.times import DaysAndTime, YearsAndMonths
from footpath.rules.types import BOOLEAN, DAYS_AND_TIME, NUMBER, YEARS_AND_MONTHS, optional

_N = Param("n", NUMBER)
# DMN's scales (1.5, table 71): the exponents of decimal128.
_SCALE_LEAST, _SCALE_MOST = -6111, 6176
_WIDE = Context(prec=7000, Emin=-999_999, Emax=999_999)
_TWO = Decimal(2)
_HEAVY_STEPS = 60  # roots and powers of 34 digits: up to 30 microseconds
_LOG_STEPS = 150


def _round(how: str) -> Any:
    def do(run: Run, n: Decimal, scale: Decimal | None) -> Decimal | None:
        places = 0 if scale is None else truncated(scale)
        if places is None or not _SCALE_LEAST <= places <= _SCALE_MOST:
            return run.null(f"a scale is a whole number from {_SCALE_LEAST} to {_SCALE_MOST}")
        return rounded(run, n, places, how)

    return do


def rounded(run: Run, n: Decimal, places: int, how: str) -> Decimal | None:
    """The number with so many places after the point; more digits than there can be leave it as it is."""
    exponent = n.as_tuple().exponent
    assert isinstance(exponent, int)
    if n and exponent >= -places and n.adjusted() + places >= run.budget.digits:
        return n
    try:
        found = n.quantize(Decimal((0, (1,), -places)), rounding=how)
    except DecimalException:
        return run.null("the number is too big to be rounded so")
    if places < 0:
        # 1E+2 means 100, and is written so.
        found = found + Decimal(0)
        if abs(places) <= run.budget.digits:
            found = found.quantize(Decimal(1)) if found.adjusted() < run.budget.digits else found
    return found


def _abs(run: Run, n: Any) -> Any:
    match n:
        case DaysAndTime():
            return DaysAndTime(abs(n.nanos))
        case YearsAndMonths():
            return YearsAndMonths(abs(n.months))
        case _:
            return abs(n)


def _modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Decimal | None:
    if not divisor:
        return run.null("a number was divided by zero")
    # Decimal's % has the sign of the dividend; FEEL's has the sign of the divisor. A quotient too long for the
    # context's digits is refused by Decimal, so very unlike sizes go the long way.
    if dividend.adjusted() - divisor.adjusted() > 6000:
        return run.null("the numbers are too unlike in size")
    run.spend(max(0, dividend.adjusted() - divisor.adjusted()) // 4)
    left = _WIDE.remainder(dividend, divisor)
    if left and (left < 0) != (divisor < 0):
        left = _WIDE.add(left, divisor)
    return +left


def _sqrt(run: Run, number: Decimal) -> Decimal | None:
    run.spend(_HEAVY_STEPS)
    return number.sqrt() if number >= 0 else run.null("a number below zero has no square root")


def _log(run: Run, number: Decimal) -> Decimal | None:
    run.spend(_LOG_STEPS)
    return number.ln() if number > 0 else run.null("only a number above zero has a logarithm")


def _exp(run: Run, number: Decimal) -> Decimal | None:
    run.spend(_HEAVY_STEPS)
    try:
        return number.exp()
    except DecimalException:
        return run.null("the number is too big")


def _parity(run: Run, number: Decimal) -> Decimal | None:
    if number.adjusted() > run.budget.digits + 6:
        return Decimal(0)
    return _WIDE.remainder(number, _TWO)


def _odd(run: Run, number: Decimal) -> bool:
    left = _parity(run, number)
    return left is not None and abs(left) == 1


def _even(run: Run, number: Decimal) -> bool:
    return _parity(run, number) == 0


def _rounding(name: str, how: str, says: str, *examples: Example, scale_optional: bool) -> Function:
    scale = Param("scale", NUMBER, optional=scale_optional)
    return Function(
        name=name,
        forms=(Form(params=(_N, scale), does=_round(how), gives=NUMBER),),
        says=says,
        examples=examples,
    )


FUNCTIONS = (
    _rounding(
        "decimal",
        ROUND_HALF_EVEN,
        "The number with so many places after the point; a half goes to the even neighbour.",
        Example("decimal(1/3, 2)", "0.33"),
        Example("decimal(2.5, 0)", "2"),
        scale_optional=False,
    ),
    _rounding(
        "floor",
        ROUND_FLOOR,
        "The greatest whole number that is not above; with a scale, of so many places.",
        Example("floor(-1.5)", "-2"),
        Example("floor(1.56, 1)", "1.5"),
        scale_optional=True,
    ),
    _rounding(
        "ceiling",
        ROUND_CEILING,
        "The least whole number that is not below; with a scale, of so many places.",
        Example("ceiling(1.5)", "2"),
        Example("ceiling(-1.56, 1)", "-1.5"),
        scale_optional=True,
    ),
    _rounding("round up", ROUND_UP, "Rounds away from zero.", Example("round up(5.5, 0)", "6"), scale_optional=False),
    _rounding(
        "round down", ROUND_DOWN, "Rounds towards zero.", Example("round down(5.5, 0)", "5"), scale_optional=False
    ),
    _rounding(
        "round half up",
        ROUND_HALF_UP,
        "Rounds to the nearest; a half goes away from zero.",
        Example("round half up(5.125, 2)", "5.13"),
        scale_optional=False,
    ),
    _rounding(
        "round half down",
        ROUND_HALF_DOWN,
        "Rounds to the nearest; a half goes towards zero.",
        Example("round half down(5.125, 2)", "5.12"),
        scale_optional=False,
    ),
    Function(
        name="abs",
        forms=(
            Form(params=(_N,), does=_abs, gives=NUMBER),
            Form(params=(Param("n", DAYS_AND_TIME),), does=_abs, gives=DAYS_AND_TIME),
            Form(params=(Param("n", YEARS_AND_MONTHS),), does=_abs, gives=YEARS_AND_MONTHS),
        ),
        says="A number or duration without its sign.",
        examples=(Example("abs(-10)", "10"), Example('abs(@"-PT5H")', '@"PT5H"')),
    ),
    Function(
        name="modulo",
        forms=(
            Form(params=(Param("dividend", NUMBER), Param("divisor", NUMBER)), does=_modulo, gives=optional(NUMBER)),
        ),
        says="What is left after division, with the sign of the divisor.",
        examples=(Example("modulo(12, 5)", "2"), Example("modulo(-12, 5)", "3")),
    ),
    Function(
        name="sqrt",
        forms=(Form(params=(Param("number", NUMBER),), does=_sqrt, gives=optional(NUMBER)),),
        says="The square root.",
        examples=(Example("sqrt(16)", "4"), Example("sqrt(-1)", "null")),
    ),
    Function(
        name="log",
        forms=(Form(params=(Param("number", NUMBER),), does=_log, gives=optional(NUMBER)),),
        says="The natural logarithm.",
        examples=(Example("decimal(log(10), 8)", "2.30258509"),),
    ),
    Function(
        name="exp",
        forms=(Form(params=(Param("number", NUMBER),), does=_exp, gives=optional(NUMBER)),),
        says="Euler’s number to a power.",
        examples=(Example("decimal(exp(5), 8)", "148.41315910"),),
    ),
    Function(
        name="odd",
        forms=(Form(params=(Param("number", NUMBER),), does=_odd, gives=BOOLEAN),),
        says="Whether a number is odd.",
        examples=(Example("odd(5)", "true"),),
    ),
    Function(
        name="even",
        forms=(Form(params=(Param("number", NUMBER),), does=_even, gives=BOOLEAN),),
        says="Whether a number is even.",
        examples=(Example("even(5)", "false"),),
    ),
)
