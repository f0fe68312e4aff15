"""A case is what its journal says."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given

from footpath.casework.events import (
    Answered,
    AnyEvent,
    AskedForMore,
    Decided,
    Erased,
    GaveMore,
    Paid,
    Reopened,
    Started,
    Submitted,
    Taken,
    Withdrawn,
)
from footpath.casework.fold import HAPPENS_IN, after, begin, fold, permit
from footpath.casework.refusals import (
    AlreadyAsked,
    AlreadyDecided,
    AlreadyErased,
    AlreadySubmitted,
    AlreadyWithdrawn,
    CaseSaysNo,
    NotDecided,
    NotFinished,
    NothingAsked,
    NothingToPay,
    NotPaid,
    NotSubmitted,
)
from footpath.casework.state import CaseState, Stage
from tests.casework.histories import histories

NINE = datetime(2026, 5, 1, 9, tzinfo=UTC)
TEN = datetime(2026, 5, 1, 10, tzinfo=UTC)
DUE = date(2026, 5, 18)

STARTED = Started(at=NINE, by="resident", service="resident_parking_permit", edition="3f9a", reference="FP-7K4-2QM")
ANSWERED = Answered(at=NINE, by="resident", page="home", questions=("home",), answers="c1")
SENT = Submitted(at=TEN, by="resident", answers="c1", due=DUE)
SENT_WITH_CHARGE = Submitted(at=TEN, by="resident", answers="c1", charge_pence=5310)
PAID = Paid(at=TEN, by="staff:7", pence=5310, how="staff", due=DUE)
TAKEN = Taken(at=TEN, by="staff:7", to="7")
ASKED = AskedForMore(at=TEN, by="staff:7", asking="a1", questions=("registration",), words="m1")
GAVE = GaveMore(at=TEN, by="resident", asking="a1", answers="c2", due=date(2026, 5, 20))
GRANTED = Decided(
    at=TEN, by="staff:7", decision="d1", outcome="granted", edition="3f9a", findings="f1", automatic=False
)
REOPENED = Reopened(at=TEN, by="staff:8", words="n1", due=DUE)
WITHDRAWN = Withdrawn(at=TEN, by="resident")
ERASED = Erased(at=TEN, by="clock", because="28 days", due=DUE)

DRAFT = CaseState(
    service="resident_parking_permit",
    edition="3f9a",
    reference="FP-7K4-2QM",
    channel="online",
    stage="answering",
    seq=2,
    answers="c1",
    written={"home": 2},
    taken_by=None,
    charge_pence=None,
    paid=False,
    asking=None,
    decision=None,
    outcome=None,
    started=NINE,
    submitted=None,
    decided=None,
    due=None,
    keep_from=NINE,
    erased=None,
)


def test_what_asha_has_answered_is_a_draft_kept_from_her_last_answer() -> None:
    assert fold([STARTED, ANSWERED]) == DRAFT


def test_what_she_sends_without_a_charge_is_checked_and_has_a_day_it_is_due() -> None:
    sent = fold([STARTED, ANSWERED, SENT])

    assert (sent.stage, sent.submitted, sent.due, sent.keep_from) == ("checking", TEN, DUE, None)


def test_with_a_charge_it_waits_for_the_payment_before_any_day_is_due() -> None:
    waiting = fold([STARTED, ANSWERED, SENT_WITH_CHARGE])
    paid = after(waiting, PAID)

    assert (waiting.stage, waiting.charge_pence, waiting.due) == ("to_pay", 5310, None)
    assert (paid.stage, paid.paid, paid.due) == ("checking", True, DUE)


def test_while_the_resident_is_asked_no_decision_is_due_and_after_they_answer_the_time_starts_again() -> None:
    asked = fold([STARTED, ANSWERED, SENT, ASKED])
    gave = after(asked, GAVE)

    assert (asked.stage, asked.asking, asked.due) == ("waiting", "a1", None)
    assert (gave.stage, gave.asking, gave.due, gave.answers) == ("checking", None, date(2026, 5, 20), "c2")


def test_a_decision_is_in_nobodys_hands_and_its_answers_are_kept_from_then() -> None:
    decided = fold([STARTED, ANSWERED, SENT, TAKEN, GRANTED])

    assert (decided.stage, decided.decision, decided.outcome) == ("decided", "d1", "granted")
    assert (decided.taken_by, decided.decided, decided.keep_from) == (None, TEN, TEN)


def test_somebody_who_never_answers_can_still_be_decided_and_the_request_is_closed() -> None:
    decided = fold([STARTED, ANSWERED, SENT, ASKED, GRANTED])

    assert (decided.stage, decided.asking) == ("decided", None)


def test_a_reopened_case_is_checked_again_with_no_outcome() -> None:
    again = fold([STARTED, ANSWERED, SENT, GRANTED, REOPENED])

    assert (again.stage, again.outcome, again.decision, again.decided, again.due) == (
        "checking",
        None,
        None,
        None,
        DUE,
    )


def test_an_answer_to_another_request_than_the_open_one_is_not_taken() -> None:
    with pytest.raises(NothingAsked):
        fold([STARTED, ANSWERED, SENT, ASKED, GaveMore(at=TEN, by="resident", asking="a0", answers="c2")])


BY_STAGE: dict[Stage, list[AnyEvent]] = {
    "answering": [STARTED, ANSWERED],
    "to_pay": [STARTED, ANSWERED, SENT_WITH_CHARGE],
    "checking": [STARTED, ANSWERED, SENT],
    "waiting": [STARTED, ANSWERED, SENT, ASKED],
    "decided": [STARTED, ANSWERED, SENT, GRANTED],
    "withdrawn": [STARTED, ANSWERED, SENT, WITHDRAWN],
    "erased": [STARTED, ANSWERED, SENT, GRANTED, ERASED],
}


@pytest.mark.parametrize("stage", BY_STAGE)
def test_the_stages_tried_are_those_they_are_called(stage: Stage) -> None:
    assert fold(BY_STAGE[stage]).stage == stage
    assert set(BY_STAGE) == set(get_args(Stage.__value__))


@pytest.mark.parametrize(
    ("stage", "what", "named"),
    [
        ("answering", GRANTED, NotSubmitted),
        ("answering", TAKEN, NotSubmitted),
        ("to_pay", ANSWERED, AlreadySubmitted),
        ("to_pay", GRANTED, NotPaid),
        ("to_pay", ASKED, NotPaid),
        ("checking", SENT, AlreadySubmitted),
        ("checking", PAID, NothingToPay),
        ("checking", GAVE, NothingAsked),
        ("checking", REOPENED, NotDecided),
        ("checking", ERASED, NotFinished),
        ("waiting", ASKED, AlreadyAsked),
        ("waiting", ERASED, NotFinished),
        ("decided", GRANTED, AlreadyDecided),
        ("decided", WITHDRAWN, AlreadyDecided),
        ("decided", ASKED, AlreadyDecided),
        ("decided", SENT, AlreadySubmitted),
        ("withdrawn", SENT, AlreadyWithdrawn),
        ("withdrawn", GRANTED, AlreadyWithdrawn),
        ("erased", ANSWERED, AlreadyErased),
        ("erased", ERASED, AlreadyErased),
    ],
)
def test_what_cannot_happen_now_is_refused_by_name(stage: Stage, what: AnyEvent, named: type[CaseSaysNo]) -> None:
    with pytest.raises(named) as refused:
        fold([*BY_STAGE[stage], what])

    assert str(refused.value).endswith(".")  # it says what stands, in a sentence


def test_everything_that_can_happen_has_its_stages() -> None:
    assert {*HAPPENS_IN, Started} == set(get_args(AnyEvent.__value__))


@pytest.mark.parametrize("what", HAPPENS_IN, ids=lambda what: what.__name__)
@pytest.mark.parametrize("stage", BY_STAGE)
def test_each_thing_in_each_stage_is_allowed_or_refused_by_name_and_never_fails_otherwise(
    stage: Stage, what: type[AnyEvent]
) -> None:
    if stage in HAPPENS_IN[what]:
        permit(stage, what)
    else:
        with pytest.raises(CaseSaysNo):
            permit(stage, what)


@pytest.mark.parametrize("journal", [[], [ANSWERED], [STARTED, STARTED]], ids=["empty", "headless", "started twice"])
def test_a_journal_that_does_not_start_once_is_refused(journal: list[AnyEvent]) -> None:
    with pytest.raises(CaseSaysNo):
        fold(journal)


@given(histories())
def test_folding_at_once_is_folding_one_by_one(told: Sequence[AnyEvent]) -> None:
    state = begin(told[0])
    for seq, event in enumerate(told[1:], start=2):
        state = after(state, event)
        assert state.seq == seq

    assert fold(told) == state


@given(histories())
def test_whatever_happens_a_case_agrees_with_itself(told: Sequence[AnyEvent]) -> None:
    state = fold(told)

    assert (state.asking is not None) == (state.stage == "waiting")
    assert (state.outcome is not None) == (state.decision is not None)
    assert state.stage != "decided" or state.decided is not None
    assert state.stage != "to_pay" or (state.charge_pence and not state.paid)
    assert state.stage not in ("decided", "withdrawn", "erased") or state.taken_by is None
    assert (state.keep_from is not None) == (state.stage in ("answering", "decided", "withdrawn"))
    assert state.stage != "answering" or state.submitted is None
