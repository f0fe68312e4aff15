"""Changes go to residents when nothing stands in the way, or are thrown away."""

import pytest
from django.test import Client

from footpath.definition.changes import Kept
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import signed_in
from tests.web.editor.conftest import CHANGE, SERVICE, edit, form_on, send
from tests.web.resident.browsing import PageReader

PUBLISH = f"{CHANGE}/publish"
HINT = "pages.vehicle.questions.registration.hint"
ITS_OWN = (
    ("lists.zone_a_postcodes", {"to": "OX1 1AA\nOX1 1AB\nOX1 2AA", "source": "Our own order"}),
    ("lists.zone_b_postcodes", {"to": "OX2 6AA\nOX2 6AB", "source": "Our own order"}),
    (
        "figures.yearly_price",
        {"value__0": "85.00", "source__0": "Our charges 2025", "value__1": "88.50", "source__1": "Our charges 2026"},
    ),
)


@pytest.fixture
def ready(adopted: Kept, mia: Client) -> Kept:
    """What each authority must set is set."""
    for path, fields in ITS_OWN:
        done = edit(mia, path, because="These are ours", **fields)
        assert done.status_code == 303
    return adopted


def text(response: object) -> str:
    return PageReader(response.content.decode()).text  # type: ignore[attr-defined]


def test_what_each_must_set_stands_in_the_way(adopted: Kept, mia: Client) -> None:
    page = text(mia.get(PUBLISH))

    assert "This cannot be published yet" in page
    assert "The postcodes of your own zone A" in page
    refused = mia.post(PUBLISH, {**form_on(mia, CHANGE), "because": "Now"})
    assert refused.status_code == 422
    assert world().editions.offered(NORTH, SERVICE) is None


def test_an_example_that_fails_stands_in_the_way(ready: Kept, mia: Client) -> None:
    edit(mia, "figures.second_permit_price", value__0="75.00", source__0="Our charges")

    refused = mia.post(PUBLISH, {**form_on(mia, CHANGE), "because": "Now"})

    assert refused.status_code == 422
    assert "Examples that fail" in text(refused)
    assert "found 163.50" in text(refused)


def test_what_is_published_is_served(ready: Kept, mia: Client) -> None:
    edit(mia, HINT, to__en="On the front of your V5C")

    assert "Enter why you are publishing it" in text(send(mia, PUBLISH, because=""))
    done = send(mia, PUBLISH, because="It is agreed")

    assert done.headers["Location"] == f"{CHANGE}?done=published"
    offered = world().editions.offered(NORTH, SERVICE)
    assert offered
    question = offered.service.question("registration")
    assert question
    assert question.hint
    assert question.hint.en == "On the front of your V5C"
    kept = world().standards.adaptation(NORTH, SERVICE)
    assert kept
    assert (kept.because, kept.by, kept.seq) == ("It is agreed", "staff:mia", 1)
    assert "This is what residents see now." in text(mia.get(CHANGE))


def test_nobody_publishes_what_they_have_not_seen(ready: Kept, mia: Client) -> None:
    carried = form_on(mia, PUBLISH)
    edit(signed_in("mia"), HINT, to__en="Something else")

    late = mia.post(PUBLISH, {**carried, "because": "Now"})

    assert late.status_code == 409
    assert "Something else" in text(late)


def test_what_is_discarded_is_gone(ready: Kept, mia: Client) -> None:
    assert "Discard what is not published?" in text(mia.get(f"{CHANGE}/discard"))

    done = send(mia, f"{CHANGE}/discard")

    assert done.status_code == 303
    assert world().standards.draft(NORTH, SERVICE) is None
    assert "There are none" in text(mia.get(CHANGE))


def test_what_somebody_saved_meanwhile_is_not_thrown_away(ready: Kept, mia: Client) -> None:
    carried = form_on(mia, f"{CHANGE}/discard")
    edit(signed_in("mia"), HINT, to__en="Something else")

    assert mia.post(f"{CHANGE}/discard", carried).status_code == 409
    assert world().standards.draft(NORTH, SERVICE) is not None
