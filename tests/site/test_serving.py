"""How the pages are served when nobody says otherwise."""

import pytest

from footpath.site.commands.installation import granian_words, lean, threads_for


def test_sqlite_has_one_writer_and_one_thread() -> None:
    assert threads_for("django.db.backends.sqlite3") == 1


def test_postgresql_is_waited_for_by_several() -> None:
    assert threads_for("django.db.backends.postgresql") == 4


def test_what_somebody_says_is_what_the_server_is_told() -> None:
    words = granian_words(8123, "127.0.0.1", 3, 5)

    assert words[words.index("--workers") + 1] == "3"
    assert words[words.index("--blocking-threads") + 1] == "5"


def test_a_process_that_stays_has_one_pool_of_memory_unless_somebody_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    assert lean()["MALLOC_ARENA_MAX"] == "1"

    monkeypatch.setenv("MALLOC_ARENA_MAX", "8")
    assert lean()["MALLOC_ARENA_MAX"] == "8"
