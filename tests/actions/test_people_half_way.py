"""A new edition comes while Asha is half-way (section 6 of the design)."""

from datetime import date
from typing import Any

import pytest

from footpath import journey
from footpath.actions.audit import audit
from footpath.actions.move_case import move_case
from footpath.actions.publish_edition import publish_edition
from footpath.actions.start_case import ServiceClosed
from footpath.actions.submit_case import NotReady, Sent, TooLate, submit_case
from footpath.casework.events import Moved
from footpath.definition.changes import Add, Change, Remove, Set, Standard
from footpath.journey import CheckAt
from footpath.journey.moving import MOVED, news_of, still_new
from footpath.ports import CaseRow
from tests.people import ASHA, NORTH, PERMIT, answers, edition, fills_in, form, row_of, sends, starts
from tests.world import MemoryWorld


def comes(world: MemoryWorld, *instead: tuple[str, str], version: int = 4, changes: tuple[Change, ...] = ()) -> None:
    """Barset North offers the permit with some passages put in place of others."""
    source = PERMIT.replace("version: 3", f"version: {version}")
    for old, new in instead:
        assert source.count(old) == 1, f"{old!r} stands there {source.count(old)} times"
        source = source.replace(old, new)
    made = edition(source)
    if changes:
        with world.together():
            world.editions.keep(made)
            standard = Standard(
                service="permit",
                version=version,
                edition=made.hash,
                changes=changes,
                by="staff:cara",
                because="A new version",
                at=world.clock.now(),
            )
            world.standards.add(standard)
    publish_edition(world, authority=NORTH, edition=made, by="staff:cara", because="It is better")


def moves(world: MemoryWorld, case: Any) -> CaseRow:
    return move_case(world, row_of(world, case))


def way_of(world: MemoryWorld, row: CaseRow) -> journey.Way:
    held = world.editions.edition(row.edition)
    return journey.walk(held, journey.decode(held.service, row.data), on=world.clock.today())


COLOUR = """
      colour:
        ask: What colour is it?
        type: text
        longest: 20
        why: Wardens look for it
"""
WITH_COLOUR = ("        why: Wardens check it\n", f"        why: Wardens check it{COLOUR}")
NEW_COLOUR = Add(
    path="pages.vehicle.questions.colour", value={}, because="Wardens could not find cars by their number alone"
)


def test_while_nothing_new_is_offered_nothing_happens(world: MemoryWorld) -> None:
    asha = fills_in(world)
    before = world.stored()

    assert moves(world, asha) == row_of(world, asha)
    assert world.stored() == before


def test_a_new_wording_is_there_at_the_next_page_and_nothing_is_asked_again(world: MemoryWorld) -> None:
    asha = fills_in(world)
    comes(world, ("What is your postcode?", "Where do you live?"))

    row = moves(world, asha)

    page = world.editions.edition(row.edition).service.page("where")
    assert page is not None
    assert page.questions[0].ask.en == "Where do you live?"
    assert way_of(world, row).complete
    assert news_of(row.data) is None
    last = world.records.journal(NORTH, asha.case)[-1].event
    assert isinstance(last, Moved)
    assert (last.kind, last.edition, last.by) == ("wording", row.edition, "clock")
    assert audit(world).faults == ()


def test_what_is_relaxed_is_simply_hers(world: MemoryWorld) -> None:
    asha = fills_in(world)
    comes(world, ("between: [0, 10]", "between: [0, 20]"), ("[0, 1000]", "[0, 2000]"))

    row = moves(world, asha)

    assert way_of(world, row).complete
    assert news_of(row.data) is None


def test_a_new_question_is_told_with_its_reason_and_only_it_is_asked(world: MemoryWorld) -> None:
    asha = fills_in(world)
    comes(world, WITH_COLOUR, changes=(NEW_COLOUR,))

    row = moves(world, asha)

    way = way_of(world, row)
    news = news_of(row.data)
    assert news is not None
    assert news.because == ("Wardens could not find cars by their number alone",)
    held = world.editions.edition(row.edition)
    new = still_new(held, way, journey.decode(held.service, row.data), news)
    assert [question.id for question in new] == ["colour"]
    assert way.here == "vehicle"
    answers(world, asha, "vehicle", form(registration="ab12cde", co2="99", colour="red"))
    assert way_of(world, row_of(world, asha)).complete
    assert isinstance(sends(world, asha), Sent)


def test_whoever_sends_without_having_seen_what_is_new_is_shown_it_first(world: MemoryWorld) -> None:
    asha = fills_in(world)
    comes(world, ("yearly_price * (", "yearly_price * 2 * ("))

    told = submit_case(world, authority=NORTH, case=asha.case, key="k", lang="en")

    assert told == NotReady(where=CheckAt())
    assert news_of(row_of(world, asha).data) is not None
    assert sends(world, asha, key="k2").row.charge_pence == 34000


def test_an_answer_that_is_out_of_its_narrower_limit_is_asked_again_and_not_deleted(world: MemoryWorld) -> None:
    asha = fills_in(world, {**ASHA, "household": form(permits_held="9")})
    comes(world, ("between: [0, 10]", "between: [0, 5]"))

    row = moves(world, asha)

    assert way_of(world, row).here == "household"
    assert row.data[MOVED]["aside"] == {"permits_held": "9"}


