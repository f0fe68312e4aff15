"""An evidence pack: all that one authority tells others of a step that has ended, and nothing that names a resident."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec.structs import replace

from footpath.definition import format as f
from footpath.definition.changes import changes_data, changes_from_data
from footpath.evidence import (
    Interval,
    Ledger,
    Odds,
    SharedEffect,
    interval,
    log_odds_hoped,
    new_ledger,
    place_effect,
    pooled,
    predicted,
    shared_effect,
)
from footpath.evidence.kinds import KINDS
from footpath.evidence.ledger import read_sort
from footpath.steps.asked import FEWEST_STAFF
from footpath.steps.checking import check_registration
from footpath.steps.counting import Counting, harm_at, hoped_effect
from footpath.steps.events import AnyStepEvent, StepDecided, StoppedForHarm
from footpath.steps.measures import MEASURES
from footpath.steps.registration import Registration, fingerprint
from footpath.steps.screening import screen
from footpath.steps.states import SAID, State
from footpath.steps.step import Step
from footpath.values import Problem, canonical, content_hash

KIND = "evidence-pack"

FEWEST_PEOPLE = 10
"""An authority with fewer in either version is left out: of three people, somebody knows who the one was."""

MOST_PLACES = 500
MOST_SORTS = 20_000
MOST_THEMES = 20
LONGEST_THEME = 200
LONGEST_REASON = 2000
MOST_CASES = 1_000_000_000
_ID = re.compile(f.ID)
_CLOSE = 1e-6  # another processor's logarithm may differ in its last digit, and nothing larger is let pass

TRAVELS: tuple[State, ...] = (
    "kept", "spreading", "settled", "reviewed", "not_kept", "could_not_tell", "stopped_for_harm",
)  # fmt: skip
"""What was withdrawn was not decided, and what broke says nothing."""

type Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
type Count = Annotated[int, msgspec.Meta(ge=0, le=MOST_CASES)]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a pack: a word that is not known here is refused, since nobody here could check it."""


class Base(Part, frozen=True, kw_only=True):
    """What the changes were made to: a version of a standard, or an authority's own definition without one."""

    service: str
    version: int | None
    edition: Hash


class PlaceNumbers(Part, frozen=True, kw_only=True):
    """One authority's ledger of the measure the step was judged by. `cases` and `sums` are of the old and the new."""

    authority: str
    cases: tuple[Count, Count]
    sums: tuple[float, float]
    benefit: tuple[float, ...]
    harm: tuple[float, ...]
    tally: Mapping[str, Count]
    odds: Odds
    interval: Interval


class Together(Part, frozen=True, kw_only=True):
    """All places of the pack. `effect` is in log odds for yes/no, in the measure's own unit for a score.

    `predicted` is where the next place's effect is expected to lie, four times in five. `highest_benefit` is what the
    odds had reached at any look, with the places that are left out here.
    """

    odds: Odds
    interval: Interval
    highest_benefit: float
    effect: float | None = None
    variance: float | None = None
    tau: float | None = None
    predicted: tuple[float, float] | None = None


class Guardrail(Part, frozen=True, kw_only=True):
    """What was watched: the odds that it got better or worse, and those at which it stops the step."""

    measure: str
    cases: tuple[Count, Count]
    benefit: float
    harm: float
    highest_harm: float
    stops_at: float | None  # None: only looked at
    staff_could_tell: bool = False


class DecisionRecord(Part, frozen=True, kw_only=True):
    """Who answers for it stands in the registration; `log_digest` seals every outcome that it rests on."""

    state: State
    on: date
    rule_said: str
    because: str
    departs: bool
    log_digest: Hash


class Pack(Part, frozen=True, kw_only=True):
    pack: Literal[1] = 1
    home: str  # whose step it was: who signs
    base: Base
    registration: Registration
    fingerprint: Hash
    hoped: float  # the effect hoped for, in the unit of the vectors
    places: tuple[PlaceNumbers, ...]
    left_out: Count  # places with too few people to be told of
    together: Together
    guardrails: tuple[Guardrail, ...]
    themes: tuple[str, ...]
    decision: DecisionRecord

    @property
    def trial(self) -> str:
        return trial_of(self.registration)

    @property
    def kind(self) -> str:
        return MEASURES[self.registration.measure].kind

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        return tuple(ledger_of(place, self.registration.measure) for place in self.places)

    @property
    def people(self) -> int:
        return sum(sum(place.cases) for place in self.places)


