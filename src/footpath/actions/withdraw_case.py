"""The resident takes their case back."""

from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.events import Withdrawn
from footpath.casework.fold import permit
from footpath.ports import CaseRow, World
from footpath.values import Lang


def withdraw_case(world: World, *, authority: str, case: str, lang: Lang, key: str) -> CaseRow:
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Withdrawn):
            return turn.row
        permit(turn.state.stage, Withdrawn)
        turn.close_request()
        turn.happens(Withdrawn(at=turn.now, by="resident"))
        turn.tell(letters.withdrawn(lang), by="clock", email=None)
        return turn.write(key=key, lang=lang)
