"""Somebody at work proposes a step: what it promises is frozen, and both versions are there to be looked at."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec import UNSET
from msgspec.structs import replace

from footpath.actions.approve_step import LAST_CASES, before_of_step
from footpath.actions.step_turn import others_on
from footpath.casework.events import Answered
from footpath.casework.journal import NOTHING_BEFORE
from footpath.checks import check_edition
from footpath.definition.changes import Place, adapted, changes_from_data
from footpath.definition.service import Edition
from footpath.ports import NoSuchStep, World
from footpath.steps.checking import check_registration, wrong_question
from footpath.steps.classes import class_of_changes
from footpath.steps.events import Registered
from footpath.steps.forecast import Volume, forecast
from footpath.steps.journal import chain
from footpath.steps.places import START, places_of
from footpath.steps.registration import Registration, fingerprint
from footpath.steps.step import Step, begin
from footpath.values import Fault, Problem

LOOKED_BACK = timedelta(weeks=12)
MOST_CASES = 5_000
"""So many of the last cases say how many come in a week."""


def register_step(
    world: World, *, authority: str, registration: Registration, places: Sequence[Place] = (), file: str = "changes"
) -> Step | tuple[Problem, ...]:
    """`authority` is whose step it is. `places` say where in a file each change stands, for what is wrong with them.

    Whoever calls has checked that the proposer works there, and that the owner is a manager wherever it is tried.
    """
    said = replace(registration, class_=class_of_changes(registration.changes))
    problems = list(check_registration(said, others=others_on(world, said.authorities, said.service)))
    if is_known(world, authority, said.id):
        problems.append(
            Problem("id", f"There is a step {said.id} already. Choose another id: what was tried stays on record")
        )
    tried = _tried(world, said, places, file)
    if isinstance(tried, Problem):
        problems += [tried] if not any(each.at == "changes" for each in problems) else []
    if problems or isinstance(tried, Problem):
        return tuple(problems)
    expected = forecast(said, volumes(world, said))
    if expected and expected.planned and said.planned_cases is UNSET and not said.borrowed:
        said = replace(said, planned_cases=expected.planned)
    salt = world.chance.bytes(32).hex()
    with world.together():
        event = Registered(
            at=world.clock.now(),
            by=f"staff:{said.proposer}",
            registration=said,
            fingerprint=fingerprint(said),
            editions={each: (old.hash, new.hash) for each, (old, new) in tried.items()},
            forecast=expected or UNSET,
        )
        (entry,) = chain([event], authority=authority, step=said.id, seq=0, head=NOTHING_BEFORE)
        step = begin(event, authority=authority, head=entry.hash, salt=salt)
        for _, new in tried.values():
            world.editions.keep(new)
        world.steps.add(step, entry)
    return step


def volumes(world: World, said: Registration) -> Mapping[str, Volume]:
    """How many cases come in each authority, and how they fared, of its last ones."""
    now, before = world.clock.now(), before_of_step(world, said).get(said.measure, {})
    known = places_of(said.changes)
    found = {}
    for authority in said.authorities:
        cases = world.steps.last_cases(authority, said.service, until=now, most=MOST_CASES)
        since = [started for _, started in cases if started >= now - LOOKED_BACK]
        weeks = max((now - min(since)) / timedelta(days=7), 1.0) if since else 1.0
        events = world.steps.journals([(authority, case) for case, _ in cases[-LAST_CASES:]])
        came = [any(isinstance(event, Answered) and event.page in known for event in each) for each in events.values()]
        reach = 1.0 if START in known or not came else sum(came) / len(came)
        was = before.get(authority)
        share = was.total / was.cases if was and was.cases else None
        found[authority] = Volume(weekly=len(since) / weeks * reach, share=share)
    return found


def is_known(world: World, authority: str, step: str) -> bool:
    """Whether an authority has, or had, a step of this id."""
    try:
        world.steps.step(authority, step)
    except NoSuchStep:
        return False
    return True


def _tried(
    world: World, said: Registration, places: Sequence[Place], file: str
) -> dict[str, tuple[Edition, Edition]] | Problem:
    """Both editions in each authority; or why there are none."""
    found: dict[str, tuple[Edition, Edition]] = {}
    met = places_of(said.changes)
    for authority in said.authorities:
        offered = world.editions.offered(authority, said.service)
        if offered is None:
            return Problem("authorities", f"{authority} does not offer {said.service}, so nobody could try it there")
        new = adapted(offered, changes_from_data(said.changes), file=file, places=places)
        if isinstance(new, tuple):
            return Problem("changes", "; ".join(_said(fault) for fault in new[:3]))
        if new.hash == offered.hash:
            return Problem("changes", f"Write what differs: these changes leave {authority}’s service as it is")
        no_group = next((why for group in said.watched if (why := wrong_question(group, offered.service, met))), None)
        if no_group:
            return Problem("groups", no_group)
        worse = _worse(offered, new)
        if worse:
            return Problem("changes", f"The new version does not pass the checks. {worse}")
        found[authority] = (offered, new)
    return found


def _said(fault: Fault) -> str:
    return f"{fault.file}:{fault.line}: {fault.wrong} {fault.mend}".rstrip()


def _worse(old: Edition, new: Edition) -> str:
    """What the checks and examples say of the new version that they did not say of the old."""
    before, after = check_edition(old, local=True), check_edition(new, local=True)
    known = {(fault.check, fault.path) for fault in before.faults}
    for fault in after.faults:
        if fault.level == "error" and (fault.check, fault.path) not in known:
            return f"{fault.wrong} {fault.mend}".rstrip()
    passed = {example.name for example in before.examples if example.passed}
    failed = [example.name for example in after.examples if not example.passed and example.name in passed]
    return f"The example “{failed[0]}” fails in it." if failed else ""