class SignedPack(Part, frozen=True, kw_only=True):
    """The envelope that a pack travels in, for the published schema."""

    footpath_signed: Literal[1]
    kind: Literal["evidence-pack"]
    from_: str = msgspec.field(name="from")
    algorithm: Literal["Ed25519"]
    key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
    hash: Hash
    content: Pack
    signature: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$")]


def schema() -> dict[str, Any]:
    """The JSON Schema of a signed pack."""
    made = msgspec.json.schema(SignedPack)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Footpath evidence pack, signed",
        **made,
    }


def trial_of(registration: Registration) -> str:
    """What was tried, by hash: the same changes on the same service, counted the same way, whoever tried them.

    Reasons, people, places and shares may differ; ledgers of the same trial can be added.
    """
    changes = [{key: each[key] for key in each if key not in ("because", "until")} for each in registration.changes]
    return content_hash([registration.service, changes, registration.measure, registration.window_days])


def ledger_of(place: PlaceNumbers, measure: str) -> Ledger:
    """As much of the authority's ledger as travels: all that pooling, estimates and intervals need."""
    empty = new_ledger(place.authority, measure, MEASURES[measure].kind)
    return replace(
        empty, benefit=place.benefit, harm=place.harm, cases=sum(place.cases), total=sum(place.sums), tally=place.tally
    )


# Making one


def make_pack(
    step: Step,
    counting: Counting,
    events: Iterable[AnyStepEvent],
    *,
    base: Base,
    log_digest: str,
    staff: int,
    themes: Sequence[str] = (),
) -> Pack | tuple[Problem, ...]:
    """`staff` is how many people at work have answered; `themes` are the exporter's words for what people said."""
    problems = tuple(_wrong_themes(themes))
    if step.state not in TRAVELS:
        says = f"This step is {SAID[step.state]}. A pack is made of a step that was decided, or stopped for harm"
        return (Problem("step", says), *problems)
    measure = step.registration.measure
    held = msgspec.convert(counting.data()["ledgers"][measure], dict[str, Ledger])
    told = {each: ledger for each, ledger in sorted(held.items()) if min(ledger.by_arm) >= FEWEST_PEOPLE}
    if not told:
        says = f"Nowhere did {FEWEST_PEOPLE} people meet each version. So few are not told of: somebody would know who"
        problems = (Problem("step", f"{says} they were"), *problems)
    if problems:
        return problems
    hoped, least = hoped_effect(step), _least_chance(step.registration)
    ledgers = tuple(told.values())
    highest = max(counting.highest_benefit, pooled(ledgers, hoped=hoped).benefit)
    return Pack(
        home=step.authority,
        base=base,
        registration=step.registration,
        fingerprint=step.fingerprint,
        hoped=hoped,
        places=tuple(_place(ledger, hoped, least) for ledger in ledgers),
        left_out=len(held) - len(told),
        together=replace(_together(ledgers, hoped, least), highest_benefit=highest),
        guardrails=tuple(_guardrails(step, counting, told, staff)),
        themes=tuple(theme.strip() for theme in themes),
        decision=_decision(step, events, log_digest),
    )


def _place(ledger: Ledger, hoped: float, least: float) -> PlaceNumbers:
    return PlaceNumbers(
        authority=ledger.authority,
        cases=ledger.by_arm,
        sums=ledger.totals,
        benefit=ledger.benefit,
        harm=ledger.harm,
        tally=dict(sorted(ledger.tally.items())),
        odds=pooled((ledger,), hoped=hoped),
        interval=interval((ledger,), least_chance=least),
    )


def _together(ledgers: Sequence[Ledger], hoped: float, least: float) -> Together:
    shared = shared_of(ledgers)
    odds = pooled(ledgers, hoped=hoped)
    made = Together(odds=odds, interval=interval(ledgers, least_chance=least), highest_benefit=odds.benefit)
    if shared is None:
        return made
    return replace(
        made,
        effect=shared.effect,
        variance=shared.variance,
        tau=math.sqrt(shared.between),
        predicted=predicted(shared),
    )


def shared_of(ledgers: Iterable[Ledger]) -> SharedEffect | None:
    """The effect that places have in common; None where none of them has enough people for an estimate."""
    effects = [effect for ledger in ledgers if (effect := place_effect(ledger)) is not None]
    return shared_effect(effects) if effects else None


