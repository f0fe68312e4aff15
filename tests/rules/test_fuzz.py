# ruff: noqa: E501 -- what was found reads better on a line of its own
"""Expressions nobody would write: each ends in a value, in null or in a sentence, soon and in little memory.

FOOTPATH_FUZZ is how many seconds of processor time are spent on them, some 450 in each; `python -m tests.rules.fuzz
--seconds 7200` tries a million.
"""

import mmap
import os
import random
import signal
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from tests.rules import fuzz
from tests.rules.feel import evaluate

from footpath.rules import FUNCTIONS, OverBudget, RuleBook, compile_rules

SECONDS = float(os.environ.get("FOOTPATH_FUZZ", "60"))


@pytest.mark.slow
def test_nothing_stops_the_engine_otherwise_than_by_a_sentence() -> None:
    seen = fuzz.try_many(seed=int(os.environ.get("FOOTPATH_FUZZ_SEED", "1")), seconds=SECONDS)

    print(seen.report())
    assert seen.broken == []
    # Most of what is tried must be read and found, or nothing was tried.
    assert seen.outcomes["a value"] + seen.outcomes["null"] > seen.count / 2
    assert seen.outcomes["over budget"]
    assert seen.outcomes["found both ways"] > seen.count / 5


def test_a_difference_between_the_two_ways_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    true = RuleBook.calculator

    class Wrong:
        def __call__(self, _answers: object) -> tuple[object, ...]:
            return ("another value",)

    monkeypatch.setattr(RuleBook, "calculator", lambda *_args, **_more: Wrong())
    with pytest.raises(fuzz.Broken, match="quick str"):
        fuzz.try_one("n + 1", fuzz.Seen())
    monkeypatch.setattr(RuleBook, "calculator", true)

    fuzz.try_one("n + 1", fuzz.Seen())


