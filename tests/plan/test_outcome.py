"""Mia writes down what people in Barset North are to have in five years, and leaves out what it is done with."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.plan.outcome import Outcome, read_figure, read_outcome
from footpath.plan.technology import MEANS, named_means
from footpath.values import Problem

WRITTEN: Mapping[str, str] = {
    "sentence": "People can park near home without visiting an office",
    "measure": "completed",
    "baseline": "61.5",
    "baseline_from": "our cases, April 2025 to March 2026",
    "first_year": "2026",
    "aim_1": "64",
    "aim_2": "68",
    "aim_3": "72",
    "aim_4": "76",
    "aim_5": "80",
    "owner": "mia",
    "groups": "people who apply on paper\npeople over 70\n",
}


def read(*services: str, **other: str) -> Outcome | tuple[Problem, ...]:
    return read_outcome(
        {**WRITTEN, **other},
        id_="park",
        services=services or ("permit",),
        offered=("permit", "report"),
        owners=("mia",),
    )


def an_outcome(*services: str, **other: str) -> Outcome:
    outcome = read(*services, **other)
    assert isinstance(outcome, Outcome), outcome
    return outcome


def test_an_outcome_is_a_sentence_with_a_measure_an_owner_and_an_aim_for_each_year() -> None:
    outcome = an_outcome()

    assert outcome.groups == ("people who apply on paper", "people over 70")
    assert outcome.years == (2025, 2026, 2027, 2028, 2029, 2030)
    assert [outcome.aim(year) for year in (2025, 2026, 2030, 2031)] == [None, Decimal(64), Decimal(80), None]
    assert outcome.unit == "of 100"


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("We have a digital platform for parking", "digital"),
        ("Residents use the new app for permits", "app"),
        ("People can renew online in minutes", "online"),
        ("A modern IT system for all permits", "IT system"),
        ("AI answers half of all questions", "AI"),
        ("Letters are automated by next spring", "automated"),
        ("Every service has an API", "API"),
        ("Mae gan bawb blatfform newydd", "blatfform"),
    ],
)
def test_a_means_is_no_outcome_and_the_reason_is_said(sentence: str, word: str) -> None:
    wrong = read(sentence=sentence)

    assert isinstance(wrong, tuple)
    assert any(problem.at == "sentence" and f"Take out “{word}”: " in problem.says for problem in wrong), wrong


@pytest.mark.parametrize(
    "sentence",
    [
        "People can park near home without visiting an office",
        "Nobody waits more than three days for a decision",
        "Families happily appear in court less often",
        "People who hear badly are helped as quickly as others",
        "Everybody over 70 can reach us by telephone",
        "Small weather systems in homes are dry and warm",
    ],
)
def test_a_sentence_about_people_holds_no_means(sentence: str) -> None:
    assert named_means(sentence) == ()


def test_every_means_has_its_reason() -> None:
    found = named_means(
        "digital platforms apps portals websites online software IT systems automation AI chatbots data cloud "
        "blockchain dashboards APIs transformation solutions"
    )

    assert {reason for _, reason in found} == set(MEANS.values())


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"sentence": ""}, "sentence"),
        ({"sentence": "Better parking"}, "sentence"),
        ({"measure": "happiness"}, "measure"),
        ({"measure": "more"}, "unit"),
        ({"baseline": "many"}, "baseline"),
        ({"baseline": "101", "aim_5": "102"}, "baseline"),
        ({"baseline_from": " "}, "baseline_from"),
        ({"first_year": "soon"}, "first_year"),
        ({"first_year": "26"}, "first_year"),
        ({"aim_3": ""}, "aim_3"),
        ({"aim_5": "60"}, "aim_5"),
        ({"owner": "ben"}, "owner"),
        ({"groups": ""}, "groups"),
        ({"groups": "Asha on 07700 900123"}, "groups"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(other: dict[str, str], field: str) -> None:
    wrong = read(**other)

    assert isinstance(wrong, tuple)
    assert field in [problem.at for problem in wrong]


def test_a_service_of_nobody_is_refused() -> None:
    wrong = read("permit", "moon")

    assert isinstance(wrong, tuple)
    assert [problem.at for problem in wrong] == ["services"]


def test_of_days_less_is_better() -> None:
    fewer = {"measure": "days_to_decision", "baseline": "12", "aim_5": "5"}

    assert an_outcome(**fewer).unit == "days"
    assert not isinstance(read(**{**fewer, "aim_5": "13"}), Outcome)


@given(st.text(max_size=30))
def test_a_figure_is_read_or_it_is_none(text: str) -> None:
    figure = read_figure(text)

    assert figure is None or abs(figure) <= 1_000_000_000


@given(st.dictionaries(st.sampled_from(sorted(WRITTEN)), st.text(max_size=40)))
def test_whatever_is_sent_is_an_outcome_or_says_what_to_mend(other: dict[str, str]) -> None:
    outcome = read(**other)

    assert isinstance(outcome, Outcome) or all(problem.says for problem in outcome)
