"""Nobody sees another authority's cases, or another person's: every address, every role, every real id.

The addresses are crawled from the urlconf. One that is new and not in the table below fails, so that whoever adds a
page says what of a case its address names. What must not be seen is planted: names and words found nowhere else.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from footpath.adapters.records import models
from footpath.casework.roles import may
from footpath.ports import CaseRow, StaffTask
from footpath.steps.asked import FromResident
from footpath.web.world import world
from tests.people import NORTH, SOUTH
from tests.web.county import (
    PEOPLE,
    asha,
    asked,
    checking,
    decided,
    drafts,
    now,
    resident,
    signed_in,
    taken,
    to_pay,
    wants_another_look,
)
from tests.web.county import (
    barset as barset,
)

# Words that stand in the cases of the North and nowhere else in Barset. Each has a sign that no token of a form has:
# among 20,000 random tokens, six letters in a row turned up by themselves.
CANARIES = ("Qz-canary", "qzmail@example.org", "QZ99 QZQ", "qz noted", "qz asked", "qz reason", "qz look")


class Victim(msgspec.Struct, frozen=True, kw_only=True):
    """A case that must not be seen, with every id that could be in an address."""

    row: CaseRow
    number: int
    file: str
    task: str


type Named = Callable[[Victim, str], list[dict[str, Any]]]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the address of a page names, and whether the page is for everybody. `own`: staff have one for themselves."""

    named: Named
    public: bool = False
    own: bool = False


def nothing(victim: Victim, authority: str) -> list[dict[str, Any]]:
    return [{}]


def an_authority(victim: Victim, authority: str) -> list[dict[str, Any]]:
    return [{"authority": authority}]


def a_service(victim: Victim, authority: str) -> list[dict[str, Any]]:
    return [{"authority": authority, "service": service} for service in ("permit", "report")]


def a_page_of_it(victim: Victim, authority: str) -> list[dict[str, Any]]:
    return [{"authority": authority, "service": "permit", "page": "where"}]


def a_draft(**more: Any) -> Named:
    """A case by its key, on its way."""
    return lambda victim, authority: [
        {"authority": authority, "service": "permit", "case": victim.row.id, **more},
    ]


def a_case(**more: Any) -> Named:
    """A case by its key, once it was sent."""
    return lambda victim, authority: [{"authority": authority, "case": victim.row.id, **more}]


def an_asking(**more: Any) -> Named:
    return lambda victim, authority: [
        {"authority": authority, "case": victim.row.id, "number": number, **more} for number in (victim.number, 1)
    ]


def a_step(**more: Any) -> Named:
    return lambda victim, authority: [{"authority": authority, "home": "barset-north", "step": "qz-hint", **more}]


def a_note(victim: Victim, authority: str) -> list[dict[str, Any]]:
    return [{"authority": authority, "service": "permit", "note": "qz-note-of-the-north"}]


def a_trial(victim: Victim, authority: str) -> list[dict[str, Any]]:
    return [{"authority": authority, "service": "permit", "trial": "a" * 64}]


def a_rehearsal(victim: Victim, authority: str) -> list[dict[str, Any]]:
    return [{"authority": authority, "key": "a" * 64}]


def an_outcome(victim: Victim, authority: str) -> list[dict[str, Any]]:
    return [{"authority": authority, "outcome": "qz-outcome"}]


def for_staff(**more: Any) -> Named:
    """A case by its reference."""
    return lambda victim, authority: [{"authority": authority, "reference": victim.row.reference, **more}]


