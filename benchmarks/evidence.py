"""What evidence finds, how often it is wrong, and what it costs: ours beside others, on the same outcomes, in one run.

    .venv/bin/python benchmarks/evidence.py            the tables, into benchmarks/README.md: about five minutes
    .venv/bin/python benchmarks/evidence.py --quick    few worlds, printed only

Every table says its seed. The other methods are computed by their formulas; where their own packages can be installed
into .run/benchmark, the formulas are first compared with them.
"""

import argparse
import json
import math
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from footpath.evidence import (
    KINDS,
    Before,
    Horizon,
    Ledger,
    OpenLedger,
    Outcome,
    Stake,
    benefit_weights,
    harm_weights,
    interval,
    kept_together,
    log_odds_hoped,
    new_ledger,
    pooled,
    quick_interval,
    rebuilt,
)

Floats = NDArray[np.float64]
HERE = Path(__file__).resolve().parent
REPO = HERE.parent
SCRATCH = REPO / ".run" / "benchmark"
ALPHA = 0.05
SEED = 20261123
BEFORE = 50  # cases of each authority before the step began
WHEN = datetime(2026, 1, 5, tzinfo=UTC)


# --- our ledgers, for many worlds at once -----------------------------------------------------------------------------


@dataclass
class Counts:
    """Outcomes of one look in each world and authority: how many in each version, and how many of them are yes."""

    n_a: Floats
    yes_a: Floats
    n_b: Floats
    yes_b: Floats
    chance: Floats | float = 0.5

    @property
    def n(self) -> Floats:
        return self.n_a + self.n_b


@dataclass
class Ours:
    """The ledgers of footpath.evidence for worlds x authorities. What is expected is settled at the start of a look.

    `check_ours` compares it with the real ones.
    """

    worlds: int
    places: int
    hoped: float
    before: float  # share before the step: BEFORE cases of it
    harm: bool = False
    horizon: Horizon | None = None
    logs: Floats = field(init=False)

    def __post_init__(self) -> None:
        kind = KINDS["yes_no"]
        self.effects = -np.array(kind.harm) if self.harm else np.array(kind.benefit)
        weights = harm_weights(kind.harm) if self.harm else benefit_weights(self.hoped, kind.benefit)
        self.log_weights = np.log(np.array(weights))
        self.logs = np.zeros((self.worlds, len(self.effects)))
        self.cases = np.full((self.worlds, self.places), BEFORE + 2.0)
        self.yes = np.full((self.worlds, self.places), BEFORE * self.before + 1.0)
        self.wealth = np.zeros(self.worlds)  # log, of the part that plays for the horizon

    def expected(self) -> Floats:
        return np.clip(self.yes / self.cases, 0.005, 0.995)

    def look(self, counts: Counts) -> Floats:
        """Log odds after these outcomes."""
        mean = self.expected()
        chance = np.broadcast_to(np.asarray(counts.chance, dtype=np.float64), mean.shape)[:, :, None]
        odds = (mean / (1 - mean))[:, :, None]
        a = odds * np.exp(-chance * self.effects)
        b = odds * np.exp((1 - chance) * self.effects)
        no_a, no_b = 1 / (1 + a), 1 / (1 + b)
        no = (1 - chance) * no_a + chance * no_b
        a, b, yes = a * no_a, b * no_b, 1 - no
        for n, factor in (
            (counts.yes_a, a / yes), (counts.n_a - counts.yes_a, no_a / no),
            (counts.yes_b, b / yes), (counts.n_b - counts.yes_b, no_b / no),
        ):  # fmt: skip
            self.logs += np.einsum("rk,rkj->rj", n, np.log(factor))
        if self.horizon is not None:
            self._play(self.horizon, counts, mean)
        self.cases += counts.n
        self.yes += counts.yes_a + counts.yes_b
        together = np.logaddexp.reduce(self.logs + self.log_weights, axis=1)
        if self.horizon is not None:
            share = self.horizon.share
            together = np.logaddexp(math.log(1 - share) + together, math.log(share) + self.wealth)
        return together

    def _play(self, horizon: Horizon, counts: Counts, mean: Floats) -> None:
        done = (self.cases - BEFORE - 2).sum(axis=1)
        bets = np.array([horizon.bet(w, int(c)) for w, c in zip(self.wealth, done, strict=True)])[:, None]
        for n, b, value in (
            (counts.yes_a, False, 1.0), (counts.n_a - counts.yes_a, False, 0.0),
            (counts.yes_b, True, 1.0), (counts.n_b - counts.yes_b, True, 0.0),
        ):  # fmt: skip
            self.wealth += (n * horizon_factors(bets, b, np.asarray(counts.chance), value, mean)).sum(axis=1)


def horizon_factors(bet: Floats, b: bool, chance: Floats, value: float, mean: Floats) -> Floats:
    """`evidence.horizon.log_factor` for many at once."""
    spread = np.sqrt(mean * (1 - mean) / (4 * chance * (1 - chance)))
    side = 0.5 / chance if b else -0.5 / (1 - chance)
    reach = 0.5 / np.minimum(chance, 1 - chance) * np.maximum(mean, 1 - mean)
    found: Floats = np.log1p(np.minimum(bet / spread, 0.5 / reach) * side * (value - mean))
    return found


# --- the others, by their formulas ------------------------------------------------------------------------------------


@dataclass
class Sums:
    """What the others look at: sums over all authorities."""

    n_a: Floats
    yes_a: Floats
    n_b: Floats
    yes_b: Floats

    def plus(self, counts: Counts) -> "Sums":
        return Sums(
            self.n_a + counts.n_a.sum(axis=1), self.yes_a + counts.yes_a.sum(axis=1),
            self.n_b + counts.n_b.sum(axis=1), self.yes_b + counts.yes_b.sum(axis=1),
        )  # fmt: skip


def nothing(worlds: int) -> Sums:
    return Sums(*(np.zeros(worlds) for _ in range(4)))


