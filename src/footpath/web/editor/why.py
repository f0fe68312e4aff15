"""Why somebody does it: one sentence, kept with every change, decision and publication."""

from collections.abc import Mapping

from footpath.values import Problem
from footpath.web.forms import one

LONGEST = 500


def read_why(fields: Mapping[str, list[str]], asked: str) -> tuple[str, tuple[Problem, ...]]:
    """The sentence on one line, and what is wrong with it. `asked` is as in "Enter why you are publishing it"."""
    because = " ".join(one(fields, "because").split())
    if not because:
        return "", (Problem("because", f"Enter {asked}"),)
    if len(because) > LONGEST:
        return because, (Problem("because", f"{asked[:1].upper()}{asked[1:]} must be {LONGEST} characters or less"),)
    return because, ()
