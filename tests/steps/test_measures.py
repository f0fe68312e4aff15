"""What a case shows by the day it is counted, and nothing that came later."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from footpath.casework.events import AnyEvent, AskedForMore, Decided, Started, Submitted, Wrote
from footpath.steps import measures
from footpath.steps.asked import FromResident, FromStaff
from footpath.steps.facts import CaseFacts, facts_of
from footpath.steps.measures import ALWAYS_WATCHED, MEASURES, STAFF_MEASURES
from tests.steps.promised import MONDAY

REPO = Path(__file__).resolve().parents[2]

STARTED = Started(at=MONDAY, by="resident", service="permit", edition="e", reference="FP-7K4-2QM")
SENT = Submitted(at=MONDAY + timedelta(minutes=9), by="resident", answers="a")
ASKED = AskedForMore(at=MONDAY + timedelta(days=1), by="staff:ben", asking="a", questions=("q",), words="w")
WROTE = Wrote(at=MONDAY + timedelta(days=2), by="resident", message="m")
DECIDED = Decided(
    at=MONDAY + timedelta(days=7, minutes=9),
    by="staff:ben",
    decision="d",
    outcome="granted",
    edition="e",
    findings="f",
    automatic=False,
)


def shown(*events: AnyEvent, days: int = 28, refused: int = 0) -> CaseFacts:
    at = MONDAY + timedelta(minutes=20)
    return facts_of(
        [STARTED, *events],
        exposed=MONDAY,
        until=MONDAY + timedelta(days=days),
        refused=refused,
        after_sending=FromResident(
            case="c", moment="sent", at=at, able="yes", ease="easy", satisfied="very_dissatisfied"
        ),
        after_decision=FromResident(
            case="c",
            moment="decided",
            at=MONDAY + timedelta(days=21),
            able="no",
            ease="difficult",
            satisfied="satisfied",
        ),
        staff=FromStaff(case="c", by="ben", at=at, contacted="no", work="usual"),
    )


def values(facts: CaseFacts) -> dict[str, Decimal | None]:
    return {id_: measure.of(facts) for id_, measure in MEASURES.items()}


def test_somebody_who_finished_in_nine_minutes() -> None:
    assert values(shown(SENT, ASKED, WROTE, DECIDED, refused=1)) == {
        "completed": 1,
        "minutes_taken": Decimal("0.511707"),
        "no_errors": 0,
        "not_asked_for_more": 0,
        "no_complaint": 1,
        "no_contact": 0,
        "days_to_decision": Decimal("0.75"),
        "able": 1,
        "ease": Decimal("0.75"),
        "satisfaction": 0,
        "told_us": 1,
        "able_after_decision": 0,
        "ease_after_decision": Decimal("0.25"),
        "satisfaction_after_decision": Decimal("0.75"),
        "told_us_after_decision": 1,
        "staff_contact": 1,
        "staff_work": Decimal("0.5"),
    }


def test_somebody_who_gave_up_says_only_that() -> None:
    facts = facts_of([STARTED], exposed=MONDAY, until=MONDAY + timedelta(days=28), refused=0)

    assert {id_: value for id_, value in values(facts).items() if value is not None} == {"completed": 0, "no_errors": 1}


def test_to_ask_for_another_look_is_a_complaint_and_to_write_is_not() -> None:
    again = replace(WROTE, at=DECIDED.at + timedelta(days=1), about="again")
    complained = MEASURES["no_complaint"].of

    assert (complained(shown(SENT, DECIDED, WROTE)), complained(shown(SENT, DECIDED, again))) == (1, 0)
    assert complained(shown(SENT, again)) is None


def test_what_is_said_after_the_decision_stands_by_itself() -> None:
    """Somebody may be content with the form and not with the answer: neither is taken for the other."""
    found = values(shown(SENT, DECIDED))

    assert (found["satisfaction"], found["satisfaction_after_decision"]) == (0, Decimal("0.75"))
    early = values(shown(SENT, DECIDED, days=20))
    assert (early["satisfaction"], early["satisfaction_after_decision"], early["told_us_after_decision"]) == (
        0,
        None,
        0,
    )


def test_what_came_after_the_window_is_not_counted() -> None:
    """Else a case would be counted again and again as it goes on, and the quicker version would look the better."""
    late = shown(SENT, ASKED, DECIDED, days=0)

    assert (late.submitted, late.asked_for_more, late.decided, late.after_sending, late.staff) == (
        None, 0, None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize("id_", MEASURES)
def test_every_measure_is_whole(id_: str) -> None:
    measure = MEASURES[id_]

    assert measure.id == id_
    assert (REPO / "src/footpath/steps/measures" / f"{id_}.py").exists()
    assert f"\n### {id_}\n" in (REPO / "docs/reference/steps.md").read_text(encoding="utf-8")
    value = measure.of(shown(SENT, DECIDED))
    assert value is not None and 0 <= value <= 1
    assert measure.shows(value)


def test_every_file_is_a_measure_in_the_registry() -> None:
    files = {file.stem for file in Path(str(measures.__file__)).parent.glob("*.py")}

    assert files - {"__init__", "measure"} == set(MEASURES)


def test_what_is_always_watched_is_a_measure() -> None:
    assert set(ALWAYS_WATCHED) <= set(MEASURES) and STAFF_MEASURES == ("staff_contact", "staff_work")