def growthbook(
    sums: Sums, *, tuning: float = 5000.0, alpha: float = ALPHA, relative: bool = False
) -> tuple[Floats, Floats]:
    """(estimate, half width) of gbstats 0.8.0's SequentialTwoSidedTTest for proportions.

    Waudby-Smith et al., arXiv 2103.06476, equations 9 and 161. Its default is the relative difference, which finds
    benefits a fifth later, and errors far later, than the absolute one: so it is given the absolute one here.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = sums.yes_a / sums.n_a, sums.yes_b / sums.n_b
        estimate = (b - a) / a if relative else b - a
        variance = (
            b * (1 - b) / (a**2 * sums.n_b) + a * (1 - a) * b**2 / (a**4 * sums.n_a)
            if relative
            else b * (1 - b) / sums.n_b + a * (1 - a) / sums.n_a
        )
        n = sums.n_a + sums.n_b
        rho2 = (-2 * math.log(alpha) + math.log(-2 * math.log(alpha) + 1)) / tuning
        half = np.sqrt(variance * n) * np.sqrt(
            2 * (n * rho2 + 1) * np.log(np.sqrt(n * rho2 + 1) / alpha) / (n * n * rho2)
        )
    # gbstats says nothing while a mean or a variance is 0.
    silent = ~np.isfinite(half) | ~np.isfinite(estimate) | (a * (1 - a) <= 0) | (b * (1 - b) <= 0)
    return np.where(silent, 0.0, estimate), np.where(silent, np.inf, half)


def z_test(sums: Sums) -> Floats:
    """The textbook z of two shares."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p = (sums.yes_a + sums.yes_b) / (sums.n_a + sums.n_b)
        z = (sums.yes_b / sums.n_b - sums.yes_a / sums.n_a) / np.sqrt(p * (1 - p) * (1 / sums.n_a + 1 / sums.n_b))
    return np.where(np.isfinite(z) & (np.minimum(sums.n_a, sums.n_b) >= 20), z, 0.0)


@dataclass
class Ville:
    """ville 0.1.0's AsymptoticABTest: pseudo outcomes centred by the running mean; from 100 cases on."""

    worlds: int
    tuned: float = 500.0

    def __post_init__(self) -> None:
        self.n, self.yes, self.sum, self.squares = (np.zeros(self.worlds) for _ in range(4))
        self.rho = _ville_rho(self.tuned)

    def look(self, counts: Counts) -> tuple[Floats, Floats]:
        centre = np.where(self.n > 0, self.yes / np.maximum(self.n, 1), 0.0)[:, None]
        chance = np.broadcast_to(np.asarray(counts.chance, dtype=np.float64), counts.n_a.shape)
        for n, value, weight in (
            (counts.yes_a, 1.0, -1 / (1 - chance)), (counts.n_a - counts.yes_a, 0.0, -1 / (1 - chance)),
            (counts.yes_b, 1.0, 1 / chance), (counts.n_b - counts.yes_b, 0.0, 1 / chance),
        ):  # fmt: skip
            phi = (value - centre) * weight
            self.sum += (n * phi).sum(axis=1)
            self.squares += (n * phi * phi).sum(axis=1)
        self.n += counts.n.sum(axis=1)
        self.yes += (counts.yes_a + counts.yes_b).sum(axis=1)
        t = np.maximum(self.n, 2)
        mean = self.sum / t
        variance = np.maximum(self.squares - t * mean**2, 0) / (t - 1)
        w = t + self.rho
        half = np.sqrt(variance) * np.sqrt(w * np.log(w / (self.rho * ALPHA**2))) / t
        return mean, np.where(self.n < 100, np.inf, half)


def _ville_rho(tuned: float) -> float:
    """The precision whose boundary is narrowest at `tuned` cases, searched on a fine grid."""
    grid = np.exp(np.linspace(math.log(tuned) - 10, math.log(tuned) + 5, 60_001))
    w = tuned + grid
    return float(grid[np.argmin(w * np.log(w / (grid * ALPHA**2)))])


def obrien_fleming(looks: int, alpha: float = ALPHA) -> float:
    """c, so that |Z_k| >= c sqrt(K/k) ever happens with chance alpha in K equal looks.

    Armitage, McPherson & Rowe's recursion: the density of the sum over those not yet stopped, look by look.
    Published: 2.040 for 5 looks, 2.087 for 10 (Jennison & Turnbull 2000, table 2.3).
    """
    low, high = 1.6, 2.6
    while high - low > 1e-5:
        c = (low + high) / 2
        edge = c * math.sqrt(looks)  # the sum stops beyond c sqrt(K), at every look
        grid = np.linspace(-edge, edge, 801)
        step = grid[1] - grid[0]
        weights = np.full(len(grid), step)
        weights[[0, -1]] /= 2
        moves = np.exp(-((grid[:, None] - grid[None, :]) ** 2) / 2) / math.sqrt(2 * math.pi)
        density = np.exp(-(grid**2) / 2) / math.sqrt(2 * math.pi)
        for _ in range(looks - 1):
            density = moves @ (density * weights)
        if 1 - density @ weights > alpha:
            low = c
        else:
            high = c
    return (low + high) / 2


@dataclass
class Stratified:
    """Differences within each authority, weighted: the z that a careful statistician would look at."""

    worlds: int
    places: int

    def __post_init__(self) -> None:
        self.held = Counts(*(np.zeros((self.worlds, self.places)) for _ in range(4)))

    def look(self, counts: Counts) -> Floats:
        held = self.held
        for name in ("n_a", "yes_a", "n_b", "yes_b"):
            setattr(held, name, getattr(held, name) + getattr(counts, name))
        with np.errstate(divide="ignore", invalid="ignore"):
            weight = held.n_a * held.n_b / held.n
            weight = np.where(np.isfinite(weight), weight, 0.0)
            difference = np.where(weight > 0, held.yes_b / held.n_b - held.yes_a / held.n_a, 0.0)
            p = np.where(held.n > 0, (held.yes_a + held.yes_b) / held.n, 0.0)
            z = (weight * difference).sum(axis=1) / np.sqrt((weight * p * (1 - p)).sum(axis=1))
        return np.where(np.isfinite(z), z, 0.0)


# --- worlds -----------------------------------------------------------------------------------------------------------


def drawn(dice: np.random.Generator, weekly: float, share_a: Floats, share_b: Floats, chance: Floats | float) -> Counts:
    """One day in every world and authority."""
    n_b = dice.poisson(np.broadcast_to(weekly / 7 * np.asarray(chance), share_a.shape))
    n_a = dice.poisson(np.broadcast_to(weekly / 7 * (1 - np.asarray(chance)), share_a.shape))
    return Counts(
        n_a.astype(float), dice.binomial(n_a, share_a).astype(float),
        n_b.astype(float), dice.binomial(n_b, share_b).astype(float), chance,
    )  # fmt: skip


Day = Callable[[int, np.random.Generator], Counts]


@dataclass
class Run:
    """What each method had found by each world's end: cases when it first said so, infinite where it never did."""

    first: dict[str, Floats]
    cases: Floats
    odds: Floats  # ours for benefit, at the end

    def ever(self, name: str) -> float:
        return float(np.isfinite(self.first[name]).mean())

    def mean(self, name: str) -> float:
        return float(np.minimum(self.first[name], self.cases).mean())


