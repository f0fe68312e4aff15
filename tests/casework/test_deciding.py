"""Which outcome, and why."""

import pytest

from footpath.casework.deciding import check_decision, needs_reason
from footpath.definition.service import Outcome
from footpath.values import Problem, Words
from tests.people import PERMIT, edition

SERVICE = edition(PERMIT).service


@pytest.mark.parametrize(
    ("letter", "needs"),
    [
        (Words("No, because {{ reason }}."), True),
        (Words("No, because {{reason}}."), True),
        (Words("No{{ if reason = null then null else reason }}"), True),
        (Words("Yes.", "Na, oherwydd {{ reason }}."), True),
        (Words("The reason is on {{ registration }}."), False),
        (Words("{{ registration }} for a reason {{ price }}"), False),
        (Words("{{ reasonable }}"), False),
        (Words("Yes."), False),
    ],
)
def test_a_letter_that_gives_the_reason_needs_one(letter: Words, needs: bool) -> None:
    assert needs_reason(Outcome(id="x", letter=letter)) is needs


def test_where_the_letter_gives_none_it_may_be_left_out_and_still_has_an_end() -> None:
    assert check_decision(SERVICE, outcome="granted", reason="") == ()
    assert check_decision(SERVICE, outcome="granted", reason="x" * 4001) == (
        Problem("reason", "Reason must be 4,000 characters or less"),
    )
