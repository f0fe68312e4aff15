"""The private key of this installation and the public ones that it trusts, in files that only its owner can read.

The private key is in no database, so it is in no copy of one; and nothing that is exported ever holds it.
"""

import json
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from footpath.exchange import BadKey, PrivateKey, PublicKey, Trusted, new_key, read_private, read_public


class KeyFiles:
    """Below `home`: `keys/signing.pem`, made at its first use, and `keys/trusted.json`."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "keys"

    @property
    def _signing(self) -> Path:
        return self._folder / "signing.pem"

    @property
    def _trusted(self) -> Path:
        return self._folder / "trusted.json"

    def private(self) -> PrivateKey:
        """The installation's own; raises BadKey where the file cannot be used."""
        found = self._found()
        if found is not None:
            return found
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._put(self._signing, new_key().pem(), replacing=False)
        made = self._found()
        assert made is not None, "what was just written is there"
        return made

    def public(self) -> PublicKey | None:
        """None where nothing was signed here yet: looking makes no key."""
        found = self._found()
        return None if found is None else found.public

    def _found(self) -> PrivateKey | None:
        try:
            mode = self._signing.stat().st_mode
        except FileNotFoundError:
            return None
        if stat.S_IMODE(mode) & 0o077:
            raise BadKey(f"Others can read {self._signing}. Make it yours alone (chmod 600), or make another key.")
        return read_private(self._signing.read_text(encoding="ascii"))

    def trust(self, name: str, key: PublicKey) -> bool:
        """False where it is trusted for this name already. A name can have several: one is followed by the next."""
        held = self._names()
        if key.text in held.get(name, ()):
            return False
        self._save({**held, name: [*held.get(name, ()), key.text]})
        return True

    def forget(self, name: str, key: PublicKey) -> bool:
        held = self._names()
        if key.text not in held.get(name, ()):
            return False
        left = {**held, name: [each for each in held[name] if each != key.text]}
        self._save({each: keys for each, keys in left.items() if keys})
        return True

    def trusted(self, *, own: Iterable[str] = ()) -> tuple[Trusted, ...]:
        """Those named to us; and our own key, for the authorities `own` of this installation."""
        named = [Trusted(name=name, key=read_public(text)) for name, keys in self._names().items() for text in keys]
        mine = self.public()
        return (*named, *((Trusted(name=name, key=mine) for name in own) if mine else ()))

    def _names(self) -> Mapping[str, list[str]]:
        try:
            held = json.loads(self._trusted.read_text(encoding="utf-8"))
            return {str(name): [read_public(text).text for text in keys] for name, keys in held.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, AttributeError, BadKey):
            raise BadKey(f"{self._trusted} cannot be read: put it back, or name the keys again.") from None

    def _save(self, held: Mapping[str, list[str]]) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._put(self._trusted, json.dumps(held, indent=2, sort_keys=True) + "\n", replacing=True)

    def _put(self, file: Path, text: str, *, replacing: bool) -> None:
        """Written whole beside it, then put in its place: of two processes, one wins and both use its key."""
        beside = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:  # noqa: PTH123
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        try:
            if replacing:
                beside.replace(file)
                return
            with suppress(FileExistsError):
                os.link(beside, file)
        finally:
            beside.unlink(missing_ok=True)
