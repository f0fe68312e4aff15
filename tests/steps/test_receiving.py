"""Ryedale reads what others found: adopt and fit, test first, or not here; and the standard takes in what holds."""

import json

import pytest
from msgspec.structs import replace

from footpath.evidence import new_ledger, pooled
from footpath.steps.pack import ledger_of, read_pack
from footpath.steps.promotion import Pool, pool, promotion
from footpath.steps.receiving import FIT_WEEKS, advise, fit, places_differ, registration_here
from footpath.values import canonical
from tests.steps.packed import GOOD, packed
from tests.steps.promised import NORTH

PACK = packed()
SAME = dict.fromkeys(GOOD, (300, 0.6, 0.6))
HARMS = {NORTH: (500, 0.5, 0.8), "barset_south": (500, 0.8, 0.5), "ryedale": (500, 0.5, 0.8)}


def test_what_helped_everywhere_may_be_adopted() -> None:
    assert advise(PACK).may == ("adopt-and-fit", "test-here-first", "not-here")
    assert advise(PACK).forced == ()


def test_what_may_do_harm_in_the_next_place_is_tested_first() -> None:
    advice = advise(packed(SAME))

    assert advice.may == ("test-here-first", "not-here")
    assert any("may do harm" in why for why in advice.forced)


def test_where_places_differ_it_is_tested_first() -> None:
    made = packed(HARMS)

    assert places_differ(made)
    assert not places_differ(PACK)  # though it matters somewhere, and those odds are high as well
    assert PACK.together.odds.places_differ > 20
    assert any("Places differ" in why for why in advise(made).forced)


@pytest.mark.parametrize("decision", ["not_kept", "could_not_tell"])
def test_what_was_put_back_elsewhere_is_tested_first_however_good_it_looks(decision: str) -> None:
    assert "adopt-and-fit" not in advise(packed(decision=decision)).may


def test_one_place_says_that_it_was_one() -> None:
    assert "Only one place tried it" in advise(packed({NORTH: (600, 0.6, 0.75)})).notes[0]


def test_the_step_here_has_our_people_our_half_of_chance_and_their_changes() -> None:
    said = registration_here(PACK, "adopt-and-fit", authority="whitby", by="zoe", owner="max")

    assert (said.proposer, said.owner, said.authorities) == ("zoe", "max", ("whitby",))
    assert (said.share_percent, said.longest_weeks) == (50, FIT_WEEKS[-1])
    assert said.changes == PACK.registration.changes
    assert said.id == f"log_book_hint_from_{NORTH}"
    assert "1,000 people in 3 places" in said.because
    assert said.legal_basis is None


# --- pooling


def test_pooled_odds_are_those_of_all_ledgers_added() -> None:
    first, second = packed({NORTH: GOOD[NORTH]}), packed({"ryedale": GOOD["ryedale"]}, home="ryedale", seed=5)

    together = pool([first, second])

    assert together is not None
    assert together.authorities == (NORTH, "ryedale")
    assert together.odds == pooled((*first.ledgers, *second.ledgers), hoped=together.hoped)


def test_the_same_pack_twice_is_once() -> None:
    assert pool([PACK, PACK]) == pool([PACK])


def test_an_authority_counts_once_and_our_own_ledgers_come_first() -> None:
    (mine, *_) = PACK.ledgers
    newer = replace(mine, cases=mine.cases + 1)

    together = pool([PACK], own=[newer])

    assert together is not None
    assert [ledger.authority for ledger in together.ledgers] == sorted(GOOD)
    assert newer in together.ledgers and mine not in together.ledgers


def test_what_an_authority_says_of_itself_comes_before_what_others_say_of_it() -> None:
    of_itself = packed({"ryedale": (200, 0.6, 0.7)}, home="ryedale", seed=9)

    together = pool([PACK, of_itself])

    assert together is not None
    assert of_itself.ledgers[0] in together.ledgers


def test_what_is_read_pools_to_the_same_bits_as_what_was_sent() -> None:
    assert pool([read_pack(json.loads(canonical(PACK)), from_=NORTH)]) == pool([PACK])


def test_nothing_pools_to_nothing() -> None:
    assert pool([]) is None


# --- fitting


def test_before_anybody_came_here_we_expect_what_others_found() -> None:
    known = fit(PACK.ledgers, None)

    assert known is not None and known.keep
    assert known.expected == PACK.together.effect
    assert known.odds is None


def test_our_own_people_pull_the_estimate_where_places_differ() -> None:
    (bad,) = packed({"whitby": (900, 0.8, 0.5)}, home="whitby", seed=3).ledgers
    others = packed({NORTH: (500, 0.5, 0.8), "barset_south": (500, 0.6, 0.65)}).ledgers

    known = fit(others, bad)

    assert known is not None and not known.keep
    assert known.odds is not None and known.odds < 1


def test_our_own_ledger_is_never_among_those_it_borrows_from() -> None:
    (mine, *others) = PACK.ledgers

    assert fit(PACK.ledgers, mine) == fit(others, mine)
    assert fit([mine], mine) is None


def test_an_empty_ledger_of_ours_says_nothing_yet() -> None:
    known = fit(PACK.ledgers, new_ledger("whitby", "completed", "yes_no"))

    assert known is not None and known.odds is None and known.people == 0


# --- promotion


def test_three_places_enough_odds_and_no_harm_to_expect_go_into_the_standard() -> None:
    known = pool([PACK])
    assert known is not None
    assert promotion(known).ready
    assert len(promotion(known).conditions) == 3


@pytest.mark.parametrize(
    ("places", "unmet"),
    [
        ({each: GOOD[each] for each in list(GOOD)[:2]}, [1]),
        (SAME, [0, 2]),
        (dict.fromkeys(GOOD, (30, 0.6, 0.7)), [0]),
    ],
)
def test_each_condition_holds_it_back_by_itself(places: dict[str, tuple[int, float, float]], unmet: list[int]) -> None:
    known = pool([packed(places)])
    assert known is not None
    found = promotion(known)

    assert not found.ready
    assert set(unmet) <= {number for number, each in enumerate(found.conditions) if not each.met}


def test_places_that_differ_hold_it_back_though_the_odds_are_enough() -> None:
    made = packed({NORTH: (900, 0.4, 0.8), "barset_south": (300, 0.7, 0.6), "ryedale": (300, 0.5, 0.6)})
    known = Pool(ledgers=tuple(ledger_of(place, "completed") for place in made.places), hoped=made.hoped)

    assert [each.met for each in promotion(known).conditions] == [True, True, False]
