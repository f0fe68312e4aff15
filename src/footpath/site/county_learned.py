"""What the demonstration's people made of their steps: a plan, notes from the street, and evidence that travelled."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from footpath.actions.export_pack import export_pack
from footpath.actions.note_observation import note_observation
from footpath.actions.plan_outcome import plan_of, plan_outcome
from footpath.actions.receive_pack import Done, receive_pack
from footpath.adapters.keyring import KeyFiles
from footpath.exchange import sign
from footpath.plan.outcome import AIMS
from footpath.plan.record import Plan
from footpath.plan.years import year_of
from footpath.site.county import SetClock
from footpath.site.made_up_steps import EAST
from footpath.site.world import SiteWorld
from footpath.steps.observing import Observation
from footpath.steps.pack import KIND, Pack
from footpath.steps.receiving import What, registration_here
from footpath.steps.registration import Registration

NORTH: Final = "barset_north"
_OWNER: Final = "cara"
_PLANNED_DAYS_AGO: Final = 200

# (service, measure, baseline, where it is from, aims, groups, sentence, why): the sentences are those that steps serve.
_OUTCOMES: Final = (
    (
        "missed_bin",
        "completed",
        "60",
        "our own count of 400 people who began, the autumn before",
        ("64", "68", "71", "73", "75"),
        "People without a bin calendar\nPeople who do not read English easily",
        "Bins that we missed are emptied soon, and crews hear where it goes wrong",
        "Every tenth caller is about a bin, and most of them began a report and left it",
    ),
    (
        "resident_parking_permit",
        "days_to_decision",
        "9",
        "the parking team’s own list of 212 permits, the year before",
        ("8", "7", "6", "5", "4"),
        "People who have no driving licence at hand\nPeople who apply for somebody they care for",
        "People can park near home without visiting an office",
        "People park on a visitor’s permit while they wait, and pay for it twice",
    ),
)

# (service, page, before which step, place, months ago, device, helped, task, stuck at, round it, what it means, theme)
_NOTES: Final = (
    (
        "missed_bin",
        "out_in_time",
        "shorter_question",
        "library",
        4,
        "computer",
        "alone",
        "report a bin that was left",
        "Read the question twice, then read it aloud",
        "Guessed, and went on",
        "The question has two parts in it",
        "The question is read twice",
    ),
    (
        "missed_bin",
        "out_in_time",
        "shorter_question",
        "library",
        4,
        "phone",
        "assisted",
        "report a bin that was left",
        "Read the question twice and asked whether behind the hedge is out",
        "Somebody at the desk said what is meant",
        "The page does not say what out means",
        "The question is read twice",
    ),
    (
        "missed_bin",
        "collection_day",
        "calendar_by_post",
        "market",
        9,
        "phone",
        "alone",
        "report a bin that was left",
        "Did not know which day theirs is",
        "Rang a neighbour",
        "The day stands on the calendar and under the lid, and the page does not say so",
        "Where the collection day stands",
    ),
    (
        "missed_bin",
        "collection_day",
        "",
        "market",
        1,
        "phone",
        "alone",
        "report a bin that was left",
        "",
        "Looked under the lid, as the page says",
        "The hint is read and used",
        "Where the collection day stands",
    ),
    (
        "resident_parking_permit",
        "vehicle",
        "log_book_hint",
        "market",
        6,
        "phone",
        "alone",
        "get a permit for a first car",
        "Held the log book, and typed the document number",
        "Went out to the car and read it off the plate",
        "The log book has four long numbers on its front",
        "Which number of the log book",
    ),
    (
        "resident_parking_permit",
        "vehicle",
        "",
        "library",
        2,
        "tablet",
        "assisted",
        "renew a permit",
        "",
        "Read it from the old permit",
        "Who renews has the number in front of them",
        "",
    ),
)


class UnfitDemonstration(Exception):
    """Something that the demonstration does is not taken. The message says what."""


def make_what_was_learned(here: SiteWorld, keys: KeyFiles, *, say: Callable[[str], None]) -> None:
    """After the steps: Barset East plans and watches, and Barset North reads what East found."""
    clock = SetClock()
    clock.put(days_ago=_PLANNED_DAYS_AGO, minutes=10 * 60)
    then = replace(here, clock=clock)
    for each in _OUTCOMES:
        _plan(then, *each, first_year=year_of(here.clock.today()))
    for number, note in enumerate(_NOTES):
        _note(here, number, *note)
    _travels(
        here, keys, "calendar_by_post", "adopt-and-fit", "19 of our callers asked the same, and the change is small"
    )
    _travels(here, keys, "name_hint", "not-here", "Our permits go to the keeper alone, so here only one name will do")
    say(f"A plan of {len(_OUTCOMES)} outcomes, {len(_NOTES)} notes from the street, 2 packs of evidence")


def _plan(
    here: SiteWorld,
    service: str,
    measure: str,
    baseline: str,
    source: str,
    aims: tuple[str, ...],
    groups: str,
    sentence: str,
    because: str,
    *,
    first_year: int,
) -> None:
    fields = {
        "sentence": sentence,
        "measure": measure,
        "unit": "",
        "baseline": baseline,
        "baseline_from": source,
        "first_year": str(first_year),
        "owner": _OWNER,
        "groups": groups,
        **dict(zip(AIMS, aims, strict=True)),
    }
    made = plan_outcome(
        here,
        authority=EAST,
        outcome=None,
        fields=fields,
        services=[service],
        owners=[_OWNER],
        because=because,
        by=f"staff:{_OWNER}",
        seen=plan_of(here, EAST).seq,
    )
    _taken(made, Plan)


def _note(
    here: SiteWorld,
    number: int,
    service: str,
    page: str,
    before: str,
    place: str,
    months_ago: int,
    device: str,
    helped: str,
    task: str,
    stuck_at: str,
    round_it: str,
    meaning: str,
    theme: str,
) -> None:
    offered = here.editions.offered(EAST, service)
    if offered is None:
        raise UnfitDemonstration(f"{EAST} offers no {service}.")
    edition, _ = here.steps.step(EAST, before).editions[EAST] if before else (offered.hash, "")
    month = _month(here.clock.today(), months_ago)
    fields: Mapping[str, str] = {
        "key": hashlib.sha256(f"a made-up note {number}".encode()).hexdigest()[:32],
        "consent": "yes",  # they were asked, in the words that every note begins with
        "where": f"{service}/{page}/{edition}",
        "place": place,
        "device": device,
        "helped": helped,
        "task": task,
        "stuck_at": stuck_at,
        "worked_round_by": round_it,
        "interpretation": meaning,
        "theme": theme,
        "month": str(month.month),
        "year": str(month.year),
        "first": "MT",
        "second": "FG",
    }
    _taken(note_observation(here, authority=EAST, by="mary", fields=fields), Observation)


def _month(today: date, ago: int) -> date:
    months = today.year * 12 + today.month - 1 - ago
    return date(months // 12, months % 12 + 1, 1)


def _travels(here: SiteWorld, keys: KeyFiles, step: str, what: What, because: str) -> None:
    """Barset East signs what came of a step, and Barset North does something with it: all as with the commands."""
    pack = _taken(export_pack(here, authority=EAST, step=step), Pack)
    envelope = sign(pack, kind=KIND, from_=EAST, key=keys.private())
    said: Registration | None = None
    if what != "not-here":
        said = registration_here(pack, what, authority=NORTH, by="ben", owner=_OWNER)
    done = receive_pack(
        here,
        authority=NORTH,
        envelope=envelope,
        trusted=keys.trusted(own=[EAST]),
        what=what,
        by="staff:ben",
        because=because,
        registration=said,
    )
    _taken(done, Done)


def _taken[T](made: object, kind: type[T]) -> T:
    if not isinstance(made, kind):
        raise UnfitDemonstration(str(made))
    return made
