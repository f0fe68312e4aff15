"""Who has a case: taking it, giving it back, passing it on."""

from datetime import datetime

from footpath.casework.events import Actor, Taken
from footpath.casework.fold import permit
from footpath.casework.refusals import AlreadyTaken, NotTaken, NotYours
from footpath.casework.state import CaseState


def staff_id(by: Actor) -> str:
    """The id inside an actor that is a person of the authority."""
    assert by.startswith("staff:"), f"{by} is not staff, and only staff have cases"
    return by.removeprefix("staff:")


def free_for(state: CaseState, by: Actor) -> None:
    """Nothing, if this person may act on the case: it is theirs or nobody's. Else raises NotYours."""
    if state.taken_by not in (None, staff_id(by)):
        raise NotYours(state.taken_by or "")


def take(state: CaseState, *, by: Actor, at: datetime) -> Taken | None:
    """None when it is theirs already: a second press is no second taking."""
    permit(state.stage, Taken)
    if state.taken_by == staff_id(by):
        return None
    if state.taken_by is not None:
        raise AlreadyTaken(state.taken_by)
    return Taken(at=at, by=by, to=staff_id(by))


def give_back(state: CaseState, *, by: Actor, at: datetime) -> Taken:
    permit(state.stage, Taken)
    if state.taken_by is None:
        raise NotTaken
    free_for(state, by)
    return Taken(at=at, by=by, to=None)


def pass_on(state: CaseState, *, to: str, by: Actor, at: datetime) -> Taken | None:
    """From whoever has it. People fall ill: a colleague may move a case, and it is on record who did."""
    permit(state.stage, Taken)
    if state.taken_by == to:
        return None
    return Taken(at=at, by=by, to=to)
