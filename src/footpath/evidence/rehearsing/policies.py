"""Five ways of changing a service in many authorities, each a function from a world to what happened in it."""

from collections.abc import Callable
from math import log

import msgspec
import numpy as np
from numpy.typing import NDArray

from footpath.evidence.local import PlaceEffect, fitted, shared_effect
from footpath.evidence.rehearsing.assumptions import Assumptions
from footpath.evidence.rehearsing.trials import Trials, share
from footpath.evidence.rehearsing.world import World

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

WEEKS_A_YEAR = 52
_ENOUGH = log(20)
_SHORTEST = 2  # weeks


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """`added` is by how much the share of people who finish differs from doing nothing, by week and authority."""

    added: Floats
    built: int
    tests: int  # each authority's run of a step counts


Policy = Callable[[World, Assumptions], Happened]


def mandate(world: World, assumed: Assumptions) -> Happened:
    """All parts at once, everywhere, after the build; then one part is reviewed at a time, and put back if it harms."""
    return _mandated(world, assumed, piloted=False)


def piloted(world: World, assumed: Assumptions) -> Happened:
    """One cohort tries the whole package first: everybody gets it if it reached 20 to 1, else nobody."""
    return _mandated(world, assumed, piloted=True)


def alone(world: World, assumed: Assumptions) -> Happened:
    """Every authority tries one small step after another by itself, what designers think best first."""
    count, dice = world.authorities, _dice(world, 2)
    order = _best_first(world)
    everybody = np.arange(count)
    live, best = np.zeros((count, assumed.parts)), np.argsort(-order)  # what each part adds; the order to try
    at, since = np.zeros(count, dtype=np.int64), np.full(count, -assumed.make_weeks)
    trials = Trials(count, assumed.hoped)
    trials.begin(everybody, share(world.base))
    added, tests = [], count
    for _ in range(assumed.years * WEEKS_A_YEAR):
        since += 1
        busy = (at < len(best)) & (since > 0)
        part, design = np.divmod(best[np.minimum(at, len(best) - 1)], assumed.designs)
        new = np.where(busy, world.effect[everybody, part, design] - live[everybody, part], 0.0)
        middle = world.base + live.sum(axis=1)
        a, b = share(middle), share(middle + new)
        added.append((a + b) / 2 - share(world.base))
        rows = everybody[busy]
        if not len(rows):
            continue
        trials.week(rows, world.volumes[rows], a[rows], b[rows], dice)
        benefit, harm = trials.odds(rows)
        keep = (benefit >= _ENOUGH) & (since[rows] >= _SHORTEST)
        over = keep | (harm >= _ENOUGH) | (since[rows] >= assumed.step_weeks)
        kept, done = rows[keep], rows[over]
        live[kept, part[kept]] = world.effect[kept, part[kept], design[kept]]
        at[done] += 1
        since[done] = -assumed.make_weeks
        tests += int((at[done] < len(best)).sum())
        trials.begin(done, share(world.base[done] + live[done].sum(axis=1)))
    # Each authority builds what it tries: nobody shows anybody.
    return Happened(added=np.array(added), built=tests, tests=tests)


def pooled(world: World, assumed: Assumptions) -> Happened:
    """Cohorts try steps together; what is kept is taken up by others in time, who watch it half and half."""
    return _together(world, assumed, local=False)


def pooled_and_fitted(world: World, assumed: Assumptions) -> Happened:
    """The same, and each authority keeps only what its own outcomes, drawn towards everybody's, say helps there."""
    return _together(world, assumed, local=True)


POLICIES: dict[str, tuple[str, Policy]] = {
    "mandate": ("Mandate, all at once", mandate),
    "piloted": ("Mandate, piloted as one package", piloted),
    "alone": ("Small steps, each alone", alone),
    "pooled": ("Small steps, shared evidence", pooled),
    "fitted": ("Small steps, shared evidence, fitted to the place", pooled_and_fitted),
}


def _dice(world: World, policy: int) -> np.random.Generator:
    return np.random.default_rng((world.seed, 100 + policy))


