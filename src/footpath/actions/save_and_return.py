"""The resident saves a draft to come back later: a link goes to the address they give."""

from datetime import date, timedelta

import msgspec

from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.events import Answered, Told
from footpath.casework.fold import permit
from footpath.ports import CaseRow, World
from footpath.questions import KINDS
from footpath.questions.question import Question
from footpath.values import Lang, Problem, Words

MOST_LINKS_A_DAY = 5
"""Enough to mistype an address a few times, too few to fill a stranger's inbox."""


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A link is on its way; the answers are kept until that day, and longer when more is answered."""

    until: date
    row: CaseRow


_EMAIL = Question(id="email", kind="email", ask=Words("What is your email address?", "Beth yw eich cyfeiriad e-bost?"))
_TOO_OFTEN = Words(
    "We have emailed you the link {} times today. Look in your other folders, or try again tomorrow",
    "Rydym wedi e-bostio’r ddolen atoch {} gwaith heddiw. Edrychwch yn eich ffolderi eraill, neu ceisiwch eto yfory",
)


def save_and_return(
    world: World, *, authority: str, case: str, email: str, lang: Lang, key: str
) -> Saved | tuple[Problem, ...]:
    """The address is used for this and kept with the message: it is no answer, and goes when the draft goes."""
    read = KINDS["email"].read(_EMAIL, {"email": [email]}, lang, on=world.clock.today())
    if isinstance(read, tuple):
        return read
    assert isinstance(read, str)
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        until = turn.row.keep_until
        if turn.happened_before(key, Told) is None:
            permit(turn.state.stage, Answered)
            if len(links_since(world, turn.row, days=1)) >= MOST_LINKS_A_DAY:
                return (Problem("email", _TOO_OFTEN.in_(lang).format(MOST_LINKS_A_DAY)),)
            turn.tell(letters.link(turn.edition, lang=lang, until=until), by="resident", email=read)
            turn.write(key=key, lang=lang)
    assert until is not None, "a draft is always kept until some day"
    return Saved(until=until, row=turn.row)


def links_since(world: World, row: CaseRow, **ago: float) -> list[str]:
    """The messages with a link that this case was sent lately."""
    since = world.clock.now() - timedelta(**ago)
    return [
        message.id
        for message in world.records.messages(row.authority, row.id)
        if message.about == "link" and message.at > since
    ]