def run(
    seed: int,
    worlds: int,
    places: int,
    days: int,
    day: Day,
    *,
    hoped: float,
    before: float,
    tuned: float = 2000.0,
    horizon: Horizon | None = None,
    others: Day | None = None,
    both_sides: bool = True,
) -> Run:
    """Every method on the same worlds, looked at every day. `others`: what the others are given, if not the same."""
    dice = np.random.default_rng(seed)
    ours = Ours(worlds, places, hoped, before)
    harm = Ours(worlds, places, hoped, before, harm=True)
    late = Ours(worlds, places, hoped, before, horizon=horizon) if horizon else None
    ville = Ville(worlds)
    strata = Stratified(worlds, places)
    sums, cases = nothing(worlds), np.zeros(worlds)
    first: dict[str, Floats] = {}

    def note(name: str, found: NDArray[np.bool_]) -> None:
        held = first.setdefault(name, np.full(worlds, np.inf))
        first[name] = np.where(np.isinf(held) & found, cases, held)

    odds = np.zeros(worlds)
    for at in range(days):
        counts = day(at, dice)
        theirs = others(at, dice) if others else counts
        cases = cases + counts.n.sum(axis=1)
        odds = ours.look(counts)
        note("ours", odds >= math.log(20))
        note("ours, harm", harm.look(counts) >= math.log(20))
        if late:
            note("ours, with a horizon", late.look(counts) >= math.log(20))
        sums = sums.plus(theirs)
        for name, more in (
            ("GrowthBook", {}),
            ("GrowthBook, tuned", {"tuning": tuned}),
            ("GrowthBook, tuned, 10 %", {"tuning": tuned, "alpha": 0.1}),
        ):
            estimate, half = growthbook(sums, **more)
            note(name, (np.abs(estimate) if both_sides else estimate) > half)
        estimate, half = ville.look(theirs)
        note("ville", (np.abs(estimate) if both_sides else estimate) > half)
        z = z_test(sums)
        note("z every day", (np.abs(z) if both_sides else z) > 1.96)
        z = strata.look(theirs)
        if days >= 182 and (at + 1) % (days // 26) == 0:
            k = (at + 1) // (days // 26)
            if k <= 26:
                for name, alpha in (("O'Brien-Fleming", ALPHA), ("O'Brien-Fleming, 10 %", 0.1)):
                    note(name, (np.abs(z) if both_sides else z) > OF_LOOKS[alpha] * math.sqrt(26 / k))
    return Run(first, cases, odds)


OF_LOOKS: dict[float, float] = {}  # edges of 26 looks, by alpha


# --- the stresses: nothing differs, and yet ---------------------------------------------------------------------------

DAYS = 182
METHODS = (
    "ours",
    "ours, with a horizon",
    "ours, harm",
    "GrowthBook",
    "GrowthBook, tuned",
    "ville",
    "O'Brien-Fleming",
    "z every day",
)


def even(share: float, effect: float, worlds: int, places: int, weekly: float) -> Day:
    """Places a little apart, half and half, nothing moves."""
    apart = np.linspace(-0.08, 0.08, places) if places > 1 else np.zeros(1)
    a = np.clip(share + apart * min(share, 1 - share) * 2.5, 0.001, 0.999) * np.ones((worlds, 1))
    return lambda at, dice: drawn(dice, weekly, a, np.clip(a + effect, 0, 1), 0.5)


def ramped(worlds: int, places: int, weekly: float) -> Day:
    """From 5 to 90 in a hundred, while baselines drift from 50 to 75 in a hundred with the season on top."""

    def day(at: int, dice: np.random.Generator) -> Counts:
        share = 0.5 + 0.25 * at / DAYS + 0.04 * math.sin(at / 14)
        a = np.full((worlds, places), share)
        return drawn(dice, weekly, a, a, 0.05 + 0.85 * at / DAYS)

    return day


def own_split(worlds: int, places: int, weekly: float) -> Day:
    """Each council chooses its share of B, and the better ones choose more."""
    chance = np.linspace(0.1, 0.9, places)[None, :]
    a = np.linspace(0.5, 0.7, places)[None, :] * np.ones((worlds, 1))
    return lambda at, dice: drawn(dice, weekly, a, a, chance)


class Quicker:
    """60 in a hundred finish within 28 days in both versions; in B sooner. `matured` counts after 28 days."""

    def __init__(self, worlds: int, places: int, weekly: float) -> None:
        self.shape, self.weekly = (worlds, places), weekly
        late = np.arange(28)
        self.delay = [np.exp(-late / mean) / np.exp(-late / mean).sum() for mean in (14.0, 4.0)]
        self.coming: dict[int, list[Floats]] = {}
        self.entered: dict[int, Counts] = {}

    def matured(self, at: int, dice: np.random.Generator) -> Counts:
        share = np.full(self.shape, 0.6)
        today = drawn(dice, self.weekly, share, share, 0.5)
        self.entered[at] = today
        for arm, yes in enumerate((today.yes_a, today.yes_b)):
            spread = dice.multinomial(yes.astype(int), self.delay[arm]).astype(float)
            for late in range(28):
                held = self.coming.setdefault(at + late, [np.zeros(self.shape), np.zeros(self.shape)])
                held[arm] += spread[..., late]
        zero = np.zeros(self.shape)
        return self.entered.pop(at - 28) if at >= 28 else Counts(zero, zero, zero, zero)

    def as_it_happens(self, at: int, dice: np.random.Generator) -> Counts:
        yes_a, yes_b = self.coming.pop(at)
        return Counts(self.entered[at].n_a, yes_a, self.entered[at].n_b, yes_b)


class Returning:
    """People come back, each with a rate of their own, and stay in their version. Ours counts their first case."""

    def __init__(self, worlds: int, people: int, daily: int, seed: int) -> None:
        dice = np.random.default_rng(seed)
        self.rate = dice.beta(0.6, 0.4, (worlds, people))
        self.in_b = dice.random((worlds, people)) < 0.5
        self.met = np.zeros((worlds, people), dtype=bool)
        self.daily = daily
        self.visits: Counts | None = None

    def firsts(self, at: int, dice: np.random.Generator) -> Counts:
        worlds, people = self.rate.shape
        who = dice.integers(0, people, (worlds, self.daily))
        rows = np.arange(worlds)[:, None]
        yes = dice.random(who.shape) < self.rate[rows, who]
        b = self.in_b[rows, who]
        fresh = ~self.met[rows, who]
        # Somebody who comes twice on one day is new once.
        for column in range(1, self.daily):
            fresh[:, column] &= ~(who[:, :column] == who[:, column : column + 1]).any(axis=1)
        self.met[rows, who] = True

        def count(mask: NDArray[np.bool_]) -> Counts:
            sums = [(mask & ~b), (mask & ~b & yes), (mask & b), (mask & b & yes)]
            return Counts(*(one.sum(axis=1, keepdims=True).astype(float) for one in sums))

        self.visits = count(np.ones_like(yes))
        return count(fresh)

    def every_case(self, at: int, dice: np.random.Generator) -> Counts:
        assert self.visits is not None
        return self.visits


class Thompson:
    """B's share each week is the belief that it is better, kept within 1 in 10, from outcomes so far."""

    def __init__(self, worlds: int, places: int, weekly: float) -> None:
        self.shape, self.weekly = (worlds, places), weekly
        self.sums = nothing(worlds)
        self.chance = np.full((worlds, 1), 0.5)

    def day(self, at: int, dice: np.random.Generator) -> Counts:
        share = np.full(self.shape, 0.6)
        if at % 7 == 0 and at:
            s = self.sums
            a = dice.beta(s.yes_a + 1, s.n_a - s.yes_a + 1, (64, len(s.n_a)))
            b = dice.beta(s.yes_b + 1, s.n_b - s.yes_b + 1, (64, len(s.n_a)))
            self.chance = np.clip((b > a).mean(axis=0), 0.1, 0.9)[:, None]
        today = drawn(dice, self.weekly, share, share, self.chance)
        self.sums = self.sums.plus(today)
        return today


def stresses(worlds: int) -> tuple[list[list[str]], list[float]]:
    """False alarms of each method in each stress; and of ours alone, for the target."""
    hoped = log_odds_hoped(0.06, 0.6)
    quicker, returning = Quicker(worlds, 12, 20.0), Returning(worlds, 2_500, 34, SEED)
    thompson = Thompson(worlds, 12, 20.0)
    scenes: list[tuple[str, int, Day, Day | None, float]] = [
        ("Nothing differs, 12 councils of 20 a week", 12, even(0.6, 0, worlds, 12, 20.0), None, 0.6),
        ("Nothing differs, one council of 60 a week", 1, even(0.6, 0, worlds, 1, 60.0), None, 0.6),
        ("Ramp from 5 to 90 % while baselines drift", 12, ramped(worlds, 12, 20.0), None, 0.5),
        ("Councils choose their own split", 12, own_split(worlds, 12, 20.0), None, 0.6),
        ("B is quicker, not better; counted when it happens", 12, quicker.matured, quicker.as_it_happens, 0.6),
        ("People come back; every case counted", 1, returning.firsts, returning.every_case, 0.6),
        ("2 in a hundred", 12, even(0.02, 0, worlds, 12, 20.0), None, 0.02),
        ("More B where it looks better (Thompson)", 12, thompson.day, None, 0.6),
    ]
    rows, ours = [], []
    for at, (name, places, day, others, before) in enumerate(scenes):
        found = run(
            SEED + at, worlds, places, DAYS, day, hoped=hoped, before=before, others=others,
            horizon=Horizon(planned=2_500),
        )  # fmt: skip
        rows.append([f"{at + 1}. {name}", *(f"{found.ever(method):.3f}" for method in METHODS)])
        ours += [found.ever(each) for each in METHODS[:3]]
        say(f"  {name}: ours {found.ever('ours'):.3f}")
    for name, share in (
        ("Scores, B twice as spread", score_alarms(worlds)),
        ("Errors, counted at once", event_alarms(worlds)),
    ):
        rows.append([f"{len(rows) + 1}. {name}", f"{share:.3f}", *[""] * (len(METHODS) - 1)])
        ours.append(share)
    return rows, ours


def score_alarms(worlds: int) -> float:
    """Scores with the same mean in both versions, in B twice as spread: 3,000 cases, looked at after each."""
    kind, dice = KINDS["score"], np.random.default_rng(SEED + 20)
    weights = np.log(np.array(benefit_weights(0.25, kind.benefit)))
    logs, top = np.zeros((worlds, 28)), np.full(worlds, -np.inf)
    total, squares = np.full(worlds, 1.0), np.full(worlds, 2 / 3)
    for at in range(3_000):
        b = dice.random(worlds) < 0.5
        y = np.clip(0.5 + dice.uniform(-1, 1, worlds) * np.where(b, 0.4, 0.2), 0, 1)
        mean = total / (at + 2)
        spread = np.sqrt(np.maximum(squares / (at + 2) - mean**2, 0.0025))
        logs += kind.log_factors(b[:, None], 0.5, y[:, None], mean[:, None], spread[:, None])
        top = np.maximum(top, np.logaddexp.reduce(logs[:, :14] + weights, axis=1))
        total += y
        squares += y * y
    return float((top >= math.log(20)).mean())


def event_alarms(worlds: int) -> float:
    kind, dice = KINDS["rare_event"], np.random.default_rng(SEED + 21)
    weights = np.log(np.array(harm_weights(kind.harm)))
    logs, top = np.zeros((worlds, 16)), np.full(worlds, -np.inf)
    for _ in range(1_000):
        logs += kind.log_factors((dice.random(worlds) < 0.5)[:, None], 0.5, 1.0, 0.5, 0.5)[:, 14:]
        top = np.maximum(top, np.logaddexp.reduce(logs + weights, axis=1))
    return float((top >= math.log(20)).mean())


# --- power ------------------------------------------------------------------------------------------------------------

POWER = ("ours", "ours, with a horizon", "GrowthBook", "GrowthBook, tuned", "GrowthBook, tuned, 10 %", "ville")


def power(worlds: int) -> tuple[list[list[str]], dict[float, Run]]:
    """Mean cases until a step is kept, when 6 in a hundred were planned. Twelve councils, looked at every day."""
    hoped, runs, rows = log_odds_hoped(0.06, 0.6), {}, []
    for at, (name, effect, weeks) in enumerate(
        (("as planned: 60 to 66", 0.06, 60), ("half: 60 to 63", 0.03, 120), ("double: 60 to 72", 0.12, 26))
    ):
        found = run(
            SEED + 40 + at, worlds, 12, weeks * 7, even(0.6, effect, worlds, 12, 20.0), hoped=hoped, before=0.6,
            horizon=Horizon(planned=2_500), both_sides=False,
        )  # fmt: skip
        runs[effect] = found
        rows.append([name, *(f"{found.mean(method):,.0f}" for method in POWER)])
        say(f"  {rows[-1]}")
    return rows, runs


def at_horizon(worlds: int) -> list[list[str]]:
    """How often a step of 6 in a hundred is kept within a run that was planned for it: 26 weeks, one region."""
    rows = []
    # 12 councils of 7 a week are 2,184 cases in 26 weeks: what a fixed test needs for 80 % power.
    for at, (name, effect) in enumerate(
        (("as planned: 60 to 66", 0.06), ("half: 60 to 63", 0.03), ("nothing", 0.0), ("double: 60 to 72", 0.12))
    ):
        found = run(
            SEED + 60 + at, worlds, 12, DAYS, even(0.6, effect, worlds, 12, 7.0), hoped=log_odds_hoped(0.06, 0.6),
            before=0.6, tuned=2184.0, horizon=Horizon(planned=2_184), both_sides=False,
        )  # fmt: skip
        methods = (
            "ours", "ours, with a horizon", "O'Brien-Fleming", "O'Brien-Fleming, 10 %", "GrowthBook",
            "GrowthBook, tuned", "ville",
        )  # fmt: skip
        rows.append(
            [name, *(f"{found.ever(m):.2f}" if effect else f"{found.ever(m):.3f}" for m in methods),
             f"{found.mean('ours'):,.0f}", f"{found.mean('ours, with a horizon'):,.0f}",
             f"""{found.mean("O'Brien-Fleming"):,.0f}"""]
        )  # fmt: skip
        say(f"  {rows[-1]}")
    return rows


def federated(worlds: int) -> float:
    """Mean cases with a ledger in each of 12 alike councils, over those with one ledger for all of them."""
    hoped, dice = log_odds_hoped(0.06, 0.6), np.random.default_rng(SEED + 70)
    apart, middle = Ours(worlds, 12, hoped, 0.6), Ours(worlds, 1, hoped, 0.6)
    a = np.full((worlds, 12), 0.6)
    firsts = [np.full(worlds, np.inf), np.full(worlds, np.inf)]
    cases = np.zeros(worlds)
    for _ in range(60 * 7):
        counts = drawn(dice, 20.0, a, a + 0.06, 0.5)
        cases += counts.n.sum(axis=1)
        sums = Counts(*(one.sum(axis=1, keepdims=True) for one in (counts.n_a, counts.yes_a, counts.n_b, counts.yes_b)))
        for at, odds in enumerate((apart.look(counts), middle.look(sums))):
            firsts[at] = np.where(np.isinf(firsts[at]) & (odds >= math.log(20)), cases, firsts[at])
    return float(np.minimum(firsts[0], cases).mean() / np.minimum(firsts[1], cases).mean())


# --- harm -------------------------------------------------------------------------------------------------------------


def harm(worlds: int) -> tuple[list[list[str]], dict[str, float]]:
    """Residents who meet a broken version before it is stopped; looked at after every case."""
    found: dict[str, float] = {}
    rows = []
    for at, (name, share_a, share_b, events) in enumerate(
        (
            ("Finishing falls from 60 to 30 in a hundred", 0.6, 0.3, False),
            ("Errors rise from 1 to 8 in a hundred", 0.01, 0.08, True),
        )
    ):
        dice = np.random.default_rng(SEED + 80 + at)
        n = 6_000
        b = dice.random((worlds, n)) < 0.5
        yes = dice.random((worlds, n)) < np.where(b, share_b, share_a)
        met = np.cumsum(b, axis=1)
        stops = {"ours": _our_stop(b, yes, events, dice)}
        for label, tuning, relative in (
            ("GrowthBook", 5000.0, False),
            ("GrowthBook, tuned", 500.0 if events else 200.0, False),
            ("GrowthBook, relative", 5000.0, True),
        ):
            sums = Sums(*(np.cumsum(one, axis=1).astype(float) for one in (~b, ~b & yes, b, b & yes)))
            estimate, half = growthbook(sums, tuning=tuning, relative=relative)
            stops[label] = _first((estimate if events else -estimate) > half)
        row = [name]
        for label, stop in stops.items():
            found[f"{label} {at}"] = float(met[np.arange(worlds), stop].mean())
            row.append(f"{found[f'{label} {at}']:,.0f}")
        rows.append(row)
        say(f"  {row}")
    return rows, found


def _first(hit: NDArray[np.bool_]) -> NDArray[np.intp]:
    return np.where(hit.any(axis=1), hit.argmax(axis=1), hit.shape[1] - 1)


def _our_stop(
    b: NDArray[np.bool_], yes: NDArray[np.bool_], events: bool, dice: np.random.Generator
) -> NDArray[np.intp]:
    """The case at which odds for harm reach 20: for events counted at once, else over 12 councils."""
    worlds, n = b.shape
    kind = KINDS["rare_event" if events else "yes_no"]
    weights = np.log(np.array(harm_weights(kind.harm)))
    logs = np.zeros((worlds, 16))
    stop = np.full(worlds, n - 1)
    open_ = np.ones(worlds, dtype=bool)
    cases, total = np.full((worlds, 12), BEFORE + 2.0), np.full((worlds, 12), BEFORE * 0.6 + 1)
    rows = np.arange(worlds)
    for at in range(n):
        place = dice.integers(0, 12, worlds)
        mean = (total[rows, place] / cases[rows, place])[:, None]
        new = kind.log_factors(b[:, at, None], 0.5, yes[:, at, None].astype(float), mean, 0.5)[:, 14:]
        logs += new * yes[:, at, None] if events else new
        cases[rows, place] += 1
        total[rows, place] += yes[:, at]
        crossed = open_ & (np.logaddexp.reduce(logs + weights, axis=1) >= math.log(20))
        stop[crossed] = at
        open_ &= ~crossed
        if not open_.any():
            break
    return stop


# --- many steps, intervals, cost, laws --------------------------------------------------------------------------------


def many_steps(null: Run, real: Run, tries: int) -> tuple[float, float, float]:
    """20 steps, 5 of them real: false discoveries and power of e-BH, and false ones of z looked at every day."""
    dice = np.random.default_rng(SEED + 90)
    false = hit = peeked = 0.0
    for _ in range(tries):
        nulls, reals = dice.integers(0, len(null.odds), 15), dice.integers(0, len(real.odds), 5)
        odds = {f"n{at}": math.exp(min(null.odds[one], 600)) for at, one in enumerate(nulls)}
        odds |= {f"r{at}": math.exp(min(real.odds[one], 600)) for at, one in enumerate(reals)}
        kept = kept_together(odds, registered=20)
        wrong = sum(one.startswith("n") for one in kept)
        false += wrong / max(len(kept), 1)
        hit += (len(kept) - wrong) / 5
        z_wrong = np.isfinite(null.first["z every day"][nulls]).sum()
        z_right = np.isfinite(real.first["z every day"][reals]).sum()
        peeked += z_wrong / max(z_wrong + z_right, 1)
    return false / tries, hit / tries, peeked / tries


def intervals(worlds: int) -> tuple[list[list[str]], list[float], list[float]]:
    """Ever-coverage of the truth at every case to 5,000, and widths beside the asymptotic one."""
    bets = np.array((0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.28, 0.4))
    rows, covered, wide = [], [], []
    for at, (share, effect) in enumerate(((0.6, 0.06), (0.6, 0.0), (0.02, 0.0), (0.02, 0.02))):
        dice = np.random.default_rng(SEED + 100 + at)
        logs = [np.zeros((worlds, 10)), np.zeros((worlds, 10))]
        total = np.full(worlds, 1.0)
        missed, quick_missed = np.zeros(worlds, dtype=bool), np.zeros(worlds, dtype=bool)
        sums, squares = np.zeros(worlds), np.zeros(worlds)
        rho2 = (-2 * math.log(ALPHA) + math.log(-2 * math.log(ALPHA) + 1)) / 1000
        for case in range(5_000):
            b = dice.random(worlds) < 0.5
            y = (dice.random(worlds) < np.where(b, share + effect, share)).astype(float)
            mean = np.clip(np.round(total / (case + 2) * 100) / 100, 0.01, 0.99)
            phi = (y - mean) * np.where(b, 2.0, -2.0)
            total += y
            for side, sign in enumerate((1.0, -1.0)):
                capped = np.minimum(bets, 0.95 / (1.98 + sign * effect))
                logs[side] += np.log1p(capped * (sign * (phi - effect))[:, None])
                missed |= np.logaddexp.reduce(logs[side], axis=1) - math.log(10) >= math.log(2 / ALPHA)
            sums += phi
            squares += phi * phi
            n = case + 1
            middle = sums / n
            half = np.sqrt(np.maximum(squares / n - middle**2, 0) * 2 * (n * rho2 + 1) / (n * n * rho2)
                           * math.log(math.sqrt(n * rho2 + 1) / ALPHA))  # fmt: skip
            quick_missed |= (np.abs(middle - effect) > half) & (n >= 20)
        widths = []
        for n in (1_000, 4_000, 10_000):
            ratios = []
            for seed in range(4):
                ledger = new_ledger("k", "m", "yes_no").add_all(_people(np.random.default_rng(seed), n, share, effect))
                exact, quick = interval([ledger]), quick_interval([ledger])
                if quick is not None:
                    ratios.append((exact.high - exact.low) / (quick.high - quick.low))
            widths.append(f"{np.mean(ratios):.2f}" if ratios else "hidden")
            if ratios:
                wide.append(float(np.mean(ratios)) - (0.05 if share < 0.1 else 0.0))
        covered.append(1 - float(missed.mean()))
        rows.append([f"{100 * share:g} in a hundred, {100 * effect:+g}", f"{covered[-1]:.3f}",
                     f"{1 - quick_missed.mean():.3f}", *widths])  # fmt: skip
        say(f"  {rows[-1]}")
    return rows, covered, wide


def _people(dice: np.random.Generator, n: int, share: float, effect: float) -> list[Outcome]:
    return [
        Outcome(
            unit=str(at), authority="k", arm="B" if b else "A", probability=0.5, entered=WHEN, matured=WHEN,
            measure="m", value=float(draw < (share + effect if b else share)),
        )
        for at, (b, draw) in enumerate(zip(dice.random(n) < 0.5, dice.random(n), strict=True))
    ]  # fmt: skip


def cost() -> tuple[float, float, float]:
    """Microseconds a case: one at a time as the service enters them; frozen after each; many at once as in a replay.

    Best of ten.
    """
    people = _people(np.random.default_rng(1), 20_000, 0.6, 0.06)
    empty = new_ledger("k", "m", "yes_no", Before(cases=50, total=30, squares=30))
    found: list[list[float]] = [[], [], []]

    def one_by_one() -> None:
        ledger = OpenLedger(empty)
        for person in people[:3_000]:
            ledger.enter(person.arm == "B", person.probability, float(person.value or 0))

    def frozen() -> None:
        ledger = empty
        for person in people[:3_000]:
            ledger = ledger.add(person)

    for _ in range(10):
        for at, (act, cases) in enumerate(
            ((one_by_one, 3_000), (frozen, 3_000), (lambda: empty.add_all(people), len(people)))
        ):
            began = time.process_time()
            act()
            found[at].append((time.process_time() - began) / cases * 1e6)
    one, each, many = map(min, found)
    return one, each, many


def laws() -> tuple[float, bool]:
    """How far the mean of the odds over all 2^10 throws is from 1, and whether a replay gives the same bits."""
    values = (1, 0, 1, 1, 0, 0, 1, 0, 1, 1)
    chances = (0.5, 0.5, 0.1, 0.1, 0.9, 0.3, 0.5, 0.62, 0.5, 0.25)
    empty = new_ledger("k", "m", "yes_no")
    means = [0.0, 0.0, 0.0]
    for arms in product("AB", repeat=10):
        likely = math.prod(p if arm == "B" else 1 - p for arm, p in zip(arms, chances, strict=True))
        people = [
            Outcome(unit="u", authority="k", arm=arm, probability=p, entered=WHEN, matured=WHEN, measure="m",
                    value=float(value))  # type: ignore[arg-type]
            for arm, p, value in zip(arms, chances, values, strict=True)
        ]  # fmt: skip
        odds = pooled([empty.add_all(people)])
        means = [m + likely * e for m, e in zip(means, (odds.benefit, odds.harm, odds.places_differ), strict=True)]
    people = _people(np.random.default_rng(2), 3_000, 0.6, 0.06)
    ledger: Ledger = empty
    for person in people:
        ledger = ledger.add(person)
    return max(abs(m - 1) for m in means), rebuilt(ledger, people) == ledger


def check_ours() -> float:
    """The largest difference of a log between `Ours`, with a look after every case, and the real ledger."""
    people = _people(np.random.default_rng(3), 300, 0.6, 0.06)
    ledger = new_ledger("k", "m", "yes_no", Before(cases=BEFORE, total=BEFORE * 0.6, squares=BEFORE * 0.6)).add_all(
        people
    )
    horizon, stake = Horizon(planned=250), Stake()
    fast = [Ours(1, 1, 0.25, 0.6, horizon=horizon), Ours(1, 1, 0.25, 0.6, harm=True)]
    running = OpenLedger(replace(ledger, benefit=(0.0,) * 14, harm=(0.0,) * 16, cases=0, total=0, squares=0, tally={}))
    for at, person in enumerate(people):
        b, value, day = person.arm == "B", float(person.value or 0), WHEN.date() + timedelta(days=at)
        stake.enter(horizon, day, "k", running.expected, b=b, probability=0.5, value=value)
        running.enter(b, 0.5, value)
        b, y = float(person.arm == "B"), float(person.value or 0)
        counts = Counts(*(np.array([[one]]) for one in (1 - b, (1 - b) * y, b, b * y)))
        for one in fast:
            one.look(counts)
    return max(
        float(np.abs(fast[0].logs[0] - ledger.benefit).max()),
        float(np.abs(fast[1].logs[0] - ledger.harm).max()),
        abs(float(fast[0].wealth[0]) - stake.log_wealth),
    )


# --- the others' own packages -----------------------------------------------------------------------------------------

_GBSTATS = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
from gbstats.frequentist.tests import SequentialTwoSidedTTest, SequentialConfig
from gbstats.models.statistics import ProportionStatistic as P
rows = json.load(sys.stdin)
found = []
for n_a, s_a, n_b, s_b, tuning, kind in rows:
    chosen = SequentialConfig(sequential_tuning_parameter=tuning, difference_type=kind)
    test = SequentialTwoSidedTTest(P(n=n_a, sum=s_a), P(n=n_b, sum=s_b), chosen)
    low, high = test.confidence_interval
    found.append([float(test.point_estimate), float((high - low) / 2)])
best = 1e9
for _ in range(20):
    began = time.process_time()
    for n_a, s_a, n_b, s_b, tuning, kind in rows:
        SequentialTwoSidedTTest(P(n=n_a, sum=s_a), P(n=n_b, sum=s_b)).compute_result()
    best = min(best, (time.process_time() - began) / len(rows))
print(json.dumps({"found": found, "microseconds": best * 1e6}))
"""
_VILLE = """
import json, sys, time
import numpy as np
from ville import AsymptoticABTest, BettingABTest
data = json.load(sys.stdin)
y, b = np.array(data["y"], float), np.array(data["b"], float)
test = AsymptoticABTest().fit(y, b)
best = 1e9
for _ in range(10):
    one = AsymptoticABTest()
    began = time.process_time()
    for at in range(500):
        one.update(y[at:at + 1], b[at:at + 1])
    best = min(best, (time.process_time() - began) / 500)
betting = BettingABTest().fit(y, b)
print(json.dumps({"estimate": float(test.estimate_[-1]), "half": float((test.upper_[-1] - test.lower_[-1]) / 2),
                  "microseconds": best * 1e6, "betting": float((betting.upper_[-1] - betting.lower_[-1]) / 2)}))
"""


def peers() -> dict[str, float | str]:
    """The formulas above against the packages, each in an environment of its own; and what one look costs."""
    found: dict[str, float | str] = {}
    dice = np.random.default_rng(SEED + 110)
    rows = []
    for _ in range(200):
        n_a, n_b = (int(x) for x in dice.integers(30, 4_000, 2))
        rows.append(
            [n_a, int(dice.integers(5, n_a - 5)), n_b, int(dice.integers(5, n_b - 5)), float(dice.choice([5000, 2000])),
             str(dice.choice(["relative", "absolute"]))]
        )  # fmt: skip
    said = _in_environment("gbstats", ["gbstats==0.8.0", "setuptools<80"], "3.11", _GBSTATS, rows)
    if isinstance(said, str):
        found["gbstats"] = said
    else:
        theirs = np.array(said["found"])
        ours = np.array([
            [float(x[0]) for x in growthbook(
                Sums(*(np.array([float(v)]) for v in row[:4])), tuning=row[4], relative=row[5] == "relative")]
            for row in rows
        ])  # fmt: skip
        found["gbstats"] = float(np.abs(theirs / ours - 1).max())
        found["gbstats µs"] = float(said["microseconds"])
    b = dice.random(2_000) < 0.5
    y = (dice.random(2_000) < np.where(b, 0.66, 0.6)).astype(float)
    said = _in_environment(
        "ville", ["ville==0.1.0", "scipy"], None, _VILLE, {"y": y.tolist(), "b": b.astype(float).tolist()}
    )
    if isinstance(said, str):
        found["ville"] = said
    else:
        ville = Ville(1)
        for at in range(2_000):
            c, v = float(b[at]), y[at]
            mean, half = ville.look(Counts(*(np.array([[one]]) for one in (1 - c, (1 - c) * v, c, c * v))))
        found["ville"] = max(abs(float(mean[0]) / said["estimate"] - 1), abs(float(half[0]) / said["half"] - 1))
        found["ville µs"] = float(said["microseconds"])
        ledger = new_ledger("k", "m", "yes_no").add_all(
            [Outcome(unit=str(at), authority="k", arm="B" if b[at] else "A", probability=0.5, entered=WHEN,
                     matured=WHEN, measure="m", value=float(y[at])) for at in range(2_000)]
        )  # fmt: skip
        exact = interval([ledger])
        found["ville width"] = (exact.high - exact.low) / 2 / float(said["betting"])
    return found


def _in_environment(
    name: str, wanted: list[str], python: str | None, program: str, given: object
) -> dict[str, object] | str:
    uv = next((str(p) for p in [shutil.which("uv"), REPO / ".run/uv/bin/uv"] if p and Path(p).exists()), None)
    if uv is None:
        return "there is no uv here to install it with"
    place = SCRATCH / f"python-{name}"
    interpreter = place / "bin" / "python"
    if not interpreter.exists():
        make = subprocess.run(
            [uv, "venv", "-q", "-p", python or sys.executable, str(place)], capture_output=True, text=True
        )
        done = make if make.returncode else subprocess.run(
            [uv, "pip", "install", "-q", "--python", str(interpreter), *wanted], capture_output=True, text=True
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(place, ignore_errors=True)
            return "it did not install: " + " ".join(done.stderr.strip().splitlines()[-1:])
    ran = subprocess.run([str(interpreter), "-c", program], input=json.dumps(given), capture_output=True, text=True)
    if ran.returncode:
        return "it did not run: " + " ".join(ran.stderr.strip().splitlines()[-1:])
    answered: dict[str, object] = json.loads(ran.stdout)
    return answered


# --- all of it --------------------------------------------------------------------------------------------------------


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "--:|" * (len(heads) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def processor() -> str:
    said = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    return (re.findall(r"model name\s*:\s*(.+)", said) or [platform.processor() or "unknown"])[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few worlds, printed only")
    parser.add_argument("--worlds", type=int, help="worlds of each stress")
    chosen = parser.parse_args()
    worlds = chosen.worlds or (100 if chosen.quick else 1000)
    began = time.perf_counter()
    OF_LOOKS.update({alpha: obrien_fleming(26, alpha) for alpha in (ALPHA, 0.1)})
    five, ten = obrien_fleming(5), obrien_fleming(10)
    say("others' own packages")
    packages = peers()
    say("false alarms")
    alarm_rows, alarms = stresses(worlds)
    say("cases until a step is kept")
    power_rows, runs = power(worlds)
    say("planned horizon")
    horizon_rows = at_horizon(worlds)
    say("harm")
    harm_rows, harms = harm(min(worlds, 1000))
    null = run(SEED, worlds, 12, DAYS, even(0.6, 0, worlds, 12, 20.0), hoped=log_odds_hoped(0.06, 0.6), before=0.6)
    false, found, peeked = many_steps(null, runs[0.06], 1000)
    say("intervals")
    interval_rows, covered, wide = intervals(worlds)
    together = federated(worlds)
    one, frozen, many = cost()
    off, same_bits = laws()
    right = runs[0.06]
    wrong = [runs[e].mean("ours") / runs[e].mean("GrowthBook, tuned") for e in (0.03, 0.12)]
    ratios = (right.mean("ours") / right.mean("GrowthBook, tuned"), right.mean("ours") / right.mean("GrowthBook"))
    stop = [harms[f"ours {at}"] / harms[f"GrowthBook {at}"] for at in (0, 1)]
    slack = ALPHA + 2 * math.sqrt(ALPHA * (1 - ALPHA) / worlds)
    peer = [float(packages[key]) for key in ("gbstats µs", "ville µs") if key in packages]
    targets = [
        ("(a) false alarms in every stress", f"at most {slack:.3f}", f"{max(alarms):.3f}", max(alarms) <= slack),
        ("(b) mean cases as planned, beside GrowthBook tuned", "0.95", f"{ratios[0]:.2f}", ratios[0] <= 0.95),
        ("(b) the same, beside its default", "0.85", f"{ratios[1]:.2f}", ratios[1] <= 0.85),
        ("(b) effect half of the plan, beside tuned", "1.10", f"{wrong[0]:.2f}", wrong[0] <= 1.10),
        ("(b) effect twice the plan, beside tuned", "1.10", f"{wrong[1]:.2f}", wrong[1] <= 1.10),
        ("(c) residents before a stop, beside GrowthBook", "0.5", f"{stop[0]:.2f}", stop[0] <= 0.5),
        ("(c) the same for errors", "0.6", f"{stop[1]:.2f}", stop[1] <= 0.6),
        ("(d) intervals ever hold, at least", "0.95", f"{min(covered):.3f}", min(covered) >= 0.95),
        ("(d) width beside the asymptotic one (less 0.05 at 2 %)", "1.10", f"{max(wide):.2f}", max(wide) <= 1.10),
        ("(e) µs a case, one at a time", "25", f"{one:.1f}", one <= 25),
        ("(e) the cheapest peer's look over ours, one at a time", "10",
         f"{min(peer) / one:.1f}" if peer else "not measured", bool(peer) and min(peer) / one >= 10),
        ("(e) the same, in a replay", "10", f"{min(peer) / many:.1f}" if peer else "not measured",
         bool(peer) and min(peer) / many >= 10),
        ("(f) cases, federated over central", "0.98 to 1.02", f"{together:.3f}", abs(together - 1) <= 0.02),
        ("(g) mean of the odds over 2^10 throws, less 1", "1e-12", f"{off:.0e}", off <= 1e-12),
        ("(h) a replay gives the same bits", "yes", "yes" if same_bits else "no", same_bits),
    ]  # fmt: skip
    checks = [
        f"O'Brien-Fleming by our recursion: {five:.3f} for 5 looks and {ten:.3f} for 10; published 2.040 and 2.087.",
        f"GrowthBook by formula beside gbstats 0.8.0: {_agreement(packages['gbstats'])}.",
        f"ville by formula beside ville 0.1.0: {_agreement(packages['ville'])}.",
        f"Our ledgers for many worlds at once beside the real ones: logs differ by at most {check_ours():.0e}.",
    ]
    if "ville width" in packages:
        checks.append(
            f"Width of our interval beside ville's betting one, 2,000 cases: {float(packages['ville width']):.2f}."
        )
    text = "\n\n".join(
        [
            f"Measured on: {processor()}, Python {platform.python_version()}, NumPy {np.__version__}; "
            f"{worlds:,} worlds of each, seed {SEED}, {time.perf_counter() - began:.0f} seconds. "
            "Looked at every day unless said.",
            table(["target", "to reach", "measured", ""],
                  [[a, b, c, "reached" if ok else "**not reached**"] for a, b, c, ok in targets]),
            "False alarms: nothing differs, and the method says so at some look in 26 weeks (5 in a hundred promised).",
            table(["", *METHODS], alarm_rows),
            "Mean cases until a step is kept; 6 in a hundred were planned, from 60. Ours at 20 to 1.",
            table(["effect", *POWER], power_rows),
            "Kept within 26 weeks when the run is as long as a fixed test needs (2,184 cases), and mean cases.",
            table(["effect", "ours", "with a horizon", "O'Brien-Fleming", "at 10 %", "GrowthBook", "tuned", "ville",
                   "cases: ours", "with a horizon", "O'Brien-Fleming"], horizon_rows),
            "Residents who meet a broken version before it is stopped; looked at after every case.",
            table(["", "ours", "GrowthBook", "tuned", "relative, as by default"], harm_rows),
            f"Twenty steps at once, five of them real (6 in a hundred): e-BH finds {found:.3f} of the real ones, and "
            f"{false:.3f} of what it finds is false; of what z looked at every day finds, {peeked:.2f}.",
            "Intervals: how often they hold at every case to 5,000, and width beside the asymptotic one.",
            table(["", "ours", "asymptotic, from 20 cases", "width at 1,000", "4,000", "10,000"], interval_rows),
            f"A ledger takes {one:.1f} µs a case one at a time, {frozen:.1f} µs when it is frozen after each, and "
            f"{many:.1f} µs in a replay"
            + "".join(f"; {key.removesuffix(' µs')} takes {float(packages[key]):.0f} µs a look"
                      for key in ("gbstats µs", "ville µs") if key in packages) + ".",
            "\n".join(f"- {line}" for line in checks),
        ]
    )  # fmt: skip
    print(text)
    if not chosen.quick:
        write(text)


def _agreement(found: float | str) -> str:
    return f"not compared, {found}" if isinstance(found, str) else f"differs by at most {found:.0e}"


def write(text: str) -> None:
    readme = HERE / "README.md"
    whole = readme.read_text(encoding="utf-8")
    begin, end = "<!-- evidence: begin -->", "<!-- evidence: end -->"
    before, rest = whole.split(begin)
    readme.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
