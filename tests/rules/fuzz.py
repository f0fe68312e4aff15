# ruff: noqa: E501 -- tables of words read better as they are
"""Random expressions nobody would write, to find what stops the engine otherwise than by a sentence.

    python -m tests.rules.fuzz                            a minute of them, on all cores
    python -m tests.rules.fuzz --seconds 7200             a million, or as many as there are in two hours
    python -m tests.rules.fuzz --seed 7 --count 2000      the same two thousand again
    python -m tests.rules.fuzz --one 7/1234               one of them again

Each is read, checked and found in the careful way without its types, then in the quick and the careful way with them.
"""

import argparse
import contextlib
import gc
import multiprocessing
import multiprocessing.connection
import os
import random
import reprlib
import resource
import string
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.rules.feel import evaluate

from footpath.rules import (
    ANY,
    BOOLEAN,
    DATE,
    FUNCTIONS,
    NUMBER,
    TEXT,
    ContextOf,
    ListOf,
    NotAValue,
    OverBudget,
    RuleBook,
    Type,
    compile_rules,
    optional,
)
from footpath.rules.faults import Wrong
from footpath.rules.types import (
    DATE_AND_TIME,
    DAYS_AND_TIME,
    TIME,
    YEARS_AND_MONTHS,
    FunctionOf,
    RangeOf,
    base,
)

ON = date(2026, 5, 1)
MOST_SECONDS, MOST_BYTES = 0.050, 64 << 20
# What is stopped has been stopped in time when it took no more than twice as long.
STOPPED_TWICE = 2
# The promise is for a quiet machine; what a busy one makes of it is measured against a fixed piece of work, and that
# measure is itself out by twice now and then. Tests that share a machine spare what takes less than so many times.
SPARED = 4
# One in so many is measured in Python's memory too, which makes it several times slower, and so is whatever makes the
# process grow by more than is noticed.
MEMORY_ONE_IN = 200
_NOTICED = 16 << 20
# One in so many is tried in every way there is, and one in so many of what the checker refuses without types.
WHOLE_ONE_IN = 10
UNTYPED_ONE_IN = 3

