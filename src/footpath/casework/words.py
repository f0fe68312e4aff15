"""What people write in their own words: notes, messages, reasons. Tidied, and with an end."""

from footpath.questions.tidy import lines
from footpath.values import Problem

LONGEST_WORDS = 4000
"""Characters: two printed pages. What is longer is a document, and belongs beside the case."""


def own_words(typed: str) -> str:
    """Line breaks are one kind and are kept; spare spaces and what nobody can see are not."""
    return lines(typed)


def wrong_words(words: str, *, at: str, empty: str, long: str) -> tuple[Problem, ...]:
    """What can be put right. `long` says {} where the number of characters goes."""
    if not words:
        return (Problem(at, empty),)
    if len(words) > LONGEST_WORDS:
        return (Problem(at, long.format(f"{LONGEST_WORDS:,}")),)
    return ()
