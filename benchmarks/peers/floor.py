"""The least a durable page can cost: 12 kB of ready-made HTML and one SQLite commit, for every request."""

import os
import sqlite3
import threading

PAGE = (b"<!doctype html><title>Floor</title>" + b"<p>The same words again and again.</p>\n" * 320)[: 12 * 1024]
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]
_here = threading.local()


def _database() -> sqlite3.Connection:
    database = getattr(_here, "database", None)
    if database is None:
        database = sqlite3.connect(os.environ["FLOOR_DATABASE"], isolation_level=None, timeout=60)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY, path TEXT, body BLOB)")
        _here.database = database
    return database


def app(environ, start_response):  # type: ignore[no-untyped-def]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    # With isolation_level None a single INSERT is a transaction: it returns when the write-ahead log is on the disk.
    _database().execute("INSERT INTO seen (path, body) VALUES (?, ?)", (environ["PATH_INFO"], body))
    start_response("200 OK", HEADERS)
    return [PAGE]
