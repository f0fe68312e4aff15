"""An author's examples pass, or say how they fail."""

import pytest

from footpath.journey import run_examples
from tests.journey.services import loaded, permit

SOURCE = permit().source
HEAD = SOURCE[: SOURCE.index("examples:")]


def run(answers: str, expect: str, on: str = "on: 2026-05-01") -> tuple[str, ...]:
    text = f"{HEAD}examples:\n  - name: one\n    {on}\n    answers: {answers}\n    expect: {expect}\n"
    (result,) = run_examples(loaded(text))
    assert result.passed == (not result.wrong)
    return result.wrong


def test_the_example_of_the_service_passes_and_says_where_it_went() -> None:
    (result,) = run_examples(permit())

    assert (result.passed, result.wrong) == (True, ())
    assert result.pages == ("home", "vehicle", "co2", "others")
    assert (result.exit, result.outcome) == (None, "granted")


@pytest.mark.parametrize(
    ("answers", "expect"),
    [
        ("{home: SW1A 2AA}", "{exit: not_in_zone, outcome: null, lives_in_zone: false}"),
        ("{home: OX1 1AA}", "{page: vehicle, exit: null, charge: null}"),
        ("{home: OX1 1AA, diesel: true}", "{page: made}"),
        (
            "{home: OX1 1AA, diesel: true, made: 2010-01, others: [{plate: ab12cde}]}",
            "{charge: 123.9, outcome: parking_team}",
        ),
        ("{home: OX1 1AA, diesel: false, others: []}", "{outcome: granted, old_diesel: false}"),
    ],
)
def test_what_an_example_may_expect(answers: str, expect: str) -> None:
    assert run(answers, expect) == ()


@pytest.mark.parametrize(
    ("answers", "expect", "wrong"),
    [
        ("{home: OX1 1AA}", "{price: 88.5}", "price: expected 88.5, but it is not known: the answers stop at vehicle."),
        (
            "{home: OX1 1AA}",
            "{outcome: granted}",
            "outcome: expected granted, found nothing. The answers stop at the page vehicle.",
        ),
        ("{home: SW1A 2AA}", "{exit: null}", "exit: expected nothing, found not_in_zone."),
        ("{home: SW1A 2AA}", "{lives_in_zone: true}", "lives_in_zone: expected true, found false."),
        ("{home: OX1 1AA, co2: 5000}", "{page: vehicle}", "co2: Its CO2 emissions must be between 0 and 1,000"),
        ("{home: nowhere}", "{page: home}", "home: Enter a full UK postcode, like OX1 1AA"),
    ],
)
def test_each_difference_is_said_in_a_sentence(answers: str, expect: str, wrong: str) -> None:
    assert run(answers, expect) == (wrong,)


def test_an_example_without_a_day_is_about_one_on_which_every_figure_is_in_force() -> None:
    assert run("{home: OX1 1AA, diesel: false, others: []}", "{price: 88.5}", on="on: 2026-04-01") == ()
    assert run("{home: OX1 1AA, diesel: false, others: []}", "{price: 85}", on="on: 2026-03-31") == ()
