"""Places where a test may kill the process, so that we know what survives."""

import os
import signal

# Every point by name, so that a test can visit all of them and notice one that is never reached.
FAILPOINTS = (
    "start.begun",
    "start.written",
    "start.committed",
    "answer.read",
    "answer.row_written",
    "answer.journal_written",
    "answer.committed",
    "move.read",
    "move.row_written",
    "move.journal_written",
    "move.committed",
    "submit.read",
    "submit.row_written",
    "submit.message_written",
    "submit.intent_put",
    "submit.committed",
    "decide.read",
    "decide.row_written",
    "decide.message_written",
    "decide.intent_put",
    "decide.committed",
    "outbox.claimed",
    "outbox.before_handler",
    "outbox.after_handler",
    "outbox.before_done",
    "outbox.done",
    "erase.begun",
    "erase.written",
    "ask.marked",
    "ask.written",
    "ask.committed",
)

_armed: dict[str, int] = {}


def arm(name: str, after: int = 1) -> None:
    """The `after`-th time this process reaches `name`, it is killed at once, as by a power cut."""
    assert name in FAILPOINTS, f"no failpoint is called {name}"
    _armed[name] = after


if os.environ.get("FOOTPATH_FAILPOINT"):
    _name, _, _after = os.environ["FOOTPATH_FAILPOINT"].partition(":")
    arm(_name, int(_after or 1))


def failpoint(name: str) -> None:
    """Does nothing, unless a test has armed it."""
    if _armed and name in _armed:
        _armed[name] -= 1
        if _armed[name] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
