"""The made-up county keeps to the clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from footpath.definition.cases import MadeUp, load_cases
from footpath.site.authorities import UnreadableAuthorities, load_authorities
from footpath.site.clock import UNITED_KINGDOM
from footpath.site.county import AUTHORITIES, DISTRICTS, EXEMPLARS, SetClock


def test_nothing_in_the_county_happens_in_the_future_or_out_of_order() -> None:
    clock = SetClock()
    latest = clock.latest
    clock.put(days_ago=0, minutes=9 * 60)

    before = clock.now()
    for hours in (3, 20, 1, 100):
        clock.later(hours)
        after = clock.now()
        assert before < after <= latest + timedelta(seconds=60)
        before = after


def test_staff_act_in_working_hours() -> None:
    clock = SetClock()
    clock.put(days_ago=30, minutes=16 * 60)

    clock.later(3)

    assert 9 <= clock.now().astimezone(UNITED_KINGDOM).hour < 17


def test_every_made_up_case_is_with_an_authority_that_offers_the_service() -> None:
    known = {authority.id for authority in load_authorities(AUTHORITIES)}
    assert set(DISTRICTS) < known
    for file in EXEMPLARS.glob("*/cases.yaml"):
        cases = load_cases(file)
        assert cases
        assert all(isinstance(case, MadeUp) and case.authority in DISTRICTS for case in cases)


def test_the_county_has_a_county_two_districts_and_a_parish() -> None:
    layers = sorted(authority.layer for authority in load_authorities(AUTHORITIES))

    assert layers == ["county", "district", "district", "parish"]


@pytest.mark.parametrize(("line", "days"), [("", 5), ("ask_from_days: 0", 0), ("ask_from_days: never", None)])
def test_an_authority_says_from_when_on_a_service_is_slow(tmp_path: Path, line: str, days: int | None) -> None:
    file = tmp_path / "authorities.yaml"
    text = AUTHORITIES.read_text(encoding="utf-8")
    file.write_text(text.replace("    working_days: 10\n", f"    working_days: 10\n    {line}\n", 1), encoding="utf-8")

    assert load_authorities(file)[0].ask_from_days == days


@pytest.mark.parametrize("said", ["often", "-1", "true", "2.5"])
def test_a_number_of_days_that_means_nothing_is_refused(tmp_path: Path, said: str) -> None:
    file = tmp_path / "authorities.yaml"
    text = AUTHORITIES.read_text(encoding="utf-8")
    file.write_text(text.replace("    layer: county\n", f"    layer: county\n    ask_from_days: {said}\n", 1), "utf-8")

    with pytest.raises(UnreadableAuthorities, match="Write a number of working days, like 5, or never"):
        load_authorities(file)
