"""Random rules and answers: expressions of a kind, over Asha's household, for laws that hold for all of them."""

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

_number_leaves = number_literals | st.sampled_from(["income", "rent", "co2", "count(children)", "home.rooms"])
_boolean_leaves = st.sampled_from(["true", "false", "lone parent", "disabled", "co2 = null", 'fuel = "petrol"'])


def _grow_numbers(numbers: st.SearchStrategy[str], booleans: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(numbers, st.sampled_from("+-*/"), numbers).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(booleans, numbers, numbers).map(lambda p: f"(if {p[0]} then {p[1]} else {p[2]})"),
        st.tuples(st.sampled_from(["min", "max"]), numbers, numbers).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        numbers.map(lambda n: f"decimal({n}, 2)"),
        numbers.map(lambda n: f"floor({n})"),
        numbers.map(lambda n: f"-{n}" if not n.startswith("-") else n),
        st.tuples(numbers, numbers).map(lambda p: f"sum([{p[0]}, {p[1]}])"),
        numbers.map(lambda n: f"[10, 20, 30][{n}]"),
        numbers.map(lambda n: f"count(children[age > {n}])"),
        numbers.map(lambda n: f"sum(for child in children return child.age + {n})"),
    )


def _grow_booleans(numbers: st.SearchStrategy[str], booleans: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(numbers, st.sampled_from(["<", "<=", "=", "!=", ">", ">="]), numbers).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        st.tuples(booleans, st.sampled_from(["and", "or"]), booleans).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        booleans.map(lambda b: f"not({b})"),
        st.tuples(numbers, numbers, numbers).map(lambda p: f"({p[0]} between {p[1]} and {p[2]})"),
        st.tuples(numbers, number_literals, number_literals).map(lambda p: f"({p[0]} in [{p[1]}..{p[2]}))"),
        numbers.map(lambda n: f"({n} in (< 5, > 100))"),
        text_literals.map(lambda text: f"(fuel in [{text}, home.postcode])"),
        date_literals.map(lambda day: f"(moved > {day})"),
        numbers.map(lambda n: f"(some child in children satisfies child.age < {n})"),
        numbers.map(lambda n: f"(every child in children satisfies child.age != {n})"),
    )


# Leaves come first and often, so that what grows from itself stays small.
number_rules: st.SearchStrategy[str] = st.deferred(
    lambda: _number_leaves | _number_leaves | _grow_numbers(number_rules, boolean_rules)
)
boolean_rules: st.SearchStrategy[str] = st.deferred(
    lambda: _boolean_leaves | _boolean_leaves | _grow_booleans(number_rules, boolean_rules)
)
rules = number_rules | boolean_rules

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
