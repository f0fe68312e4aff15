"""Files that residents sent: downloads, never shown by the browser, and said not to be scanned."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import FileResponse, HttpRequest, HttpResponseBase

from footpath.definition.service import Service
from footpath.journey import CheckRow
from footpath.ports import CaseRow, NoSuchCase
from footpath.questions.question import Answer, Question
from footpath.web.staff.desk import Desk, at_desk, not_there
from footpath.web.staff.reading import case_of
from footpath.web.uploads import kept


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A file of an answer, and where staff can fetch it; nowhere, when its bytes are not there."""

    name: str
    size: str
    href: str | None


@at_desk("see_case")
def download(request: HttpRequest, desk: Desk, reference: str, file: str) -> HttpResponseBase:
    """As an attachment of no known type, in a sandbox: whatever is in it, it does nothing here."""
    try:
        row = case_of(desk, reference)
    except NoSuchCase:
        return not_there(request, desk)
    found = kept(row.authority, row.id, file)
    if found is None:
        return not_there(request, desk)
    response = FileResponse(
        found.path.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    return response


def files_of(
    desk: Desk, row: CaseRow, service: Service, in_use: Mapping[str, Answer], line: CheckRow
) -> tuple[Sent, ...]:
    """The file behind a line of the answers, where there is one."""
    question, answer = _behind(service, in_use, line)
    if question is None or question.kind != "file" or not isinstance(answer, dict):
        return ()
    id_ = str(answer["id"])
    there = kept(row.authority, row.id, id_) is not None
    here = f"{desk.path}/cases/{row.reference}/files/{id_}" if there else None
    return (Sent(name=str(answer["name"]), size=size(int(answer["size"])), href=here),)


def _behind(service: Service, in_use: Mapping[str, Answer], line: CheckRow) -> tuple[Question | None, Any]:
    """The question of a line and its answer: on a page of its own, or one of a list's."""
    if line.item is None:
        return service.question(line.question), in_use.get(line.question)
    page = service.page(line.page)
    listed = page.questions[0] if page else None
    things = in_use.get(listed.id) if listed else None
    if listed is None or not isinstance(things, list) or line.item >= len(things):
        return None, None
    inner = next((each for each in listed.questions if each.id == line.question), None)
    return inner, things[line.item].get(line.question)


def size(count: int) -> str:
    """1.2 MB: a million bytes to a megabyte, as file systems and GOV.UK count."""
    if count < 1000:
        return f"{count} byte{'' if count == 1 else 's'}"
    if count < 1_000_000:
        return f"{count // 1000} kB"
    tenths = count // 100_000
    return f"{tenths // 10}.{tenths % 10} MB"
