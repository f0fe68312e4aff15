"""Journals that could be true: every event of them can follow the ones before it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from footpath.casework.events import (
    Answered,
    AnyEvent,
    AskedForMore,
    Decided,
    Erased,
    GaveMore,
    Moved,
    Noted,
    Paid,
    Removed,
    Reopened,
    Started,
    Submitted,
    Taken,
    Told,
    Withdrawn,
    Wrote,
)
from footpath.casework.fold import HAPPENS_IN, after, begin
from footpath.casework.state import CaseState
from tests.world import FIRST_OF_MAY

KINDS = sorted(HAPPENS_IN, key=lambda kind: kind.__name__)

words = st.text("abcdef0123456789", min_size=1, max_size=6)
pages = st.sampled_from(["home", "vehicle", "others"])
staff = st.sampled_from(["7", "8"])
days = st.dates(date(2026, 5, 1), date(2026, 12, 31))


def events(kind: type[AnyEvent], *, at: datetime, asking: str | None) -> st.SearchStrategy[AnyEvent]:
    """Any event of a kind, at a moment. An answer to a request is one to the request that is open."""
    resident = {"at": st.just(at), "by": st.just("resident")}
    by_staff = {"at": st.just(at), "by": staff.map("staff:{}".format)}
    match kind.__name__:
        case "Started":
            return st.builds(Started, **resident, service=words, edition=words, reference=words)
        case "Answered":
            return st.builds(Answered, **resident, page=pages, questions=st.tuples(words), answers=words)
        case "Removed":
            return st.builds(Removed, **resident, page=pages, item=st.integers(0, 3), answers=words)
        case "Moved":
            kind = st.sampled_from(["wording", "relax", "tighten", "restructure", "law"])
            return st.builds(Moved, at=st.just(at), by=st.just("clock"), edition=words, kind=kind, answers=words)
        case "Submitted":
            pence = st.sampled_from([None, 0, 5310])
            return st.builds(Submitted, **resident, answers=words, charge_pence=pence, due=st.none() | days)
        case "Paid":
            return st.builds(Paid, **by_staff, pence=st.just(5310), how=st.just("staff"), due=days)
        case "Taken":
            return st.builds(Taken, **by_staff, to=st.none() | staff)
        case "Noted":
            return st.builds(Noted, **by_staff, note=words)
        case "AskedForMore":
            return st.builds(AskedForMore, **by_staff, asking=words, questions=st.tuples(words), words=words)
        case "GaveMore":
            return st.builds(GaveMore, **resident, asking=st.just(asking or "none"), answers=words, due=days)
        case "Decided":
            return st.builds(
                Decided,
                **by_staff,
                decision=words,
                outcome=words,
                edition=words,
                findings=words,
                automatic=st.booleans(),
            )
        case "Told":
            return st.builds(Told, **by_staff, message=words, about=words)
        case "Wrote":
            return st.builds(Wrote, **resident, message=words)
        case "Withdrawn":
            return st.builds(Withdrawn, **resident)
        case "Reopened":
            return st.builds(Reopened, **by_staff, words=words, due=days)
        case "Erased":
            return st.builds(Erased, at=st.just(at), by=st.just("clock"), because=words, due=days)
        case missing:
            raise AssertionError(f"add {missing} here, so that journals with it are tried too")


@st.composite
def histories(draw: st.DrawFn, *, longest: int = 20) -> Sequence[AnyEvent]:
    """A journal's events, from the start on."""
    at = FIRST_OF_MAY
    told: list[AnyEvent] = [draw(events(Started, at=at, asking=None))]
    state: CaseState = begin(told[0])
    for _ in range(draw(st.integers(0, longest))):
        allowed = [kind for kind in KINDS if state.stage in HAPPENS_IN[kind]]
        if not allowed:
            break
        at += timedelta(minutes=draw(st.integers(0, 5000)))
        event = draw(events(draw(st.sampled_from(allowed)), at=at, asking=state.asking))
        told.append(event)
        state = after(state, event)
    return told
