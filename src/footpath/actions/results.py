"""What comes of answering a page: the way goes on, something is to be put right, or two windows disagree."""

from collections.abc import Mapping

import msgspec

from footpath.journey import Where
from footpath.ports import CaseRow
from footpath.questions.question import Answer
from footpath.values import Problem


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """The answers are kept; this is where to go."""

    where: Where
    row: CaseRow


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was written. The page is shown again with these and with what was typed."""

    problems: tuple[Problem, ...]
    row: CaseRow


class Crossed(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was written: this page was answered in another window meanwhile, and differently. By question id."""

    row: CaseRow
    yours: Mapping[str, Answer]
    theirs: Mapping[str, Answer]


class NoSuchPage(Exception):
    """The service has no such page, or the page no such item. An address was made up, or is of another edition."""