SECRET = "A" * 22
TABLE: Mapping[str, Entry] = {
    "places": Entry(named=nothing, public=True),
    "health": Entry(named=nothing, public=True),
    "icon": Entry(named=nothing, public=True),
    "theme": Entry(named=an_authority, public=True),
    "help-accessibility": Entry(named=nothing, public=True),
    "help-privacy": Entry(named=nothing, public=True),
    "help-cookies": Entry(named=nothing, public=True),
    "services": Entry(named=an_authority, public=True),
    "service": Entry(named=a_service, public=True),
    "doing": Entry(named=a_service, public=True),
    "doing-csv": Entry(named=a_service, public=True),
    "doing-figures": Entry(named=a_service, public=True),
    "doing-others": Entry(named=a_service, public=True),
    "doing-json": Entry(named=a_service, public=True),
    # A case on its way.
    "carry-on": Entry(named=a_draft()),
    "check": Entry(named=a_draft()),
    "sent": Entry(named=a_draft()),
    "save": Entry(named=a_draft()),
    "come-back": Entry(named=a_draft(secret=SECRET)),
    "not-for-you": Entry(named=a_draft(exit="not-in-zone")),
    "questions": Entry(named=a_draft(page="who")),
    "item": Entry(named=a_draft(page="others", item=0)),
    # A case that was sent.
    "case-find": Entry(named=nothing, public=True),
    "case": Entry(named=a_case()),
    "case-copy": Entry(named=a_case()),
    "case-return": Entry(named=a_case(secret=SECRET)),
    "case-write": Entry(named=a_case()),
    "case-withdraw": Entry(named=a_case()),
    "case-look-again": Entry(named=a_case()),
    "case-survey": Entry(named=a_case()),
    "case-asked": Entry(named=a_case(secret=SECRET)),
    "case-more-home": Entry(named=a_case()),
    "case-more": Entry(named=an_asking()),
    "case-more-check": Entry(named=an_asking()),
    "case-more-save": Entry(named=an_asking()),
    "case-more-page": Entry(named=an_asking(page="vehicle")),
    "case-more-item": Entry(named=an_asking(page="others", item=0)),
    # Staff.
    "staff": Entry(named=nothing, own=True),
    "staff-sign-in": Entry(named=nothing, public=True),
    "staff-sign-out": Entry(named=nothing, public=True),
    "staff-queue": Entry(named=an_authority, own=True),
    "staff-take-next": Entry(named=an_authority, own=True),
    "staff-several": Entry(named=an_authority, own=True),
    "staff-tasks": Entry(named=an_authority, own=True),
    "staff-services": Entry(named=an_authority, own=True),
    "staff-service": Entry(named=a_service, own=True),
    "staff-doing": Entry(named=a_service, own=True),
    "staff-cost": Entry(named=a_service, own=True),
    "staff-doing-csv": Entry(named=a_service, own=True),
    "staff-doing-json": Entry(named=a_service, own=True),
    # What is changed of a service holds no case: who may see the service may not see those of others.
    "staff-adopt": Entry(named=a_service, own=True),
    "staff-change": Entry(named=a_service, own=True),
    "staff-change-page": Entry(named=a_page_of_it, own=True),
    "staff-change-edit": Entry(named=a_service, own=True),
    "staff-change-add": Entry(named=a_service, own=True),
    "staff-change-move": Entry(named=a_service, own=True),
    "staff-change-order": Entry(named=a_service, own=True),
    "staff-change-remove": Entry(named=a_service, own=True),
    "staff-change-table": Entry(named=a_service, own=True),
    "staff-change-table-row": Entry(named=a_service, own=True),
    "staff-change-reason": Entry(named=a_service, own=True),
    "staff-change-take-back": Entry(named=a_service, own=True),
    "staff-change-publish": Entry(named=a_service, own=True),
    "staff-change-discard": Entry(named=a_service, own=True),
    "staff-change-examples": Entry(named=a_service, own=True),
    "staff-upgrade": Entry(named=a_service, own=True),
    "staff-upgrade-decide": Entry(named=a_service, own=True),
    "staff-upgrade-stop": Entry(named=a_service, own=True),
    "staff-change-yaml": Entry(named=a_service, own=True),
    "staff-change-yaml-check": Entry(named=a_service, own=True),
    "staff-change-yaml-schema": Entry(named=a_service, own=True),
    "staff-finish-task": Entry(named=lambda victim, authority: [{"authority": authority, "task": victim.task}]),
    "staff-case": Entry(named=for_staff()),
    "staff-take": Entry(named=for_staff()),
    "staff-give-back": Entry(named=for_staff()),
    "staff-pass-on": Entry(named=for_staff()),
    "staff-note": Entry(named=for_staff()),
    "staff-write": Entry(named=for_staff()),
    "staff-ask": Entry(named=for_staff()),
    "staff-decide": Entry(named=for_staff()),
    "staff-paid": Entry(named=for_staff()),
    "staff-reopen": Entry(named=for_staff()),
    "staff-survey": Entry(named=for_staff()),
    "staff-steps": Entry(named=an_authority, own=True),
    "staff-propose-step": Entry(named=an_authority, own=True),
    "staff-propose-lines": Entry(named=an_authority, own=True),
    "staff-packs": Entry(named=an_authority, own=True),
    "staff-learned": Entry(named=an_authority, own=True),
    # What was tried on a standard is told of others as their packs would tell it, and names no case.
    "staff-standard": Entry(named=a_service, own=True),
    "staff-proposal": Entry(named=a_trial, own=True),
    "staff-step": Entry(named=a_step()),
    "staff-approve-step": Entry(named=a_step()),
    "staff-pause-step": Entry(named=a_step()),
    "staff-resume-step": Entry(named=a_step()),
    "staff-decide-step": Entry(named=a_step()),
    "staff-withdraw-step": Entry(named=a_step()),
    "staff-confirm-step": Entry(named=a_step()),
    "staff-review-step": Entry(named=a_step()),
    # Notes from the street and the plan hold no case, and each authority has its own.
    "staff-watch": Entry(named=an_authority, own=True),
    "staff-watch-offline": Entry(named=an_authority, own=True),
    "staff-watch-token": Entry(named=an_authority, own=True),
    "staff-watch-worker": Entry(named=an_authority, own=True),
    "staff-watch-manifest": Entry(named=an_authority, own=True),
    "staff-observations": Entry(named=a_service, own=True),
    "staff-words": Entry(named=a_service, own=True),
    "staff-observation-theme": Entry(named=a_note),
    "staff-plan": Entry(named=an_authority, own=True),
    "staff-plan-outcome": Entry(named=an_authority, own=True),
    "staff-plan-keep": Entry(named=an_authority, own=True),
    "staff-rehearse": Entry(named=an_authority, own=True),
    "staff-rehearsed": Entry(named=a_rehearsal, own=True),
    "staff-plan-change": Entry(named=an_outcome),
    "staff-plan-give-up": Entry(named=an_outcome),
    "staff-plan-figure": Entry(named=an_outcome),
    "staff-journal": Entry(named=for_staff()),
    "staff-file": Entry(
        named=lambda victim, authority: [
            {"authority": authority, "reference": victim.row.reference, "file": victim.file},
        ]
    ),
}


