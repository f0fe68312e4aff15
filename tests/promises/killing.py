"""Kills at a named point, again and again: Django is loaded once, and each life is a fork that ends by SIGKILL.

Run as `python -m tests.promises.killing`, with a plan as JSON on its input; it prints one line of JSON for each kill.
It is a process of its own because only a process with one thread and no open connection may fork safely.
"""

import dataclasses
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tests.people import ASHA, BEN, PERMIT, an_authority, edition

HALF_WAY = "household"
NEWER = PERMIT.replace("version: 3", "version: 4").replace("What are its CO2 emissions?", "How much CO2 does it emit?")


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Which database, how often at each point, and whether a protection is taken away, as a control."""

    database: dict[str, Any]
    times: int
    folder: str  # where emails go
    points: tuple[str, ...]
    without: str = ""  # "", "transactions" or "keys"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One kill: what it was, whether it happened, and every promise that did not hold afterwards."""

    point: str
    nth: int
    killed: bool
    broken: tuple[str, ...]


# --- what happens to Asha, again and again


def live(world: Any, authority: str, said: Mapping[str, Any], say: Callable[..., None]) -> None:
    """Asha applies, is moved to a newer edition half-way, Ben decides, both emails go, she is asked how it was a
    fortnight later, and a draft of hers is erased.

    `said` is what was acknowledged and so is not done again; what was not is pressed again, as anybody would.
    `say` acknowledges.
    """
    from footpath.actions.answer_page import answer_page
    from footpath.actions.ask_how_it_was import ask_how_it_was
    from footpath.actions.decide_case import DecidedNow, decide_case
    from footpath.actions.erase_case import erase_case
    from footpath.actions.mark_paid import mark_paid
    from footpath.actions.move_case import move_case
    from footpath.actions.results import Went
    from footpath.actions.start_case import start_case
    from footpath.actions.submit_case import Sent, submit_case
    from footpath.adapters.outbox import work
    from tests.world import SetClock

    def started(name: str) -> str:
        if name not in said:
            opened = start_case(world, authority=authority, service="permit", lang="en")
            say(name, opened.case)
            return opened.case
        return str(said[name])

    case = started("case")
    for page, form in ASHA.items():
        if page == HALF_WAY and "published" not in said:
            publish(world, authority, NEWER)
            say("published", 0)
        if page == HALF_WAY and "moved" not in said:
            say("moved", move_case(world, world.records.case(authority, case)).seq)
        if page not in said:
            seen = world.records.case(authority, case).seq
            went = answer_page(world, authority=authority, case=case, page=page, form=form, lang="en", seen=seen)
            assert isinstance(went, Went), went
            say(page, went.row.seq)
    if "sent" not in said:
        sent = submit_case(world, authority=authority, case=case, key="press-1", lang="en")
        assert isinstance(sent, Sent), sent
        say("sent", sent.row.seq)
    if "paid" not in said:
        seen = said["sent"] if "sent" in said else world.records.case(authority, case).seq
        say("paid", mark_paid(world, authority=authority, case=case, by=BEN, seen=seen, key="press-2").seq)
    if "decided" not in said:
        seen = said["paid"] if "paid" in said else world.records.case(authority, case).seq
        decided = decide_case(
            world, authority=authority, case=case, outcome="granted", reason="", by=BEN, seen=seen, key="press-3"
        )
        assert isinstance(decided, DecidedNow), decided
        say("decided", decided.row.seq)
    if "worked" not in said:
        work(world, until_empty=True)
        say("worked", 0)
    if "asked" not in said:
        ask_how_it_was(dataclasses.replace(world, clock=SetClock(datetime.now(UTC) + timedelta(days=15))))
        work(world, until_empty=True)
        say("asked", 0)
    draft = started("draft")
    if "erased" not in said:
        form = ASHA["contact"]
        if world.records.case(authority, draft).stage == "answering":
            answer_page(world, authority=authority, case=draft, page="contact", form=form, lang="en", seen=1)
        erase_case(world, authority=authority, case=draft, because="asked for", by=BEN, key="press-4")
        say("erased", 0)


# --- what must be true