def in_place_of_the_engine(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> None:
    def planted(text: str, **values: Any) -> tuple[object, list[str]]:
        does()
        return evaluate(text, **values)

    monkeypatch.setattr(fuzz, "evaluate", planted)


def burn(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_an_exception_that_is_not_the_language_s_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def divided() -> None:
        raise ZeroDivisionError

    in_place_of_the_engine(monkeypatch, divided)

    with pytest.raises(fuzz.Broken, match="ZeroDivisionError"):
        fuzz.try_one("n + 1", fuzz.Seen())


def test_what_takes_long_and_gives_a_value_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    in_place_of_the_engine(monkeypatch, lambda: burn(0.12 * fuzz.slowness()))

    with pytest.raises(fuzz.Broken, match=r"ms without being stopped: n \+ 1"):
        fuzz.try_one("n + 1", fuzz.Seen(spared=1))
    seen = fuzz.try_many(seed=1, count=1, spared=1)
    assert len(seen.broken) == 1
    assert "ms without being stopped" in seen.broken[0]


def test_what_is_stopped_too_late_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def late() -> None:
        burn(0.25 * fuzz.slowness())
        raise OverBudget("steps", 1)

    in_place_of_the_engine(monkeypatch, late)

    with pytest.raises(fuzz.Broken, match=r"ms until stopped: n \+ 1"):
        fuzz.try_one("n + 1", fuzz.Seen(spared=1))


def test_what_fills_memory_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    in_place_of_the_engine(monkeypatch, lambda: [b"x" * (1 << 20) for _ in range(80)])

    with pytest.raises(fuzz.Broken, match=r"it took 8. MB: n \+ 1"):
        fuzz.try_one("n + 1", fuzz.Seen())


@pytest.mark.skipif(not fuzz.LINUX, reason="The memory of a process is counted where the kernel says what it is.")
def test_memory_that_python_does_not_know_of_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_a_pattern_would() -> None:
        with mmap.mmap(-1, 80 << 20) as taken:
            taken.write(b"x" * 4096 * (20 << 10))

    in_place_of_the_engine(monkeypatch, as_a_pattern_would)
    monkeypatch.setattr(tracemalloc, "get_traced_memory", lambda: (0, 0))

    with pytest.raises(fuzz.Broken, match=r"it took .* MB: n \+ 1"):
        fuzz.try_one("n + 1", fuzz.Seen())


def test_what_kills_the_process_would_be_seen_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed_at_three(text: str, seen: fuzz.Seen, **_more: object) -> None:
        if seen.count == 4:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(fuzz, "try_one", killed_at_three)

    (seen,) = fuzz.try_in_shares([7], size=10, processes=1, spared=1, wall=60)

    text = fuzz.random_text(random.Random("7/3"))
    assert seen.broken == [f"[7/3] the process ended with -9: {text}"]


def test_a_seed_is_the_same_expressions_again() -> None:
    one, two = (next(fuzz.try_in_shares([3], size=60, processes=1, spared=fuzz.SPARED, wall=60)) for _ in range(2))

    assert one.count == two.count == 60
    assert (one.outcomes, one.stopped_by) == (two.outcomes, two.stopped_by)
    assert fuzz.random_text(random.Random("3/1")) != fuzz.random_text(random.Random("4/1"))


def test_every_function_is_called() -> None:
    dice = random.Random(1)
    texts = "\n".join(fuzz.random_text(dice) for _ in range(4_000))

    assert [name for name in FUNCTIONS if f"{name}(" not in texts] == []


# What the fuzz found, each of which took seconds, filled memory or crashed before it was mended.
FOUND = {
    "looking whether a long list is one of numbers is work": "for i in 1..9000 return xs instance of list<number>",
    "partial results hold one another": "for i in 1..40 return partial",
    "partial results are copied at each turn": "for i in 1..5000 return partial",
    "a list of lists of one another is written out": "{f: function(l, k) if k <= 0 then l else f([l, l], k - 1), g: f([1], 40)}.g",
    "a list of lists of one another is looked through": "{f: function(l, k) if k <= 0 then l else f([l, l], k - 1), g: f([1], 40)}.g instance of list<list<list<any>>>",
    "saying why an argument does not fit takes longer than finding it": 'people[any(remove(remove(mixed, 1e34), finishes(range1: ["a".."b"], range2: xs)))]',
    "keys that lead too deep": "get entries(context put(people[1], words, c))",
    "a pattern that counts to two hundred twice": 'split(s, "(x?){200}x{200}")',
    "a pattern that counts nine hundred letters": 'matches(s, "([a-z]{1,900})+")',
    "parts of a pattern that counts": 'replace(s, "((x?){400})*y?x", "$1")',
    "all states of a pattern are open at each letter": 'matches(s, "([a-z]{1,900})+y")',
    "a pattern that may be in as many ways as there are letters": 'for i in 1..150 return matches(coins, ".*a.{18}c.*b.{18}d")',
    "each of many patterns keeps what it learns": 'for i in 1..60 return matches(coins, "[ab]*a.{" + string(i) + "}c")',
    "a replacement that makes a text longer each time": 'replace(s, "(x)", "$1$1")',
    "a long text is looked for in itself": "for i in 1..9999 return substring before(s, s)",
    "a long list is compared with numbers": "for i in 1..9999 return xs[item > [xs, xs][2]]",
    "a list that holds a long text often is shown": "string(for i in 1..9999 return s)",
    "append is given no item": "append(list: [])",
    "append is given the items by its other name": "append(items: [])",
    "a number is beyond all numbers": "-1e61444",
    "a sum within a deviation is beyond all numbers": "stddev([huge * 9, huge * 9, huge * 9])",
    "the middle of two numbers is beyond all numbers": "median([huge * 9, huge * 9])",
    "zero has no power below zero": "0 ** -1",
    "what is left of a huge number by itself is nothing more than zero": "floor(modulo(huge, huge))",
    "what was asked of nothing is not false": 'not(contains(c.name, "[1..5]"))',
    "a chain of operators is longer than Python's brackets may be deep": "n" + " + n" * 300,
    "choices stand inside one another as deep as they may": "if n > 1 and (n < " * 15 + "1" + ") then n else 2" * 15,
    "filters stand inside one another and a name is looked for in each": "xs[" * 50 + "1" + "]" * 50,
    "names are looked for in the items of ten filters": "people[age > if n > 1 and (n < " * 10 + "n" + ") then n else 2][1]" * 10,
    "loops stand inside one another": "for x in [1] return " * 60 + "1",
    "a range is written as a long text": "meets([1..2], range(string(xs)))",
    "a replacement is read again for each of many": 'for i in 1..500 return replace("a", "a", odd)',
    "a root is forty times the work of a square": "for i in xs return i ** 0.51",
    "roots stand side by side": "[" + "n ** 0.51, " * 900 + "1]",
    "long texts that are alike are compared": '{t: s + "\U0001f600", u: s + "\U0001f600", r: for i in xs return t = u}.r',
    "many sums of a long list": "[" + "sum(xs), " * 900 + "1]",
    "days are taken from a date and a date from days": 'words[((@"999999999-12-31" - duration("P400D")) - abs(big)).days]',
    "arguments are given by their names": "words[mean(list: finished by(range1: (>= huge), range2: [5..1]))]",
    "a long list is sorted again for each of many": "words[is(sort(words), item)]",
    "numbers are read from a long text": 'for i in 1..9000 return number(s, " ", ".")',
    "long lists that are no numbers are added up": 'for i in 1..9000 return sum([xs, "a"])',
    "clocks of a place are looked up": 'for i in 1..9000 return @"2024-03-31T01:30:00@Europe/London" + @"PT1H"',
    "a name of thirty thousand signs": '{"' + '\\"' * 30_000 + '": 1}',
    "nine hundred names begin alike": "{" + ", ".join(f"a b{place}: 1" for place in range(900)) + "}",
    "twenty thousand parameters": "function(" + "a, " * 20_000 + "a) 1",
    "three thousand keys lead nowhere": "words[duration(context put(c, words, yes))]",
    "a rule has more parts than it may": "[" + "1, " * 20_000 + "1]",
}  # fmt: skip


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND.keys())
def test_what_was_found_stays_mended(text: str) -> None:
    fuzz.try_one(text, fuzz.Seen(spared=2))


def test_a_value_that_holds_itself_over_and_over_is_stopped_where_it_would_be_written_out() -> None:
    book = compile_rules({"r": "for i in 1..40 return partial"}, {})
    assert isinstance(book, RuleBook)

    with pytest.raises(OverBudget, match="items of what a rule gives"):
        book.find({}, on=fuzz.ON).value("r")