def _guardrails(step: Step, counting: Counting, places: Collection[str], staff: int) -> Iterable[Guardrail]:
    """Of the places that are told of: of all, what is left when those are taken away would be the few."""
    held = msgspec.convert(counting.data()["ledgers"], dict[str, dict[str, Ledger]])
    for id_, measure in MEASURES.items():
        ledgers = [ledger for authority, ledger in sorted(held[id_].items()) if authority in places]
        old, new = (sum(ledger.by_arm[arm] for ledger in ledgers) for arm in (0, 1))
        if id_ == step.registration.measure or min(old, new) < FEWEST_PEOPLE:
            continue
        if measure.from_ == "staff" and staff < FEWEST_STAFF:
            continue
        odds = pooled(ledgers)
        yield Guardrail(
            measure=id_,
            cases=(old, new),
            benefit=odds.benefit,
            harm=odds.harm,
            highest_harm=max(counting.highest_harm(id_), odds.harm),
            stops_at=harm_at(step.registration, id_),
            staff_could_tell=measure.from_ == "staff",
        )


def _decision(step: Step, events: Iterable[AnyStepEvent], log_digest: str) -> DecisionRecord:
    for event in events:
        if isinstance(event, StepDecided):
            rule, because, departs, digest = event.rule_said, event.because, event.departs, event.log_digest
            break
        if isinstance(event, StoppedForHarm):
            rule, because, departs, digest = "Stop it, and put the old version back.", event.because, False, log_digest
            break
    else:
        raise AssertionError("what travels was decided, or stopped for harm")
    return DecisionRecord(
        state=step.state,
        on=event.at.date(),
        rule_said=rule,
        because=because,
        departs=departs,
        log_digest=digest,
    )


def _least_chance(said: Registration) -> float:
    shares = [said.share_percent, *([said.first_week_percent] if said.first_week_percent else [])]
    return min(min(share, 100 - share) for share in shares) / 100


def _wrong_themes(themes: Sequence[str]) -> Iterable[Problem]:
    if len(themes) > MOST_THEMES:
        yield Problem("theme", f"Give {MOST_THEMES} themes or fewer")
    for theme in themes:
        if not theme.strip() or len(theme) > LONGEST_THEME:
            yield Problem("theme", f"Write each theme in 1 to {LONGEST_THEME} characters")
        elif screen(theme):
            yield Problem("theme", "Take out what identifies somebody, like a phone number or an email address")


# Reading one from somebody else


class ImpossiblePack(Exception):
    """What it says cannot be so, and nothing of it is used. `wrong` has a sentence for each."""

    def __init__(self, wrong: Sequence[str]) -> None:
        super().__init__(" ".join(wrong))
        self.wrong = tuple(wrong)


def read_pack(content: Any, *, from_: str) -> Pack:
    """The pack, if everything that can be checked without the cases holds. Raises ImpossiblePack.

    Its signature was checked before (`exchange.verify`), and says that `from_` wrote it: not that it is true. So
    every number that follows from others is made again here.
    """
    if isinstance(content, dict) and content.get("pack", 1) != 1:
        raise ImpossiblePack([f"It is a pack of version {str(content['pack'])[:20]}, and version 1 is read here."])
    try:
        pack = msgspec.convert(content, Pack)
    except (msgspec.ValidationError, ValueError, OverflowError) as odd:
        raise ImpossiblePack([f"It is no evidence pack: {str(odd)[:300]}."]) from None
    if canonical(msgspec.to_builtins(pack)) != canonical(content):
        raise ImpossiblePack(["It has words or forms that are not known here: it was made by another version."])
    said = pack.registration
    wrong = list(_wrong_promise(pack, from_))
    if said.measure not in MEASURES:
        wrong.append(f"It was judged by {said.measure[:60]}, which is no measure here.")
    if wrong:  # numbers of a promise that was not made say nothing
        raise ImpossiblePack(wrong)
    wrong += [f"Its registration could not have been: {each.at}: {each.says}." for each in check_registration(said)]
    wrong += [f"{each.says}." for each in _wrong_themes(pack.themes)]
    wrong += _wrong_places(pack)
    if not wrong:  # what follows from numbers is made of numbers that can be
        wrong += _wrong_odds(pack)
    if wrong:
        raise ImpossiblePack(wrong)
    return pack


