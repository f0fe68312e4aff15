"""Somebody gives a reference: the link goes to the address on the case, and nothing is said to whoever asked."""

from footpath.actions.grounds import Grounds
from footpath.actions.save_and_return import links_since
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.ports import CaseRow, NoSuchCase, World
from footpath.values import read_reference


def find_case(world: World, *, authority: str, reference: str) -> None:
    """The same silence whether the reference is known, mistyped, erased or has no address.

    A reference is no secret, so anybody may have this sent: at most one link an hour.
    """
    read = read_reference(reference)
    if read is None:
        return
    with world.together():
        try:
            found = world.records.case_by_reference(authority, read)
        except NoSuchCase:
            return
        turn = Turn(world, found)
        if turn.state.stage == "erased" or links_since(world, turn.row, hours=1):
            return
        email = _address(turn)
        if email is None:
            return
        row = turn.row
        turn.tell(letters.link(turn.edition, lang=row.lang, until=row.keep_until), by="clock", email=email)
        turn.write()


def _address(turn: Turn) -> str | None:
    """Of a case that was sent, the one in its answers; of a draft, the one its link was last sent to."""
    if turn.state.stage != "answering":
        return Grounds(turn.edition, turn.row, now=turn.now).email
    return _last_link(turn.world, turn.row)


def _last_link(world: World, row: CaseRow) -> str | None:
    sent = [message for message in world.records.messages(row.authority, row.id) if message.about == "link"]
    return sent[-1].email.to if sent and sent[-1].email else None
