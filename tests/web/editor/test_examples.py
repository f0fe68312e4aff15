"""Whoever changes a service mends its examples without writing any YAML."""

from django.test import Client

from footpath.definition.changes import Kept
from tests.web.editor.conftest import CHANGE, draft, edit, send
from tests.web.resident.browsing import PageReader

EXAMPLES = f"{CHANGE}/examples"
SECOND = "a second permit costs more, and somebody checks the proof of address"


def text(client: Client, address: str) -> str:
    return PageReader(client.get(address).content.decode()).text


def test_a_new_question_is_answered_in_every_example_that_stops_at_it(adopted: Kept, mia: Client) -> None:
    edit(
        mia, "pages.vehicle.questions", "add", ask__en="What colour is your vehicle?", type="text",
        why__en="Wardens look for it", used_for="Finding the vehicle", after="registration",
    )  # fmt: skip
    page = text(mia, EXAMPLES)
    assert "What do the examples answer? What colour is your vehicle?" in page
    assert "examples stop here" in page

    done = send(mia, EXAMPLES, answer__colour_vehicle="Blue", because="It is asked now")

    assert done.status_code == 303
    assert "Examples: 16 of 16 pass" in text(mia, CHANGE)
    assert {each.path.rpartition(".")[2] for each in draft().changes[1:]} == {"colour_vehicle"}


def test_another_price_is_what_an_example_expects_from_now_on(adopted: Kept, mia: Client) -> None:
    edit(mia, "figures.second_permit_price", value__0="75.00", source__0="Our charges")
    assert f"{SECOND}: price was 143.50, now 163.50" in text(mia, EXAMPLES)

    send(mia, EXAMPLES, expect=[f"{key} of {SECOND}" for key in ("second_permit", "price", "charge")], because="Ours")

    assert "Examples: 16 of 16 pass" in text(mia, CHANGE)
    assert "Every example passes" in text(mia, EXAMPLES)


def test_nothing_is_expected_that_nobody_chose(adopted: Kept, mia: Client) -> None:
    edit(mia, "figures.second_permit_price", value__0="75.00", source__0="Our charges")

    refused = send(mia, EXAMPLES, because="Ours")

    assert refused.status_code == 422
    assert len(draft().changes) == 2
