"""The journal of one case as it is stored, and whether it still says what the records say."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.audit import audit_case
from footpath.casework.headline import headline
from footpath.ports import Entry, NoSuchCase
from footpath.web.staff.case import head_of
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.history import names_in
from footpath.web.staff.reading import case_of, outcome_words
from footpath.web.world import world


@at_desk("audit")
def journal(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    here = world()
    try:
        row = case_of(desk, reference)
    except NoSuchCase:
        return not_there(request, desk)
    entries = here.records.journal(row.authority, row.id)
    faults = audit_case(here, authority=row.authority, case=row.id)
    names = names_in(entries)
    return staff_page(
        request,
        desk,
        "staff/journal.jinja",
        head=head_of(desk, row),
        audit={
            "says": _verdict(len(entries), len(faults)),
            "faults": [f"{fault.what}: {fault.says}" for fault in faults],
        },
        entries=[
            {
                "seq": entry.seq,
                "says": headline(entry.event, names, outcome=outcome_words),
                "exact": entry.event.at.isoformat(),
                "facts": _facts(entry),
            }
            for entry in entries
        ],
    )


def _verdict(entries: int, faults: int) -> str:
    if faults:
        return f"{faults} {'thing does' if faults == 1 else 'things do'} not hold. Tell whoever runs Footpath now."
    return f"All {entries} entries hold: the chain is whole, and the case is what its journal says."


def _facts(entry: Entry) -> list[tuple[str, Any]]:
    event = {
        name: ", ".join(value) if isinstance(value, list | tuple) else value
        for name, value in msgspec.to_builtins(entry.event).items()
        if name not in ("at", "what") and value is not None
    }
    return [
        *event.items(),
        *([("key", entry.key)] if entry.key else []),
        ("before", entry.before),
        ("hash", entry.hash),
    ]
