"""What is wrong in a definition, where it stands, and how to mend it."""

from typing import Literal

import msgspec


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault in a file. `line` and `column` count from 1; `path` is the place by id, like pages.home.title.

    `check` names the check that found it: a loader's fault has a word ("yaml", "shape", "rules"),
    a numbered check its number as text.
    """

    file: str
    line: int
    column: int
    path: str
    wrong: str
    mend: str
    check: str = "shape"
    level: Literal["error", "warning", "info"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.wrong} {self.mend}".rstrip()
