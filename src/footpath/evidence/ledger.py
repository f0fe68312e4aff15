"""What one authority's outcomes have done, so far, to bets on which version each person saw."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import sqrt

import msgspec
import numpy as np

from footpath.evidence.kinds import KINDS, Kind
from footpath.evidence.outcome import Outcome

_AT_ONCE = 4096  # outcomes: enough to be quick, small enough to stay in the processor's cache


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """The authority's last cases before the step started, at most 50: they say what to expect of its first ones."""

    cases: int = 0
    total: float = 0.0
    squares: float = 0.0


NOTHING_BEFORE = Before()


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """One authority, one measure, one step. Frozen: `add` gives the ledger after one more outcome.

    `benefit` and `harm` are logs of what a stake of 1 on each effect has become (14 of one, 14 or 16 of the other);
    `cases`, `total` and `squares` of the values make the expectation for the next outcome. With the tally, which holds
    whole numbers only, that is the whole state. Ledgers of authorities are pooled by adding `benefit` and `harm`.

    `tally` serves the interval: how many outcomes there were of each sort, by version, value (to the nearest
    hundredth of a score), what was expected (to the nearest hundredth; twentieth for scores) and the probability of
    B. It holds no person and no time, grows with the sorts and not with the cases (some hundreds), and is pooled by
    adding. So an interval over a million outcomes is computed from the stored ledgers, exactly.

    As JSON (`msgspec.json`) a ledger comes back bit for bit. `add`, `add_all` and any split of the same outcomes in
    the same order give the same bits on the same machine; another processor's logarithm may differ in the last one.
    """

    authority: str
    measure: str
    kind: str
    before: Before = NOTHING_BEFORE
    benefit: tuple[float, ...]
    harm: tuple[float, ...]
    cases: int = 0
    total: float = 0.0
    squares: float = 0.0
    tally: Mapping[str, int] = {}
    seen: tuple[int, ...] = ()  # for a ranked kind: how often each value, to the nearest hundredth, came before

    def add(self, outcome: Outcome) -> "Ledger":
        """The ledger after one more matured outcome, the next in order of maturity."""
        return self.add_all((outcome,))

    def add_all(self, outcomes: Sequence[Outcome]) -> "Ledger":
        """The same as adding one by one, quicker."""
        ledger = self
        for start in range(0, len(outcomes), _AT_ONCE):
            ledger = _added(ledger, outcomes[start : start + _AT_ONCE])
        return ledger

    @property
    def expected(self) -> float:
        """What the outcomes so far make us expect of the next one, whichever version it has."""
        (mean,), *_ = _expected(self, KINDS[self.kind], [0.0])
        return mean

    @property
    def by_arm(self) -> tuple[int, int]:
        """How many outcomes of A and of B are in it."""
        in_b = sum(count for key, count in self.tally.items() if key[0] == "B")
        return self.cases - in_b, in_b

    @property
    def totals(self) -> tuple[float, float]:
        """The sum of values of A and of B, from the tally."""
        sums = {"A": 0.0, "B": 0.0}
        for key, count in self.tally.items():
            sort = read_sort(key)
            sums["B" if sort.b else "A"] += count * sort.value
        steps = KINDS[self.kind].steps
        return sums["A"] / steps, sums["B"] / steps


class Sort(msgspec.Struct, frozen=True):
    """One line of a tally: `value` and `expected` count steps of the kind's size."""

    b: bool
    value: int
    expected: int
    probability: float


def read_sort(key: str) -> Sort:
    arm, value, expected, probability = key.split(" ")
    return Sort(arm == "B", int(value), int(expected), float(probability))


def new_ledger(authority: str, measure: str, kind: str, before: Before = NOTHING_BEFORE) -> Ledger:
    """A ledger with nothing in it: a stake of 1 on everything."""
    known = KINDS[kind]
    return Ledger(
        authority=authority,
        measure=measure,
        kind=kind,
        before=before,
        benefit=(0.0,) * len(known.benefit),
        harm=(0.0,) * len(known.harm),
        seen=(0,) * (known.steps + 1) if known.ranked else (),
    )


def rebuilt(empty: Ledger, outcomes: Iterable[Outcome]) -> Ledger:
    """The ledger that these outcomes, in order of maturity, lead to from an empty one: for replay and for audit."""
    return new_ledger(empty.authority, empty.measure, empty.kind, empty.before).add_all(tuple(outcomes))