def addresses(of: URLResolver | None = None) -> Iterator[str]:
    """The names of every address there is."""
    for pattern in (of or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern.pattern} has no name, so no test can say what it is"
            yield pattern.name


# --- who is seen, and who looks


@pytest.fixture(autouse=True)
def without_a_line_for_each_refusal() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def victims() -> list[Victim]:
    """Cases of the North in every stage, with something to be found in each place where people write."""
    return [planted(row) for row in north()]


def north() -> Iterator[CaseRow]:
    from footpath.actions.add_note import add_note
    from footpath.actions.write_message import write_message

    pages = asha(name="Ann Qz-canary", email="qzmail@example.org", registration="qz99qzq")
    yield drafts(pages)
    yield to_pay(pages)
    here = world()
    for row in (
        taken(checking(pages)),
        asked(taken(checking(pages)), words="qz asked"),
        wants_another_look(decided(taken(checking(pages)), reason="qz reason"), "qz look"),
    ):
        where = {"authority": row.authority, "case": row.id}
        add_note(here, **where, words="qz noted", by="staff:ben", key=f"note-{row.id}")
        write_message(here, **where, words="qz noted too", lang="en", key=f"write-{row.id}")
        yield now(row)


def planted(row: CaseRow) -> Victim:
    here = world()
    file = f"file{row.id[:18]}"
    models.File.objects.create(
        authority=row.authority,
        id=file,
        case=row.id,
        name="Qz-canary.png",
        kind="png",
        size=1,
        sha256="0" * 64,
        at=row.started,
        scan="not scanned",
    )
    task = f"given-up:{row.id}"
    with here.together():
        here.records.add_task(
            StaffTask(id=task, authority=row.authority, case=row.id, says="Phone Qz-canary", at=row.started, done=None)
        )
        here.steps.save_said(
            row.authority, row.service, FromResident(case=row.id, moment="sent", at=row.started, improve="Qz-canary")
        )
    return Victim(row=row, number=int((row.asking or ".1").rpartition(".")[2]), file=file, task=task)


def outsiders() -> Mapping[str, Client]:
    """Everybody who has no business with the North's cases."""
    own = resident(checking(asha(name="Olga Own")))
    elsewhere = resident(checking(asha(name="Ed Else"), authority=SOUTH, by="staff:sam"))
    staff = {staff_id: signed_in(staff_id) for staff_id, (_, roles) in PEOPLE.items() if NORTH not in roles}
    return {"nobody": Client(), "a resident of the North": own, "a resident of the South": elsewhere, **staff}


