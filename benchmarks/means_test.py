"""A means test of 15 expressions, as rules and as people write it by hand."""

import random
from collections.abc import Callable
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import Any

from footpath.rules import BOOLEAN, NUMBER, Constant, RuleBook, compile_rules
from footpath.rules.types import ANY

ON = date(2026, 5, 1)
NUMBERS = ("earnings", "partner_earnings", "other_income", "rent", "savings", "children", "age")
CONDITIONS = ("disabled",)
FIGURES = {
    "rate_couple": "628.10",
    "rate_single": "400.14",
    "rate_young": "316.98",
    "rate_child": "292.81",
    "rate_disabled": "423.27",
    "rent_limit": "895.00",
    "free_with_rent": "411",
    "free_without": "684",
    "taper": "0.55",
    "savings_free": "6000",
    "savings_most": "16000",
}
RULES = {
    "couple": "partner_earnings > 0",
    "standard": "if couple then rate_couple else if age < 25 then rate_young else rate_single",
    "for_children": "min(children, 2) * rate_child",
    "for_disability": "if disabled then rate_disabled else 0",
    "housing": "min(rent, rent_limit)",
    "most": "standard + for_children + for_disability + housing",
    "earned": "earnings + partner_earnings",
    "may_keep": "children > 0 or disabled",
    "kept": "if not(may_keep) then 0 else if rent > 0 then free_with_rent else free_without",
    "from_earnings": "decimal(max(0, earned - kept) * taper, 2)",
    "too_much": "savings > savings_most",
    "tariff": "if savings <= savings_free then 0 else ceiling((savings - savings_free) / 250) * 4.35",
    "income": "from_earnings + tariff + other_income",
    "award": "if too_much then 0 else max(0, most - income)",
    "weekly": "decimal(award * 12 / 52, 2)",
}
assert len(RULES) == 15


def book(*, typed: bool = True) -> RuleBook:
    """The rules, compiled once."""
    types: dict[str, Any] = dict.fromkeys(NUMBERS, NUMBER if typed else ANY)
    types |= dict.fromkeys(CONDITIONS, BOOLEAN if typed else ANY)
    kind = {} if typed else {"type": ANY}
    figures = {name: Constant(Decimal(value), **kind) for name, value in FIGURES.items()}
    found = compile_rules(RULES, types, constants=figures)
    assert isinstance(found, RuleBook), found
    return found


def households(count: int, *, seed: int = 1) -> list[dict[str, Any]]:
    """Made-up ones. A third of the amounts sit on a threshold or beside it."""
    dice = random.Random(seed)

    def pounds(most: int, *edges: int) -> Decimal:
        if edges and dice.random() < 0.3:
            return Decimal(dice.choice(edges) * 100 + dice.choice((-1, 0, 0, 1))).scaleb(-2)
        return Decimal(dice.randrange(most * 100)).scaleb(-2)

    return [
        {
            "earnings": abs(pounds(2_500, 0, 411, 684)),
            "partner_earnings": abs(pounds(1_800, 0)) if dice.random() < 0.4 else Decimal(0),
            "other_income": abs(pounds(300, 0)),
            "rent": abs(pounds(1_200, 0, 895)),
            "savings": abs(pounds(20_000, 0, 6_000, 6_250, 16_000)),
            "children": Decimal(dice.choice((0, 0, 1, 1, 2, 3, 4))),
            "age": Decimal(dice.randrange(18, 90)),
            "disabled": dice.random() < 0.2,
        }
        for _ in range(count)
    ]


# --- by hand, as a careful person writes it ---------------------------------------------------------------------------


def standard_allowance(*, couple: bool, age: Decimal) -> Decimal:
    if couple:
        return Decimal("628.10")
    return Decimal("316.98") if age < Decimal("25") else Decimal("400.14")


def tariff_income(savings: Decimal) -> Decimal:
    if savings <= Decimal("6000"):
        return Decimal("0")
    parts = ((savings - Decimal("6000")) / Decimal("250")).to_integral_value(rounding=ROUND_CEILING)
    return parts * Decimal("4.35")


def to_pence(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)


def by_hand(household: dict[str, Any]) -> dict[str, Any]:
    """Plain and readable: constants where they are used, a function for each thing, every value kept."""
    couple = household["partner_earnings"] > Decimal("0")
    standard = standard_allowance(couple=couple, age=household["age"])
    for_children = min(household["children"], Decimal("2")) * Decimal("292.81")
    for_disability = Decimal("423.27") if household["disabled"] else Decimal("0")
    housing = min(household["rent"], Decimal("895.00"))
    most = standard + for_children + for_disability + housing
    earned = household["earnings"] + household["partner_earnings"]
    may_keep = household["children"] > Decimal("0") or household["disabled"]
    if not may_keep:
        kept = Decimal("0")
    elif household["rent"] > Decimal("0"):
        kept = Decimal("411")
    else:
        kept = Decimal("684")
    from_earnings = to_pence(max(Decimal("0"), earned - kept) * Decimal("0.55"))
    too_much = household["savings"] > Decimal("16000")
    tariff = tariff_income(household["savings"])
    income = from_earnings + tariff + household["other_income"]
    award = Decimal("0") if too_much else max(Decimal("0"), most - income)
    weekly = to_pence(award * Decimal("12") / Decimal("52"))
    return {
        "couple": couple,
        "standard": standard,
        "for_children": for_children,
        "for_disability": for_disability,
        "housing": housing,
        "most": most,
        "earned": earned,
        "may_keep": may_keep,
        "kept": kept,
        "from_earnings": from_earnings,
        "too_much": too_much,
        "tariff": tariff,
        "income": income,
        "award": award,
        "weekly": weekly,
    }


def tuned() -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """As it is written by somebody who has a profiler: one function, constants made once, nothing called twice."""
    zero, two, twelve, weeks, penny, one = map(Decimal, ("0", "2", "12", "52", "0.01", "1"))
    young, couple_rate, young_rate, single_rate = map(Decimal, ("25", "628.10", "316.98", "400.14"))
    child, disability, limit = map(Decimal, ("292.81", "423.27", "895.00"))
    with_rent, without, taper = map(Decimal, ("411", "684", "0.55"))
    free, too_rich, part, per_part = map(Decimal, ("6000", "16000", "250", "4.35"))
    up, even = ROUND_CEILING, ROUND_HALF_EVEN

    def find(household: dict[str, Any]) -> tuple[Any, ...]:
        partner, rent, savings = household["partner_earnings"], household["rent"], household["savings"]
        children, disabled = household["children"], household["disabled"]
        couple = partner > zero
        standard = couple_rate if couple else young_rate if household["age"] < young else single_rate
        for_children = (children if children < two else two) * child
        for_disability = disability if disabled else zero
        housing = rent if rent < limit else limit
        most = standard + for_children + for_disability + housing
        earned = household["earnings"] + partner
        may_keep = children > zero or disabled
        kept = zero if not may_keep else with_rent if rent > zero else without
        over = earned - kept
        from_earnings = ((over if over > zero else zero) * taper).quantize(penny, even)
        too_much = savings > too_rich
        tariff = zero if savings <= free else ((savings - free) / part).quantize(one, up) * per_part
        income = from_earnings + tariff + household["other_income"]
        left = most - income
        award = zero if too_much else left if left > zero else zero
        weekly = (award * twelve / weeks).quantize(penny, even)
        return (
            couple, standard, for_children, for_disability, housing, most, earned, may_keep, kept, from_earnings,
            too_much, tariff, income, award, weekly,
        )  # fmt: skip

    return find
