"""Somebody says how it was: a resident of what they sent, a caseworker of a case that is closed."""

from footpath.casework.words import own_words
from footpath.ports import CaseRow, World
from footpath.steps.asked import FromResident, FromStaff, Moment, check_said, is_empty

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
) -> FromResident | Wrong:
    """Asked when it is sent and again when it is decided. Saying nothing at all is an answer that nobody keeps."""
    with world.together():
        row = world.records.case(authority, case)
        said = FromResident(
            case=case,
            moment=moment_of(row),
            at=world.clock.now(),
            able=able or None,
            ease=ease or None,
            satisfied=satisfied or None,
            improve=own_words(improve),
        )
        wrong = check_said(said)
        if wrong:
            return wrong
        if not is_empty(said):
            world.steps.save_said(authority, row.service, said)
    return said


def moment_of(row: CaseRow) -> Moment:
    """Who is decided by a rule as they send it is asked once, and of the sending: that is what they have just done."""
    return "decided" if row.stage == "decided" and row.decided != row.submitted else "sent"


def staff_say(
    world: World, *, authority: str, case: str, by: str, contacted: str | None, work: str | None, words: str
) -> FromStaff | Wrong:
    """`by` is a staff id. What they say is shown only where five or more have said something."""
    with world.together():
        row = world.records.case(authority, case)
        said = FromStaff(
            case=case,
            by=by,
            at=world.clock.now(),
            contacted=contacted or None,
            work=work or None,
            words=own_words(words),
        )
        wrong = check_said(said)
        if wrong:
            return wrong
        if not is_empty(said):
            world.steps.save_said(authority, row.service, said)
    return said
