"""A signed envelope: who says it, what kind of thing it is, its content, and a signature that proves all three."""

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import msgspec

from footpath.exchange.keys import ALGORITHM, PrivateKey, PublicKey
from footpath.values import canonical, content_hash

VERSION = 1
LARGEST = 1024 * 1024
"""Bytes. A pack of 100 authorities is some 700 KB at the very most; what is larger is not read at all."""

_MARK = b"footpath.signed\0"  # so that no signature made for anything else is one of these
_KEYS = frozenset({"footpath_signed", "kind", "from", "algorithm", "key", "hash", "content", "signature"})
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class Unreliable(Exception):
    """It cannot be relied on, so nothing of it is used. Says what is wrong and what to do."""


class TooLarge(Unreliable):
    pass


class NotSigned(Unreliable):
    pass


class UnknownVersion(Unreliable):
    pass


class WrongKind(Unreliable):
    pass


class Altered(Unreliable):
    pass


class UnknownKey(Unreliable):
    pass


class WrongSignature(Unreliable):
    pass


class Trusted(msgspec.Struct, frozen=True, kw_only=True):
    """A public key, and the one name that it is trusted to speak for."""

    name: str
    key: PublicKey


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What was proved: `content` is what `from_` signed, word for word."""

    kind: str
    from_: str
    key: str
    hash: str
    content: Any


def sign(content: Any, *, kind: str, from_: str, key: PrivateKey) -> bytes:
    """The envelope as bytes. `content` is anything that has a canonical form; NaN and infinity have none."""
    plain = msgspec.json.decode(canonical(content))
    assert _finite(msgspec.to_builtins(content)), "NaN and infinity would be read back as nothing"
    said = _said(plain, kind=kind, from_=from_, key=key.public.id)
    return canonical({**said, "signature": key.sign(_MARK + canonical(said)).hex()})


def _finite(plain: Any) -> bool:
    match plain:
        case float():
            return isfinite(plain)
        case dict():
            return all(_finite(each) for each in plain.values())
        case list() | tuple():
            return all(_finite(each) for each in plain)
        case _:
            return True


def _said(content: Any, *, kind: str, from_: str, key: str) -> dict[str, Any]:
    return {
        "footpath_signed": VERSION,
        "kind": kind,
        "from": from_,
        "algorithm": ALGORITHM,
        "key": key,
        "hash": content_hash(content),
        "content": content,
    }


def verify(envelope: bytes, *, kind: str, trusted: Sequence[Trusted]) -> Signed:
    """What was signed, or one of the errors above. Nothing but an exact copy verifies, but for a last line end.

    A file that says the same in other bytes (keys in another order, a number written otherwise, spaces) is refused
    too: two programs must never read two things in one signed file.
    """
    if len(envelope) > LARGEST:
        raise TooLarge(f"This is larger than {LARGEST // 1024:,} KB, so it was not read.")
    envelope = envelope.removesuffix(b"\n").removesuffix(b"\r")
    said = _read(envelope, kind=kind)
    content, signature = said["content"], said.pop("signature")
    if said["hash"] != content_hash(content):
        raise Altered("Its content is not what its hash says: it was changed after it was signed.")
    known = [each for each in trusted if each.key.id == said["key"]]
    if not known:
        raise UnknownKey(
            f"It is signed with the key {said['key']}, which is not trusted here. Ask {said['from']} for their public "
            f"key by another way than this file, and name it: footpath pack trust {said['from']} PUBLICKEY"
        )
    mine = [each for each in known if each.name == said["from"]]
    if not mine:
        names = " and ".join(sorted(each.name for each in known))
        raise UnknownKey(f"It says it is from {said['from']}, and the key {said['key']} is trusted for {names} only.")
    if not mine[0].key.holds(bytes.fromhex(signature), _MARK + canonical(said)):
        raise WrongSignature(f"Its signature is not one by the key {said['key']}: it was changed, or {said['from']} "
                             "did not sign it.")  # fmt: skip
    return Signed(kind=said["kind"], from_=said["from"], key=said["key"], hash=said["hash"], content=content)


def _read(envelope: bytes, *, kind: str) -> dict[str, Any]:
    try:
        said = msgspec.json.decode(envelope)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotSigned("This is not JSON, so it is nothing that was signed.") from None
    if not isinstance(said, dict) or "footpath_signed" not in said:
        raise NotSigned("This is JSON, and no signed envelope: it has no footpath_signed.")
    if said["footpath_signed"] != VERSION or isinstance(said["footpath_signed"], bool | float):
        raise UnknownVersion(
            f"Its envelope is of version {str(said['footpath_signed'])[:20]}, and version {VERSION} is read here."
        )
    _check_form(said)
    if said["algorithm"] != ALGORITHM:
        raise UnknownVersion(f"It is signed with {said['algorithm'][:40]}, and {ALGORITHM} is read here.")
    if said["kind"] != kind:
        raise WrongKind(f"This is a signed {said['kind'][:40]}, and a signed {kind} is wanted here.")
    if canonical(said) != envelope:
        raise Altered(
            "It was written anew after it was signed: other spaces, another order, or a key twice. Use the file as it "
            "came."
        )
    return said


def _check_form(said: Mapping[str, Any]) -> None:
    odd = sorted(_KEYS ^ said.keys())
    if odd:
        raise NotSigned(f"A signed envelope has {', '.join(sorted(_KEYS))}; here it differs in {', '.join(odd)[:200]}.")
    for word in ("kind", "from", "algorithm", "key", "hash", "signature"):
        if not isinstance(said[word], str):
            raise NotSigned(f"Its {word} is no text.")
    if not _SIGNATURE.fullmatch(said["signature"]):
        raise WrongSignature("Its signature is not 128 hex digits.")
