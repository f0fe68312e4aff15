"""Answers are kept as long as promised, and no longer."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given

from footpath.casework.days import uk_day
from footpath.casework.events import AnyEvent
from footpath.casework.fold import fold
from footpath.casework.keeping import keep_until, said
from footpath.definition.service import Keep
from tests.casework.histories import histories

KEEP = Keep(answers_days=2190, answers_said="6 years after decision", drafts_days=28, drafts_said="28 days")


@given(histories())
def test_whatever_happened_nobody_waits_with_erased_answers_and_none_are_kept_for_ever(
    told: Sequence[AnyEvent],
) -> None:
    state = fold(told)
    until = keep_until(state, KEEP)

    if state.stage in ("to_pay", "checking", "waiting", "erased"):
        assert until is None
    else:
        assert until is not None
        days = 28 if state.submitted is None else 2190
        assert until <= uk_day(told[-1].at) + timedelta(days=days)
        assert said(state, KEEP) == ("keep: 28 days" if days == 28 else "keep: 6 years after decision")
