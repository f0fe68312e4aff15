"""Ed25519 keys: the private one signs, the public one is how others know the signature."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

ALGORITHM = "Ed25519"
_TEXT = re.compile(r"ed25519:([A-Za-z0-9_-]{43})")


class BadKey(Exception):
    """What was given is no key that can be used here. Says what a key looks like."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """32 bytes that may be shown to anybody."""

    raw: bytes

    @property
    def id(self) -> str:
        """A short name for it: the first 16 hex digits of its SHA-256."""
        return hashlib.sha256(self.raw).hexdigest()[:16]

    @property
    def text(self) -> str:
        """As people pass it on: `ed25519:` and 43 letters, digits, - and _."""
        return f"ed25519:{base64.urlsafe_b64encode(self.raw).decode().rstrip('=')}"

    def holds(self, signature: bytes, words: bytes) -> bool:
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, words)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """Never printed, logged or exported: its representation says which it is and nothing of what it is."""

    _key: ed25519.Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        raw = self._key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return PublicKey(raw)

    def sign(self, words: bytes) -> bytes:
        return self._key.sign(words)

    def pem(self) -> str:
        """For its own file and nowhere else: PKCS #8, as other programs read it."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    def __repr__(self) -> str:
        return f"<the private key of {self.public.id}>"


def new_key() -> PrivateKey:
    return PrivateKey(ed25519.Ed25519PrivateKey.generate())


def read_private(pem: str) -> PrivateKey:
    """Raises BadKey."""
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise BadKey("This is no private key in PEM. Put back the file from a backup.") from None
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise BadKey("This private key is of another kind: Footpath signs with Ed25519.")
    return PrivateKey(key)


def read_public(text: str) -> PublicKey:
    """Raises BadKey."""
    said = _TEXT.fullmatch(text.strip())
    try:
        raw = base64.urlsafe_b64decode(f"{said[1]}=") if said else b""
    except binascii.Error:
        raw = b""
    # 43 letters hold two bits more than 32 bytes: the same key must not be written in four ways.
    if len(raw) != 32 or PublicKey(raw).text != text.strip():
        raise BadKey("This is no public key. One looks like ed25519: and then 43 letters, digits, - and _.")
    return PublicKey(raw)
