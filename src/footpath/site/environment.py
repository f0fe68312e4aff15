"""What the FOOTPATH_ variables mean, and a clear word when one of them means nothing."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec
from django.core.exceptions import ImproperlyConfigured


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where the pages are, as people type it and as emails link to it."""

    url: str  # without a slash at the end
    host: str
    https: bool


def setting(name: str) -> str:
    return os.environ.get(f"FOOTPATH_{name}", "").strip()


def address(said: str) -> Address:
    """Without one, pages are served by https alone: only an http:// address says that nobody else can listen."""
    url = (said or "https://localhost").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"FOOTPATH_ADDRESS is {said!r}. Give it like https://services.example.gov.uk.")
    return Address(url=url, host=parts.hostname, https=parts.scheme == "https")


def secret_key(said: str, file: Path) -> str:
    """The key that was set, or the installation's own, which is made once and only its owner can read."""
    if said:
        if len(said) < 50:
            raise ImproperlyConfigured("FOOTPATH_SECRET_KEY is too short. Give at least 50 random characters.")
        return said
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(64)
    # Written whole beside it, then linked: of two processes that start at once, one wins and both use its key.
    beside = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:  # noqa: PTH123
        out.write(made)
    try:
        os.link(beside, file)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    finally:
        beside.unlink()
    return made


def database(said: str, home: Path) -> dict[str, Any]:
    """Django's words for a path of SQLite, or for a postgresql:// address. Without either, a file below `home`."""
    if said.startswith(("postgres://", "postgresql://")):
        return postgres(said)
    if "://" in said:
        raise ImproperlyConfigured(
            "FOOTPATH_DATABASE is neither a path nor like postgresql://user:password@host:5432/footpath."
        )
    return sqlite(Path(said) if said else home / "footpath.sqlite3")


def sqlite(file: Path) -> dict[str, Any]:
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction that reads, decides and writes must not find at the end that another got there first.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an answer that was acknowledged survives a power cut, not just a crash. What is erased is
            # overwritten, not only let go of.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-8000;"
                "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; PRAGMA trusted_schema=OFF;"
            ),
        },
    }


def postgres(url: str) -> dict[str, Any]:
    import psycopg

    try:
        parts = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as reason:
        # What was set is not said: it may hold a password.
        raise ImproperlyConfigured(
            "FOOTPATH_DATABASE is not an address of PostgreSQL. Give it like postgresql://user:password@host:5432/name."
        ) from reason
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{ours: str(parts.pop(theirs, "")) for theirs, ours in names.items()},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # after a failover the first request finds the new server
        "OPTIONS": {"application_name": "footpath", **parts},
    }


def smtp(said: str) -> dict[str, Any]:
    """The mail server of smtp://user:password@host:587 (TLS is begun; ?plain=1 goes without) or smtps://…:465."""
    if said in ("console", "folder"):
        said = "smtp://localhost?plain=1"  # Django asks for one; nothing is sent by it
    parts = urlsplit(said)
    query = dict(parse_qsl(parts.query))
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == 0 or set(query) - {"plain"}:
        raise ImproperlyConfigured(
            "FOOTPATH_MAIL is not understood. Give smtp://user:password@host:587, smtps://user:password@host:465, "
            "console or folder."
        )
    plain = query.get("plain") == "1"
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": port or (465 if parts.scheme == "smtps" else 25 if plain else 587),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and not plain,
        "timeout": 30,
    }
    if parts.username:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
