"""The process that `footpath work` becomes: the outbox is carried out, and what is due by the clock, until stopped.

    python -m footpath.site.working

By itself, without the command line around it: this process stays for months, and has no use for 7 MB of that.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footpath.ports import World

LOOK_EVERY_SECONDS = 60


def work(*, until_empty: bool = False) -> None:
    """Until told to stop by SIGTERM or SIGINT; or until there is nothing left to do now."""
    import django

    django.setup()
    from footpath.adapters.outbox import work as work_outbox
    from footpath.site.world import world

    stop = threading.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, lambda *_: stop.set())
    if until_empty:
        for _, do in _by_the_clock():
            do(world())
        work_outbox(world(), until_empty=True, stop=stop)
        return
    clock = threading.Thread(target=_look_at_the_clock, args=(stop,), name="clock", daemon=True)
    clock.start()
    work_outbox(world(), until_empty=False, stop=stop)
    clock.join(timeout=5)


def _by_the_clock() -> tuple[tuple[str, Callable[["World"], object]], ...]:
    """Steps begin when they are due, and their outcomes are counted; who waited for a decision is asked how it was.

    What services do is counted last: it is looked at by people, and nothing waits for it.
    """
    from footpath.actions.ask_how_it_was import ask_how_it_was
    from footpath.actions.count_doing import Looking
    from footpath.actions.tick_steps import tick_steps

    return (
        ("steps could not be counted", tick_steps),
        ("nobody could be asked how it was", ask_how_it_was),
        ("what services do could not be counted", Looking()),
    )


def _look_at_the_clock(stop: threading.Event) -> None:
    from django.db import connections

    from footpath.site.world import world

    turns = _by_the_clock()
    while not stop.is_set():
        for fails, do in turns:
            try:
                do(world())
            except Exception:  # the database may be away for a while; the outbox is not held up by that
                logging.getLogger("footpath.clock").exception("%s this time", fails)
        connections.close_all()
        stop.wait(LOOK_EVERY_SECONDS)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footpath.site.settings")
    work()
