"""Barset North tells others what came of its step: what is in it, what is not, and what is found out when it lies."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import msgspec
import pytest
from msgspec.structs import replace

from footpath.steps.pack import ImpossiblePack, Pack, make_pack, read_pack, schema, trial_of
from footpath.steps.registration import Registration, fingerprint
from footpath.values import Problem, canonical
from tests.steps.packed import BASE, GOOD, packed, signed, tried
from tests.steps.promised import HINT, NORTH, promised

PACK = packed()
PLAIN: dict[str, Any] = json.loads(canonical(PACK))


def plain() -> dict[str, Any]:
    copied: dict[str, Any] = json.loads(canonical(PACK))
    return copied


def wrong(content: Any, from_: str = NORTH) -> str:
    with pytest.raises(ImpossiblePack) as raised:
        read_pack(content, from_=from_)
    return str(raised.value)


def test_a_pack_comes_back_as_it_was_made() -> None:
    assert read_pack(plain(), from_=NORTH) == PACK


def test_a_pack_of_a_score_comes_back_as_it_was_made() -> None:
    step, counting, events = tried({NORTH: (100, 0.6, 0.7)}, measure="satisfaction")
    made = make_pack(step, counting, events, base=BASE, log_digest="ef" * 32, staff=0)

    assert isinstance(made, Pack)
    assert read_pack(json.loads(canonical(made)), from_=NORTH) == made


def test_a_pack_has_what_evidence_needs() -> None:
    assert [place.authority for place in PACK.places] == sorted(GOOD)
    assert PACK.people == 1000
    assert {len(place.benefit) for place in PACK.places} == {14}
    assert PACK.together.odds.benefit > 20
    assert PACK.decision.log_digest == "cd" * 32
    assert PACK.together.predicted is not None and PACK.together.predicted[0] > 0


def test_a_signed_pack_is_what_the_published_schema_says() -> None:
    jsonschema.Draft202012Validator(schema()).validate(json.loads(signed(PACK)))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate({**json.loads(signed(PACK)), "hash": "short"})


# --- nobody is named


def test_a_place_with_few_people_is_left_out_and_only_counted() -> None:
    made = packed({**GOOD, "little_barset": (12, 0.6, 0.7)})

    assert made.left_out == 1
    assert not any(place.authority == "little_barset" for place in made.places)
    assert "secret" not in canonical(made).decode()  # the decision's own summary, with figures of every place


def test_what_was_watched_is_of_the_same_places_so_that_nothing_is_left_to_subtract() -> None:
    made = packed({**GOOD, "little_barset": (12, 0.6, 0.7)})

    (watched,) = [guard for guard in made.guardrails if guard.measure == "no_errors"]
    assert sum(watched.cases) == made.people


def test_a_step_that_few_people_met_makes_no_pack() -> None:
    step, counting, events = tried({NORTH: (12, 0.6, 0.7)})

    made = make_pack(step, counting, events, base=BASE, log_digest="ef" * 32, staff=5)

    assert isinstance(made, tuple)
    assert "somebody would know who they were" in made[0].says


def test_what_few_staff_said_is_not_told() -> None:
    assert "staff_contact" in {guard.measure for guard in PACK.guardrails}
    assert "staff_contact" not in {guard.measure for guard in packed(staff=4).guardrails}


def test_a_theme_that_names_somebody_is_sent_back() -> None:
    step, counting, events = tried(GOOD)

    made = make_pack(
        step, counting, events, base=BASE, log_digest="ef" * 32, staff=5, themes=["Ring Asha on 07700 900123", "Fine"]
    )

    assert made == (Problem("theme", "Take out what identifies somebody, like a phone number or an email address"),)


def test_a_running_step_makes_no_pack_so_that_no_two_can_be_subtracted() -> None:
    step, counting, events = tried(GOOD, decision=None)

    made = make_pack(step, counting, events, base=BASE, log_digest="ef" * 32, staff=5)

    assert isinstance(made, tuple) and "This step is running" in made[0].says


# --- the same trial


def test_the_same_changes_for_another_reason_by_other_people_are_the_same_trial() -> None:
    other = promised(
        id="another",
        owner="zoe",
        because="We read of it",
        authorities=("x",),
        changes=({**HINT, "because": "So said"},),
    )

    assert trial_of(other) == trial_of(promised())


@pytest.mark.parametrize(
    "other",
    [{"measure": "no_errors"}, {"window_days": 7}, {"changes": ({**HINT, "to": "Else"},)}, {"service": "report"}],
)
def test_other_changes_or_another_count_are_another_trial(other: dict[str, Any]) -> None:
    assert trial_of(promised(**other)) != trial_of(promised())


# --- what cannot be


def vector(at: int, value: Any) -> Callable[[dict[str, Any]], None]:
    def alter(said: dict[str, Any]) -> None:
        said["places"][0]["benefit"][at] = value

    return alter


def more(said: dict[str, Any]) -> None:
    said["places"][0]["benefit"] = [each + 1 for each in said["places"][0]["benefit"]]


def lies(said: dict[str, Any]) -> None:
    """Every number made to follow from vectors that the outcomes do not give."""
    from footpath.steps import pack as module

    more(said)
    made = msgspec.convert(said, Pack)
    least = module._least_chance(made.registration)
    places = tuple(module._place(ledger, made.hoped, least) for ledger in made.ledgers)
    together = module._together(made.ledgers, made.hoped, least)
    said.update(json.loads(canonical(replace(made, places=places, together=together))))


def put(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    def alter(said: dict[str, Any]) -> None:
        *way, last = path
        for each in way:
            said = said[each]
        said[last] = to

    return alter


def sort(key: str, count: Any) -> Callable[[dict[str, Any]], None]:
    return lambda said: said["places"][0]["tally"].update({key: count})


ALTERED: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "negative cases": (put("places", 0, "cases", to=[-1, 200]), "no evidence pack"),
    "more cases than counted": (put("places", 0, "cases", to=[200, 900]), "its tally is of"),
    "a sum beyond its people": (put("places", 0, "sums", to=[900.0, 10.0]), "no possible sum"),
    "a sum below nothing": (put("places", 0, "sums", to=[-3.0, 10.0]), "no possible sum"),
    "a sum that is another": (put("places", 0, "sums", to=[50.0, 50.0]), "not those of its tally"),
    "a vector too short": (put("places", 0, "benefit", to=[0.0]), "its vectors have 1 and 16"),
    "a vector with nothing": (vector(3, None), "no evidence pack"),
    "a vector with a word": (vector(3, "NaN"), "no evidence pack"),
    "another vector": (vector(0, 5.0), "cannot come of the outcomes"),
    "a better vector": (more, "cannot come of the outcomes"),
    "a lie that agrees with itself": (lies, "cannot come of the outcomes"),
    "odds of a place": (put("places", 1, "odds", "benefit", to=1000.0), "odds do not follow"),
    "odds of all": (put("together", "odds", "benefit", to=1e6), "odds of all together do not follow"),
    "places that are alike": (put("together", "odds", "places_differ", to=1.0), "odds of all together do not follow"),
    "an interval": (put("together", "interval", "low", to=0.09), "interval of all together"),
    "an interval of a place": (put("places", 0, "interval", "low", to=0.09), "its interval does not follow"),
    "what to expect": (put("together", "predicted", to=[0.5, 0.6]), "predicted for the next place"),
    "nothing to expect": (put("together", "predicted", to=None), "predicted for the next place"),
    "the highest below the last": (put("together", "highest_benefit", to=1.0), "higher than the highest"),
    "the hope": (put("hoped", to=5.0), "hoped for is not"),
    "one more in the tally": (sort("A 1 37 0.5", 1), "its tally is of"),
    "a tally below nothing": (sort("A 1 37 0.5", -5), "no evidence pack"),
    "a sort that cannot be": (sort("A 2 37 0.5", 1), "a sort that cannot be"),
    "a sort that is none": (sort("hello", 1), "a sort that cannot be"),
    "a sort with certain chance": (sort("A 1 37 1.0", 1), "a sort that cannot be"),
    "a sort written otherwise": (sort("A 1 37 0.50", 1), "a sort that cannot be"),
    "a place twice": (lambda said: said["places"].append(said["places"][0]), "stands in it twice"),
    "a place where it was not tried": (put("places", 0, "authority", to="whitby"), "was not to be tried"),
    "no place": (put("places", to=[]), "of 0 authorities"),
    "the promise": (put("registration", "hoped_points", to="1"), "fingerprint"),
    "the fingerprint": (put("fingerprint", to="0" * 64), "fingerprint"),
    "somebody else’s step": (put("home", to="ryedale"), "tells of its own steps"),
    "changes that are none": (put("registration", "changes", 0, to={"paint": "red"}), "Its changes are none"),
    "a change with another word": (put("registration", "changes", 0, "colour", to="red"), "words that no change has"),
    "a change without a reason": (put("registration", "changes", 0, "because", to=" "), "no path, or no reason"),
    "a measure that is none": (put("registration", "measure", to="luck"), "no measure here"),
    "an id that leads elsewhere": (put("registration", "id", to="../x"), "is no id"),
    "another service": (put("base", "service", to="report"), "about another"),
    "an unknown word": (put("extra", to=1), "no evidence pack"),
    "an unknown word inside": (put("registration", "extra", to=1), "not known here"),
    "another version": (put("pack", to=2), "version 2"),
    "a state that does not travel": (put("decision", "state", to="running"), "has no pack"),
    "a decision that names somebody": (put("decision", "because", to="Asha, 07700 900123"), "names somebody"),
    "a decision without an end": (put("decision", "because", to="x" * 5000), "too long"),
    "a guardrail that is none": (put("guardrails", 0, "measure", to="luck"), "no measure here"),
    "a guardrail below nothing": (put("guardrails", 0, "harm", to=-1.0), "never below nothing"),
    "a theme with a name": (put("themes", to=["Write to asha@example.org"]), "identifies somebody"),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_what_cannot_be_is_named_and_nothing_is_read(what: str) -> None:
    alter, says = ALTERED[what]
    said = plain()
    alter(said)

    assert says in wrong(said)


@pytest.mark.parametrize("content", [None, [], "pack", 3, {}, {"pack": []}])
def test_what_is_no_pack_is_refused(content: Any) -> None:
    assert wrong(content).startswith("It is")


@pytest.mark.parametrize(
    ("key", "to", "says"),
    [("hoped_points", "0", "with 0 there is nothing to find"), ("owner", "ben", "not the proposer")],
)
def test_a_registration_altered_with_its_fingerprint_has_to_be_one_that_could_be(key: str, to: str, says: str) -> None:
    said = plain()
    said["registration"][key] = to
    said["fingerprint"] = fingerprint(msgspec.convert(said["registration"], Registration))

    assert says in wrong(said)
