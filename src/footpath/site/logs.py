"""Log lines that say where something happened, and never what somebody wrote."""

import logging
import re

from footpath.adapters.errors import places

# What stands behind these in an address opens a case, or the questions how it was.
_SECRET = re.compile(r"(/(?:return|asked)/)[^/\s?]+")
_QUERY = re.compile(r"\?\S*")


class WithoutValues(logging.Formatter):
    """Time, level, name and message; of an error its kind and the places it came through.

    An error's own words are left out: a database quotes the value that would not fit, a mail server the address.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802, logging's name
        return clean(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802, logging's name
        return "\n".join(places(ei[1])) if isinstance(ei, tuple) and isinstance(ei[1], BaseException) else ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802, logging's name
        return ""


def clean(line: str) -> str:
    """Without the secrets of links and without queries."""
    return _QUERY.sub("", _SECRET.sub(r"\1…", line))
