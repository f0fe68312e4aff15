"""Expressions nobody would write: each ends in a value, in null or in a sentence, soon and in little memory.

FOOTPATH_FUZZ is how many seconds of processor time are spent on them; `python -m tests.rules.fuzz --count 1000000`
tries a million.
"""

import os
import random

import pytest
from tests.rules import fuzz

from footpath.rules import OverBudget, RuleBook, compile_rules

SECONDS = float(os.environ.get("FOOTPATH_FUZZ", "90"))


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


def test_an_exception_that_is_not_the_language_s_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def divided(*_args: object, **_more: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz, "evaluate", divided)

    with pytest.raises(fuzz.Broken, match="ZeroDivisionError"):
        fuzz.try_one("n + 1", fuzz.Seen())


def test_every_function_is_called() -> None:
    dice = random.Random(1)
    texts = "\n".join(fuzz.random_text(dice) for _ in range(4_000))

    assert [name for name in fuzz.FUNCTIONS if f"{name}(" not in texts] == []


# What the fuzz found, each of which took seconds, filled memory or crashed before it was mended.
FOUND = [
    "for i in 1..9000 return xs instance of list<number>",
    "for i in 1..40 return partial",
    "for i in 1..5000 return partial",
    "{f: function(l, k) if k <= 0 then l else f([l, l], k - 1), g: f([1], 40)}.g",
    "{f: function(l, k) if k <= 0 then l else f([l, l], k - 1), g: f([1], 40)}.g instance of list<list<list<any>>>",
    'people[any(remove(remove(mixed, 1e34), finishes(range1: ["a".."b"], range2: xs)))]',
    "get entries(context put(people[1], words, c))",
    'split(s, "(x?){200}x{200}")',
    'matches(s, "([a-z]{1,900})+")',
    'replace(s, "((x?){400})*y?x", "$1")',
    'replace(s, "(x)", "$1$1")',
    "for i in 1..9999 return substring before(s, s)",
    "for i in 1..9999 return xs[item > [xs, xs][2]]",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("text", FOUND, ids=range(len(FOUND)))
def test_what_was_found_stays_mended(text: str) -> None:
    fuzz.try_one(text, fuzz.Seen(), memory=True)


def test_a_value_that_holds_itself_over_and_over_is_stopped_where_it_would_be_written_out() -> None:
    book = compile_rules({"r": "for i in 1..40 return partial"}, {})
    assert isinstance(book, RuleBook)

    with pytest.raises(OverBudget, match="items of what a rule gives"):
        book.find({}, on=fuzz.ON).value("r")
