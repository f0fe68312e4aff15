"""Somebody says how it was: a resident of what they sent, a caseworker of a case that is closed."""

from footpath.casework.words import own_words
from footpath.ports import CaseRow, World
from footpath.steps.asked import FromResident, FromStaff, Moment, check_said, is_empty, staff_is_asked
from footpath.steps.screening import IDENTIFIES
from footpath.values import Lang

type Wrong = tuple[tuple[str, str], ...]
"""(field, what is wrong with it, by the word of steps/asked.py): the page says it in the reader's language."""


def say_how_it_was(
    world: World,
    *,
    authority: str,
    case: str,
    able: str | None,
    ease: str | None,
    satisfied: str | None,
    improve: str,
    lang: Lang = "en",
    moment: Moment | None = None,
) -> FromResident | Wrong:
    """Asked when it is sent and again when it is decided. Saying nothing at all is an answer that nobody keeps.

    `moment` is what they were asked about, where that is not what the case says now.
    """
    with world.together():
        row = world.records.case(authority, case)
        said = FromResident(
            case=case,
            moment=moment or moment_of(row),
            at=world.clock.now(),
            able=able or None,
            ease=ease or None,
            satisfied=satisfied or None,
            improve=own_words(improve),
            lang=lang,
        )
        return _keep(world, row, said)


def _keep[Said: (FromResident, FromStaff)](world: World, row: CaseRow, said: Said) -> Said | Wrong:
    """Unless something is wrong with it. Of what names somebody, only that it was sent back is counted."""
    wrong = check_said(said)
    for _, kind in wrong:
        if kind in IDENTIFIES:
            world.steps.send_back(row.authority, row.service, kind, world.clock.today())
    if wrong:
        return wrong
    if not is_empty(said):
        world.steps.save_said(row.authority, row.service, said)
    return said


def moment_of(row: CaseRow) -> Moment:
    """Who is decided by a rule as they send it is asked once, and of the sending: that is what they have just done."""
    return "decided" if row.stage == "decided" and row.decided != row.submitted else "sent"


class NotAsked(Exception):
    """Which cases staff are asked about is drawn. Nobody picks one to praise or to complain of."""


def staff_say(
    world: World, *, authority: str, case: str, by: str, contacted: str | None, work: str | None, words: str
) -> FromStaff | Wrong:
    """`by` is a staff id. What they say is shown only where five or more have said something. Raises NotAsked."""
    with world.together():
        row = world.records.case(authority, case)
        if row.stage != "decided" or not staff_is_asked(case):
            raise NotAsked
        said = FromStaff(
            case=case,
            by=by,
            at=world.clock.now(),
            contacted=contacted or None,
            work=work or None,
            words=own_words(words),
        )
        return _keep(world, row, said)
