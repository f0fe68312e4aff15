"""What authorities give one another: signed by whoever says it, checked by whoever reads it."""

from footpath.exchange.keys import BadKey, PrivateKey, PublicKey, new_key, read_private, read_public
from footpath.exchange.signed import (
    LARGEST,
    Altered,
    NotSigned,
    Signed,
    TooLarge,
    Trusted,
    UnknownKey,
    UnknownVersion,
    Unreliable,
    WrongKind,
    WrongSignature,
    sign,
    verify,
)

__all__ = [
    "LARGEST",
    "Altered",
    "BadKey",
    "NotSigned",
    "PrivateKey",
    "PublicKey",
    "Signed",
    "TooLarge",
    "Trusted",
    "UnknownKey",
    "UnknownVersion",
    "Unreliable",
    "WrongKind",
    "WrongSignature",
    "new_key",
    "read_private",
    "read_public",
    "sign",
    "verify",
]
