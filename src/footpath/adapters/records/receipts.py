"""Whose an upload is. The bytes are elsewhere: on disk before the row is, and gone before the row goes."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from footpath.adapters.records.database import EVERY, Database
from footpath.adapters.records.models import File

MOST_FILES: Final = 40
"""What one case may keep. Nobody needs more, and a disk is not filled by one person pressing a button."""


class FileRow(msgspec.Struct, frozen=True, kw_only=True):
    """An upload that is there."""

    authority: str
    case: str
    id: str
    name: str
    kind: str
    size: int
    sha256: str
    at: datetime
    scan: str  # what a scanner said, or that there was none


def add_file(database: Database, row: FileRow) -> None:
    database.must_be_together()
    with database.about(row.authority) as alias:
        File.objects.using(alias).create(**msgspec.structs.asdict(row))


def count_files(database: Database, authority: str, case: str) -> int:
    with database.about(authority) as alias:
        return File.objects.using(alias).filter(authority=authority, case=case).count()


def find_file(database: Database, authority: str, case: str, file: str) -> FileRow | None:
    """None when there is none, it is another case's, or it has been erased."""
    with database.about(authority) as alias:
        row = File.objects.using(alias).filter(authority=authority, case=case, id=file, gone=False).first()
    if row is None:
        return None
    return FileRow(**{name: getattr(row, name) for name in FileRow.__struct_fields__})


def file_ids(database: Database, authority: str, case: str) -> frozenset[str]:
    with database.about(authority) as alias:
        return frozenset(File.objects.using(alias).filter(authority=authority, case=case).values_list("id", flat=True))


def remove_gone(database: Database, remove: Callable[[str, str, str], None], *, authority: str = EVERY) -> int:
    """Removes the bytes of what was erased, then its row. Whatever dies in between, it is done again. How many."""
    with database.about(authority) as alias:
        gone = list(File.objects.using(alias).filter(gone=True).values_list("authority", "case", "id"))
    for owner, case, file in gone:
        remove(owner, case, file)
        with database.about(owner) as alias:
            File.objects.using(alias).filter(authority=owner, id=file, gone=True).delete()
    return len(gone)
