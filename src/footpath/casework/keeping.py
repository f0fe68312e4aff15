"""How long a case's answers are kept, and the day they go."""

from datetime import date, timedelta

from footpath.casework.days import uk_day
from footpath.casework.state import CaseState
from footpath.definition.service import Keep


def keep_until(state: CaseState, keep: Keep) -> date | None:
    """The day from which the answers are to be erased; None while somebody waits for a decision, or they are gone.

    What was never sent is a draft, and kept as drafts are even when it was withdrawn.
    """
    if state.keep_from is None:
        return None
    days = keep.drafts_days if state.submitted is None else keep.answers_days
    return uk_day(state.keep_from) + timedelta(days=days)


def said(state: CaseState, keep: Keep) -> str:
    """The promise the erasing keeps, in the service's own words."""
    return f"keep: {keep.drafts_said if state.submitted is None else keep.answers_said}"
