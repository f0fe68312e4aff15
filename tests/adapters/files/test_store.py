"""An upload is there whole or not at all, as bytes and nothing else, and gone when it is erased."""

import os
import stat
from pathlib import Path

import pytest

from footpath.adapters.files import store as store_module
from footpath.adapters.files.store import STRAY_SECONDS, FileStore

PHOTO = b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def test_a_photo_is_kept_for_its_owner_alone(store: FileStore) -> None:
    store.keep("barset_north", "c-1", "f-1", PHOTO)

    path = store.path("barset_north", "c-1", "f-1")
    assert path.read_bytes() == PHOTO
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, "read by its owner, run by nobody"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_half_a_photo_is_never_there(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep("barset_north", "c-1", "f-1", PHOTO)

    assert not store.path("barset_north", "c-1", "f-1").exists()


def test_a_file_is_never_written_over(store: FileStore) -> None:
    store.keep("barset_north", "c-1", "f-1", PHOTO)
    store.path("barset_north", "c-1", "f-1").with_name("f-2.part").write_bytes(b"")

    with pytest.raises(FileExistsError):
        store.keep("barset_north", "c-1", "f-2", PHOTO)


@pytest.mark.parametrize("id_", ["..", "../secret-key", "a/b", "", ".hidden", "nul\0"])
def test_a_path_is_made_of_our_own_ids(store: FileStore, id_: str) -> None:
    with pytest.raises(AssertionError):
        store.path("barset_north", "c-1", id_)
    with pytest.raises(AssertionError):
        store.path(id_, "c-1", "f-1")


def test_removing_leaves_nothing_and_may_be_done_twice(store: FileStore, tmp_path: Path) -> None:
    store.keep("barset_north", "c-1", "f-1", PHOTO)
    store.keep("barset_north", "c-1", "f-2", PHOTO)

    store.remove("barset_north", "c-1", "f-1")
    store.remove("barset_north", "c-1", "f-1")
    assert list(store.cases()) == [("barset_north", "c-1")]
    store.remove("barset_north", "c-1", "f-2")

    assert list(store.cases()) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_was_cut_off_is_removed_after_a_day(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.keep("barset_north", "c-1", "known", PHOTO)
    store.keep("barset_north", "c-1", "stray", PHOTO)
    assert store.remove_strays("barset_north", "c-1", {"known"}) == 0, "it may be an upload that is under way"

    later = store_module.time.time() + STRAY_SECONDS + 60
    monkeypatch.setattr(store_module.time, "time", lambda: later)
    assert store.remove_strays("barset_north", "c-1", {"known"}) == 1

    assert store.path("barset_north", "c-1", "known").exists()
    assert not store.path("barset_north", "c-1", "stray").exists()
