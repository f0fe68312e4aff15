"""Everything that was tried on a standard, by whom, and how it went: from packs, and from the steps kept here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from footpath.actions.count_outcomes import counted_of
from footpath.actions.pooled_evidence import pack_of
from footpath.casework.days import uk_day
from footpath.definition.changes import changes_from_data, named
from footpath.evidence import Interval, Ledger, interval
from footpath.ports import World
from footpath.steps.counting import hoped_effect
from footpath.steps.learning import learned, learned_elsewhere
from footpath.steps.measures import MEASURES
from footpath.steps.pack import FEWEST_PEOPLE, TRAVELS, Pack, hundredths, trial_of
from footpath.steps.promotion import Pool, Promotion, pool, promotion
from footpath.steps.receiving import Received
from footpath.steps.review import odds_said
from footpath.steps.states import ENDED, State
from footpath.steps.step import Step

_ORDER: tuple[State, ...] = ("stopped_for_harm", "broken", "not_kept", "could_not_tell", "withdrawn")
"""What did not work comes first: that is what somebody would try again."""


class Try(msgspec.Struct, frozen=True, kw_only=True):
    """One step. `says` is its line of the learning log; empty while it runs, and nothing is told of it.

    `here` is the step where this installation keeps it; `received` what was done with its pack.
    """

    home: str
    name: str
    state: State
    on: date
    says: str
    authorities: tuple[str, ...]
    here: Step | None = None
    received: tuple[Received, ...] = ()


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """The same changes, counted the same way, by whoever tried them; `known` is None where too few were counted."""

    id: str
    name: str
    changes: tuple[Mapping[str, Any], ...]
    version: int | None  # of the standard that it was tried on; None where nobody says
    tries: tuple[Try, ...]
    known: "Known | None"


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody's outcomes together."""

    pool: Pool
    interval: Interval
    promotion: Promotion


def tried_on(world: World, *, service: str, authority: str | None = None) -> tuple[Trial, ...]:
    """What `authority` may know: its packs and its steps, and of others' here what they would tell in a pack.

    None is whoever runs the installation: every authority's packs. What did not work comes first.
    """
    readers = [authority] if authority else [each.id for each in world.records.authorities()]
    received = [each for reader in readers for each in world.packs.packs(reader) if each.service == service]
    steps = [step for step in world.steps.every_step() if step.registration.service == service]
    steps.sort(key=lambda step: step.registered, reverse=True)
    trials = dict.fromkeys([trial_of(step.registration) for step in steps] + [each.trial for each in received])
    made = [
        _trial(
            world,
            trial,
            [step for step in steps if trial_of(step.registration) == trial],
            [each for each in received if each.trial == trial],
            authority,
        )
        for trial in trials
    ]
    return tuple(sorted((each for each in made if each.tries), key=_failures_first))


def _failures_first(trial: Trial) -> tuple[bool, int, str]:
    states = [each.state for each in trial.tries]
    worst = min((_ORDER.index(state) for state in states if state in _ORDER), default=len(_ORDER))
    return (not any(state in ENDED for state in states), worst, trial.name)


def _trial(world: World, id_: str, steps: Sequence[Step], received: Sequence[Received], authority: str | None) -> Trial:
    packs = {each.pack: pack_of(each) for each in received}
    here = {(step.authority, step.id) for step in steps}
    tries = [_try(world, step, received, packs, authority) for step in steps if step.begun or step.state in ENDED]
    tries += [
        _try_elsewhere(world, pack, [each for each in received if each.pack == hash_])
        for hash_, pack in packs.items()
        if (pack.home, pack.registration.id) not in here
    ]
    own: dict[str, Ledger] = {}
    for step in steps:  # the newest first: what was tried anew is not multiplied with what was tried before
        for ledger in _told(world, step, authority):
            own.setdefault(ledger.authority, ledger)
    together = pool(list(packs.values()), own.values(), hoped=[hoped_effect(step) for step in steps if step.begun])
    said = steps[0].registration if steps else next(iter(packs.values())).registration
    return Trial(
        id=id_,
        name=said.name,
        changes=said.changes,
        version=_version(world, steps, packs.values()),
        tries=tuple(sorted(tries, key=lambda each: (each.state not in _ORDER, each.on, each.home))),
        known=_known(together) if together else None,
    )