def _wrong_promise(pack: Pack, from_: str) -> Iterable[str]:
    if pack.home != from_:
        yield f"It is about a step of {pack.home}, and {from_} signed it: each authority tells of its own steps."
    if pack.fingerprint != fingerprint(pack.registration):
        yield "Its fingerprint is not that of its registration: what was promised beforehand was altered."
    for id_ in (pack.home, pack.registration.id, pack.registration.service, *pack.registration.authorities):
        if not _ID.fullmatch(id_):
            yield f"{id_[:60]!r} is no id: those have small letters, digits and _."
    if pack.base.service != pack.registration.service:
        yield "Its changes are to one service, and its registration is about another."
    try:
        changes = changes_from_data(pack.registration.changes)
        if canonical(changes_data(changes)) != canonical(pack.registration.changes):
            yield "Its changes have words that no change has."
        elif not all(change.path.strip(". ") and change.because.strip() for change in changes):
            yield "One of its changes has no path, or no reason."
    except (ValueError, ArithmeticError, TypeError, AttributeError, RecursionError) as odd:
        yield f"Its changes are none: {str(odd)[:200]}."
    if pack.decision.state not in TRAVELS:
        yield f"A step that is {SAID[pack.decision.state]} has no pack."
    for words in (pack.decision.because, pack.decision.rule_said):
        if len(words) > LONGEST_REASON or screen(words):
            yield "Its decision is too long, or names somebody."
    hoped = float(pack.registration.hoped_points) / 100
    if 0 < hoped <= 0.5 and pack.registration.measure in MEASURES and not _could_hope(pack.kind, hoped, pack.hoped):
        yield "The effect it says it hoped for is not the one that was registered."


def _could_hope(kind: str, points: float, hoped: float) -> bool:
    if kind == "score":
        return _alike(hoped, points / 0.25)
    # What was usual before is not in the pack: somewhere from nobody to everybody.
    usual = [log_odds_hoped(points, share / 200) for share in range(201)]
    return min(usual) * 0.999 <= hoped <= max(usual) * 1.001


def _wrong_places(pack: Pack) -> Iterable[str]:
    places = [place.authority for place in pack.places]
    if not 0 < len(places) <= MOST_PLACES:
        yield f"It is of {len(places)} authorities, and 1 to {MOST_PLACES} can be read."
    if len(set(places)) < len(places):
        yield "An authority stands in it twice."
    odd = sorted(set(places) - set(pack.registration.authorities))
    if odd:
        yield f"It has numbers of {', '.join(odd)[:200]}, where it was not to be tried."
    for place in pack.places:
        yield from (f"{place.authority}: {each}" for each in _wrong_place(place, pack.kind))
    for guard in pack.guardrails:
        if guard.measure not in MEASURES:
            yield f"{guard.measure[:60]} is no measure here."
        elif min(guard.benefit, guard.harm, guard.highest_harm) < 0:
            yield f"{guard.measure}: odds are never below nothing."
        elif guard.highest_harm < guard.harm * (1 - _CLOSE):
            yield f"{guard.measure}: the odds of harm are higher than the highest they ever were."


def _wrong_place(place: PlaceNumbers, kind: str) -> Iterable[str]:
    known = KINDS[kind]
    if (len(place.benefit), len(place.harm)) != (len(known.benefit), len(known.harm)):
        yield (
            f"its vectors have {len(place.benefit)} and {len(place.harm)} numbers, "
            f"and {len(known.benefit)} and {len(known.harm)} are wanted."
        )
        return
    if not all(map(math.isfinite, (*place.benefit, *place.harm, *place.sums))):
        yield "a number in it is infinite, or none."
        return
    if min(place.cases) < FEWEST_PEOPLE:
        yield f"fewer than {FEWEST_PEOPLE} people met one of the versions: so few are not told of."
    for which, count, total in zip(("old", "new"), place.cases, place.sums, strict=True):
        if not -_CLOSE <= total <= count * (1 + _CLOSE):
            yield f"of {count} with the {which} version, {total:g} is no possible sum."
    if len(place.tally) > MOST_SORTS:
        yield f"its tally has {len(place.tally)} sorts, and {MOST_SORTS} are the most."
        return
    if odd := [key for key in place.tally if not _is_sort(key, kind)]:
        yield f"its tally has a sort that cannot be: {odd[0][:60]!r}."
        return
    ledger = ledger_of(place, next(id_ for id_, each in MEASURES.items() if each.kind == kind))
    counted = sum(place.tally.values())
    if counted != sum(place.cases) or ledger.by_arm != place.cases:
        yield f"its tally is of {counted} people, and it says {place.cases[0]} and {place.cases[1]}."
    elif not all(map(_alike, ledger.totals, place.sums)):
        yield "its sums are not those of its tally."
    elif not _could_come_of(place, kind):
        yield "its vectors cannot come of the outcomes in its tally."


