"""Files that residents send: taken in, kept until their case is erased, and handed to staff as they came.

The bytes are files below HOME; a row of the records says whose each is. The bytes are on disk before the row, and the
row before the answer that names it, so whatever dies, no answer names a file that is not there.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from footpath.adapters.records.database import EVERY, Database
from footpath.adapters.records.models import File
from footpath.ports import CaseRow, World
from footpath.questions import KINDS, Question, Receipt, largest_bytes, looks_like, safe_name
from footpath.questions.question import Answer
from footpath.values import new_key

# What one request may bring: one file of the largest size that a question may allow, and the form around it.
MOST_BYTES = 30 * 1024 * 1024
# What one case may keep. Nobody needs more, and a disk is not filled by one person pressing a button.
MOST_FILES = 40

_NOT_SCANNED = "not scanned"


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
    with _records().about(row.authority) as alias:
        if File.objects.using(alias).filter(authority=row.authority, case=row.id).count() >= MOST_FILES:
            raise TooManyFilesSent
    path = _path(row.authority, row.id, receipt.id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
    _sync_folder(path.parent)
    with world.together(), _records().about(row.authority) as alias:
        File.objects.using(alias).create(
            authority=row.authority,
            id=receipt.id,
            case=row.id,
            name=receipt.name,
            kind=receipt.kind or "",
            size=receipt.size,
            sha256=hashlib.sha256(content).hexdigest(),
            at=world.clock.now(),
            scan=_NOT_SCANNED,
        )


def kept(authority: str, case: str, file: str) -> Kept | None:
    """A file of this case; None when there is none, it is another's, or it has been erased."""
    with _records().about(authority) as alias:
        row = File.objects.using(alias).filter(authority=authority, case=case, id=file, gone=False).first()
    if row is None:
        return None
    path = _path(authority, case, row.id)
    return Kept(id=row.id, name=row.name, kind=row.kind, size=row.size, path=path) if path.exists() else None


def remove_gone(world: World) -> int:
    """Removes the bytes of erased cases, and says of how many files. Whatever dies in between, it is done again."""
    with _records().about(EVERY) as alias:
        gone = list(File.objects.using(alias).filter(gone=True).values_list("authority", "case", "id"))
    for authority, case, file in gone:
        path = _path(authority, case, file)
        path.unlink(missing_ok=True)
        if path.parent.exists() and not any(path.parent.iterdir()):
            path.parent.rmdir()
        # The bytes first: a row without bytes is tidied next time, bytes without a row would stay for ever.
        with world.together(), _records().about(authority) as alias:
            File.objects.using(alias).filter(authority=authority, id=file).delete()
    return len(gone)


def _records() -> Database:
    return Database("default")


def _path(authority: str, case: str, file: str) -> Path:
    # All three are ours: an authority's id, and keys drawn by us. Nothing that a browser said is in a path.
    return Path(settings.HOME) / "files" / authority / case / file


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
