"""The resident writes to the team about their case."""

from footpath.actions.turn import Turn
from footpath.casework.asking import LONGEST_WORDS
from footpath.casework.events import Wrote
from footpath.casework.fold import permit
from footpath.ports import CaseRow, Message, World
from footpath.values import Lang, Problem, Words

_EMPTY = Words("Enter a message", "Rhowch neges")
_LONG = Words("Message must be {:,} characters or less", "Rhaid i’r neges fod yn {:,} nod neu lai")
_SUBJECT = Words("Your message", "Eich neges")


def write_message(
    world: World, *, authority: str, case: str, words: str, lang: Lang, key: str
) -> CaseRow | tuple[Problem, ...]:
    words = words.strip()
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Wrote):
            return turn.row
        permit(turn.state.stage, Wrote)
        if not words:
            return (Problem("words", _EMPTY.in_(lang)),)
        if len(words) > LONGEST_WORDS:
            return (Problem("words", _LONG.in_(lang).format(LONGEST_WORDS)),)
        message = Message(
            id=turn.next_id(),
            about="written",
            way="from_resident",
            subject=_SUBJECT.in_(lang),
            body=words,
            at=turn.now,
            by="resident",
        )
        turn.happens(Wrote(at=turn.now, by="resident", message=message.id))
        turn.messages.append(message)
        return turn.write(key=key)
