"""Staff record that the charge was paid. From now on the time to a decision runs, or a rule decides."""

from footpath.actions.by_rule import decide_if_a_rule_does
from footpath.actions.grounds import Grounds, due_from_now
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.events import Actor, Paid
from footpath.casework.fold import permit
from footpath.ports import CaseRow, Note, World


def mark_paid(
    world: World, *, authority: str, case: str, by: Actor, seen: int, key: str, receipt: str | None = None
) -> CaseRow:
    """The receipt's number is kept as a note: the payment's own entry is in the journal for ever."""
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Paid):
            return turn.row
        turn.check_seen(seen)
        permit(turn.state.stage, Paid)
        grounds = Grounds(turn.edition, turn.row, now=turn.now)
        pence = turn.state.charge_pence or 0
        turn.happens(Paid(at=turn.now, by=by, pence=pence, how="staff", due=due_from_now(turn)))
        if receipt:
            turn.note(Note(id=turn.next_id(), words=f"Receipt number {receipt}", at=turn.now, by=by))
        turn.tell(letters.paid(grounds.reader, pence=pence), by=by, email=grounds.email)
        decide_if_a_rule_does(turn, grounds)
        return turn.write(key=key)