def broken_after_kill(world: Any, authority: str, said: Mapping[str, Any]) -> list[str]:
    """At once, before anybody does anything."""
    found = [f"audit: {fault.what}: {fault.says}" for fault in _audit(world, authority)]
    if "case" not in said:
        return found
    row = world.records.case(authority, said["case"])
    found += [
        f"{page} was acknowledged and is not there" for page in _pages() if page in said and page not in row.written
    ]
    found += [f"seq {seq} was acknowledged, and the case is at {row.seq}" for seq in said.values() if _later(seq, row)]
    if "sent" in said and row.submitted is None:
        found.append("sending was acknowledged and is not there")
    if "moved" in said and row.edition != edition(NEWER).hash:
        found.append("the move was acknowledged and is not there")
    if "decided" in said and row.outcome != "granted":
        found.append("the decision was acknowledged and is not there")
    if "erased" in said and world.records.case(authority, said["draft"]).data:
        found.append("erasing was acknowledged and the answers are there")
    return found


def broken_in_the_end(world: Any, authority: str, said: Mapping[str, Any], folder: Path) -> list[str]:
    """When everything was pressed again and the outbox is empty."""
    records = world.records
    found = [f"audit: {fault.what}: {fault.says}" for fault in _audit(world, authority)]
    rows = [records.case(authority, case) for _, case in records.every_case(authority)]
    sent = [row for row in rows if row.submitted is not None]
    if [row.id for row in sent] != [said["case"]]:
        found.append(f"{len(sent)} cases were sent where one was")
    (row,) = sent[:1]
    given = {"postcode": "OX1 1AA", "registration": "AB12 CDE", "co2": "99", "permits_held": "1"}
    held = {name: str(row.data.get(name)).replace(" ", "") for name in given}
    if held != {name: value.replace(" ", "") for name, value in given.items()}:
        found.append(f"answers are {held}")
    kinds = [type(entry.event).__name__ for entry in records.journal(authority, row.id)]
    found += [
        f"{kinds.count(kind)} times {kind}"
        for kind in ("Moved", "Submitted", "Paid", "Decided")
        if kinds.count(kind) != 1
    ]
    told = [message.about for message in records.messages(authority, row.id)]
    if told != ["submitted", "paid", "decided", "how_was_it"]:
        found.append(f"told {told}")
    found += _broken_post(world, authority, folder)
    draft = records.case(authority, said["draft"])
    if draft.data or draft.salt or records.messages(authority, draft.id):
        found.append("the erased draft still holds something")
    return found


def _broken_post(world: Any, authority: str, folder: Path) -> list[str]:
    from footpath.adapters.records import models

    with world.database.about(authority) as alias:
        intents = list(models.Outbox.objects.using(alias).filter(authority=authority).values_list("state", flat=True))
    found = [] if intents == ["done"] * 3 else [f"intents are {intents}"]
    letters = len(list(folder.glob("*.eml")))
    if letters != 3:
        found.append(f"{letters} different emails went")
    if world.records.tasks(authority):
        found.append("staff were given a task for nothing")
    return found


def _audit(world: Any, authority: str) -> Any:
    from footpath.actions.audit import audit

    return audit(world, authority=authority).faults


def _pages() -> tuple[str, ...]:
    return tuple(ASHA)


def _later(seq: Any, row: Any) -> bool:
    return isinstance(seq, int) and seq > row.seq


# --- lives and deaths


