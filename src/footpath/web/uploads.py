"""Files that residents send: taken in, kept until their case is erased, and handed to staff as they came.

The bytes are files below HOME; a row of the records says whose each is. The bytes are on disk before the row, and the
row before the answer that names it, so whatever dies, no answer names a file that is not there.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from footpath.adapters.files.scan import SCANNERS
from footpath.adapters.files.store import FileStore
from footpath.adapters.records import receipts
from footpath.adapters.records.database import Database
from footpath.ports import CaseRow, World
from footpath.questions import KINDS, Question, Receipt, largest_bytes, looks_like, safe_name
from footpath.questions.question import Answer
from footpath.values import new_key

# What one request may bring: one file of the largest size that a question may allow, and the form around it.
MOST_BYTES = 30 * 1024 * 1024


class Bounded(FileUploadHandler):
    """Stops a request that is larger than we take before any of it is on disk. First in FILE_UPLOAD_HANDLERS."""

    def handle_raw_input(
        self,
        input_data: object,
        META: object,  # noqa: N803, Django's name
        content_length: int,
        boundary: object,
        encoding: object = None,
    ) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > MOST_BYTES:
            raise RequestDataTooBig
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is there."""

    id: str
    name: str
    kind: str
    size: int
    path: Path


def received(
    request: HttpRequest,
    world: World,
    row: CaseRow,
    questions: Sequence[Question],
    form: Mapping[str, list[str]],
    answers: Mapping[str, Answer],
) -> Mapping[str, list[str]]:
    """The form with a receipt for each file question: of what was sent now, else of what was sent before.

    What a browser sends as text in a file's place is thrown away: a receipt is ours to write.
    """
    asked = [question for question in questions if question.kind == "file"]
    if not asked:
        return form
    whole = {name: values for name, values in form.items() if all(name != question.id for question in asked)}
    for question in asked:
        sent = request.FILES.get(question.id)
        if isinstance(sent, UploadedFile) and (sent.name or sent.size):
            whole[question.id] = [_take_in(world, row, question, sent).as_field()]
        elif answers.get(question.id) is not None:
            before = KINDS["file"].refill(question, answers[question.id])[question.id]
            whole[question.id] = [before] if isinstance(before, str) else before
    return whole


def _take_in(world: World, row: CaseRow, question: Question, sent: "UploadedFile[Any]") -> Receipt:
    """Keeps it, if the question takes it. What it does not take gets a receipt that says why, and is not kept."""
    size, name = sent.size or 0, safe_name(sent.name or "")
    content = sent.read(largest_bytes(question) + 1)
    receipt = Receipt(id=new_key(world.chance.bytes(16)), name=name, size=size, kind=looks_like(content))
    read = KINDS["file"].read(question, {question.id: [receipt.as_field()]}, "en", on=world.clock.today())
    if not isinstance(read, tuple):
        _keep(world, row, receipt, content)
    return receipt


def _keep(world: World, row: CaseRow, receipt: Receipt, content: bytes) -> None:
    if receipts.count_files(_records(), row.authority, row.id) >= receipts.MOST_FILES:
        raise TooManyFilesSent
    _store().keep(row.authority, row.id, receipt.id, content)
    held = receipts.FileRow(
        authority=row.authority,
        case=row.id,
        id=receipt.id,
        name=receipt.name,
        kind=receipt.kind or "",
        size=receipt.size,
        sha256=hashlib.sha256(content).hexdigest(),
        at=world.clock.now(),
        scan=SCANNERS["none"].scan(content),
    )
    with world.together():
        receipts.add_file(_records(), held)


def kept(authority: str, case: str, file: str) -> Kept | None:
    """A file of this case; None when there is none, it is another's, or it has been erased."""
    row = receipts.find_file(_records(), authority, case, file)
    if row is None:
        return None
    path = _store().path(authority, case, row.id)
    return Kept(id=row.id, name=row.name, kind=row.kind, size=row.size, path=path) if path.exists() else None


def tidy_files() -> int:
    """Removes the bytes of erased cases that are still there, and those of uploads that were cut off. How many."""
    records, store = _records(), _store()
    removed = receipts.remove_gone(records, store.remove)
    for authority, case in list(store.cases()):
        removed += store.remove_strays(authority, case, receipts.file_ids(records, authority, case))
    return removed


def _records() -> Database:
    return Database("default")


def _store() -> FileStore:
    return FileStore(Path(settings.HOME))
