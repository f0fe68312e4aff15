"""What the outbox promises: with its cause or not at all, once for our own records, tried again, or handed to staff."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.tasks import TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist

from footpath.adapters.outbox import DatabaseOutbox, Worker, wake
from footpath.adapters.outbox.outbox import BATCH, MOST_LOST, MOST_TRIES, Claimed, LostLease
from footpath.adapters.outbox.worker import KINDS, Handler
from footpath.adapters.records import models
from footpath.adapters.records.database import EVERY
from footpath.ports import CannotSend, Email, Intent, Message, World
from footpath.site.world import SiteWorld
from tests.promises import errands
from tests.promises.rows import AT, NORTH, SOUTH, opened
from tests.world import MemoryWorld, TestMailer


def put(world: World, *keys: str, authority: str = NORTH, lane: Any = "interactive", kind: str = "note") -> None:
    with world.together():
        for key in keys:
            world.outbox.put(Intent(authority=authority, key=key, kind=kind, args={"key": key}, lane=lane))


def outbox(world: SiteWorld) -> DatabaseOutbox:
    assert isinstance(world.outbox, DatabaseOutbox)
    return world.outbox


def rows(world: SiteWorld) -> dict[str, models.Outbox]:
    with world.database.about(EVERY) as alias:
        return {row.key: row for row in models.Outbox.objects.using(alias).order_by("key")}


def make_due(world: SiteWorld) -> None:
    """As if the leases and the waits had run out."""
    with world.database.about(EVERY) as alias:
        models.Outbox.objects.using(alias).update(due=datetime(2000, 1, 1, tzinfo=UTC))


def worker(world: SiteWorld, handler: Handler | None = None, **others: Any) -> Worker:
    kinds = KINDS if handler is None else {**KINDS, "note": handler}
    return Worker(world, kinds=kinds, **others)


class Heard:
    """A handler that keeps what it was given, and does what it is told for some of it."""

    def __init__(self, **does: Callable[[], object]) -> None:
        self.keys: list[str] = []
        self._does = does

    def __call__(self, world: World, held: Claimed, /) -> None:
        self.keys.append(held.key)
        if held.key in self._does:
            self._does[held.key]()


class PowerCut(BaseException):
    """Not an error a handler could catch: the process is gone."""


def raises(error: BaseException) -> Callable[[], object]:
    def do() -> None:
        raise error

    return do


# --- with its cause, once


def test_the_same_intent_twice_is_one(world: World) -> None:
    put(world, "email:c-1.2")
    put(world, "email:c-1.2")
    put(world, "email:c-1.2", authority=SOUTH)

    if isinstance(world, MemoryWorld):
        assert [(intent.authority, intent.key) for intent in world.outbox.intents] == [
            (NORTH, "email:c-1.2"),
            (SOUTH, "email:c-1.2"),
        ]
    else:
        assert isinstance(world, SiteWorld)
        assert {each.authority for each in outbox(world).claim("interactive", worker="a")} == {NORTH, SOUTH}


def test_what_was_undone_is_not_sent(stored: SiteWorld) -> None:
    with pytest.raises(PowerCut), stored.together():
        stored.outbox.put(Intent(authority=NORTH, key="k", kind="note", args={}))
        raise PowerCut

    assert rows(stored) == {}


def test_nothing_is_put_without_its_cause(stored: SiteWorld) -> None:
    with pytest.raises(AssertionError):
        stored.outbox.put(Intent(authority=NORTH, key="k", kind="note", args={}))


def test_what_was_done_is_not_done_again(stored: SiteWorld) -> None:
    heard = Heard()
    put(stored, "k")
    assert worker(stored, heard).work(until_empty=True) == 1

    put(stored, "k")
    assert worker(stored, heard).work(until_empty=True) == 0

    assert heard.keys == ["k"]
    assert rows(stored)["k"].state == "done"


def test_what_was_done_long_ago_is_forgotten(stored: SiteWorld) -> None:
    put(stored, "old", "new", "open")
    worker(stored, Heard(open=raises(ConnectionError()))).turn()
    with stored.database.about(EVERY) as alias:
        models.Outbox.objects.using(alias).filter(key="old").update(ended=datetime.now(UTC) - timedelta(days=31))

    assert outbox(stored).forget() == 1
    assert set(rows(stored)) == {"new", "open"}


# --- leases


def test_two_workers_never_hold_the_same(stored: SiteWorld) -> None:
    put(stored, *(f"k-{number}" for number in range(30)))

    first = outbox(stored).claim("interactive", worker="a")
    second = outbox(stored).claim("interactive", worker="b")

    assert (len(first), len(second)) == (BATCH, 10)
    assert {each.key for each in first} & {each.key for each in second} == set()


def test_when_a_lease_ends_another_may_claim_and_the_first_may_not_finish(stored: SiteWorld) -> None:
    put(stored, "k")
    (first,) = outbox(stored).claim("interactive", worker="a", seconds=0.05)
    assert outbox(stored).claim("interactive", worker="b") == []
    time.sleep(0.1)
    (second,) = outbox(stored).claim("interactive", worker="b")

    assert (first.token, second.token) == (1, 2)
    with pytest.raises(LostLease):
        outbox(stored).finish(first, worker="a")
    assert not outbox(stored).extend(first, worker="a")
    outbox(stored).finish(second, worker="b")


def test_what_a_late_worker_did_in_our_records_does_not_stand(stored: SiteWorld) -> None:
    """The control is the same without a lost lease, in the tests of tasks below."""
    put(stored, "k")
    (late,) = outbox(stored).claim("interactive", worker="a", seconds=0.0)
    time.sleep(0.01)
    outbox(stored).claim("interactive", worker="b")

    with pytest.raises(LostLease), stored.together():
        models.Authority.objects.using(stored.database.alias).create(id="ryedale", said="{}")
        outbox(stored).finish(late, worker="a")

    assert not models.Authority.objects.using(stored.database.alias).filter(id="ryedale").exists()


def slow_work(stored: SiteWorld, monkeypatch: pytest.MonkeyPatch, *, beats: bool) -> list[str]:
    """One job that takes longer than its lease, and two workers."""
    monkeypatch.setattr(wake, "POLL_SECONDS", 0.1)
    if not beats:
        monkeypatch.setattr(Worker, "_beat", lambda self, ended: None)
    put(stored, "slow")
    heard = Heard(slow=lambda: time.sleep(0.8))
    stop = Event()

    def run() -> None:
        worker(stored, heard, stop=stop, lease_seconds=0.2).work()
        connections[stored.database.alias].close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(1.2)
    stop.set()
    for thread in threads:
        thread.join()
    return heard.keys


def test_slow_work_is_not_done_twice(
    stored: SiteWorld, monkeypatch: pytest.MonkeyPatch, unblocked_threads: None
) -> None:
    assert slow_work(stored, monkeypatch, beats=True) == ["slow"]


def test_without_a_heartbeat_it_would_be(
    stored: SiteWorld, monkeypatch: pytest.MonkeyPatch, unblocked_threads: None
) -> None:
    assert len(slow_work(stored, monkeypatch, beats=False)) > 1


def test_whoever_is_told_to_stop_gives_back_what_is_not_begun(stored: SiteWorld) -> None:
    put(stored, "a", "b", "c")
    stop = Event()
    heard = Heard(a=stop.set)

    worker(stored, heard, stop=stop).work()

    assert heard.keys == ["a"]
    assert [(row.state, row.tries, row.lost, row.held_by) for row in rows(stored).values()] == [
        ("done", 1, 0, None),
        ("open", 0, 0, None),
        ("open", 0, 0, None),
    ]
    assert len(outbox(stored).claim("interactive", worker="b")) == 2


def test_many_jobs_and_two_workers_lose_none_and_double_none(stored: SiteWorld, unblocked_threads: None) -> None:
    keys = [f"k-{number:03}" for number in range(120)]
    put(stored, *keys)
    heard = Heard()

    def run() -> None:
        worker(stored, heard).work(until_empty=True)
        connections[stored.database.alias].close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(heard.keys) == keys
    assert {row.state for row in rows(stored).values()} == {"done"}


# --- fairness


def test_one_who_waits_is_not_behind_a_hundred_of_another(stored: SiteWorld) -> None:
    put(stored, *(f"n-{number}" for number in range(100)))
    put(stored, "s-1", authority=SOUTH)

    claimed = outbox(stored).claim("interactive", worker="a")

    assert len(claimed) == BATCH
    assert "s-1" in {each.key for each in claimed}


def test_those_who_cannot_go_yet_do_not_make_the_others_few(stored: SiteWorld) -> None:
    """A hundred authorities whose next try is in five minutes; one that has enough for a whole batch."""
    for number in range(100):
        put(stored, "later", authority=f"barset_{number}")
    for _ in range(5):
        outbox(stored).claim("interactive", worker="a")
    put(stored, *(f"n-{number}" for number in range(BATCH)))

    assert len(outbox(stored).claim("interactive", worker="b")) == BATCH


def test_somebody_who_waits_is_not_behind_a_batch(stored: SiteWorld) -> None:
    put(stored, *(f"b-{number}" for number in range(50)), lane="batch")
    put(stored, "now")
    heard = Heard()

    worker(stored, heard).turn()

    assert heard.keys[0] == "now"
    assert len(heard.keys) == 1 + BATCH


def test_what_is_not_due_is_not_looked_at_twice(stored: SiteWorld) -> None:
    """A claim reads what it can have, not what waits: else a mail server that is down would cost the processor."""
    put(stored, *(f"k-{number}" for number in range(5)))
    outbox(stored).claim("interactive", worker="a")

    assert not outbox(stored).anything_due()
    assert outbox(stored).claim("interactive", worker="b") == []


# --- what goes wrong


def test_a_failure_is_tried_again_at_once_and_then_every_five_minutes(stored: SiteWorld) -> None:
    put(stored, "k")
    heard = Heard(k=raises(ConnectionRefusedError("asha@example.org said no")))
    errand = worker(stored, heard)

    waits = []
    for _ in range(3):
        errand.turn()
        row = rows(stored)["k"]
        waits.append(round((row.due - datetime.now(UTC)).total_seconds(), -1))
        make_due(stored)

    assert waits == [0, 300, 300]
    assert rows(stored)["k"].wrong.count("ConnectionRefusedError") == 3
    assert "asha@example.org" not in rows(stored)["k"].wrong, "where it went wrong is kept, never what was said"


def test_after_four_hours_staff_are_told(stored: SiteWorld) -> None:
    put(stored, "k")
    heard = Heard(k=raises(ConnectionRefusedError()))
    errand = worker(stored, heard)
    for _ in range(MOST_TRIES + 3):
        errand.turn()
        make_due(stored)

    assert len(heard.keys) == MOST_TRIES
    assert rows(stored)["k"].state == "dead"
    (task,) = stored.records.tasks(NORTH)
    assert "four hours" in task.says


def test_what_kills_its_worker_is_given_up_after_five_claims(stored: SiteWorld) -> None:
    """Counted when it is claimed: whoever dies never comes to say so."""
    put(stored, "k", "other")
    heard = Heard(k=raises(PowerCut()))
    killed = 0
    for _ in range(MOST_LOST + 3):
        try:
            worker(stored, heard).turn()
        except PowerCut:
            killed += 1
        make_due(stored)

    assert killed == heard.keys.count("k") == MOST_LOST
    assert rows(stored)["k"].state == "dead"
    assert rows(stored)["other"].state == "done", "one that kills does not take the others with it for ever"
    assert len(stored.records.tasks(NORTH)) == 1


def test_a_failure_that_is_said_does_not_count_as_a_death(stored: SiteWorld) -> None:
    put(stored, "k")
    errand = worker(stored, Heard(k=raises(ConnectionRefusedError())))
    for _ in range(MOST_LOST + 2):
        errand.turn()
        make_due(stored)

    assert rows(stored)["k"].state == "open"


def test_what_can_never_be_sent_goes_to_staff_at_once(stored: SiteWorld) -> None:
    put(stored, "k")

    worker(stored, Heard(k=raises(CannotSend("The address does not exist.")))).work(until_empty=True)

    (task,) = stored.records.tasks(NORTH)
    assert "The address does not exist." in task.says
    assert rows(stored)["k"].state == "dead"
    assert list(stored.records.tasks(SOUTH)) == []


def test_staff_are_told_once_even_if_we_are_killed_in_between(
    stored: SiteWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(stored, "k")
    heard = Heard(k=raises(CannotSend("No.")))
    with monkeypatch.context() as broken:
        broken.setattr(DatabaseOutbox, "bury", lambda *a, **k: raises(PowerCut())())
        with pytest.raises(PowerCut):
            worker(stored, heard).turn()
    make_due(stored)
    worker(stored, heard).turn()

    assert len(stored.records.tasks(NORTH)) == 1
    assert rows(stored)["k"].state == "dead"


def test_a_kind_nobody_knows_waits_for_a_version_that_does(stored: SiteWorld) -> None:
    put(stored, "k", kind="carrier_pigeon")

    worker(stored).turn()

    assert rows(stored)["k"].state == "open"


def test_the_worker_outlives_the_database_being_away(stored: SiteWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    put(stored, "k")
    stop = Event()
    heard = Heard(k=stop.set)
    claim = DatabaseOutbox.claim
    away = iter([True, True, False])

    def sometimes(self: DatabaseOutbox, *args: Any, **kwargs: Any) -> list[Claimed]:
        if next(away, False):
            raise OperationalError("the server closed the connection")
        return claim(self, *args, **kwargs)

    monkeypatch.setattr(DatabaseOutbox, "claim", sometimes)
    monkeypatch.setattr(Event, "wait", lambda self, timeout=None: self.is_set())  # no need to wait in a test
    worker(stored, heard, stop=stop).work()

    assert heard.keys == ["k"]


@pytest.fixture
def unblocked_threads(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def test_a_waiting_worker_is_woken(stored: SiteWorld, unblocked_threads: None) -> None:
    """Well before it would have looked by itself, which is after five seconds."""
    stop, heard_it = Event(), Event()

    def run() -> None:
        worker(stored, Heard(k=heard_it.set), stop=stop).work()
        connections[stored.database.alias].close()

    thread = Thread(target=run)
    thread.start()
    time.sleep(0.7)  # it has looked, and waits
    put(stored, "k")

    assert heard_it.wait(2), "nobody woke it"
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


# --- email


def test_a_message_is_sent_once_with_the_same_id_at_every_try(stored: SiteWorld) -> None:
    row = opened(stored)
    message = Message(
        id="c-1.2",
        about="submitted",
        way="to_resident",
        subject="We have it",
        body="…",
        at=AT,
        by="rule",
        email=Email(to="asha@example.org", subject="We have it", body="Follow the link."),
    )
    with stored.together():
        stored.records.add_message(NORTH, row.id, message)
        stored.outbox.put(
            Intent(authority=NORTH, key="email:c-1.2", kind="email", args={"case": row.id, "message": "c-1.2"})
        )
    mailer = stored.mailer
    assert isinstance(mailer, TestMailer)

    mailer.down = True
    worker(stored).turn()
    assert mailer.sent == []
    mailer.down = False
    worker(stored).work(until_empty=True)

    assert [(letter.id, letter.to) for letter in mailer.sent] == [("c-1.2", "asha@example.org")]


# --- django.tasks


@pytest.fixture
def tasks(stored: SiteWorld, settings: Any) -> SiteWorld:
    settings.TASKS = {
        "default": {
            "BACKEND": "footpath.adapters.outbox.backend.OutboxBackend",
            "OPTIONS": {"DATABASE": stored.database.alias},
        }
    }
    errands.done.clear()
    return stored


def test_a_task_of_django_is_run_and_gives_its_result(tasks: SiteWorld) -> None:
    result = errands.remember.enqueue("a", times=2)
    assert result.status is TaskResultStatus.READY
    assert errands.done == []

    worker(tasks).work(until_empty=True)

    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, ["a", "a"], 1)
    assert result.enqueued_at <= result.started_at <= result.finished_at
    assert errands.remember.get_result(result.id).return_value == ["a", "a"]


def test_a_task_enqueued_with_what_is_undone_is_not_run(tasks: SiteWorld) -> None:
    with pytest.raises(PowerCut), tasks.together():
        result = errands.remember.enqueue("a")
        raise PowerCut

    worker(tasks).work(until_empty=True)
    assert errands.done == []
    with pytest.raises(TaskResultDoesNotExist):
        errands.remember.get_result(result.id)


def test_a_task_is_tried_again_and_knows_it(tasks: SiteWorld) -> None:
    result = errands.try_three_times.enqueue()
    for _ in range(4):
        worker(tasks).turn()
        make_due(tasks)

    result.refresh()
    assert (result.status, result.return_value) == (TaskResultStatus.SUCCESSFUL, 3)
    assert [error.exception_class for error in result.errors] == [errands.NotToday] * 2


def test_what_matters_more_is_run_first(tasks: SiteWorld) -> None:
    for priority in (0, -10, 50):
        errands.remember.using(priority=priority).enqueue(str(priority))

    worker(tasks).work(until_empty=True)
    assert errands.done == ["50", "0", "-10"]


def test_a_task_for_later_waits(tasks: SiteWorld) -> None:
    errands.remember.using(run_after=datetime.now(UTC) + timedelta(hours=1)).enqueue("later")
    soon = datetime.now(UTC) + timedelta(seconds=0.3)
    errands.remember.using(run_after=soon).enqueue("soon")
    worker(tasks).work(until_empty=True)
    assert errands.done == []

    time.sleep(0.4)
    worker(tasks).work(until_empty=True)
    assert errands.done == ["soon"]


def test_a_coroutine_is_a_task_too(tasks: SiteWorld) -> None:
    result = errands.remember_later.enqueue("a")
    worker(tasks).work(until_empty=True)

    result.refresh()
    assert result.return_value == "a"


def written_down(world: SiteWorld) -> set[str]:
    held = models.Authority.objects.using(world.database.alias).values_list("id", flat=True)
    return set(held) - {NORTH, SOUTH}


def test_tasks_on_our_own_records_are_done_with_their_mark_or_not_at_all(tasks: SiteWorld) -> None:
    alias = tasks.database.alias
    good = errands.write_down.enqueue(alias, "ryedale")
    bad = errands.write_down.enqueue(alias, "scarborough", fails=True)

    worker(tasks).turn()

    assert written_down(tasks) == {"ryedale"}
    good.refresh()
    bad.refresh()
    assert (good.status, bad.status) == (TaskResultStatus.SUCCESSFUL, TaskResultStatus.READY)
    assert len(bad.errors) == 1


@pytest.mark.parametrize("count", [1, 2])
def test_killed_before_the_mark_neither_stands(tasks: SiteWorld, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    for number in range(count):
        errands.write_down.enqueue(tasks.database.alias, f"ryedale_{number}")
    with monkeypatch.context() as broken:
        broken.setattr(DatabaseOutbox, "finish", lambda *a, **k: raises(PowerCut())())
        with pytest.raises(PowerCut):
            worker(tasks).turn()
    assert written_down(tasks) == set()
    make_due(tasks)

    worker(tasks).work(until_empty=True)
    assert len(written_down(tasks)) == count


def test_a_task_that_never_works_has_failed(tasks: SiteWorld) -> None:
    result = errands.write_down.enqueue(tasks.database.alias, NORTH)  # which is there already
    for _ in range(MOST_TRIES + 1):
        worker(tasks).turn()
        make_due(tasks)

    result.refresh()
    assert result.status is TaskResultStatus.FAILED
    assert len(result.errors) == MOST_TRIES


def test_the_worker_leaves_no_thread_behind(stored: SiteWorld) -> None:
    before = threading.active_count()
    worker(stored).work(until_empty=True)
    assert threading.active_count() == before
