"""A case's part in the small changes under test: which version it is given, and when it comes to the page that differs.

All of it happens in transactions that happen anyway: the one that opens a case, and the one of the answer whose next
page is the one that differs. Written at the answer that leads there and not when the page is shown, it adds no commit
to a GET; and since nobody has seen a difference yet, it finds the same people in both versions, also those who leave at
that very page.
"""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from footpath import journey
from footpath.definition.changes import adapted, changes_from_data
from footpath.definition.service import Edition
from footpath.ports import CaseRow, World
from footpath.steps.assignment import Assignment, arm_of, percent_on
from footpath.steps.groups import groups_of
from footpath.steps.places import START, places_of
from footpath.steps.step import Step


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """The edition that a new case runs on, and which version of each running step that is."""

    edition: Edition
    arms: tuple[tuple[Step, Assignment], ...]


def draw(world: World, offered: Edition, *, authority: str, case: str, person: str | None = None) -> Drawn:
    """`person` is who it is, where that is known before the first page: then they have one version in all their cases.

    It is sealed with a key of the installation, so that an assignment names nobody.
    """
    running = [step for step in world.steps.live(authority, offered.service.id) if step.state == "running"]
    if not running:
        return Drawn(edition=offered, arms=())
    return _draw(world, offered, running, authority=authority, case=case, person=person)


def draw_again(world: World, offered: Edition, drawn: Drawn, *, authority: str, case: str, person: str | None) -> Drawn:
    """The same in the transaction that opens the case: a step that was stopped a moment ago gets nobody any more."""
    still = [step for step, _ in drawn.arms if world.steps.running(step)]
    if len(still) == len(drawn.arms):
        return drawn
    return _draw(world, offered, still, authority=authority, case=case, person=person)


def _draw(
    world: World, offered: Edition, running: Sequence[Step], *, authority: str, case: str, person: str | None
) -> Drawn:
    unit = case if person is None else world.keys.sealed(f"person/{authority}/{person}")[0]
    now = world.clock.now()
    edition = offered
    arms: list[tuple[Step, Assignment]] = []
    for step in running:
        new = with_changes(edition, step)
        if new is None:
            continue  # its changes do not fit what is offered now: nobody is put into it, and the clock pauses it
        assert step.begun is not None, "a running step has begun"
        percent = percent_on(step.registration, begun=step.begun, at=now)
        arm = arm_of(step.salt, unit, percent)
        if person is not None:
            first = world.steps.assignment_of_unit(step.authority, step.id, unit, authority=authority)
            arm, percent = (first.arm, first.percent) if first else (arm, percent)
        edition = new if arm == "B" else edition
        place = START if START in places(step) else None
        if place is None and offered.service.pages[0].id in places(step):
            place = offered.service.pages[0].id
        arms.append(
            (
                step,
                Assignment(
                    authority=authority,
                    home=step.authority,
                    step=step.id,
                    case=case,
                    unit=unit,
                    arm=arm,
                    percent=percent,
                    at=now,
                    edition="",
                    exposed=now if place else None,
                    place=place,
                ),
            )
        )
    given = tuple((step, msgspec.structs.replace(assigned, edition=edition.hash)) for step, assigned in arms)
    return Drawn(edition=edition, arms=given)


def assign(world: World, drawn: Drawn, row: CaseRow) -> None:
    """In the transaction that opens the case."""
    if any(assigned.arm == "B" for _, assigned in drawn.arms):
        world.editions.keep(drawn.edition)
    for step, assigned in drawn.arms:
        groups = _groups(step, row) if assigned.exposed else ()
        world.steps.assign(msgspec.structs.replace(assigned, groups=groups))


def meets(world: World, row: CaseRow, where: journey.Where) -> None:
    """In the transaction of an answer: the next page may be one that differs."""
    if isinstance(where, journey.AskAt):
        comes_to(world, row, where.page)


def comes_to(world: World, row: CaseRow, place: str) -> None:
    for step in world.steps.live(row.authority, row.service):
        if place in places(step):
            now = world.clock.now()
            world.steps.expose(
                row.authority,
                row.id,
                home=step.authority,
                step=step.id,
                at=now,
                place=place,
                groups=_groups(step, row),
            )


def _groups(step: Step, row: CaseRow) -> tuple[str, ...]:
    return groups_of(step.registration.watched, lang=row.lang, channel=row.channel, data=row.data)


def is_tried(world: World, row: CaseRow) -> bool:
    """Whether any step has cases in this service: where none has, a journey costs nothing more."""
    return bool(world.steps.live(row.authority, row.service))


def edition_of_case(world: World, row: CaseRow, offered: Edition) -> Edition:
    """What a case moves to when `offered` takes the place of what it began on: with the changes it was given.

    Only those of steps that still have cases in them: what was stopped or put back leaves nothing behind.
    """
    live = {(step.authority, step.id): step for step in world.steps.live(row.authority, row.service)}
    if not live:
        return offered
    edition = offered
    for assigned in world.steps.assignments(row.authority, row.id):
        step = live.get((assigned.home, assigned.step))
        if step is not None and assigned.arm == "B":
            edition = with_changes(edition, step) or edition
    return edition


def places(step: Step) -> frozenset[str]:
    return _places(step.fingerprint, _Of(step))


def with_changes(edition: Edition, step: Step) -> Edition | None:
    """The edition with the step's changes; None where they do not fit it."""
    return _with_changes(edition.hash, step.fingerprint, _Of((edition, step)))


class _Of:
    """What a cached value is made of, and not what it is known by: that is the hash beside it."""

    __slots__ = ("held",)

    def __init__(self, held: object) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Of)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=256)
def _places(fingerprint: str, of: _Of) -> frozenset[str]:
    step = of.held
    assert isinstance(step, Step)
    return places_of(step.registration.changes)


# Compiling an edition takes as long as fifty requests: once for each offered edition and step, and process.
@lru_cache(maxsize=64)
def _with_changes(edition_hash: str, fingerprint: str, of: _Of) -> Edition | None:
    assert isinstance(of.held, tuple)
    edition, step = of.held
    made = adapted(edition, changes_from_data(step.registration.changes))
    return made if isinstance(made, Edition) else None
