"""The resident has given all they were asked for: it joins their answers, and the team goes on."""

import msgspec

from footpath import journey
from footpath.actions.give_more_page import next_place, open_asking
from footpath.actions.grounds import due_from_now
from footpath.actions.turn import Turn
from footpath.casework.events import GaveMore
from footpath.casework.journal import commitment
from footpath.casework.words import own_words, wrong_words
from footpath.ports import CaseRow, Message, World
from footpath.values import Lang, Problem, Words


class GaveNow(msgspec.Struct, frozen=True, kw_only=True):
    row: CaseRow


class NotAllGiven(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was sent: something that was asked is still to be answered, and this is where."""

    where: journey.Where


_EMPTY = Words("Enter a reply", "Rhowch ateb")
_LONG = Words("Reply must be {} characters or less", "Rhaid i’r ateb fod yn {} nod neu lai")
_SUBJECT = Words("Your reply", "Eich ateb")


def give_more(
    world: World, *, authority: str, case: str, asking: str, reply: str, lang: Lang, key: str
) -> GaveNow | NotAllGiven | tuple[Problem, ...]:
    reply = own_words(reply)
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, GaveMore):
            return GaveNow(row=turn.row)
        asked = open_asking(turn, asking)
        place = next_place(turn.edition, turn.row, asked, on=world.clock.today())
        if not isinstance(place, journey.CheckAt):
            return NotAllGiven(where=place)
        problems = wrong_words(reply, at="reply", empty=_EMPTY.in_(lang), long=_LONG.in_(lang))
        # A request with no question in it is answered by the reply alone; beside questions it is as they like.
        if problems and asked.reply and (reply or not asked.questions):
            return problems
        data = {**turn.row.data, **asked.data}
        wrote = turn.next_id() if asked.reply and reply else None
        turn.close_request()
        turn.happens(
            GaveMore(
                at=turn.now,
                by="resident",
                asking=asking,
                answers=commitment(turn.row.salt, data),
                words=wrote,
                due=due_from_now(turn),
            )
        )
        if wrote is not None:
            turn.messages.append(
                Message(
                    id=wrote,
                    about="asked",
                    way="from_resident",
                    subject=_SUBJECT.in_(lang),
                    body=reply,
                    at=turn.now,
                    by="resident",
                    edition=turn.row.edition,
                )
            )
        return GaveNow(row=turn.write(key=key, data=data, lang=lang))