def _is_sort(key: str, kind: str) -> bool:
    known = KINDS[kind]
    try:
        sort = read_sort(key)
    except (ValueError, TypeError):
        return False
    written = f"{'B' if sort.b else 'A'} {sort.value} {sort.expected} {sort.probability!r}"
    return (
        key == written
        and 0 <= sort.value <= known.steps
        and 0 < sort.expected < known.baselines
        and 0 < sort.probability < 1
    )


def _could_come_of(place: PlaceNumbers, kind: str) -> bool:
    """Whether some outcomes of these sorts give these vectors, whatever they were in the order they came in.

    A tally keeps what was expected to the nearest hundredth. For yes/no the log of a factor falls or rises all the
    way with what was expected, so both ends of that hundredth bound it. Of a score the spread is not told; but no
    factor takes or gives more than nine tenths of a stake.
    """
    told = np.array([*place.benefit, *place.harm])
    slack = _CLOSE * (1 + sum(place.cases))
    if kind != "yes_no":
        most = sum(place.cases)
        return bool((told >= most * math.log(0.1) - slack).all() and (told <= most * math.log(1.9) + slack).all())
    known = KINDS[kind]
    sorts = [(read_sort(key), count) for key, count in place.tally.items()]
    counts = np.array([count for _, count in sorts], dtype=np.float64)

    def column(values: list[Any]) -> Any:
        return np.array(values)[:, None]

    b, chance = column([sort.b for sort, _ in sorts]), column([sort.probability for sort, _ in sorts])
    value = column([float(sort.value) for sort, _ in sorts])
    ends = [
        known.log_factors(b, chance, value, column([(sort.expected + off) / known.baselines for sort, _ in sorts]), 0.5)
        for off in (-0.5, 0.5)
    ]
    low, high = (counts @ pick(*ends) for pick in (np.minimum, np.maximum))
    return bool((told >= low - slack).all() and (told <= high + slack).all())


def _wrong_odds(pack: Pack) -> Iterable[str]:
    least = _least_chance(pack.registration)
    for place, ledger in zip(pack.places, pack.ledgers, strict=True):
        again = _place(ledger, pack.hoped, least)
        if not _alike_all(place.odds, again.odds):
            yield f"{place.authority}: its odds do not follow from its vectors."
        if not _alike_all(place.interval, again.interval):
            yield f"{place.authority}: its interval does not follow from its tally."
    together = _together(pack.ledgers, pack.hoped, least)
    if not _alike_all(pack.together.odds, together.odds):
        yield "The odds of all together do not follow from the vectors."
    if not _alike_all(pack.together.interval, together.interval):
        yield "The interval of all together does not follow from the tallies."
    if not _alike_all(
        [pack.together.effect, pack.together.variance, pack.together.tau, *(pack.together.predicted or ())],
        [together.effect, together.variance, together.tau, *(together.predicted or ())],
    ):
        yield "The effect that is predicted for the next place does not follow from the tallies."
    if pack.together.highest_benefit < together.odds.benefit * (1 - _CLOSE):
        yield "The odds that it got better are higher than the highest they ever were."


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _alike_all(one: Any, other: Any) -> bool:
    mine, theirs = (each if isinstance(each, list) else list(msgspec.structs.astuple(each)) for each in (one, other))
    return len(mine) == len(theirs) and all(map(_alike, mine, theirs))


def points_said(effect: float, kind: str) -> str:
    """An effect about how many points of 100 it is: of log odds, where six of ten did before."""
    points = Decimal(effect * (24 if kind == "yes_no" else 100)).quantize(Decimal(1))
    if not points:
        return "no difference"
    return f"{abs(points)} point{'' if abs(points) == 1 else 's'} {'better' if points > 0 else 'worse'}"


def hundredths(share: float) -> str:
    """A difference of shares, or on a scale from 0 to 1, as people say it."""
    points = round(share * 100)
    return "no difference" if not points else f"{abs(points)} of 100 {'better' if points > 0 else 'worse'}"