def _known(together: Pool) -> Known:
    return Known(pool=together, interval=interval(together.ledgers), promotion=promotion(together))


def _told(world: World, step: Step, authority: str | None) -> Iterable[Ledger]:
    """An authority reads its own ledgers as they stand. Others' are what a pack would tell, once it is decided."""
    if step.state == "broken":
        return []
    ledgers = counted_of(world, step).ledgers(step.registration.measure)
    if authority in (step.authority, *step.registration.authorities):
        return ledgers
    return [each for each in ledgers if step.state in TRAVELS and min(each.by_arm) >= FEWEST_PEOPLE]


def _try(
    world: World, step: Step, received: Sequence[Received], packs: Mapping[str, Pack], authority: str | None
) -> Try:
    about = [each for each in received if _is_of(packs[each.pack], step)]
    return Try(
        home=step.authority,
        name=step.registration.name,
        state=step.state,
        on=uk_day(step.ended or step.begun or step.registered),
        says=learned(step, counted_of(world, step), who=_who(world, step, authority)) if step.state in ENDED else "",
        authorities=step.registration.authorities,
        here=step,
        received=tuple(about),
    )


def _who(world: World, step: Step, authority: str | None) -> str:
    return "We" if authority in (step.authority, *step.registration.authorities) else name_of(world, step.authority)


def _is_of(pack: Pack, step: Step) -> bool:
    return (pack.home, pack.registration.id) == (step.authority, step.registration.id)


def _try_elsewhere(world: World, pack: Pack, received: Sequence[Received]) -> Try:
    return Try(
        home=pack.home,
        name=pack.registration.name,
        state=pack.decision.state,
        on=pack.decision.on,
        says=learned_elsewhere(pack, name=name_of(world, pack.home)),
        authorities=tuple(place.authority for place in pack.places),
        received=tuple(received),
    )


def _version(world: World, steps: Sequence[Step], packs: Iterable[Pack]) -> int | None:
    for step in steps:
        old, _ = step.editions[step.authority if step.authority in step.editions else min(step.editions)]
        return world.editions.edition(old).service.version
    return max((pack.base.version for pack in packs if pack.base.version is not None), default=None)


def name_of(world: World, authority: str) -> str:
    """What an authority is called, also one that is known by its packs alone."""
    known = world.records.authority(authority)
    return known.name.in_("en") if known else authority.replace("_", " ").title()


def changes_said(trial: Trial) -> tuple[str, ...]:
    """Where it changes something, and its reason."""
    return tuple(f"{named(change.path)}: {change.because}" for change in changes_from_data(trial.changes))


def odds_together_said(trial: Trial) -> str:
    """The likelier of better and worse, with everybody's people."""
    if trial.known is None:
        return "Nobody has been counted whom others may be told of."
    known = trial.known.pool
    measure, odds = MEASURES[known.ledgers[0].measure], known.odds
    if odds.harm > odds.benefit and odds.harm >= 3:
        return f"Together: {odds_said(odds.harm)} that {measure.worse}."
    return f"Together: {odds_said(odds.benefit)} that {measure.says}."


def difference_said(trial: Trial) -> str:
    """How large the effect may be, with everybody's people. Empty where nobody was counted."""
    if trial.known is None:
        return ""
    known = trial.known
    cases = sum(ledger.cases for ledger in known.pool.ledgers)
    low, high = (hundredths(end) for end in (known.interval.low, known.interval.high))
    places = len(known.pool.ledgers)
    return (
        f"With {cases:,} people in {places} {'authority' if places == 1 else 'authorities'}, the difference is "
        f"between {low} and {high}."
    )
