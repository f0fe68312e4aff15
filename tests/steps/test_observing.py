"""Two people watch Asha use a page: what they may write down, and what is left of it a year later."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.steps.observing import (
    MISSING,
    NOTHING_SEEN,
    ORDER,
    TEXTS,
    Observation,
    check_theme,
    forget,
    read_observation,
)
from footpath.values import Problem

TODAY = date(2026, 5, 20)
PAGES = ("permit/vehicle", "permit/start")
NOTED: Mapping[str, str] = {
    "key": "a-note-from-the-street",
    "consent": "yes",
    "where": f"permit/vehicle/{'e' * 64}",
    "version": "new",
    "task": "Renew a permit",
    "did": "Turned the log book over twice",
    "said": "Where is it supposed to be?",
    "stuck_at": "The CO2 number",
    "worked_round_by": "Asked her daughter on the phone",
    "seconds": "90",
    "helped": "alone",
    "device": "phone",
    "place": "library",
    "month": "5",
    "year": "2026",
    "first": "ab",
    "second": "CD",
    "interpretation": "The hint names the wrong section",
    "theme": "log book",
}


def read(**other: str) -> Observation | tuple[Problem, ...]:
    return read_observation({**NOTED, **other}, pages=PAGES, today=TODAY, by="ben")


def noted(**other: str) -> Observation:
    note = read(**other)
    assert isinstance(note, Observation), note
    return note


def test_a_whole_note_is_kept_with_the_page_and_edition_it_is_of() -> None:
    note = noted()

    assert (note.service, note.page, note.edition) == ("permit", "vehicle", "e" * 64)
    assert (note.month, note.pair, note.seconds, note.version) == ("2026-05", ("AB", "CD"), 90, "new")
    assert [label for label, _ in note.seen] == [
        "What they did",
        "What they said",
        "What they got stuck at",
        "How they worked round it",
    ]


@pytest.mark.parametrize("field", MISSING)
def test_what_is_missing_is_asked_for_by_name(field: str) -> None:
    assert read(**{field: ""}) == (Problem(field, MISSING[field]),)


def test_a_note_says_at_least_one_thing_that_was_seen() -> None:
    assert read(did="", said="", stuck_at="", worked_round_by="") == (Problem("did", NOTHING_SEEN),)
    assert noted(did="", said="", worked_round_by="").seen == (("What they got stuck at", "The CO2 number"),)


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("AB 12 34 56 C", "a National Insurance number"),
        ("943 476 5919", "an NHS number"),
        ("asha@example.org", "an email address"),
        ("07700 900123", "a phone number"),
        ("OX1 1AA", "a full postcode"),
        ("27/3/1961", "a date, which may be when they were born"),
    ],
)
def test_what_identifies_somebody_is_refused_by_name_in_every_text(field: str, words: str, kind: str) -> None:
    wrong = read(**{field: f"She read out {words} and sighed"})

    assert isinstance(wrong, tuple)
    (problem,) = wrong
    assert problem.at == field
    assert problem.says == f"“{TEXTS[field]}” holds {kind}: “{words}”. Take it out: a note never says who somebody is"


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"where": "permit/vehicle"}, "where"),
        ({"where": f"permit/elsewhere/{'e' * 64}"}, "where"),
        ({"place": "moon"}, "place"),
        ({"device": "tricorder"}, "device"),
        ({"helped": "perhaps"}, "helped"),
        ({"version": "both"}, "version"),
        ({"first": "Asha Patel"}, "first"),
        ({"second": "A1"}, "second"),
        ({"seconds": "soon"}, "seconds"),
        ({"seconds": "0"}, "seconds"),
        ({"seconds": "14401"}, "seconds"),
        ({"month": "6"}, "month"),
        ({"month": "5", "year": "2025"}, "month"),
        ({"month": "13"}, "month"),
        ({"year": "26"}, "month"),
        ({"key": "short"}, ""),
        ({"did": "x" * 1201}, "did"),
        ({"task": "x" * 201}, "task"),
        ({"theme": "x" * 101}, "theme"),
    ],
)
def test_what_no_page_of_ours_would_send_is_refused(other: dict[str, str], field: str) -> None:
    wrong = read(**other)

    assert isinstance(wrong, tuple)
    assert [problem.at for problem in wrong] == [field]


def test_what_is_wrong_is_said_from_the_top_of_the_page_down() -> None:
    wrong = read(consent="", theme="OX1 1AA", second="", did="ring 07700 900123")

    assert isinstance(wrong, tuple)
    places = [ORDER.index(problem.at) for problem in wrong]
    assert places == sorted(places)
    assert len(places) == 4


@pytest.mark.parametrize(("month", "year", "gone"), [("5", "2026", date(2027, 6, 1)), ("12", "2025", date(2027, 1, 1))])
def test_a_note_is_kept_for_twelve_months_after_its_month(month: str, year: str, gone: date) -> None:
    assert noted(month=month, year=year).keep_until == gone


def test_after_twelve_months_only_the_place_and_the_theme_are_left() -> None:
    left = forget(noted())

    assert left.forgotten
    assert (left.service, left.page, left.month, left.theme) == ("permit", "vehicle", "2026-05", "log book")
    assert left.seen == ()
    assert (left.task, left.interpretation, left.pair, left.by, left.seconds) == ("", "", (), "", None)


@given(st.dictionaries(st.sampled_from(sorted(NOTED)), st.text(max_size=60)))
def test_whatever_is_sent_is_a_note_or_says_what_to_mend(other: dict[str, str]) -> None:
    note = read(**other)

    assert isinstance(note, Observation) or all(problem.says for problem in note)


def test_a_theme_names_nobody_either() -> None:
    assert check_theme("log book") == ()
    assert [problem.at for problem in check_theme("ring 07700 900123")] == ["theme"]
