"""Random rules and answers: expressions of a kind, over Asha's household, for laws that hold for all of them."""

import re
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from footpath.rules import BOOLEAN, DATE, NUMBER, TEXT, ContextOf, ListOf, optional

NAMES = {
    "income": NUMBER,
    "rent": NUMBER,
    "co2": optional(NUMBER),
    "lone parent": BOOLEAN,
    "disabled": optional(BOOLEAN),
    "fuel": TEXT,
    "moved": DATE,
    "children": ListOf(ContextOf({"age": NUMBER, "school": optional(TEXT)})),
    "home": ContextOf({"postcode": TEXT, "rooms": optional(NUMBER)}),
}

_numbers = st.decimals(min_value=-1000, max_value=1000, places=2) | st.integers(-5, 5).map(Decimal)
_texts = st.sampled_from(["petrol", "diesel", "", "OX1 1AA"])


def _written(number: Decimal) -> str:
    return f"({number})" if number < 0 else str(number)


number_literals = _numbers.map(_written)
text_literals = _texts.map(lambda text: f'"{text}"')
date_literals = st.dates(date(2000, 1, 1), date(2040, 1, 1)).map(lambda day: f'@"{day}"')

# What a rule can be made of: N is a number, B a condition, n, t and d are literals.
_NUMBER_LEAVES = ("n", "n", "income", "rent", "co2", "count(children)", "home.rooms")
_NUMBER_SHAPES = (
    "(N + N)",
    "(N - N)",
    "(N * N)",
    "(N / N)",
    "(if B then N else N)",
    "min(N, N)",
    "max(N, N)",
    "decimal(N, 2)",
    "floor(N)",
    "-(N)",
    "sum([N, N])",
    "[10, 20, 30][N]",
    "count(children[age > N])",
    "sum(for child in children return child.age + N)",
)
_CONDITION_LEAVES = ("true", "false", "lone parent", "disabled", "co2 = null", "fuel = t")
_CONDITION_SHAPES = (
    *(f"(N {op} N)" for op in ("<", "<=", "=", "!=", ">", ">=")),
    "(B and B)",
    "(B or B)",
    "not(B)",
    "(N between N and N)",
    "(N in [n..n))",
    "(N in (< 5, > 100))",
    "(fuel in [t, home.postcode])",
    "(moved > d)",
    "(some child in children satisfies child.age < N)",
    "(every child in children satisfies child.age != N)",
)
_MARKS = re.compile(r"\b[NBntd]\b")


@st.composite
def _grown(draw: st.DrawFn, kind: str, depth: int) -> str:
    """A rule of at most so many levels."""
    leaves, shapes = (_NUMBER_LEAVES, _NUMBER_SHAPES) if kind == "N" else (_CONDITION_LEAVES, _CONDITION_SHAPES)
    shape = draw(st.sampled_from(leaves if depth == 0 else (*leaves, *shapes)))
    literals = {"n": number_literals, "t": text_literals, "d": date_literals}

    def fill(mark: re.Match[str]) -> str:
        return draw(literals[mark[0]] if mark[0] in literals else _grown(mark[0], depth - 1))

    return _MARKS.sub(fill, shape)


rules = _grown("N", 3) | _grown("B", 3)

_children = st.lists(
    st.fixed_dictionaries({"age": st.integers(0, 20).map(Decimal), "school": st.none() | _texts}), max_size=3
)
answers = st.fixed_dictionaries(
    {
        "income": _numbers,
        "rent": _numbers,
        "co2": st.none() | _numbers,
        "lone parent": st.booleans(),
        "disabled": st.none() | st.booleans(),
        "fuel": _texts,
        "moved": st.dates(date(2000, 1, 1), date(2040, 1, 1)),
        "children": _children,
        "home": st.fixed_dictionaries({"postcode": _texts, "rooms": st.none() | _numbers}),
    }
)
