"""The worker: claims what is due, carries it out, and says what came of it. Safe to stop and to kill at any moment."""

import logging
import os
import socket
import time
from collections.abc import Iterable, Mapping
from threading import Event, Lock, Thread
from typing import Any, Final, Protocol

import msgspec
from django.db import InterfaceError, OperationalError, connections, transaction

from footpath.actions.dead_letter import dead_letter
from footpath.actions.handlers import HANDLERS
from footpath.adapters.errors import places
from footpath.adapters.outbox.outbox import (
    INSTALLATION,
    LANES,
    LEASE_SECONDS,
    MOST_LOST,
    MOST_TRIES,
    Claimed,
    DatabaseOutbox,
    Lost,
    LostLease,
)
from footpath.adapters.outbox.tasks import TASK, inside, run_task, task_ended, task_started
from footpath.adapters.outbox.wake import Wake, wake_for
from footpath.ports import CannotSend, World
from footpath.values.failpoints import failpoint

logger = logging.getLogger("footpath.outbox")

_AWAY = (OperationalError, InterfaceError)
"""What the database says when it cannot be reached, is full, or stays locked. Other errors are the handler's own."""

FORGET_EVERY_SECONDS: Final = 3600
LONGEST_PAUSE_SECONDS: Final = 30


class Handler(Protocol):
    """Carries out one kind of intent. What it returns is kept with the intent; what it raises decides what is next:
    CannotSend gives up at once, anything else is tried again."""

    def __call__(self, world: World, held: Claimed, /) -> Any: ...


def _of_actions(kind: str) -> Handler:
    def handle(world: World, held: Claimed, /) -> None:
        HANDLERS[kind](world, held.intent)

    return handle


KINDS: Final[Mapping[str, Handler]] = {**{kind: _of_actions(kind) for kind in HANDLERS}, TASK: run_task}


