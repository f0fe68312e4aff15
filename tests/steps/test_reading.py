"""The file of a step: every fault has its line, and no file is a crash."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.steps.checking import check_registration
from footpath.steps.reading import Written, read_step
from footpath.values import Fault
from tests.steps.promised import a_running_step, promised

GOOD = """step: 1
id: log_book_hint
service: permit
name: New hint about the log book
we_believe: a hint helps
because: 14 of 60 callers did not know
we_will_know_when: more people finish
outcome: People can park near home
proposer: ben
owner: mia
authorities: [barset_north]
measure: completed
hoped_points: 6.5
staff_measure: staff_contact
may_be_harmed: Nobody we know of
changes:
  - {set: pages.vehicle.questions.registration.hint, to: On your log book, because: They could not find it}
"""


def test_a_good_file_is_a_registration_with_the_usual_shares() -> None:
    written = read_step(GOOD)

    assert isinstance(written, Written)
    said = written.registration
    assert (said.hoped_points, said.share_percent, said.window_days, said.longest_weeks) == (Decimal("6.5"), 50, 28, 26)
    assert (said.class_, said.guardrails, said.starts) == (1, (), None)
    assert [(place.line, place.column) for place in written.places] == [(17, 5)]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("step: 1\n", "", 1, "step is missing"),
        ("hoped_points: 6.5", "hoped_points: a lot", 13, "no number"),
        ("hoped_points: 6.5", "hoped_points: true", 13, "no number"),
        ("measure: completed", "measure: finished", 12, "finished"),
        ("authorities: [barset_north]", "authorities: []", 11, "list is empty"),
        ("changes:", "chances:", 1, "changes nothing"),
        ("to: On your log book, ", "", 17, "does not say to"),
        (", because: They could not find it", "", 17, "does not say why"),
        ("owner: mia", "owner: mia\nowner: ben", 11, "owner"),
        ("name: New", "name: &x New", 4, ""),
        ("measure: completed", "measure: completed\nshare_percent: 0", 13, "share_percent|between|0"),
        ("measure: completed", "measure: completed\nstarts: 2026-02-30", 13, "real date"),
    ],
)
def test_what_is_wrong_has_its_line(old: str, new: str, line: int, says: str) -> None:
    faults = read_step(GOOD.replace(old, new), file="step.yaml")

    assert isinstance(faults, tuple) and faults
    assert any(fault.line == line and any(word in str(fault) for word in says.split("|")) for fault in faults), faults


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(GOOD)), put=st.text(max_size=6), cut=st.integers(0, 12))
def test_no_file_is_a_crash(at: int, put: str, cut: int) -> None:
    found = read_step(GOOD[:at] + put + GOOD[at + cut :])

    if isinstance(found, Written):
        assert all(problem.says for problem in check_registration(found.registration))
    else:
        assert found and all(isinstance(fault, Fault) and fault.line >= 1 and fault.wrong for fault in found)


def test_a_step_does_not_exclude_itself_or_what_has_ended_or_runs_elsewhere() -> None:
    running = a_running_step()
    other = promised(id="another")

    assert [problem.at for problem in check_registration(other, others=[running])] == ["changes"]
    assert check_registration(promised(), others=[running]) == ()
    assert check_registration(promised(id="another", authorities=("barset_south",)), others=[running]) == ()
    assert check_registration(promised(id="another", service="report"), others=[running]) == ()
