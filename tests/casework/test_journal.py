"""Nobody can change what happened without it being seen."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from footpath.casework.events import AnyEvent, Noted
from footpath.casework.journal import NOTHING_BEFORE, Entry, chain, check_chain, commitment
from tests.casework.histories import histories
from tests.world import FIRST_OF_MAY

HOME = {"authority": "barset_north", "case": "k7"}


def journal(events: Sequence[AnyEvent]) -> tuple[Entry, ...]:
    return chain(events, **HOME, seq=0, head=NOTHING_BEFORE, key="form-1")


def faults(entries: Sequence[Entry], whole: Sequence[Entry]) -> object:
    return check_chain(entries, **HOME, seq=whole[-1].seq, head=whole[-1].hash)


@given(histories())
def test_a_journal_nobody_touched_holds(told: Sequence[AnyEvent]) -> None:
    whole = journal(told)

    assert faults(whole, whole) is None


@given(histories(), st.integers(0, 20))
def test_writing_it_in_two_goes_is_writing_it_at_once(told: Sequence[AnyEvent], cut: int) -> None:
    cut = min(cut, len(told) - 1)
    first = journal(told[: cut + 1])
    rest = chain(told[cut + 1 :], **HOME, seq=first[-1].seq, head=first[-1].hash, key=None)

    assert first + rest == journal(told)


@given(histories(longest=12), st.data())
def test_one_flipped_letter_anywhere_is_seen(told: Sequence[AnyEvent], data: st.DataObject) -> None:
    whole = list(journal(told))
    at = data.draw(st.integers(0, len(whole) - 1))
    entry = whole[at]
    part = data.draw(st.sampled_from(["authority", "case", "seq", "key", "before", "hash", "event"]))
    if part == "event":
        changed = replace(entry, event=replace(entry.event, by=entry.event.by + "x"))
    elif part == "seq":
        changed = replace(entry, seq=entry.seq + data.draw(st.sampled_from([-1, 1, 7])))
    elif part == "key":
        changed = replace(entry, key="form-2")
    else:
        held = getattr(entry, part)
        flipped = data.draw(st.integers(0, len(held) - 1))
        letter = "0" if held[flipped] != "0" else "1"
        changed = replace(entry, **{part: held[:flipped] + letter + held[flipped + 1 :]})
    whole[at] = changed

    assert faults(whole, journal(told)) is not None


@given(histories(longest=12), st.data())
def test_a_dropped_entry_is_seen_wherever_it_stood(told: Sequence[AnyEvent], data: st.DataObject) -> None:
    whole = list(journal(told))
    del whole[data.draw(st.integers(0, len(whole) - 1))]

    assert faults(whole, journal(told)) is not None


@given(histories(longest=12).filter(lambda told: len(told) > 1), st.data())
def test_two_entries_in_the_other_order_are_seen(told: Sequence[AnyEvent], data: st.DataObject) -> None:
    whole = list(journal(told))
    one, other = data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=2, max_size=2, unique=True))
    whole[one], whole[other] = whole[other], whole[one]

    assert faults(whole, journal(told)) is not None


@given(histories(longest=12), st.data())
def test_an_entry_put_in_is_seen_even_when_it_is_well_made(told: Sequence[AnyEvent], data: st.DataObject) -> None:
    whole = list(journal(told))
    at = data.draw(st.integers(0, len(whole)))
    before = whole[at - 1].hash if at else NOTHING_BEFORE
    forged = chain([Noted(at=FIRST_OF_MAY, by="staff:9", note="forged")], **HOME, seq=at, head=before, key=None)
    whole[at:at] = forged

    assert faults(whole, journal(told)) is not None


@given(histories(longest=12), st.data())
def test_a_past_written_anew_to_the_end_is_seen_by_the_head_the_case_holds(
    told: Sequence[AnyEvent], data: st.DataObject
) -> None:
    events = list(told)
    at = data.draw(st.integers(0, len(events) - 1))
    events[at] = replace(events[at], by=events[at].by + "x")

    assert check_chain(journal(events), **HOME, seq=0, head=NOTHING_BEFORE) is not None
    assert faults(journal(events), journal(told)) is not None


def test_only_the_first_entry_of_a_form_carries_its_key() -> None:
    notes = [Noted(at=FIRST_OF_MAY, by="staff:7", note=str(n)) for n in range(3)]

    assert [entry.key for entry in journal(notes)] == ["form-1", None, None]


SALT = "9f" * 32


def test_a_commitment_changes_with_the_answers_and_with_the_salt() -> None:
    asha = {"registration": "AB12 CDE", "co2": "0"}

    assert commitment(SALT, asha) == commitment(SALT, dict(reversed(asha.items())))
    assert commitment(SALT, asha) != commitment(SALT, {**asha, "co2": "1"})
    assert commitment(SALT, asha) != commitment("9e" * 32, asha)


@pytest.mark.parametrize("answers", [{}, {"home": None}, {"others": [{"name": "Zoë"}]}])
def test_a_commitment_says_nothing_readable(answers: object) -> None:
    assert len(commitment(SALT, answers)) == 64
