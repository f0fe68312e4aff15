"""What happened, as Ben and Cara read it."""

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
from footpath.casework.headline import headline
from tests.casework.histories import histories
from tests.world import FIRST_OF_MAY

NAMES = {"resident": "The resident", "rule": "A rule", "clock": "Footpath", "staff:7": "Ben", "staff:8": "Cara"}
BEN = {"at": FIRST_OF_MAY, "by": "staff:7"}
ASHA = {"at": FIRST_OF_MAY, "by": "resident"}
DECIDED = {"decision": "d", "outcome": "refused", "edition": "e", "findings": "f"}
MORE = {"asking": "a", "words": "m"}

SAID = [
    (Started(**ASHA, service="s", edition="e", reference="FP-7K4-2QM"), "The resident started"),
    (Started(**BEN, service="s", edition="e", reference="r", channel="phone"), "Ben started, by phone"),
    (Answered(**ASHA, page="your_vehicle", questions=(), answers="c"), "The resident answered the page “your vehicle”"),
    (Removed(**ASHA, page="others", item=0, answers="c"), "The resident removed item 1 from the page “others”"),
    (
        Moved(**{**ASHA, "by": "clock"}, edition="e", kind="wording", answers="c"),
        "Footpath moved it to a newer edition of the service",
    ),
    (Submitted(**ASHA, answers="c"), "The resident sent it"),
    (Submitted(**ASHA, answers="c", charge_pence=123456), "The resident sent it, with £1,234.56 to pay"),
    (Paid(**BEN, pence=5310, how="staff"), "Ben marked £53.10 as paid"),
    (Paid(**ASHA, pence=5305, how="card"), "The resident paid £53.05 by card"),
    (Taken(**BEN, to="7"), "Ben took it"),
    (Taken(**BEN, to="8"), "Ben passed it on to Cara"),
    (Taken(**BEN, to=None), "Ben gave it back for anyone to take"),
    (Noted(**BEN, note="n"), "Ben wrote a note"),
    (
        AskedForMore(**BEN, **MORE, questions=("co2",)),
        "Ben asked the resident for more about 1 question",
    ),
    (AskedForMore(**BEN, **MORE, questions=()), "Ben asked the resident for more"),
    (
        GaveMore(**ASHA, **MORE, answers="c"),
        "The resident answered what they were asked, and wrote a reply",
    ),
    (Decided(**BEN, **DECIDED, automatic=False), "Ben decided: Refused"),
    (Decided(at=FIRST_OF_MAY, by="rule", **DECIDED, automatic=True), "A rule decided: Refused"),
    (Told(**BEN, message="m", about="decided"), "The resident was told the decision"),
    (Wrote(**ASHA, message="m"), "The resident wrote to the team"),
    (Withdrawn(**ASHA), "The resident withdrew it"),
    (Reopened(at=FIRST_OF_MAY, by="staff:8", words="n"), "Cara reopened it, to look at the decision again"),
    (
        Erased(at=FIRST_OF_MAY, by="clock", because="keep: 28 days", due=FIRST_OF_MAY.date()),
        "Footpath erased the answers (keep: 28 days)",
    ),
]


@pytest.mark.parametrize(("event", "said"), SAID, ids=lambda given: given if isinstance(given, str) else "")
def test_a_colleague_reads_what_happened(event: AnyEvent, said: str) -> None:
    assert headline(event, NAMES.__getitem__, outcome=str.capitalize) == said


def test_every_kind_of_event_has_its_sentence_here() -> None:
    assert {type(event) for event, _ in SAID} == set(get_args(AnyEvent.__value__))


@given(histories())
def test_whatever_happened_can_be_said_without_knowing_names(told: list[AnyEvent]) -> None:
    assert all(headline(event) for event in told)
