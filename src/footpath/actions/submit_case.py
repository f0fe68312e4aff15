"""The resident sends it: their way is walked once more, and the case is the team's, or decided, or to be paid."""

from datetime import date

import msgspec
from msgspec.structs import replace

from footpath import journey
from footpath.actions.by_rule import decide_if_a_rule_does
from footpath.actions.grounds import Grounds, due_from_now
from footpath.actions.in_steps import comes_to
from footpath.actions.move_case import move_at_sending
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.events import Submitted
from footpath.casework.fold import permit
from footpath.casework.journal import commitment
from footpath.casework.state import Stage
from footpath.ports import CaseRow, World
from footpath.steps.places import SENT
from footpath.values import Lang
from footpath.values.failpoints import failpoint


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """The team has it, or it waits for the payment, or a rule has decided: the stage says which."""

    reference: str
    stage: Stage
    row: CaseRow


class TooLate(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was sent: the service was closed, and the days of grace after it are over. The answers are kept."""

    closed: date
    last: date


class NotReady(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was sent: something is still to be answered, or the service is not for them. Where to go."""

    where: journey.Where


def submit_case(world: World, *, authority: str, case: str, key: str, lang: Lang) -> Sent | NotReady | TooLate:
    """Whoever has something new to be told goes back to the check page first: it says what, and why."""
    with world.together():
        row, news = move_at_sending(world, world.records.case(authority, case))
        if news:
            return NotReady(where=journey.CheckAt())
        turn = Turn(world, replace(row, lang=lang))
        failpoint("submit.read")
        if turn.happened_before(key, Submitted) is None:
            permit(turn.state.stage, Submitted)
            closes = turn.service.closes
            if closes is not None and world.clock.today() > closes.last:
                return TooLate(closed=closes.on, last=closes.last)
            grounds = Grounds(turn.edition, turn.row, now=turn.now)
            if not grounds.way.complete:
                return NotReady(where=journey.where_now(grounds.way))
            pence = grounds.charge_pence
            turn.happens(
                Submitted(
                    at=turn.now,
                    by="resident",
                    answers=commitment(turn.row.salt, turn.row.data),
                    charge_pence=pence,
                    due=None if pence else due_from_now(turn),
                )
            )
            turn.tell(letters.submitted(grounds.reader), by="clock", email=grounds.email)
            if not pence:
                decide_if_a_rule_does(turn, grounds)
            turn.write(key=key, point="submit")
            comes_to(world, turn.row, SENT)
    failpoint("submit.committed")
    return Sent(reference=turn.row.reference, stage=turn.row.stage, row=turn.row)
