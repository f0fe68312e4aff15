"""References people read out over the phone, and keys nobody can guess."""

import base64
import re

# No vowels, so no words by accident; of letters and digits that look alike (0 O, 1 I L, 2 Z, 5 S, 8 B) at most one
# is used, and `read_reference` takes the other for it.
REFERENCE_ALPHABET = "2346789CDFGHJKMNPQRTVWXY"
_FORGIVEN = str.maketrans({"Z": "2", "B": "8", "U": "V"})
_SHAPE = re.compile(f"^FP([{REFERENCE_ALPHABET}]{{3}})([{REFERENCE_ALPHABET}]{{3}})$")


def new_reference(chance: bytes) -> str:
    """A reference like FP-7K4-2QM from at least 8 random bytes: 24^6, about 190 million of them.

    It names a case to people; it opens nothing, so it need not be secret.
    """
    assert len(chance) >= 8, "a reference needs 8 random bytes, so that every letter is as likely as the next"
    number = int.from_bytes(chance[:8])
    letters = []
    for _ in range(6):
        number, which = divmod(number, len(REFERENCE_ALPHABET))
        letters.append(REFERENCE_ALPHABET[which])
    return f"FP-{''.join(letters[:3])}-{''.join(letters[3:])}"


def read_reference(typed: str) -> str | None:
    """The reference somebody typed, with spaces, hyphens, case and look-alike letters forgiven; None if it is none."""
    squeezed = re.sub(r"[^0-9A-Za-z]", "", typed).upper()
    if squeezed.startswith("FP"):
        squeezed = "FP" + squeezed[2:].translate(_FORGIVEN)
    found = _SHAPE.match(squeezed)
    return f"FP-{found[1]}-{found[2]}" if found else None


def new_key(chance: bytes) -> str:
    """A key that fits in a web address and cannot be guessed, from at least 16 random bytes."""
    assert len(chance) >= 16, "a key needs 128 bits of chance"
    return base64.urlsafe_b64encode(chance).decode().rstrip("=")
