"""Staff ask the resident for more: which questions again, in which words, and whether they may write a reply."""

import msgspec

from footpath.actions.grounds import Grounds
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.asking import ask, check_asking
from footpath.casework.events import Actor, AskedForMore
from footpath.casework.fold import permit
from footpath.casework.handling import free_for
from footpath.casework.words import own_words
from footpath.ports import Asking, CaseRow, World
from footpath.values import Problem


class AskedNow(msgspec.Struct, frozen=True, kw_only=True):
    """The resident is asked, and this is the id of the request."""

    asking: str
    row: CaseRow


def ask_for_more(
    world: World,
    *,
    authority: str,
    case: str,
    questions: tuple[str, ...],
    words: str,
    reply: bool,
    by: Actor,
    seen: int,
    key: str,
) -> AskedNow | tuple[Problem, ...]:
    words = own_words(words)
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        before = turn.happened_before(key, AskedForMore)
        if before is not None:
            return AskedNow(asking=before.asking, row=turn.row)
        turn.check_seen(seen)
        permit(turn.state.stage, AskedForMore)
        free_for(turn.state, by)
        problems = check_asking(turn.service, questions=questions, words=words, reply=reply)
        if problems:
            return problems
        grounds = Grounds(turn.edition, turn.row, now=turn.now)
        asking = Asking(
            id=turn.next_id(),
            questions=questions,
            words=words,
            reply=reply,
            at=turn.now,
            by=by,
            data={},
            done=None,
        )
        # The words are those of the message that the next entry tells of.
        event = ask(
            turn.state, asking=asking.id, questions=questions, message=turn.next_id(after=1), by=by, at=turn.now
        )
        turn.happens(event)
        turn.askings.append(asking)
        turn.tell(letters.asked(grounds.reader, words=words), by=by, email=grounds.email)
        return AskedNow(asking=asking.id, row=turn.write(key=key))