def _best_first(world: World) -> Floats:
    return world.belief.reshape(-1)


def _mandated(world: World, assumed: Assumptions, *, piloted: bool) -> Happened:
    count, dice = world.authorities, _dice(world, int(piloted))
    parts = np.arange(assumed.parts)
    chosen = world.belief.argmax(axis=1)
    wanted = world.belief.max(axis=1) > 0
    package = np.where(wanted, world.effect[:, parts, chosen], 0.0)
    average = world.volumes @ package / world.volumes.sum()
    start = round(assumed.build_weeks * assumed.overrun)
    trials = Trials(count, assumed.hoped)
    cohort = dice.permutation(count)[: assumed.cohort]
    everywhere = None if piloted else start
    shown, dropped, tests = False, False, len(cohort) if piloted else 0
    standing = wanted.copy()
    added = []
    for week in range(assumed.years * WEEKS_A_YEAR):
        before = share(world.base)
        now = np.zeros(count)
        if everywhere is not None and week >= everywhere:
            reviewed = week - everywhere
            # What was shown to work as one package is not taken apart again.
            if not piloted and reviewed and reviewed % assumed.review_weeks == 0 and standing.any():
                worst = int(np.where(standing, average, np.inf).argmin())
                standing[worst] &= average[worst] >= 0
            now = share(world.base + (package * standing).sum(axis=1)) - before
        elif piloted and week >= start and not dropped:
            if week == start:
                trials.begin(cohort, before[cohort])
            b = share(world.base + package.sum(axis=1))
            trials.week(cohort, world.volumes[cohort], before[cohort], b[cohort], dice)
            now[cohort] = (b[cohort] - before[cohort]) / 2
            benefit, harm = trials.pooled(cohort)
            shown |= benefit >= _ENOUGH
            over = week - start + 1 >= assumed.pilot_weeks
            if over and shown:
                everywhere = week + 1
            dropped = not shown and (over or harm >= _ENOUGH)
        added.append(now)
    return Happened(added=np.array(added), built=int(wanted.sum()), tests=tests)


class _Step:
    """A step that a cohort is running."""

    def __init__(self, part: int, design: int, make_weeks: int) -> None:
        self.part, self.design, self.weeks = part, design, -make_weeks


