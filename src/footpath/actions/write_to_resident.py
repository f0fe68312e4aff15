"""Staff write to the resident: onto the page of their case, with an email that says it is there."""

from footpath.actions.grounds import Grounds
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.events import Actor, Told
from footpath.casework.fold import permit
from footpath.casework.refusals import NotSubmitted
from footpath.casework.words import own_words, wrong_words
from footpath.ports import CaseRow, World
from footpath.values import Problem


def write_to_resident(
    world: World, *, authority: str, case: str, words: str, by: Actor, seen: int, key: str
) -> CaseRow | tuple[Problem, ...]:
    """It asks for nothing and decides nothing. `seen` keeps two colleagues from answering the same message twice."""
    words = own_words(words)
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Told):
            return turn.row
        turn.check_seen(seen)
        permit(turn.state.stage, Told)
        if turn.row.submitted is None:
            raise NotSubmitted
        problems = wrong_words(words, at="words", empty="Enter a message", long="Message must be {} characters or less")
        if problems:
            return problems
        grounds = Grounds(turn.edition, turn.row, now=turn.now)
        turn.tell(letters.written(grounds.reader, words=words), by=by, email=grounds.email)
        return turn.write(key=key)
