"""A file of answers, or of inputs to a model: JSON with every digit as it was written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from footpath.values import Fault


def read_answers(path: Path, *, number: Callable[[str], Any] = str) -> dict[str, Any] | Fault:
    """What a file holds by name, or what is wrong with it, and where. `number` makes a value of digits as written."""
    line, column = 1, 1
    try:
        # Digits stay as they were written: a kind of question reads them as exact decimals.
        given = json.loads(
            path.read_bytes(),
            parse_float=number,
            parse_int=number,
            parse_constant=_no_number,
            object_pairs_hook=_once_each,
        )
        if isinstance(given, dict):
            return given
        wrong = "The answers are not an object of question ids and answers."
    except OSError as unreadable:
        wrong = f"This cannot be read: {unreadable.strerror}."
    except json.JSONDecodeError as malformed:
        line, column = malformed.lineno, malformed.colno
        wrong = f"This is not JSON: {malformed.msg}."
    except UnicodeDecodeError:
        wrong = "This is not JSON: it is not text."
    except RecursionError:
        wrong = "This is nested too deeply."
    except _NotAnswersError as refused:
        wrong = str(refused)
    mend = 'Write it like {"registration": "AB12 CDE"}.'
    return Fault(file=str(path), line=line, column=column, path="", wrong=wrong, mend=mend, check="answers")


class _NotAnswersError(Exception):
    """JSON that a lenient reader would take, and mean something else by it."""


def _no_number(word: str) -> None:
    raise _NotAnswersError(f"{word} is no number.")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _NotAnswersError(f"{name} is there twice.")
        found[name] = value
    return found
