"""The bytes of uploads, below the installation's folder: on disk before anybody is told, gone when they are erased."""

import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

STRAY_SECONDS: Final = 24 * 60 * 60
"""How long bytes may be there before a row that names them: an upload takes minutes at most."""


class FileStore:
    """A folder for each case, a file for each upload, named by our ids: nothing that a browser said is in a path."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "files"

    def keep(self, authority: str, case: str, file: str, content: bytes) -> None:
        """When this returns, the bytes outlive a power cut. Until then, no part of them is there under this name."""
        path = self.path(authority, case, file)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f"{path.name}.part")
        # Readable by its owner and executable by nobody.
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
        for folder in (path.parent, path.parent.parent):
            _sync(folder)

    def path(self, authority: str, case: str, file: str) -> Path:
        for part in (authority, case, file):
            assert part and not set(part) & set("/\\\0") and not part.startswith("."), "a path is made of our own ids"
        return self._folder / authority / case / file

    def remove(self, authority: str, case: str, file: str) -> None:
        """Safe to repeat."""
        path = self.path(authority, case, file)
        path.unlink(missing_ok=True)
        _remove_empty(path.parent)

    def remove_strays(self, authority: str, case: str, known: Collection[str]) -> int:
        """Bytes of an upload that was cut off before its row was written. How many."""
        removed = 0
        for path in self._folder.joinpath(authority, case).glob("*"):
            if path.name not in known and time.time() - path.stat().st_mtime > STRAY_SECONDS:
                path.unlink(missing_ok=True)
                removed += 1
        _remove_empty(self._folder / authority / case)
        return removed

    def cases(self) -> Iterator[tuple[str, str]]:
        """(authority, case) of all that have bytes here."""
        for folder in self._folder.glob("*/*/"):
            yield folder.parent.name, folder.name


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # it holds another file of the case, or is gone already


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
