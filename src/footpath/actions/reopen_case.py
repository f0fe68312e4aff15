"""A service manager has a decision looked at again. The one that stood stays on record."""

from footpath.actions.grounds import due_from_now
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.events import Actor, Reopened
from footpath.casework.fold import permit
from footpath.casework.words import own_words, wrong_words
from footpath.ports import CaseRow, Note, World
from footpath.values import Problem

_EMPTY = "Enter why the decision is looked at again"
_LONG = "Why it is looked at again must be {} characters or less"


def reopen_case(
    world: World, *, authority: str, case: str, words: str, by: Actor, seen: int, key: str
) -> CaseRow | tuple[Problem, ...]:
    """`words` say why; they are kept as a note, and go when the answers go."""
    words = own_words(words)
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Reopened):
            return turn.row
        turn.check_seen(seen)
        permit(turn.state.stage, Reopened)
        problems = wrong_words(words, at="words", empty=_EMPTY, long=_LONG)
        if problems:
            return problems
        note = Note(id=turn.next_id(), words=words, at=turn.now, by=by)
        turn.happens(Reopened(at=turn.now, by=by, words=note.id, due=due_from_now(turn)))
        turn.tell(letters.reopened(turn.row.lang), by=by, email=None)
        turn.notes.append(note)
        return turn.write(key=key)
