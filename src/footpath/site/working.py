"""The process that `footpath work` becomes: what is in the outbox is carried out, and steps are counted, until stopped.

    python -m footpath.site.working

By itself, without the command line around it: this process stays for months, and has no use for 7 MB of that.
"""

import logging
import os
import signal
import threading

COUNT_EVERY_SECONDS = 60


def work(*, until_empty: bool = False) -> None:
    """Until told to stop by SIGTERM or SIGINT; or until there is nothing left to do now."""
    import django

    django.setup()
    from footpath.actions.tick_steps import tick_steps
    from footpath.adapters.outbox import work as work_outbox
    from footpath.site.world import world

    stop = threading.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, lambda *_: stop.set())
    if until_empty:
        tick_steps(world())
        work_outbox(world(), until_empty=True, stop=stop)
        return
    counting = threading.Thread(target=_count_steps, args=(stop,), name="steps", daemon=True)
    counting.start()
    work_outbox(world(), until_empty=False, stop=stop)
    counting.join(timeout=5)


def _count_steps(stop: threading.Event) -> None:
    """Steps begin when they are due, and their outcomes are counted as they mature."""
    from django.db import connections

    from footpath.actions.tick_steps import tick_steps
    from footpath.site.world import world

    while not stop.is_set():
        try:
            tick_steps(world())
        except Exception:  # the database may be away for a while; the outbox is not held up by that
            logging.getLogger("footpath.steps").exception("steps could not be counted this time")
        finally:
            connections.close_all()
        stop.wait(COUNT_EVERY_SECONDS)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footpath.site.settings")
    work()