class OpenLedger:
    """A ledger while outcomes are entered one by one, as in the service: the same digits in a third of the time.

    Freezing a ledger after each outcome costs more than the outcome; so it is frozen when somebody looks.
    """

    __slots__ = ("_before", "_cases", "_enter", "_kind", "_ledger", "_squares", "_tally", "_total", "logs")

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, before = ledger, ledger.before
        self._kind = KINDS[ledger.kind]
        assert not self._kind.ranked, "a rank needs all that came before: see Ledger.add"
        self.logs = np.array(ledger.benefit + ledger.harm)
        self._enter = self._kind.into(self.logs)
        self._before = (before.total + 1.0, before.squares + 2.0 / 3.0)
        self._cases = ledger.cases + before.cases + 2
        self._total, self._squares = ledger.total, ledger.squares
        self._tally = dict(ledger.tally)

    @property
    def expected(self) -> float:
        """What the outcomes so far make us expect of the next one."""
        mean = (self._total + self._before[0]) / self._cases
        return 0.005 if mean < 0.005 else 0.995 if mean > 0.995 else mean

    def enter(self, b: bool, probability: float, value: float) -> None:
        assert 0 < probability < 1 and 0 <= value <= 1, "outcomes are checked before they come here"
        kind, mean = self._kind, self.expected
        spread = _spread(self._squares + self._before[1], self._cases, mean) if kind.spreads else 0.0
        self._enter(b, probability, value, mean, spread)
        self._cases += 1
        self._total += value
        self._squares += value * value
        sort = _sort(b, value, mean, probability, kind.steps, kind.baselines)
        self._tally[sort] = self._tally.get(sort, 0) + 1

    def shut(self) -> Ledger:
        """The ledger as it stands. More may be entered into this one."""
        logs, cut = self.logs.tolist(), len(self._kind.benefit)
        return msgspec.structs.replace(
            self._ledger,
            benefit=tuple(logs[:cut]),
            harm=tuple(logs[cut:]),
            cases=self._cases - self._ledger.before.cases - 2,
            total=self._total,
            squares=self._squares,
            tally=dict(self._tally),
        )


def _added(ledger: Ledger, outcomes: Sequence[Outcome]) -> Ledger:
    kind = KINDS[ledger.kind]
    arms, chances, values = [], [], []
    for outcome in outcomes:
        assert outcome.matured is not None and outcome.value is not None, "only matured outcomes enter a ledger"
        assert 0 < outcome.probability < 1 and 0 <= outcome.value <= 1, "outcomes are checked before they come here"
        assert outcome.authority == ledger.authority and outcome.measure == ledger.measure
        arms.append(outcome.arm == "B")
        chances.append(outcome.probability)
        values.append(float(outcome.value))
    seen = ledger.seen
    if kind.ranked:
        values, seen = _ranks(seen, values, kind.steps)
    means, spreads, total, squares = _expected(ledger, kind, values)
    if len(outcomes) == 1:  # as in the service, at the case that matures: no columns to make, and half the time
        logs = kind.one(arms[0], chances[0], values[0], means[0], spreads[0])
        sums = (logs + (ledger.benefit + ledger.harm)).tolist()
    else:
        logs = kind.many(arms, chances, values, means, spreads)
        logs[0] += ledger.benefit + ledger.harm
        # One after another, never in pairs: the sum must not depend on how many come at once.
        sums = np.add.accumulate(logs, axis=0)[-1].tolist()
    return Ledger(
        authority=ledger.authority,
        measure=ledger.measure,
        kind=ledger.kind,
        before=ledger.before,
        benefit=tuple(sums[: len(kind.benefit)]),
        harm=tuple(sums[len(kind.benefit) :]),
        cases=ledger.cases + len(outcomes),
        total=total,
        squares=squares,
        tally=_tallied(ledger.tally, kind, arms, values, means, chances),
        seen=seen,
    )


def _expected(ledger: Ledger, kind: Kind, values: list[float]) -> tuple[list[float], list[float], float, float]:
    """What the outcomes before it make us expect of each, and the sums after the last.

    Two made-up outcomes, spread evenly over the scale, keep the first expectations away from 0 and 1.
    """
    before = ledger.before
    cases, total, squares = ledger.cases + before.cases + 2, ledger.total, ledger.squares
    means, spreads = [], []
    for value in values:
        mean = min(max((total + (before.total + 1.0)) / cases, 0.005), 0.995)
        means.append(mean)
        spreads.append(_spread(squares + (before.squares + 2.0 / 3.0), cases, mean))
        cases += 1
        total += value
        squares += value * value
    if kind.ranked:
        # A rank is even over the scale, whatever the values are.
        means, spreads = [0.5] * len(values), [12**-0.5] * len(values)
    return means, spreads, total, squares


def _spread(squares: float, cases: int, mean: float) -> float:
    return sqrt(max(squares / cases - mean * mean, 0.0025))


def _ranks(seen: tuple[int, ...], values: list[float], steps: int) -> tuple[list[float], tuple[int, ...]]:
    counts, cases = list(seen), sum(seen)
    ranks = []
    for value in values:
        place = round(value * steps)
        # Itself counts as one more of its own value, so that the first is in the middle.
        ranks.append((sum(counts[:place]) + (counts[place] + 1) / 2) / (cases + 1))
        counts[place] += 1
        cases += 1
    return ranks, tuple(counts)


def _tallied(
    tally: Mapping[str, int],
    kind: Kind,
    arms: list[bool],
    values: list[float],
    means: list[float],
    chances: list[float],
) -> dict[str, int]:
    counted = dict(tally)
    for b, value, mean, chance in zip(arms, values, means, chances, strict=True):
        key = _sort(b, value, mean, chance, kind.steps, kind.baselines)
        counted[key] = counted.get(key, 0) + 1
    return counted


def _sort(b: bool, value: float, mean: float, chance: float, steps: int, baselines: int) -> str:
    return _sort_key(b, round(value * steps), min(max(round(mean * baselines), 1), baselines - 1), chance)


@lru_cache(maxsize=65_536)
def _sort_key(b: bool, value: int, expected: int, chance: float) -> str:
    return f"{'B' if b else 'A'} {value} {expected} {chance!r}"