def test_a_question_that_went_away_keeps_her_on_the_edition_she_began_with(world: MemoryWorld) -> None:
    asha = fills_in(world)
    before = row_of(world, asha)
    comes(
        world,
        (
            "type: whole_number\n        between: [0, 1000]\n        optional: true",
            "type: money\n        optional: true",
        ),
    )

    assert moves(world, asha) == before
    assert sends(world, asha).row.edition == before.edition


NAMES = (
    "        ask: What is your postcode?\n        type: postcode\n",
    "        ask: What is your street?\n        type: text\n        longest: 60\n",
)


def test_an_answer_is_carried_where_the_change_says_how(world: MemoryWorld) -> None:
    asha = fills_in(world)
    no_co2 = (
        "      co2:\n        ask: What are its CO2 emissions?\n        type: whole_number\n        between: [0, 1000]\n"
        "        optional: true\n        why: Cleaner vehicles pay less\n",
        "      clean:\n        ask: Is it a clean vehicle?\n        type: yes_no\n        why: They pay less\n",
    )
    changes = (
        Remove(path="pages.vehicle.questions.co2", because="Nobody knows it", carry={"clean": "co2 <= 100"}),
        Add(path="pages.vehicle.questions.clean", value={}, because="Everybody knows this"),
    )
    comes(world, no_co2, ("    when: co2 > 185\n", "    when: not(clean)\n"), changes=changes)

    row = moves(world, asha)

    assert row.data["clean"] is True
    assert row.data["co2"] == "99"  # what she said is not deleted
    assert way_of(world, row).complete


def test_what_the_law_demands_moves_her_by_its_day_and_not_before(world: MemoryWorld) -> None:
    asha = fills_in(world)
    change = Set(
        path="pages.where.questions.postcode", to={}, because="The Act asks for it", must_move_by=date(2026, 5, 10)
    )
    comes(world, NAMES, ("  in_zone: postcode in zone_postcodes", "  in_zone: postcode != null"), changes=(change,))
    before = row_of(world, asha)
    assert moves(world, asha) == before

    world.clock.move(days=9)
    row = moves(world, asha)

    assert row.edition != before.edition
    news = news_of(row.data)
    assert news is not None
    assert "The Act asks for it" in news.because


def test_several_editions_apart_she_goes_straight_to_the_last(world: MemoryWorld) -> None:
    asha = fills_in(world)
    comes(world, ("What is your postcode?", "Where do you live?"))
    comes(world, ("What is your postcode?", "What is the postcode of your home?"), WITH_COLOUR, version=5)

    row = moves(world, asha)

    assert world.editions.edition(row.edition).service.version == 5
    assert way_of(world, row).here == "vehicle"
    moved = [entry for entry in world.records.journal(NORTH, asha.case) if isinstance(entry.event, Moved)]
    assert len(moved) == 1


def test_each_thing_on_a_list_is_asked_what_is_new_about_it(world: MemoryWorld) -> None:
    asha = starts(world)
    for page, sent in ASHA.items():
        if page == "others":
            answers(world, asha, page, form(driver_name="Ben Mwangi"), item=0)
        answers(world, asha, page, sent)
    comes(
        world,
        (
            "            ask: What is their name?\n            type: name\n            why: Wardens may ask\n",
            "            ask: What is their name?\n            type: name\n            why: Wardens may ask\n"
            "          licence:\n            ask: Do they have a licence?\n            type: yes_no\n"
            "            why: They need one\n",
        ),
    )

    row = moves(world, asha)

    way = way_of(world, row)
    assert (way.here, way.item) == ("others", 0)
    news = news_of(row.data)
    assert news is not None
    assert news.asks == ("licence",)


def test_after_it_was_sent_nothing_moves(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sent = sends(world, asha)
    comes(world, ("What is your postcode?", "Where do you live?"))

    assert moves(world, asha) == row_of(world, asha)
    assert row_of(world, asha).edition == sent.row.edition


CLOSES = ("keep: {answers: 6", "closes: {on: 2026-05-08, grace_days: 7}\nkeep: {answers: 6")


def test_after_the_last_day_nobody_starts_and_those_who_have_can_still_send(world: MemoryWorld) -> None:
    comes(world, CLOSES)
    asha = fills_in(world)
    world.clock.move(days=14)  # the 15th: the last day of grace

    with pytest.raises(ServiceClosed):
        starts(world)
    assert isinstance(submit_case(world, authority=NORTH, case=asha.case, key="k", lang="en"), Sent)


def test_after_the_days_of_grace_nothing_is_sent_and_nothing_is_lost(world: MemoryWorld) -> None:
    comes(world, CLOSES)
    asha = fills_in(world)
    world.clock.move(days=15)
    before = world.stored()

    late = submit_case(world, authority=NORTH, case=asha.case, key="k", lang="en")

    assert late == TooLate(closed=date(2026, 5, 8), last=date(2026, 5, 15))
    assert world.stored() == before
