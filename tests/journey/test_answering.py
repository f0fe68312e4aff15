"""Ben tries a service from the command line."""

import json

from footpath.journey import answer_journey
from tests.journey.services import FIRST_OF_MAY, permit

EDITION = permit()


def test_a_complete_journey() -> None:
    said = answer_journey(
        EDITION, {"home": "OX1 1AA", "diesel": True, "made": "2010-01", "others": []}, on=FIRST_OF_MAY
    ).as_json()

    assert json.loads(json.dumps(said)) == said
    assert (said["page"], said["exit"], said["complete"], said["problems"]) == (None, None, True, [])
    assert (said["charge"], said["outcome"]) == ("123.90", "granted")
    assert said["findings"]["old_diesel"]["value"] is True
    assert said["findings"]["price"]["value"] == "123.900"
    assert "Fees and charges 2026-27" in said["findings"]["price"]["says"]


def test_a_journey_that_stops() -> None:
    said = answer_journey(EDITION, {"home": "OX1 1AA", "diesle": True, "co2": "1e9"}, on=FIRST_OF_MAY).as_json()

    assert said["page"] == "vehicle"
    assert said["problems"] == [
        {"at": "co2", "says": "Its CO2 emissions must be a number, like 500"},
        {"at": "diesle", "says": "There is no question called diesle. Did you mean diesel?"},
    ]
    assert (said["charge"], said["outcome"]) == (None, None)
    assert said["findings"]["price"] | {"says": ""} == {"value": None, "known": False, "says": ""}


def test_a_journey_that_ends_early() -> None:
    said = answer_journey(EDITION, {"home": "SW1A 2AA"}, on=FIRST_OF_MAY).as_json()

    assert (said["page"], said["exit"], said["pages"]) == (None, "not_in_zone", ["home"])
