"""What Asha is told, in her language, and no more of it by email than there has to be."""

from datetime import date

import pytest

from footpath.casework import letters
from footpath.casework.letters import Reader
from footpath.values import Lang
from tests.people import PERMIT, edition

ON = date(2026, 5, 1)


def asha(lang: Lang = "en") -> Reader:
    return Reader(
        edition=edition(PERMIT),
        in_use={"registration": "AB12 CDE", "email": "asha@example.org"},
        on=ON,
        lang=lang,
        reference="FP-7K4-2QM",
    )


def test_the_letter_is_filled_in_and_the_email_only_says_that_there_is_one() -> None:
    said = letters.decided(asha(), outcome="refused", reason="you hold two already")

    assert said.body == "We refused your application because you hold two already. You can ask us to look again."
    assert said.email == letters.Text(
        subject="We have decided about AB12 CDE", body="Follow the link to read our decision."
    )


def test_an_outcome_with_a_title_is_called_by_it() -> None:
    assert letters.decided(asha(), outcome="granted", reason="").subject == "You have a permit"
    assert letters.decided(asha(), outcome="refused", reason="x").subject == "Our decision"


def test_braces_in_a_reason_are_only_braces() -> None:
    said = letters.decided(asha(), outcome="refused", reason="{{ registration }} {0} {}")

    assert "because {{ registration }} {0} {}." in said.body


@pytest.mark.parametrize(
    ("lang", "subject"), [("en", "We need more from you"), ("cy", "Mae angen rhagor arnom gennych chi")]
)
def test_what_staff_write_is_told_as_they_wrote_it(lang: Lang, subject: str) -> None:
    said = letters.asked(asha(lang), words="Which {car} is it?")

    assert (said.subject, said.body) == (subject, "Which {car} is it?")


def test_a_text_nobody_wrote_in_welsh_is_english_and_not_empty() -> None:
    said = letters.submitted(asha("cy"))

    assert said.body.startswith("Eich cyfeirnod yw FP-7K4-2QM.")
    assert "We look at it within 3 working days." in said.body


def test_a_payment_is_said_to_the_penny() -> None:
    assert letters.paid(asha(), pence=1234505).body == "We have got your payment of £12,345.05."


@pytest.mark.parametrize("event", ["paid", "reopened", "withdrawn"])
def test_no_email_goes_where_the_service_names_none(event: str) -> None:
    said = {
        "paid": letters.paid(asha(), pence=1),
        "reopened": letters.reopened("en"),
        "withdrawn": letters.withdrawn("en"),
    }[event]

    assert said.email is None


def test_a_link_says_how_long_the_answers_are_kept_and_holds_no_link() -> None:
    said = letters.link(edition(PERMIT), lang="cy", until=date(2026, 5, 29))

    assert said.subject == "Eich dolen: Gwneud cais am drwydded"
    assert "29 Mai 2026" in said.body
    assert "http" not in said.body
