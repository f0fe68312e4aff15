"""What opens a case to its resident: a secret that is never stored, and can be made again for a link."""

import hashlib
import hmac

from footpath.ports import CaseRow, World


def seal(world: World, *, authority: str, case: str, salt: str) -> tuple[str, ...]:
    """The secrets that could open a case, by the installation's keys, newest first.

    Made from the installation's key and the case's salt whenever an email needs one: neither the records nor the
    address alone is enough, nothing that opens a case is stored, and when the answers are erased no link is left.
    """
    return tuple(world.keys.sealed(f"{authority}/{case}/{salt}"))


def door_of(secret: str) -> str:
    """What the row holds of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_of(world: World, row: CaseRow) -> str | None:
    """The secret this case was given; None when it is erased, or the key it was made with is gone."""
    if not row.salt:
        return None
    for secret in seal(world, authority=row.authority, case=row.id, salt=row.salt):
        if hmac.compare_digest(door_of(secret), row.door):
            return secret
    return None


def asked_secret(world: World, row: CaseRow) -> str | None:
    """What opens the questions how it was, and nothing else of the case; None when it is erased."""
    return _asked_secrets(world, row)[0] if row.salt else None


def may_say(world: World, row: CaseRow, secret: str) -> bool:
    """Whether this is such a secret of this case, made with any of the installation's keys."""
    return bool(row.salt) and any(hmac.compare_digest(each, secret) for each in _asked_secrets(world, row))


def _asked_secrets(world: World, row: CaseRow) -> tuple[str, ...]:
    return tuple(world.keys.sealed(f"asked/{row.authority}/{row.id}/{row.salt}"))