def in_a_fork(body: Callable[[Callable[..., None]], None]) -> tuple[int, list[list[Any]]]:
    """How the child ended, as a signal's number or 0, and every line it said before."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            body(lambda *words: os.write(writing, json.dumps(words).encode() + b"\n"))
        except BaseException as reason:  # said to the parent, which knows whether it should have been
            os.write(writing, json.dumps(["raised", f"{type(reason).__name__}: {reason}"]).encode() + b"\n")
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    # A line that was cut by the kill was not acknowledged.
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, [json.loads(line) for line in lines]


def kill_once(plan: Plan, point: str, nth: int, number: int) -> Outcome:
    from footpath.values import failpoints

    authority = f"barset_{number}"
    folder = Path(plan.folder) / authority

    def first_life(say: Callable[..., None]) -> None:
        world = a_world(plan, folder)
        settle(world, authority)
        failpoints.arm(point, nth)
        live(world, authority, {}, say)

    ended, lines = in_a_fork(first_life)
    said = {line[0]: line[1] for line in lines}
    wrong = [f"the first life {said.pop('raised')}"] if "raised" in said else []

    def second_life(say: Callable[..., None]) -> None:
        world = a_world(plan, folder)
        for words in broken_after_kill(world, authority, said):
            say("broken", f"after the kill: {words}")
        end_leases(world)
        known = dict(said)
        live(world, authority, said, known.__setitem__)
        for words in broken_in_the_end(world, authority, known, folder):
            say("broken", f"in the end: {words}")

    _, lines = in_a_fork(second_life)
    wrong += [line[1] if line[0] == "broken" else f"the second life raised {line[1]}" for line in lines]
    return Outcome(point=point, nth=nth, killed=ended == signal.SIGKILL, broken=tuple(wrong))


def count_hits(plan: Plan) -> dict[str, int]:
    """How often an undisturbed life passes each point. It is lived here: every fork then finds all it needs loaded."""
    from django.db import connections

    from footpath.values import failpoints

    many = 10**9
    world = a_world(plan, Path(plan.folder) / "barset_0")
    settle(world, "barset_0")
    for point in failpoints.FAILPOINTS:
        failpoints.arm(point, many)
    said: dict[str, Any] = {}
    live(world, "barset_0", {}, said.__setitem__)
    hits = {point: many - left for point, left in failpoints._armed.items()}
    failpoints._armed.clear()
    broken_in_the_end(world, "barset_0", said, Path(plan.folder) / "barset_0")
    connections.close_all()  # a connection must not be shared by two processes
    return hits


# --- the world


def a_world(plan: Plan, folder: Path) -> Any:
    """A new one in each life, with connections of its own."""
    from footpath.adapters.notify.mailers import FolderMailer
    from footpath.adapters.outbox import DatabaseOutbox
    from footpath.adapters.records.database import Database
    from footpath.adapters.records.records import DatabaseRecords
    from footpath.site.world import world_on

    if plan.without == "transactions":
        # Each statement is on disk by itself, and nothing is undone.
        Database.together = lambda self: nullcontext()  # type: ignore[method-assign, assignment, return-value]
        Database.in_transaction = True  # type: ignore[method-assign, assignment]
        DatabaseOutbox.put = DatabaseOutbox.put_task  # type: ignore[method-assign]
    if plan.without == "keys":
        DatabaseRecords.entry_by_key = lambda *_: None  # type: ignore[method-assign]
    return world_on("killed", mailer=FolderMailer(folder))


def settle(world: Any, authority: str) -> None:
    with world.together():
        world.records.save_authority(msgspec.structs.replace(an_authority(authority), ask_from_days=0))
    publish(world, authority, PERMIT)


def publish(world: Any, authority: str, source: str) -> None:
    from footpath.actions.publish_edition import publish_edition

    publish_edition(world, authority=authority, edition=edition(source), by="staff:mia", because="It is checked")


def end_leases(world: Any) -> None:
    """As if the minute had passed after which what a dead worker held is anybody's again."""
    from footpath.adapters.records import models
    from footpath.adapters.records.database import EVERY

    with world.database.about(EVERY) as alias:
        models.Outbox.objects.using(alias).filter(state="open").update(due=datetime(2000, 1, 1, tzinfo=UTC))


def main() -> None:
    plan = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from footpath.site import world as site_world
    from tests.promises.databases import add_database

    add_database("killed", plan.database)
    # Compiled once, before the first fork: a definition's text does not change from one life to the next.
    site_world.compile_edition = cache(site_world.compile_edition)
    for source in (PERMIT, NEWER):
        site_world.compile_edition(edition(source).source, "service.yaml")

    hits = count_hits(plan)
    gc.freeze()  # so that a collection in a fork does not copy what all forks share
    print(json.dumps({"hits": hits}), flush=True)
    number = 0
    for point in plan.points:
        for time in range(plan.times if hits.get(point) else 0):
            number += 1
            # Of a point that is passed five times, each time has its turn.
            outcome = kill_once(plan, point, 1 + time % hits[point], number)
            print(msgspec.json.encode(outcome).decode(), flush=True)


if __name__ == "__main__":
    main()
