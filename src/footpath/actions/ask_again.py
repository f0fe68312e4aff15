"""The resident asks us to look at a decision again: what they write goes to the team, with a task that says so."""

from footpath.actions.turn import Turn
from footpath.casework.events import Wrote
from footpath.casework.refusals import NotDecided
from footpath.casework.words import own_words, wrong_words
from footpath.ports import CaseRow, StaffTask, World
from footpath.values import Lang, Problem, Words

_EMPTY = Words("Enter why we should look again", "Rhowch wybod pam y dylem edrych eto")
_LONG = Words(
    "Why we should look again must be {} characters or less",
    "Rhaid i’r rheswm dros edrych eto fod yn {} nod neu lai",
)
_SUBJECT = Words("You asked us to look again", "Fe wnaethoch ofyn i ni edrych eto")


def ask_again(
    world: World, *, authority: str, case: str, words: str, lang: Lang, key: str
) -> CaseRow | tuple[Problem, ...]:
    """The decision stands until somebody who answers for the service reopens the case."""
    words = own_words(words)
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Wrote):
            return turn.row
        if turn.state.stage != "decided":
            raise NotDecided
        problems = wrong_words(words, at="words", empty=_EMPTY.in_(lang), long=_LONG.in_(lang))
        if problems:
            return problems
        message = turn.hears(words, about="again", subject=_SUBJECT.in_(lang))
        row = turn.write(key=key)
        world.records.add_task(
            StaffTask(
                id=f"again:{message.id}",
                authority=authority,
                case=case,
                says=(
                    f"The resident of {row.reference} asks us to look at the decision again. Read what they wrote. "
                    "Reopen the case, or write to them why the decision stands."
                ),
                at=turn.now,
                done=None,
            )
        )
        return row
