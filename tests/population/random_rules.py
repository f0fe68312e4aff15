"""Random services and the answers of many people, for the law that one and many find the same."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from footpath.rules import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    Constant,
    ContextOf,
    ListOf,
    Row,
    Rule,
    RuleBook,
    Table,
    compile_rules,
    optional,
)

ON = date(2026, 5, 1)
BIN = {
    "paid": NUMBER,
    "size": optional(NUMBER),
    "kind": TEXT,
    "due": optional(DATE),
    "seen": optional(BOOLEAN),
}
NAMES = {
    "income": NUMBER,
    "rent": NUMBER,
    "savings": optional(NUMBER),
    "rooms": NUMBER,
    "lone parent": BOOLEAN,
    "disabled": optional(BOOLEAN),
    "fuel": TEXT,
    "tenure": optional(TEXT),
    "born": DATE,
    "moved": optional(DATE),
    "bins": ListOf(ContextOf(BIN)),
    "visits": optional(ListOf(optional(NUMBER))),
}
FIGURES = {
    "allowance": Constant(Decimal("338.58")),
    "taper": Constant(Decimal("0.55")),
    "clean fuels": Constant(["electric", "hydrogen"]),
}
_FUELS = ("petrol", "diesel", "electric", "")
_NUMBERS = ("income", "rent", "savings", "rooms", "allowance", "taper", "n", "n")
_CONDITIONS = ("true", "false", "lone parent", "disabled", "savings = null", "fuel in clean fuels", "fuel = t")
_DATES = ("born", "moved", "d", "today()")
_NUMBER_SHAPES = (
    "(N + N)", "(N - N)", "(N * n)", "(N * N)", "(N / 4)", "-(N)", "(if B then N else N)",
    "min(N, N)", "max(N, N, N)", "sum(N, N)", "max([N, N])", "abs(N)", "decimal(N, 2)", "decimal(N, 0)",
    "decimal(N, -1)", "floor(N)", "ceiling(N)", "floor(N, 1)", "round up(N, 1)", "round down(N, 1)",
    "round half up(N, 1)", "round half down(N, 1)", "decimal(N / N, 2)", "floor(N / N)", "ceiling((N - n) / 250)",
    "decimal(N * 12 / 52, 2)", "(if B then N else null)", "(N / 3)", "D.year", "D.month", "D.day", "D.weekday",
    "(D - D).days", "years and months duration(D, D).years",
    "count(bins)", "count(bins[I])", "sum(bins.paid)", "sum(bins.size)", "sum(bins[I].paid)", "sum(bins[I].size)",
    "min(bins.paid)", "max(bins.size)", "max(bins[I][I].paid)", "sum(for b in bins return V)",
    "min(for b in bins[I] return V)", "decimal(mean(bins.paid), 2)", "count(visits)", "max(visits)", "bins[1].paid",
    "bins[-1].size", "visits[2]", "sum(visits[item > N])", "sum(bins[size = max(bins.size)].paid)", "count(LL)",
)  # fmt: skip
_CONDITION_SHAPES = (
    *(f"(N {op} N)" for op in ("<", "<=", "=", "!=", ">", ">=")),
    "(B and B)", "(B or B)", "not(B)", "(B and B and B)", "(N between N and N)", "(N in [n..n))", "(N in (n, n, n))",
    "(N in (< n, > n))", "(fuel in (t, t))", "(fuel in not(t))", "(tenure in (t, null))", "(tenure = fuel)",
    "(some b in bins satisfies J)", "(every b in bins satisfies J)", "(some v in visits satisfies v > N)",
    "any(bins.seen)", "all(bins.seen)", "list contains(bins.kind, t)", "list contains(visits, N)", "bins[2].seen",
    "(some b in bins[I] satisfies J)", "(bins[-1].kind = t)", "every b in bins[I] satisfies b.size > 0",
    "(D < D)", "(D >= D)", "(D = D)", "(N = null)", "(D != null)", "(disabled = lone parent)",
)  # fmt: skip
_DATE_SHAPES = (
    "(D + @\"P1M\")", "(D - @\"P13M\")", "(D + @\"P1Y\")", "(D + @\"P30D\")", "(if B then D else D)", "min(D, D)",
    "min(bins.due)", "max(bins[I].due)", "bins[1].due",
)  # fmt: skip
# Of an item: in a filter, for a loop's turn, and what a loop gives. LL is a list made of a list.
_FILTERS = (
    "paid > N", "size > n", "size <= paid", "kind = t", "kind = fuel", "due < D", "seen", "not(seen)", "true",
    "(paid > n and B)", "(seen or size = null)", "paid in [n..n]", "item.paid > n", "(due + @\"P1M\") > D",
)  # fmt: skip
_TURNS = ("b.paid > N", "b.size < n", "b.kind = tenure", "b.seen", "b.due = D", "(b.paid < n or b.seen)", "B")
_GIVEN = ("b.paid", "b.size * n", "(b.paid + N)", "decimal(b.paid / 3, 2)", "(if b.seen then b.paid else n)", "n")
_LISTS = ("for b in bins[I] return b.kind", "bins[I].size[item > n]", "bins.due[item < D]", "bins[I]")


def random_number(dice: random.Random) -> Decimal:
    return Decimal(dice.choice((dice.randrange(-99_999, 99_999), dice.randrange(-50, 50) * 50))).scaleb(-2)


def _literal(dice: random.Random, kind: str) -> str:
    match kind:
        case "n":
            value = random_number(dice)
            return f"({value})" if value < 0 else str(value)
        case "t":
            return f'"{dice.choice(_FUELS)}"'
        case _:
            return f'@"{date(2000, 1, 1) + timedelta(dice.randrange(12_000))}"'


def random_expression(dice: random.Random, kind: str, depth: int) -> str:
    leaves, shapes = {
        "N": (_NUMBERS, _NUMBER_SHAPES),
        "B": (_CONDITIONS, _CONDITION_SHAPES),
        "D": (_DATES, _DATE_SHAPES),
        "I": (_FILTERS, _FILTERS),
        "J": (_TURNS, _TURNS),
        "V": (_GIVEN, _GIVEN),
        "LL": (_LISTS, _LISTS),
    }[kind]
    shape = dice.choice(leaves if depth <= 0 or dice.random() < 0.15 else shapes)
    # Only letters that stand alone are places to fill: the names of questions hold letters too.
    words = []
    for word in _words(shape):
        if word in ("N", "B", "D", "I", "J", "V", "LL"):
            words.append(random_expression(dice, word, depth - 1))
        elif word in ("n", "t", "d"):
            words.append(_literal(dice, word))
        else:
            words.append(word)
    return "".join(words)


def _words(shape: str) -> list[str]:
    words: list[str] = [""]
    quoted = False
    for letter in shape:
        quoted ^= letter == '"'
        joins = letter.isalpha() and words[-1][-1:].isalpha() and not quoted
        words[-1:] = [words[-1] + letter] if joins or quoted else [words[-1], letter]
    return words


def random_table(dice: random.Random) -> Table:
    # What not(…) makes of a null the exact engine says in two ways; until it says it in one, nothing null is asked.
    given = (dice.choice(("income", "savings", "rent")), dice.choice(("fuel", "tenure")))

    def cell(column: str) -> str | None:
        sure = column not in ("savings", "tenure")
        if column not in ("fuel", "tenure"):
            n = sorted((random_number(dice), random_number(dice)))
            forms = ["", f"< {n[1]}", f">= {n[0]}", f"[{n[0]}..{n[1]})", f"{n[0]}, {n[1]}", None]
            return dice.choice([*forms, f"not({n[0]})"] if sure else forms)
        texts = ["", '"petrol"', '"petrol", "electric"', "clean fuels", None]
        return dice.choice([*texts, 'not("diesel")'] if sure else texts)

    rows = tuple(
        Row(when=(cell(given[0]), cell(given[1])), then=(random_expression(dice, "N", 1),))
        for _ in range(dice.randrange(1, 5))
    )
    return Table(hit=dice.choice(("first", "unique", "collect count")), given=given, rows=rows)


def random_book(dice: random.Random) -> RuleBook:
    """A service of six rules that rest on one another; what does not go together is thrown away and tried again."""
    while True:
        rules: dict[str, Rule] = {}
        for place in range(6):
            kind = dice.choice("NNNBD")
            rules[f"r{place}"] = random_table(dice) if dice.random() < 0.2 else random_expression(dice, kind, 2)
        rules["award"] = "decimal(max(0, if r0 = null then allowance else allowance * taper), 2)"
        found = compile_rules(rules, NAMES, constants=FIGURES)
        if isinstance(found, RuleBook):
            return found


_BINS = pa.list_(
    pa.struct(
        [
            ("paid", pa.decimal128(9, 2)),
            ("size", pa.decimal128(9, 2)),
            ("kind", pa.string()),
            ("due", pa.date32()),
            ("seen", pa.bool_()),
        ]
    )
)


def random_people(dice: random.Random, count: int) -> pa.Table:
    """People whose answers sit on thresholds and ties as often as not."""

    def some(value: Any) -> Any:
        return None if dice.random() < 0.1 else value

    def day() -> date:
        ends = (date(2024, 2, 29), date(2023, 1, 31), date(2000, 2, 28), date(1900, 3, 1), ON)
        return dice.choice(ends) if dice.random() < 0.5 else date(1900, 1, 1) + timedelta(dice.randrange(50_000))

    def money() -> Decimal:
        return random_number(dice)

    def bin_() -> dict[str, Any]:
        return {
            "paid": money(),
            "size": some(money()),
            "kind": dice.choice(_FUELS),
            "due": some(day()),
            "seen": some(dice.random() < 0.5),
        }

    rows = range(count)
    return pa.table(
        {
            "income": pa.array([money() for _ in rows], pa.decimal128(12, 2)),
            "rent": pa.array([money() for _ in rows], pa.decimal128(9, 2)),
            "savings": pa.array([some(money()) for _ in rows], pa.decimal128(14, 3)),
            "rooms": pa.array([dice.randrange(0, 9) for _ in rows], pa.int32()),
            "lone parent": pa.array([dice.random() < 0.5 for _ in rows]),
            "disabled": pa.array([some(dice.random() < 0.5) for _ in rows], pa.bool_()),
            "fuel": pa.array([dice.choice(_FUELS) for _ in rows]),
            "tenure": pa.array([some(dice.choice(_FUELS)) for _ in rows], pa.string()),
            "born": pa.array([day() for _ in rows]),
            "moved": pa.array([some(day()) for _ in rows], pa.date32()),
            "bins": pa.array([[bin_() for _ in range(dice.choice((0, 0, 1, 1, 2, 5)))] for _ in rows], _BINS),
            "visits": pa.array(
                [some([some(money()) for _ in range(dice.randrange(4))]) for _ in rows], pa.list_(pa.decimal128(9, 2))
            ),
        }
    )
