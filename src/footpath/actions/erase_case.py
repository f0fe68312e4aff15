"""A case's answers, and everything written about them, are erased. What happened, and when, stays."""

import msgspec

from footpath.actions.reading import answers_of
from footpath.actions.turn import Turn
from footpath.casework.days import uk_day
from footpath.casework.events import Actor, Erased, Left
from footpath.casework.fold import permit
from footpath.definition.service import Edition
from footpath.doing.walked import left_at
from footpath.ports import CaseRow, World
from footpath.rules import OverBudget
from footpath.values.failpoints import failpoint


def erase_case(world: World, *, authority: str, case: str, because: str, by: Actor, key: str | None = None) -> CaseRow:
    """`because` goes into the journal, so it names the ground and nobody: "asked for by the resident"."""
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if key is not None and turn.happened_before(key, Erased) is not None:
            return turn.row
        return erase(turn, because=because, by=by, key=key)


def erase(turn: Turn, *, because: str, by: Actor, key: str | None = None) -> CaseRow:
    """With the salt goes every link, and what the journal holds of the answers says nothing about anybody any more."""
    failpoint("erase.begun")
    permit(turn.state.stage, Erased)
    left = where_left(turn.edition, turn.row)
    turn.happens(Erased(at=turn.now, by=by, because=because, due=uk_day(turn.now), left=left or msgspec.UNSET))
    row = turn.write(key=key, data={}, salt="", door="")
    turn.world.records.erase(row.authority, row.id)
    turn.world.steps.erase_words(row.authority, row.id)
    failpoint("erase.written")
    return row


def where_left(edition: Edition, row: CaseRow) -> Left | None:
    """Where a draft stands, by its answers; None where it was sent, or nobody can say."""
    if row.submitted is not None or row.erased is not None or row.keep_from is None:
        return None
    try:
        return left_at(edition, answers_of(edition, row), on=uk_day(row.keep_from))
    except OverBudget:  # its rules want more work than they may have: that holds up neither erasing nor counting
        return None