def _together(world: World, assumed: Assumptions, *, local: bool) -> Happened:
    count, parts, dice = world.authorities, assumed.parts, _dice(world, 3)
    order = dice.permutation(count)
    cohorts = [order[at : at + assumed.cohort] for at in range(0, count, assumed.cohort)]
    queue = list(np.argsort(-_best_first(world)))
    steps: list[_Step | None] = [None] * len(cohorts)
    # One row of trials for each authority and part: a step in its cohort, or the watch over what it takes up.
    trials = Trials(count * parts, assumed.hoped)
    live = np.zeros((count, parts))
    running = np.full((count, parts), -1)  # the design being tried
    watched = np.zeros((count, parts), dtype=np.int64)  # weeks of a watch; 0 when it is a cohort's step, or nothing
    held = np.full((count, parts), -1)  # the design in place
    turned_down = np.zeros((count, parts, assumed.designs), dtype=bool)
    found = np.full((parts, assumed.designs), -np.inf)  # what everybody knows of designs that were kept
    apart = np.zeros((parts, assumed.designs))
    unsure = np.zeros((parts, assumed.designs))
    every = np.arange(count)
    built = tests = 0
    added = []
    for _ in range(assumed.years * WEEKS_A_YEAR):
        # Cohorts that are free take the next design; those of their authorities that watch that part sit it out.
        for at, cohort in enumerate(cohorts):
            if steps[at] is None and queue:
                part, design = divmod(int(queue.pop(0)), assumed.designs)
                steps[at] = _Step(part, design, assumed.make_weeks)
                built += 1
            step = steps[at]
            if step is not None and step.weeks == 0:
                part, design = step.part, step.design
                members = cohort[running[cohort, part] < 0]
                running[members, part] = design
                watched[members, part] = 0
                tests += len(members)
                trials.begin(members * parts + part, share(world.base[members] + live[members].sum(axis=1)))
        # Others take up what was kept, each in its own time, if it looks better than what they have.
        known = np.where(held >= 0, found[np.arange(parts)[None, :], np.maximum(held, 0)], 0.0)
        for part, design in zip(*np.nonzero(np.isfinite(found)), strict=True):
            might = (running[:, part] < 0) & (held[:, part] != design) & ~turned_down[:, part, design]
            might &= (found[part, design] > known[:, part]) & (dice.random(count) < 1 / assumed.adoption)
            new = every[might]
            running[new, part] = design
            watched[new, part] = 1
            tests += len(new)
            trials.begin(new * parts + part, share(world.base[new] + live[new].sum(axis=1)))
        rows = np.flatnonzero(running.reshape(-1) >= 0)
        who, which = np.divmod(rows, parts)
        tried = running[who, which]
        differs = np.zeros((count, parts))
        differs[who, which] = world.effect[who, which, tried] - live[who, which]
        middle = world.base + live.sum(axis=1) + differs.sum(axis=1) / 2
        added.append(share(middle) - share(world.base))
        if len(rows):
            half = differs[who, which] / 2
            trials.week(rows, world.volumes[who], share(middle[who] - half), share(middle[who] + half), dice)
        for at, cohort in enumerate(cohorts):
            step = steps[at]
            if step is None:
                continue
            step.weeks += 1
            if step.weeks <= 0:
                continue
            part, design = step.part, step.design
            members = cohort[(running[cohort, part] == design) & (watched[cohort, part] == 0)]
            at_rows = members * parts + part
            benefit, harm = trials.pooled(at_rows) if len(members) else (0.0, 0.0)
            keep = benefit >= _ENOUGH and step.weeks >= _SHORTEST
            if not keep and harm < _ENOUGH and step.weeks < assumed.step_weeks and len(members):
                continue
            steps[at] = None
            running[members, part] = -1
            if not keep:
                continue
            places = _places(trials, at_rows)
            shared = shared_effect(places)
            found[part, design] = shared.effect + known[members, part].mean()
            apart[part, design], unsure[part, design] = shared.between, shared.variance
            stays = np.array([not local or fitted(place, shared) > 0 for place in places])
            _adopt(world, live, held, members[stays], part, design)
            turned_down[members[~stays], part, design] = True
        # The watch: harm stops it at once; at its end it stays, or, fitted, stays where it helps.
        rows = np.flatnonzero(watched.reshape(-1) > 0)
        if len(rows):
            who, which = np.divmod(rows, parts)
            tried = running[who, which]
            _, harm_odds = trials.odds(rows)
            stop, over = harm_odds >= _ENOUGH, watched[who, which] >= assumed.watch_weeks
            effect, variance = trials.estimates(rows)
            prior = found[which, tried] - known[who, which]
            own, others = 1 / variance, 1 / (apart[which, tried] + unsure[which, tried] + 1e-9)
            helps = (effect * own + prior * others) / (own + others) > 0
            takes = over & ~stop & (helps if local else True)
            ends = stop | over
            for one in np.flatnonzero(takes):
                _adopt(world, live, held, who[one : one + 1], int(which[one]), int(tried[one]))
            down = np.flatnonzero(ends & ~takes)
            turned_down[who[down], which[down], tried[down]] = True
            watched[who, which] += 1
            watched[who[ends], which[ends]] = 0
            running[who[ends], which[ends]] = -1
    return Happened(added=np.array(added), built=built, tests=tests)


def _adopt(world: World, live: Floats, held: Whole, who: Whole, part: int, design: int) -> None:
    live[who, part] = world.effect[who, part, design]
    held[who, part] = design


def _places(trials: Trials, rows: Whole) -> list[PlaceEffect]:
    effects, variances = trials.estimates(rows)
    return [
        PlaceEffect(authority=str(row), effect=float(effect), variance=float(variance))
        for row, effect, variance in zip(rows, effects, variances, strict=True)
    ]
