"""Which closed cases a caseworker is asked about."""

from footpath.ports import CaseRow
from footpath.steps.asked import staff_is_asked
from footpath.web.world import world


def is_asked(row: CaseRow) -> bool:
    """One closed case in five, by its own key, until somebody has said something."""
    if row.stage != "decided" or not staff_is_asked(row.id):
        return False
    return world().steps.staff_said(row.authority, row.id) is None
