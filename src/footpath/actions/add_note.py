"""Staff write a note for one another. Residents do not see it on their page, but may ask for it by law."""

from footpath.actions.turn import Turn
from footpath.casework.events import Actor, Noted
from footpath.casework.fold import permit
from footpath.casework.words import own_words, wrong_words
from footpath.ports import CaseRow, Note, World
from footpath.values import Problem


def add_note(
    world: World, *, authority: str, case: str, words: str, by: Actor, key: str, seen: int | None = None
) -> CaseRow | tuple[Problem, ...]:
    """A note overwrites nothing, so it may be added to a case that has moved on: leave `seen` out for that."""
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Noted):
            return turn.row
        if seen is not None:
            turn.check_seen(seen)
        permit(turn.state.stage, Noted)
        words = own_words(words)
        problems = wrong_words(words, at="words", empty="Enter a note", long="Note must be {} characters or less")
        if problems:
            return problems
        turn.note(Note(id=turn.next_id(), words=words, at=turn.now, by=by))
        return turn.write(key=key)