class Worker:
    """One thread's work, with a second that renews leases while the first is busy."""

    def __init__(
        self,
        world: World,
        *,
        stop: Event | None = None,
        kinds: Mapping[str, Handler] = KINDS,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        assert isinstance(world.outbox, DatabaseOutbox), "a worker needs an outbox in a database"
        self.world = world
        self.outbox = world.outbox
        self.kinds = kinds
        self.stop = stop or Event()
        self.lease_seconds = lease_seconds
        # Who held it is said in errors and in django.tasks' results; the random part keeps a restarted container apart.
        self.name = f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"
        self._held: dict[tuple[str, str], tuple[Claimed, float]] = {}  # and until when, by our own steady clock
        self._lock = Lock()

    # --- the loop

    def work(self, *, until_empty: bool = False) -> int:
        """Until stopped; or until nothing can be done now. How many were done."""
        done = 0
        pause = 0.5
        forgot = time.monotonic()
        ended = Event()
        beating = Thread(target=self._beat, args=(ended,), name="outbox-heartbeat", daemon=True)
        beating.start()
        wake: Wake = wake_for(self.outbox)
        try:
            while not self.stop.is_set():
                try:
                    count = self.turn()
                    done += count
                    pause = 0.5
                    if count:
                        continue
                    if until_empty and not self.outbox.anything_due():
                        break
                    if time.monotonic() - forgot > FORGET_EVERY_SECONDS and not self.outbox.forget():
                        forgot = time.monotonic()
                    wake.wait(self.stop)
                except _AWAY as reason:
                    # The database is away: a restart, a failover. What was claimed comes back when its lease ends.
                    if until_empty:
                        raise
                    logger.warning("the database cannot be reached: %s", type(reason).__name__)
                    self._let_go()
                    wake.close()
                    connections[self.outbox.alias].close()
                    self.stop.wait(pause)
                    pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        finally:
            ended.set()
            beating.join()
            wake.close()
        return done

    def turn(self) -> int:
        """One claim in each lane. How many were tried: each lane gets its share, whatever waits in the others."""
        tried = 0
        for lane in LANES:
            if self.stop.is_set():
                break
            if not self.outbox.anything_due():
                break
            claimed = self.outbox.claim(lane, worker=self.name, seconds=self.lease_seconds)
            failpoint("outbox.claimed")
            self._hold(claimed)
            claimed = self._suspect_alone(claimed)
            try:
                self._carry_out(claimed)
            finally:
                self._let_go()
            tried += len(claimed)
        return tried

    def _suspect_alone(self, claimed: list[Claimed]) -> list[Claimed]:
        """A worker died while it held one of these. Which of them it was is seen by trying one at a time: were they
        claimed together again, one that kills would take those beside it with it until all are given up."""
        suspects = [held for held in claimed if held.lost > 1]
        if not suspects:
            return claimed
        alone = min(suspects, key=lambda held: held.lost)
        for held in claimed:
            if held is not alone:
                self.outbox.release(held, worker=self.name)
                self._drop(held)
        return [alone]

    def _carry_out(self, claimed: list[Claimed]) -> None:
        """What is done inside our own records together, what is done outside one by one."""
        together = [held for held in claimed if inside(held) and not self._given_up(held)]
        if len(together) > 1 and not self.stop.is_set():
            self._together(together)
        for held in claimed:
            if self._holds(held):
                if self.stop.is_set():
                    self.outbox.release(held, worker=self.name)
                    self._drop(held)
                else:
                    self._one(held)

    # --- one

    def _one(self, held: Claimed) -> None:
        if self._given_up(held):
            self._bury(held, why="The work stopped in the middle of it, again and again.", wrong=places(Lost()))
            return
        failpoint("outbox.before_handler")
        try:
            if inside(held):
                with self.world.together():
                    self._handle_and_finish(held)
            else:
                result = self._handle(held)
                failpoint("outbox.before_done")
                self.outbox.finish(held, worker=self.name, result=result)
            task_ended(held)
        except LostLease:
            logger.warning("%s %s took longer than its lease, and is somebody else's now", held.kind, held.key)
        except CannotSend as reason:
            self._bury(held, why=str(reason), wrong=places(reason))
        except _AWAY:
            raise
        except Exception as reason:  # whatever it is, it must not take the others with it
            self._failed(held, reason)
        finally:
            self._drop(held)
        failpoint("outbox.done")

    def _handle(self, held: Claimed) -> Any:
        task_started(held)
        result = self.kinds[held.kind](self.world, held)
        failpoint("outbox.after_handler")
        return result

    def _handle_and_finish(self, held: Claimed) -> None:
        result = self._handle(held)
        failpoint("outbox.before_done")
        # In the transaction of what it did: were the lease somebody else's by now, neither would stand.
        self.outbox.finish(held, worker=self.name, result=result)

    def _together(self, claimed: Iterable[Claimed]) -> None:
        """One commit for all of them, which is where the time goes. One that fails is undone alone, and tried alone."""
        done: list[Claimed] = []
        with self.world.together():
            for held in claimed:
                try:
                    with transaction.atomic(using=self.outbox.alias):
                        self._handle_and_finish(held)
                    done.append(held)
                except _AWAY:
                    raise
                except Exception as reason:  # it is tried again by itself, and said there
                    logger.info("%s %s is tried alone: %s", held.kind, held.key, type(reason).__name__)
        for held in done:
            task_ended(held)
            self._drop(held)

    def _failed(self, held: Claimed, reason: Exception) -> None:
        wrong = places(reason)
        logger.warning("%s %s failed at try %d: %s", held.kind, held.key, held.tries, wrong[0])
        if held.tries >= MOST_TRIES:
            self._bury(held, why="We tried for four hours.", wrong=wrong)
        else:
            self.outbox.again(held, worker=self.name, wrong=wrong)

    def _given_up(self, held: Claimed) -> bool:
        # Counted when it is claimed: what kills its worker never comes to say that it failed.
        return held.lost > MOST_LOST

    def _bury(self, held: Claimed, *, why: str, wrong: list[str]) -> None:
        # Staff are told first, and once however often: were we killed in between, they would be told again, not never.
        if held.authority == INSTALLATION:
            logger.error("%s %s is given up: %s", held.kind, held.key, wrong[0])
        else:
            dead_letter(self.world, held.intent, why=why)
        self.outbox.bury(held, worker=self.name, wrong=wrong)
        self._drop(held)
        task_ended(msgspec.structs.replace(held, wrong=[*held.wrong, wrong]), given_up=True)

    # --- leases

    def _hold(self, claimed: Iterable[Claimed]) -> None:
        until = time.monotonic() + self.lease_seconds
        with self._lock:
            self._held = {(held.authority, held.key): (held, until) for held in claimed}

    def _holds(self, held: Claimed) -> bool:
        """Whether it is still to be done, and surely ours: a process that slept through its lease leaves it alone."""
        with self._lock:
            found = self._held.get((held.authority, held.key))
        return found is not None and time.monotonic() < found[1]

    def _drop(self, held: Claimed) -> None:
        with self._lock:
            self._held.pop((held.authority, held.key), None)

    def _let_go(self) -> None:
        with self._lock:
            self._held.clear()

    def _beat(self, ended: Event) -> None:
        """Renews what is held, three times in a lease: one slow mail server is no reason for two emails."""
        while not ended.wait(self.lease_seconds / 3):
            with self._lock:
                held = [each for each, _ in self._held.values()]
            try:
                for each in held:
                    until = time.monotonic() + self.lease_seconds
                    if self.outbox.extend(each, worker=self.name, seconds=self.lease_seconds):
                        with self._lock:
                            if (each.authority, each.key) in self._held:
                                self._held[each.authority, each.key] = (each, until)
            except _AWAY as reason:
                logger.warning("leases could not be renewed: %s", type(reason).__name__)
                connections[self.outbox.alias].close()
        connections[self.outbox.alias].close()


def work(world: World, *, until_empty: bool = False, stop: Event | None = None) -> int:
    """What `footpath work` does. How many were done."""
    return Worker(world, stop=stop).work(until_empty=until_empty)