VALUES: dict[str, Any] = {
    "n": Decimal("3"),
    "big": Decimal("9" * 34),
    "huge": Decimal("1e6144"),
    "tiny": Decimal("1e-6143"),
    "nothing": None,
    "yes": True,
    "s": "x" * 30_000,
    "word": "Barset",
    "coins": "".join(random.Random(1).choices("ab", k=20_000)),
    "odd": "a\u0301\U0001f600 ß\x00\u202e İ" * 50,
    "day": date(2024, 2, 29),
    "few": [Decimal(place) for place in range(12)],
    "xs": [Decimal(place) for place in range(9_999)],
    "mixed": [Decimal(1), None, "a", True, [Decimal(2)], {"a": Decimal(1)}],
    "words": ["".join(chr(97 + place // 26**at % 26) for at in range(3)) for place in range(3_000)],
    "people": [{"age": Decimal(place % 90), "name": f"p{place}"} for place in range(500)],
    "c": {"a": Decimal(1), "b": {"c": {"d": [Decimal(1), Decimal(2)]}}},
}
TYPES: dict[str, Type] = {
    "n": NUMBER,
    "big": NUMBER,
    "huge": NUMBER,
    "tiny": NUMBER,
    "nothing": optional(NUMBER),
    "yes": BOOLEAN,
    "s": TEXT,
    "word": TEXT,
    "coins": TEXT,
    "odd": TEXT,
    "day": DATE,
    "few": ListOf(NUMBER),
    "xs": ListOf(NUMBER),
    "mixed": ListOf(ANY),
    "words": ListOf(TEXT),
    "people": ListOf(ContextOf({"age": NUMBER, "name": TEXT})),
    "c": ContextOf({"a": NUMBER, "b": ContextOf({"c": ContextOf({"d": ListOf(NUMBER)})})}),
}
UNTYPED: dict[str, Type] = dict.fromkeys(TYPES, ANY)

_NUMBERS = (
    "0", "1", "2", "-1", "0.5", "10", "100", "9999", "10000", "100000", "1e6", "1e30", "1e34", "1e400", "1e6144", "1e-6143",
    "-1e6144", "9999999999999999999999999999999999", "0.1", "1/3", "n", "big", "huge", "tiny", "nothing", "count(xs)",
)  # fmt: skip
_TEXTS = (
    '""', '"a"', '"petrol"', '"  "', '"\\u00e9"', '"\\uD83D\\uDE00"', "s", "word", "coins", "odd", "s + s", '"2024-02-29"', '"P1Y"',
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"', '"1,000.5"', '"[1..5]"', '"12:00:00@Europe/London"', "words[5]",
)  # fmt: skip
_PATTERNS = (
    '"(a+)+$"', '"(a|a)*b"', '"(x{50}){50}"', '"[a-z]{1,900}"', '"\\\\p{L}+"', '".*.*.*.*x"', '"(x?){200}x{200}"', '"("', '"[^"',
    '"x{99999}"', '"\\\\d{4}-\\\\d\\\\d"', '"(((((((((a)*)*)*)*)*)*)*)*)*"', '""', '"."', '"$"', '"(?=a)"', '"(a)\\\\1"', '"[\\\\i-[:]]*"',
    '"x|y|z"', '"\\\\p{IsGreek}"', '"(.)(.)(.)(.)(.)(.)(.)(.)(.)"', '"[ab]*a[ab]{12}"', "word", "s",
)  # fmt: skip
_DATES = (
    '@"2024-02-29"', '@"0001-01-01"', '@"999999999-12-31"', '@"-999999999-01-01"', '@"9999-12-31"', "day", "today()",
    'date("2024-01-31")', 'date("nonsense")', "date(2024, 2, 30)",
)  # fmt: skip
_TIMES = ('@"12:00:00"', '@"23:59:59.999999999Z"', '@"00:00:00+14:00"', '@"12:00:00@Europe/London"', 'time("25:00:00")')
_MOMENTS = (
    '@"2024-02-29T12:00:00"', '@"9999-12-31T23:59:59Z"', '@"2024-03-31T01:30:00@Europe/London"', "now()",
    '@"-2023-01-01T00:00:00"', 'date and time(day, @"12:00:00")',
)  # fmt: skip
_DAYS = ('@"P1D"', '@"-PT1S"', '@"P999999999D"', '@"PT0.000000001S"', 'duration("P400D")')
_MONTHS = ('@"P1M"', '@"-P13M"', '@"P999999999Y"', 'duration("P1Y2M")')
_LISTS = (
    "few",
    "few",
    "few",
    "xs",
    "[]",
    "[1, 2, 3]",
    "mixed",
    "words",
    "people",
    "[null]",
    "[1..5]",
    "c.b.c.d",
    "people.name",
    "[xs, xs]",
)
_CONTEXTS = ("c", "{}", '{a: 1, "b c": 2}', "people[1]", "c.b", "{f: function(x) x + 1}")
_RANGES = (
    "[1..5]",
    "(1..1)",
    "[5..1]",
    '["a".."b"]',
    '[@"2024-01-01"..@"2024-12-31"]',
    "(< 5)",
    "(>= huge)",
    "[1..null]",
)
_BOOLEANS = ("true", "false", "null", "yes", "nothing = null", "n > 2")
_LEAVES: dict[str, tuple[str, ...]] = {
    "N": _NUMBERS, "T": _TEXTS, "P": _PATTERNS, "D": _DATES, "H": _TIMES, "M": _MOMENTS, "Y": _DAYS, "O": _MONTHS,
    "L": _LISTS, "C": _CONTEXTS, "R": _RANGES, "B": _BOOLEANS, "A": ("null", "n", "word", "few", "c", "day", "yes", "s", "xs"),
}  # fmt: skip
# A letter that stands alone is a place to fill with something of that kind; F is a function, v a name that is bound.
_SHAPES: dict[str, tuple[str, ...]] = {
    "N": (
        "(N + N)", "(N - N)", "(N * N)", "(N / N)", "(N ** N)", "-(N)", "(if B then N else N)", "L[N]", "count(L)",
        "(D - D).days", "C.a", "sum(for i in L return N)", "(for i in N..N return N)[1]", "D.year", "L[item > N][1]",
        "{f: function(k) if k <= 0 then N else N + f(k - 1), g: f(N)}.g", "(function(x) x + N)(N)", "min(N, N, N)",
    ),
    "T": (
        "(T + T)", "(if B then T else T)", "string(A)", "string join(for i in L return T, T)", "substring(T, N)", "words[N]",
        "{f: function(t, k) if k <= 0 then t else f(t + t, k - 1), g: f(T, N)}.g", "replace(T, P, T)", "C.name",
        'string join(words, ",")', "(for i in L return T)[-1]",
    ),
    "B": (
        "(N < N)", "(N = N)", "(A = A)", "(A != A)", "(T < T)", "(B and B)", "(B or B)", "not(B)", "(N between N and N)",
        "(A in (A, A))", "(N in R)", "(A in L)", "(some i in L satisfies B)", "(every i in L, j in L satisfies B)",
        "(A instance of number)", "(A instance of list<number>)", "matches(T, P)", "(N in (< N, > N))", "(L = L)",
        "(A in not(A, A))", "contains(T, T)", "(M < M)", "(D <= D)", "list contains(L, A)",
    ),
    "D": ("(D + O)", "(D - Y)", "(D + Y)", "date(M)", "date(T)", "date(N, N, N)", "(if B then D else D)", "(D - O)"),
    "H": ("time(M)", "(H + Y)", "time(N, N, N)", "time(N, N, N, Y)", "time(T)"),
    "M": ("(M + Y)", "(M + O)", "date and time(D, H)", "date and time(T)", "(M - Y)", "date and time(M, T)"),
    "Y": ("(M - M)", "(Y + Y)", "(Y * N)", "(Y / N)", "duration(T)", "(D - D)", "-(Y)", "(H - H)"),
    "O": ("years and months duration(D, D)", "(O * N)", "(O + O)", "(O / N)", "duration(T)", "-(O)"),
    "L": (
        "[A, A, A]", "L[B]", "L[item > N]", "(for i in L return A)", "(for i in N..N return A)", "(for i in L, j in L return N)",
        "(for i in L return partial)", "concatenate(L, L)", "flatten(L)", "sort(L)", "sort(L, F)", "distinct values(L)",
        "sublist(L, N)", "reverse(L)", "union(L, L)", "split(T, P)", "(for i in D..D return A)", "append(L, A)", "L.name",
        "people[age > N]", "(for i in 1..N return L)", "[L, L]", "(for i in R return i)", "get entries(C)", "remove(L, N)",
        "{f: function(l, k) if k <= 0 then l else f(concatenate(l, l), k - 1), g: f(L, N)}.g", "list replace(L, N, A)",
    ),
    "C": (
        "{a: A, b: A}", "{a: N, b: a + 1, c: L}", "context put(C, T, A)", "context merge([C, C])", "people[N]",
        "context([{key: T, value: A}])", "{f: F, g: f(A)}", "(for i in L return {k: i})[1]",
    ),
    "R": ("[N..N]", "(N..N)", "[D..D]", "[T..T]", "(> N)", "(<= D)", "range(T)", "[M..M)"),
    "F": ("function(x, y) x < y", "function(x, y) B", "function(x) A", "function(x, y) N > 1", "function() A", "count"),
    "P": ("(P + P)", "T", "string(A)"),
    "A": ("N", "T", "B", "D", "L", "C", "R", "M", "H", "Y", "O", "F", "A.a", "A[A]", "(if A then A else A)", "(A + A)", "(A * A)"),
}  # fmt: skip
# What takes long to walk over is met now and then: most of a million are to be quick.
_LARGE = frozenset(
    ("xs", "words", "people", "s", "s + s", "coins", "[xs, xs]", "people.name", "count(xs)", "9999", "100000", "1e6")
)  # fmt: skip
_SMALL_INSTEAD = {"L": "few", "T": "word", "N": "2", "P": "word"}
_KINDS: dict[Type, str] = {
    NUMBER: "N", TEXT: "T", BOOLEAN: "B", DATE: "D", TIME: "H", DATE_AND_TIME: "M", DAYS_AND_TIME: "Y", YEARS_AND_MONTHS: "O",
}  # fmt: skip
_TOKENS = (
    "(", ")", "[", "]", "{", "}", ",", ":", "..", ".", "+", "-", "*", "/", "**", "=", "!=", "<", ">=", "if", "then", "else",
    "for", "in", "return", "some", "every", "satisfies", "and", "or", "not(", "between", "instance of", "function(", "null",
    "true", '"', "'", "@", "?", "item", "partial", "/*", "*/", "//", "\\", "\n", "\t", "\x00", "é", "😀", "1e9", "0x1", "é́", "..",
    "n", "s", "xs", "c", "list<", "context<", "external", "{f:", "}.f", "1..", "date and time(", "@\"2024-", "\u00a0",
)  # fmt: skip


def kind_of(of: Type) -> str:
    plain = base(of)
    if isinstance(plain, ListOf):
        return "L"
    if isinstance(plain, ContextOf):
        return "C"
    if isinstance(plain, RangeOf):
        return "R"
    if isinstance(plain, FunctionOf):
        return "F"
    return _KINDS.get(plain, "A")


def _call(dice: random.Random, depth: int) -> str:
    function = FUNCTIONS[dice.choice(list(FUNCTIONS))]
    form = dice.choice(function.forms)
    if form.many and dice.random() < 0.8:
        inner = base(form.params[0].type)
        item = kind_of(inner.item) if isinstance(inner, ListOf) else "A"
        args = [expression(dice, item if dice.random() < 0.7 else "A", depth - 1) for _ in range(dice.randrange(5))]
        return f"{function.name}({', '.join(args)})"
    params = [param for param in form.params if not param.optional or dice.random() < 0.7]
    args = []
    for param in params:
        kind = kind_of(param.type)
        if param.name in ("pattern", "delimiter", "replacement") and dice.random() < 0.8:
            kind = "P"
        args.append(expression(dice, kind if dice.random() < 0.85 else dice.choice("NTBDLCRA"), depth - 1))
    if dice.random() < 0.1:
        args = [f"{param.name}: {arg}" for param, arg in zip(params, args, strict=True)]
    if dice.random() < 0.05:
        args = args[: dice.randrange(len(args) + 1)]
    return f"{function.name}({', '.join(args)})"


def expression(dice: random.Random, kind: str, depth: int) -> str:
    """An expression that is mostly of a kind, so deep at most."""
    if depth <= 0 or dice.random() < 0.12:
        if kind not in _LEAVES:
            return "function(x, y) x < y"
        leaf = dice.choice(_LEAVES[kind])
        return _SMALL_INSTEAD.get(kind, "null") if leaf in _LARGE and dice.random() < 0.92 else leaf
    if dice.random() < 0.3:
        return _call(dice, depth)
    words = []
    for word in _words(dice.choice(_SHAPES[kind])):
        if len(word) == 1 and word in _SHAPES:
            words.append(expression(dice, word, depth - 1))
        else:
            words.append(word)
    return "".join(words)


def _words(shape: str) -> Iterator[str]:
    word = ""
    for letter in shape:
        if letter.isalpha() or (word and letter.isalnum()):
            word += letter
            continue
        if word:
            yield word
        word = ""
        yield letter
    if word:
        yield word


def mutated(dice: random.Random, text: str) -> str:
    """The text with a few things wrong in it."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        at = dice.randrange(len(text) + 1)
        to = min(len(text), at + dice.randrange(1, 8))
        match dice.randrange(6):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + dice.choice(_TOKENS) + text[at:]
            case 2:
                text = text[:to] + text[at:]
            case 3:
                text = text[:at] + dice.choice(string.printable) + text[at:]
            case 4:
                text = text[:at] + dice.choice(_TOKENS) * dice.choice((2, 10, 70, 2_000)) + text[at:]
            case _:
                other = dice.randrange(len(text) + 1)
                text = text[:at] + text[min(at, other) : max(at, other)] + text[at:]
    return text


# What stands inside itself many times over, and what stands beside itself.
_TOWERS = (
    "({})", "[{}]", "-({})", "-{}", "not({})", "if yes then {} else n", "if {} then 1 else 2", "for x in few return {}",
    "some x in [1] satisfies {}", "every x in {} satisfies true", "{{a: {}}}", "{{a: {}}}.a", "few[{}]", "xs[item > {}]", "min(n, {})",
    "(n + {})", "n in ({})", "n in ({}, 1)", "function(x) {}", "abs({})", "string({})", "(n between {} and 2)", "n between 1 and {}",
    "[{}..2]", "]{}..2[", "({} = n)", "(yes and {})", "{}.a", "{}[1]", "({} instance of number)", "concatenate({}, few)",
    "{{f: function(x) {}, g: f(1)}}.g", "(function(x) {})(1)", "if n > 1 and (n < {}) then n else 2", "count({})", "people[age > {}]",
)  # fmt: skip
_JOINTS = (" + ", " - ", " * ", " / ", " ** ", " and ", ", ", " or ", " = ", "; ", " ")


def _tower(dice: random.Random) -> str:
    text = expression(dice, dice.choice("NTBLA"), 1)
    shapes = dice.choices(_TOWERS, k=dice.choice((1, 1, 1, 2, 3)))
    for place in range(dice.choice((3, 8, 20, 31, 50, 62))):
        text = shapes[place % len(shapes)].format(text)
    return text


def _row(dice: random.Random) -> str:
    joint = dice.choice(_JOINTS)
    parts = [expression(dice, dice.choice("NTBDLA"), 1) for _ in range(dice.choice((1, 2, 5)))]
    count = dice.choice((10, 60, 61, 200, 700, 2_500))
    text = joint.join(parts[place % len(parts)] for place in range(count))
    return dice.choice(("{}", "[{}]", "min({})", "({})", "{{a: {}}}", "n in ({})")).format(text)


def random_text(dice: random.Random) -> str:
    sort = dice.random()
    if sort < 0.02:
        return _tower(dice)
    if sort < 0.023:
        return _row(dice)
    depth = dice.choice((1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 5))
    text = expression(dice, dice.choice("NNTTBBDLLLCRMHYOAAA"), depth)
    if dice.random() < 0.2:
        text = mutated(dice, text)
    return text


# --- one of them ------------------------------------------------------------------------------------------------------


class Broken(Exception):
    """The engine did what it never should. The message says what, and the expression."""


class Slow(Broken):
    """It took too long, which may have been the machine."""


@dataclass
class Worst:
    """The most that was measured of something, and where."""

    most: float = 0
    text: str = ""

    def note(self, found: float, text: str) -> None:
        if found > self.most:
            self.most, self.text = found, text


@dataclass
class Seen:
    """What many of them came to. `spared` is how much longer than promised something may take before it is broken."""

    spared: float = SPARED
    count: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    stopped_by: Counter[str] = field(default_factory=Counter)
    valued: Worst = field(default_factory=Worst)
    stopped: Worst = field(default_factory=Worst)
    grown: Worst = field(default_factory=Worst)  # resident memory, of everything in the process
    traced: Worst = field(default_factory=Worst)  # Python's own, of the sample
    broken: list[str] = field(default_factory=list)

    def add(self, other: "Seen") -> None:
        self.count += other.count
        self.outcomes += other.outcomes
        self.stopped_by += other.stopped_by
        for mine, theirs in zip(self._worst(), other._worst(), strict=True):
            mine.note(theirs.most, theirs.text)
        self.broken += other.broken

    def _worst(self) -> tuple[Worst, ...]:
        return (self.valued, self.stopped, self.grown, self.traced)

    def line(self) -> str:
        return (
            f"{self.count:,} expressions, {len(self.broken)} broken, {self.stopped_by.total():,} stopped; at most "
            f"{self.valued.most * 1000:.0f} ms with a value, {self.stopped.most * 1000:.0f} ms until stopped, "
            f"{max(self.grown.most, self.traced.most) / (1 << 20):.0f} MB"
        )

    def report(self) -> str:
        kinds, stops = (
            ", ".join(f"{name} {count:,}" for name, count in counted.most_common())
            for counted in (self.outcomes, self.stopped_by)
        )
        return (
            f"{self.count:,} expressions: {kinds}.\n"
            f"Stopped by: {stops}.\n"
            f"Longest that gave a value: {self.valued.most * 1000:.1f} ms: {self.valued.text[:300]}\n"
            f"Longest that was stopped: {self.stopped.most * 1000:.1f} ms: {self.stopped.text[:300]}\n"
            f"Most resident memory: {self.grown.most / (1 << 20):.1f} MB: {self.grown.text[:300]}\n"
            f"Most traced memory: {self.traced.most / (1 << 20):.1f} MB: {self.traced.text[:300]}\n"
            f"Broken: {len(self.broken)}" + "".join(f"\n  {one}" for one in self.broken[:40])
        )


_FIXED_SECONDS = 0.017  # on the machine that the promise is measured on, when it is quiet
_SLOWNESS_HOLDS = 2.0  # seconds of processor time
_slowness = (-_SLOWNESS_HOLDS, 1.0)


def slowness() -> float:
    """How much longer than on a quiet machine a fixed piece of work takes now; never less than once."""
    global _slowness
    at = time.process_time()
    if at - _slowness[0] > _SLOWNESS_HOLDS:
        _slowness = (at, max(1.0, min(_fixed() for _ in range(3)) / _FIXED_SECONDS))
    return _slowness[1]


def _fixed() -> float:
    start = time.process_time()
    total = Decimal(0)
    for place in range(60_000):
        total = total + Decimal(place)
    return time.process_time() - start


def timed(does: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    found = does()
    return found, time.process_time() - start


def _deeper(does: Callable[[], Any], levels: int) -> float:
    """Python keeps frames in pieces of 16 kB; a loop that calls across the end of one asks the kernel at each turn."""
    return _deeper(does, levels - 1) if levels else timed(does)[1]


def in_sentence(does: Callable[[], Any]) -> Any:
    """What it gives; the engine's own ways to say no are a value as well."""
    try:
        return does()
    except (Wrong, OverBudget, NotAValue) as no:
        return no
    except RecursionError:
        # The book turns this into the same; `evaluate` has no such edge.
        return OverBudget("functions inside one another", 64)


def alike(one: Any, two: Any) -> bool:
    """Whether two values are the same to the last digit; two that print alike are."""
    try:
        same = type(one) is type(two) and bool(one == two)
    except RecursionError:
        same = False
    return (same and _GLIMPSE.repr(one) == _GLIMPSE.repr(two)) or shown(one) == shown(two)


_GLIMPSE = reprlib.Repr(maxlist=100, maxdict=100, maxstring=200, maxother=200, maxlevel=6)


def shown(value: Any) -> str:
    return f"{type(value).__name__} {value!r}"[:2_000]


def try_one(text: str, seen: Seen, *, memory: bool = False, whole: bool = True, untyped: bool = True) -> None:
    """Finds the expression each way, and notes what it took. Raises Broken.

    Ways that hardly ever find more than the others are left out unless it is to be `whole`: all others where the
    first was stopped, and without types what the checker takes with them. What it refuses then is tried if `untyped`.
    """
    _forget_peak()
    before = _resident()
    measured = _Measured(text, seen, whole=whole, untyped=untyped)
    measured.each_way()
    grown = _peak() - before
    if memory or grown > _NOTICED:
        for does in measured.done:
            gc.collect()
            tracemalloc.start()
            does()
            traced = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            seen.traced.note(traced, text)
            _hold(traced, text)
    if grown > MOST_BYTES:
        # What others left behind may have been in the way: it counts what is taken again.
        gc.collect()
        _forget_peak()
        before = _resident()
        for does in measured.done:
            does()
        grown = min(grown, _peak() - before)
        _hold(grown, text)
    seen.grown.note(grown, text)


def _hold(taken: int, text: str) -> None:
    if taken > MOST_BYTES:
        raise Broken(f"it took {taken >> 20} MB: {text}")


class _Measured:
    """The ways of one expression, each with the processor's clock beside it."""

    def __init__(self, text: str, seen: Seen, *, whole: bool, untyped: bool) -> None:
        self.text, self.seen, self.whole, self.untyped = text, seen, whole, untyped
        self.done: list[Callable[[], Any]] = []

    def each_way(self) -> None:
        text, seen = self.text, self.seen
        careful = self.way(lambda: in_sentence(lambda: evaluate(text, **FEEL_VALUES)[0]))
        if isinstance(careful, Wrong):
            seen.outcomes["not read"] += 1
        elif isinstance(careful, OverBudget):
            seen.outcomes["over budget"] += 1
            seen.stopped_by[careful.what] += 1
            if careful.what == "steps" and not self.whole:
                return
        else:
            seen.outcomes["null" if careful is None else "a value"] += 1
        found = self.book(TYPES, careful)
        if self.whole or (self.untyped and not found):
            self.book(UNTYPED, careful)

    def book(self, types: dict[str, Type], careful: Any) -> bool:
        """Whether the checker takes it; then it is found the quick way and the careful way."""
        text, seen, known = self.text, self.seen, types is TYPES
        book = self.way(lambda: compile_rules({"r": text}, types))
        if not isinstance(book, RuleBook):
            if isinstance(careful, Wrong) and not any(fault.severity == "error" for fault in book):
                raise Broken(f"it is read by one and not by the other: {text}")
            seen.outcomes["refused by the checker"] += known
            return False
        seen.outcomes["found both ways"] += known
        quick = self.way(lambda: in_sentence(lambda: book.calculator("r", on=ON)(VALUES)[0]))
        slowly = self.way(lambda: in_sentence(lambda: _carefully(book)))
        if isinstance(quick, OverBudget) or isinstance(slowly, OverBudget):
            # The two ways count their steps differently, so that one may be stopped where the other is not.
            seen.outcomes["stopped one way only"] += type(quick) is not type(slowly)
        elif "now()" not in text and not alike(quick, slowly):
            raise Broken(f"quick {shown(quick)[:200]}, careful {shown(slowly)[:200]}: {text}")
        return True

    def way(self, does: Callable[[], Any]) -> Any:
        self.done.append(does)
        text, seen = self.text, self.seen
        try:
            found, seconds = timed(does)
        except Exception as error:
            raise Broken(f"{type(error).__name__}: {str(error)[:200]}: {text}") from error
        stopped = isinstance(found, OverBudget)
        most = MOST_SECONDS * (STOPPED_TWICE if stopped else 1)
        if seconds > most:
            # Once may have been a busy moment; the least of some is what it takes.
            scale = slowness()
            for turn in range(1, 5):
                if seconds / scale <= most:
                    break
                seconds = min(seconds, _deeper(does, 7 * turn))
            seconds /= scale
        if seconds > most * seen.spared:
            raise Slow(f"it took {seconds * 1000:.0f} ms {'until' if stopped else 'without being'} stopped: {text}")
        (seen.stopped if stopped else seen.valued).note(seconds, text)
        return found


def _carefully(book: RuleBook) -> Any:
    findings = book.find(VALUES, on=ON)
    findings._carefully("r")
    return findings.value("r")


def _inward() -> dict[str, Any]:
    from footpath.rules.border import inward

    return {name: inward(value) for name, value in VALUES.items()}


FEEL_VALUES = _inward()


# Memory by the kernel's count: what re2 and Python take alike, at the price of three small files.


def _resident() -> int:
    if not LINUX:
        return 0
    with _STATM.open("rb") as counts:
        return int(counts.read().split()[1]) * _PAGE


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 if LINUX else 0


def _forget_peak() -> None:
    """Linux forgets the highest count of a process that asks for it; elsewhere the sample is what there is."""
    if LINUX:
        with contextlib.suppress(OSError), _CLEAR.open("w") as forget:
            forget.write("5")


LINUX = sys.platform == "linux"
_STATM, _CLEAR = Path("/proc/self/statm"), Path("/proc/self/clear_refs")
_PAGE = os.sysconf("SC_PAGE_SIZE")


# --- many of them -----------------------------------------------------------------------------------------------------


def try_many(
    *,
    seed: int,
    seconds: float | None = None,
    count: int | None = None,
    start: int = 0,
    spared: float = SPARED,
    at: Callable[[int], None] = lambda _place: None,
) -> Seen:
    """As many as asked for, or as there is processor time for. `at` is told the place of each before it is tried."""
    seen = Seen(spared=spared)
    slow: list[tuple[int, str]] = []
    gc.collect()
    gc.freeze()
    until = time.process_time() + (seconds or 1e9)
    for place in range(start, start + (count or 10**12)):
        if time.process_time() > until:
            break
        at(place)
        text = random_text(random.Random(f"{seed}/{place}"))
        seen.count += 1
        try:
            try_one(
                text,
                seen,
                memory=place % MEMORY_ONE_IN == 0,
                whole=place % WHOLE_ONE_IN == 0,
                untyped=place % UNTYPED_ONE_IN == 0,
            )
        except Slow:
            slow.append((place, text))
        except Broken as broken:
            seen.broken.append(f"[{seed}/{place}] {str(broken)[:1500]}")
    for place, text in slow:
        # What takes long takes long a while later too; a machine that others keep busy does not.
        time.sleep(1)
        try:
            try_one(text, seen)
            seen.outcomes["slow in a busy moment alone"] += 1
        except Broken as broken:
            seen.broken.append(f"[{seed}/{place}] {str(broken)[:1500]}")
    gc.unfreeze()
    return seen


class Share:
    """A share of them in a process of its own: what kills the process is found as well."""

    def __init__(self, seed: int, count: int, spared: float) -> None:
        context = multiprocessing.get_context("fork")
        self.seed, self.count = seed, count
        self.place = context.Value("q", -1, lock=False)
        self.comes, gives = context.Pipe(duplex=False)
        self.process = context.Process(target=_share, args=(seed, count, spared, self.place, gives))
        self.process.start()
        gives.close()

    def seen(self) -> Seen:
        """What it came to; waits for it."""
        try:
            found: Seen = self.comes.recv()
        except EOFError:
            self.process.join()
            place = self.place.value
            text = random_text(random.Random(f"{self.seed}/{place}"))
            died = f"[{self.seed}/{place}] the process ended with {self.process.exitcode}: {text[:1500]}"
            return Seen(count=place + 1, broken=[died])
        self.process.join()
        return found


def _share(seed: int, count: int, spared: float, place: Any, gives: Connection) -> None:
    def at(now: int) -> None:
        place.value = now

    gives.send(try_many(seed=seed, count=count, spared=spared, at=at))


def try_in_shares(seeds: Iterable[int], *, size: int, processes: int, spared: float, wall: float) -> Iterator[Seen]:
    """The shares of these seeds as they come in; no more of them are begun when the time is up."""
    waiting, until = iter(seeds), time.monotonic() + wall
    under_way: list[Share] = []
    while True:
        while len(under_way) < processes and time.monotonic() < until and (seed := next(waiting, None)) is not None:
            under_way.append(Share(seed, size, spared))
        if not under_way:
            return
        ready = set(multiprocessing.connection.wait([share.comes for share in under_way]))
        for share in [share for share in under_way if share.comes in ready]:
            under_way.remove(share)
            yield share.seen()


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=1_000_000, help="how many at most")
    words.add_argument("--seconds", type=float, default=60, help="no share is begun after so many; a minute")
    words.add_argument("--seed", type=int, default=1, help="the seed of the first share; each next one has the next")
    words.add_argument("--share", type=int, default=2_000, help="how many have one seed and one process")
    words.add_argument("--processes", type=int, default=os.cpu_count())
    words.add_argument("--spared", type=float, default=1.0, help="how many times 50 ms something may take")
    words.add_argument("--one", help="a SEED/PLACE that was broken: shows it and tries it again")
    asked = words.parse_args()
    if asked.one:
        seed, place = map(int, asked.one.split("/"))
        print(random_text(random.Random(f"{seed}/{place}")))
        seen = try_many(seed=seed, start=place, count=1, spared=asked.spared)
    else:
        seen = Seen()
        shares = -(-asked.count // asked.share)
        for one in try_in_shares(
            range(asked.seed, asked.seed + shares),
            size=asked.share,
            processes=asked.processes,
            spared=asked.spared,
            wall=asked.seconds,
        ):
            seen.add(one)
            print(seen.line(), *one.broken, sep="\n  ", file=sys.stderr, flush=True)
    print(seen.report())
    return 1 if seen.broken else 0


if __name__ == "__main__":
    sys.exit(main())