def insiders_without_the_role() -> Mapping[str, tuple[Client, frozenset[Any]]]:
    return {
        staff_id: (signed_in(staff_id), frozenset(roles[NORTH]))
        for staff_id, (_, roles) in PEOPLE.items()
        if NORTH in roles
    }


# --- looking


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One request and what came of it."""

    who: str
    method: str
    address: str
    status: int
    leads: str
    body: str
    open: bool  # a page that this person may well get, if nothing planted is on it

    @property
    def leak(self) -> str | None:
        said = self.body + self.leads
        found = [canary for canary in CANARIES if canary.lower() in said.lower()]
        if found:
            return f"{self.who} {self.method} {self.address}: {found[0]} is on the page"
        if self.open or self.status in (400, 403, 404, 405, 409):
            return None
        if self.status in (302, 303) and self.leads.startswith("/staff/sign-in"):
            return None
        return f"{self.who} {self.method} {self.address}: {self.status} {self.leads}"


def form_for(victim: Victim) -> dict[str, Any]:
    """Everything that any form of ours sends, aimed at the victim."""
    row = victim.row
    return {
        "seen": row.seq,
        f"seen-{row.reference}": row.seq,
        "case": row.reference,
        "act": "take",
        "step": "confirm",
        "to": "sam",
        "words": "ann",  # the beginning of a name: what is typed may be shown again, so it is no canary
        "reason": "none",
        "outcome": "refused",
        "question": "registration",
        "receipt": "17",
        "reply": "none",
        "registration": "AB12 CDE",
        "name": "Eve",
        "remove": "yes",
        "email": "eve@example.org",
        "password": "x",
        "username": "x",
    }


def crawl(victims: list[Victim], people: Mapping[str, Client], *, only: str = "") -> Iterator[Attempt]:
    """Every address with every id, of the right authority and of the wrong one, read and sent, by everybody."""
    for name, entry in TABLE.items():
        if not name.startswith(only):
            continue
        for victim in victims:
            for authority in ("barset-north", "barset-south"):
                for named in entry.named(victim, authority):
                    address = reverse(name, kwargs=named)
                    for who, client in people.items():
                        if name == "staff-sign-out":
                            continue  # ends the session of whoever tries: tried in tests/web/staff/test_sign_in.py
                        roles = PEOPLE.get(who, ("", {}))[1]
                        own = entry.own and (name == "staff" or authority.replace("-", "_") in roles)
                        yield look(who, client, "GET", address, open_=entry.public or own)
                        yield look(who, client, "POST", address, form_for(victim), open_=entry.public or own)
                if name in ("places", "health", "icon", "staff", "staff-sign-in", "case-find"):
                    break  # names no authority


def look(
    who: str, client: Client, method: str, address: str, form: dict[str, Any] | None = None, *, open_: bool
) -> Attempt:
    response = client.get(address) if method == "GET" else client.post(address, form)
    streamed = getattr(response, "streaming_content", None)
    body = b"".join(streamed) if streamed else response.content
    return Attempt(
        who=who,
        method=method,
        address=address,
        status=response.status_code,
        leads=response.headers.get("Location", ""),
        body=body.decode(errors="replace"),
        open=open_,
    )


def everything_of(victims: list[Victim]) -> list[Any]:
    """All that is stored about these cases."""
    held: list[Any] = []
    for victim in victims:
        row = victim.row
        held.append(now(row))
        for table in (models.Journal, models.Message, models.Note, models.Asking, models.Decision, models.File):
            held.extend(table._default_manager.filter(authority=row.authority, case=row.id).values_list())
        held.extend(models.StaffTask.objects.filter(authority=row.authority, case=row.id).values_list())
    return held


# --- the promises


def test_every_address_is_in_the_table() -> None:
    assert sorted(addresses()) == sorted(TABLE)


def test_an_address_that_is_new_would_be_missed() -> None:
    assert sorted([*addresses(), "staff-export"]) != sorted(TABLE)


def test_what_is_planted_can_be_found_by_those_it_is_for(victims: list[Victim]) -> None:
    """Else the crawl would prove nothing."""
    seen = ""
    ben, mia = signed_in("ben"), signed_in("mia")
    for victim in victims:
        seen += ben.get(f"/staff/barset-north/cases/{victim.row.reference}").content.decode()
    seen += ben.get("/staff/barset-north/tasks").content.decode()
    seen += mia.post("/staff/barset-north/queue", {"words": "ann"}).content.decode()

    assert [canary for canary in CANARIES if canary.lower() not in seen.lower()] == []


def test_no_outsider_sees_or_changes_anything_of_the_norths_cases(victims: list[Victim]) -> None:
    before = everything_of(victims)
    attempts = leaks = 0
    said: list[str] = []
    for attempt in crawl(victims, outsiders()):
        attempts += 1
        if attempt.leak:
            leaks += 1
            said.append(attempt.leak)

    assert said[:20] == []
    assert everything_of(victims) == before
    assert attempts > 4_000


@pytest.mark.slow
@pytest.mark.skipif("FOOTPATH_LONG" not in os.environ, reason="part of the longer run: FOOTPATH_LONG=1")
def test_twenty_thousand_attempts_see_nothing(victims: list[Victim]) -> None:
    many = [*victims, *(planted(row) for _ in range(4) for row in north())]
    people = outsiders()
    attempts = 0
    for attempt in crawl(many, people):
        attempts += 1
        assert attempt.leak is None

    assert attempts >= 20_000


def test_staff_of_the_north_see_what_their_role_lets_them_and_nothing_else_is_done(victims: list[Victim]) -> None:
    """Roles within an authority: each page says by `doing` what it is, and who may not do it is refused with a 403."""
    before = everything_of(victims)
    tried = 0
    for name, entry in TABLE.items():
        doing = doing_of(name)
        if doing is None:
            continue
        for who, (client, roles) in insiders_without_the_role().items():
            if may(roles, doing):  # type: ignore[arg-type]
                continue
            for victim in victims:
                for named in entry.named(victim, "barset-north"):
                    for method in ("GET", "POST"):
                        attempt = look(who, client, method, reverse(name, kwargs=named), form_for(victim), open_=False)
                        tried += 1
                        assert attempt.status in (403, 405), f"{who} {method} {attempt.address}: {attempt.status}"
                        assert attempt.leak is None, attempt.leak

    assert everything_of(victims) == before
    assert tried > 50


def doing_of(name: str) -> str | None:
    """What the page of an address does, as casework/roles.py calls it; None where it is for no role."""

    def find(of: URLResolver) -> Any:
        for pattern in of.url_patterns:
            if isinstance(pattern, URLResolver):
                found = find(pattern)
                if found is not None:
                    return found
            elif pattern.name == name:
                return pattern.callback
        return None

    return getattr(find(get_resolver()), "doing", None)


def test_every_staff_page_of_an_authority_says_what_it_does() -> None:
    unsaid = [
        name
        for name, entry in TABLE.items()
        if name.startswith("staff-") and entry.named is not nothing and doing_of(name) is None
    ]

    assert unsaid == []


def test_counts_and_searches_of_the_south_know_nothing_of_the_north(victims: list[Victim]) -> None:
    sam = signed_in("sam")

    assert "0 open" in sam.get("/staff/barset-south/queue").content.decode()
    assert "No case was found" in sam.post("/staff/barset-south/queue", {"words": "ann"}).content.decode()
    services = signed_in("sue").get("/staff/barset-south/services").content.decode()
    assert "Being checked" not in services
    assert "Not sent yet" not in services


# --- controls: with the protection off, the same crawl finds what it is there to find


def leaks_of(victims: list[Victim], only: str) -> list[str]:
    """Of one case, on the addresses whose names begin so."""
    return [attempt.leak for attempt in crawl(victims[2:3], outsiders(), only=only) if attempt.leak]


def test_with_roles_that_reach_everywhere_the_crawl_finds_leaks(
    victims: list[Victim], monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = {place: frozenset({"caseworker", "manager", "auditor"}) for place in (NORTH, SOUTH)}
    monkeypatch.setattr("footpath.adapters.records.reads.roles_of", lambda staff, **_: everything)

    assert len(leaks_of(victims, "staff-")) > 20


def test_with_doors_that_any_secret_opens_the_crawl_finds_leaks(
    victims: list[Victim], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("footpath.web.case.door.opens", lambda row, secret: True)

    assert len(leaks_of(victims, "case")) > 20


def test_with_records_that_forget_the_authority_the_crawl_finds_leaks(
    victims: list[Victim], monkeypatch: pytest.MonkeyPatch
) -> None:
    from footpath.adapters.records.records import DatabaseRecords

    real = DatabaseRecords.case_by_reference

    def anywhere(self: DatabaseRecords, authority: str, reference: str) -> CaseRow:
        return real(self, NORTH, reference)

    monkeypatch.setattr(DatabaseRecords, "case_by_reference", anywhere)

    assert len(leaks_of(victims, "staff-")) > 5
