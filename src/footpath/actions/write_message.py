"""The resident writes to the team about their case."""

from footpath.actions.turn import Turn
from footpath.casework.events import Wrote
from footpath.casework.fold import permit
from footpath.casework.words import own_words, wrong_words
from footpath.ports import CaseRow, StaffTask, World
from footpath.values import Lang, Problem, Words

_EMPTY = Words("Enter a message", "Rhowch neges")
_LONG = Words("Message must be {} characters or less", "Rhaid i’r neges fod yn {} nod neu lai")
_SUBJECT = Words("Your message", "Eich neges")


def write_message(
    world: World, *, authority: str, case: str, words: str, lang: Lang, key: str
) -> CaseRow | tuple[Problem, ...]:
    words = own_words(words)
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Wrote):
            return turn.row
        permit(turn.state.stage, Wrote)
        problems = wrong_words(words, at="words", empty=_EMPTY.in_(lang), long=_LONG.in_(lang))
        if problems:
            return problems
        message = turn.hears(words, about="written", subject=_SUBJECT.in_(lang))
        row = turn.write(key=key)
        if row.decided is not None:
            # It is in nobody's queue any more, and somebody waits for a word.
            world.records.add_task(
                StaffTask(
                    id=f"written:{message.id}",
                    authority=authority,
                    case=case,
                    says=f"The resident has written about {row.reference}, which is decided. Read it and answer them.",
                    at=turn.now,
                    done=None,
                )
            )
        return row
