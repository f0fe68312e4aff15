"""How often somebody may try: counted in Django's cache, so that guessing is slow and nobody is locked out for long."""

import hashlib
from collections.abc import Iterable

import msgspec
from django.core.cache import cache
from django.http import HttpRequest


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """At most `tries` in any window of `minutes`, for each thing that is counted."""

    name: str
    tries: int
    minutes: int


class Counted(msgspec.Struct, frozen=True):
    """A limit and what it is counted for: a staff name, an address, both."""

    limit: Limit
    whom: tuple[str, ...]

    @property
    def key(self) -> str:
        # Hashed: a cache is read by others than us, and what was typed as a name may be a password in the wrong box.
        said = "\x00".join((self.limit.name, *self.whom)).encode("utf-8", "surrogatepass")
        return f"tries:{hashlib.sha256(said).hexdigest()}"


def too_often(counted: Iterable[Counted]) -> bool:
    """Whether any of these has been tried as often as it may be for now."""
    return any(cache.get(each.key, 0) >= each.limit.tries for each in counted)


def count(counted: Iterable[Counted]) -> None:
    """One more try for each."""
    for each in counted:
        # `add` starts a window; whoever comes second in it only counts up. Both are atomic in every cache of Django's
        # but the database's.
        if not cache.add(each.key, 1, timeout=each.limit.minutes * 60):
            try:
                cache.incr(each.key)
            except ValueError:  # the window ended in between
                cache.set(each.key, 1, timeout=each.limit.minutes * 60)


def forget(counted: Iterable[Counted]) -> None:
    cache.delete_many([each.key for each in counted])


def address(request: HttpRequest) -> str:
    """Where a request comes from, as far as a network goes that one household or office has: an IPv6 /64 is one."""
    said = str(request.META.get("REMOTE_ADDR", ""))
    return ":".join(said.split(":")[:4]) if said.count(":") > 1 else said
