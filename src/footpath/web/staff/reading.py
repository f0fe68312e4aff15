"""What several staff pages read of a case."""

from collections.abc import Callable

from footpath.casework.events import Actor
from footpath.definition.service import Service
from footpath.ports import CaseRow, NoSuchCase
from footpath.values import new_key, read_reference
from footpath.web.staff.desk import Desk
from footpath.web.world import world


def case_of(desk: Desk, typed: str) -> CaseRow:
    """A case of this authority that was sent. Raises NoSuchCase: a draft is its author's alone."""
    reference = read_reference(typed)
    if reference is None:
        raise NoSuchCase
    row = world().records.case_by_reference(desk.authority.id, reference)
    if row.submitted is None:
        raise NoSuchCase
    return row


def fresh_key() -> str:
    """A submission key: the same form sent twice does its thing once."""
    return new_key(world().chance.bytes(16))


def title_of(service: Service) -> str:
    return service.title.in_("en")


def sentence(said: str) -> str:
    """A rule's `because` may be written to stand inside a letter's sentence: here it stands alone."""
    return said[:1].upper() + said[1:]


def holder(row: CaseRow, desk: Desk, named: Callable[[Actor], str]) -> str:
    """Who has it, as this page's reader would say."""
    if row.taken_by is None:
        return ""
    return "You" if row.taken_by == desk.id else named(f"staff:{row.taken_by}")


def outcome_words(outcome: str) -> str:
    """An outcome as staff say it: its id in words. Its title is what the letter says to the resident."""
    return outcome.replace("_", " ").capitalize()
