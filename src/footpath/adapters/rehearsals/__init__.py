"""Rehearsals asked for on a page: worked out by a process of their own, so that nobody's page waits for them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import Any, Final, Literal

import msgspec

from footpath.evidence.rehearsing import ASSUMED, Assumptions
from footpath.values import content_hash

SECONDS: Final = 240
"""Longer than twelve worlds with their flips take. What takes longer is given up, and says so."""

MOST_KEPT: Final = 50
_SEED: Final = 1

type Standing = Literal["running", "failed", "unknown"]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The same question has the same answer, so it is named by its hash and worked out once."""

    assumed: Assumptions
    worlds: int

    @property
    def key(self) -> str:
        return content_hash([msgspec.to_builtins(self.assumed), self.worlds, _SEED])


class Rehearsals:
    """Below `home`: a file for each answer, and one that is there while something is worked out: one at a time."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "rehearsals"

    def start(self, asked: Asked) -> bool:
        """False where another one runs. What was worked out before is there already."""
        if self._file(asked.key).exists():
            return True
        self._folder.mkdir(parents=True, exist_ok=True)
        if not self._take(asked.key):
            return self._running() == asked.key
        self._file(asked.key).with_suffix(".failed").unlink(missing_ok=True)
        Thread(target=self._work, args=(asked,), daemon=True).start()
        return True

    def found(self, key: str) -> Mapping[str, Any] | Standing:
        """What `footpath rehearse --json` prints."""
        try:
            found: dict[str, Any] = json.loads(self._file(key).read_text(encoding="utf-8"))
            return found
        except FileNotFoundError:
            if self._running() == key:
                return "running"
            return "failed" if self._file(key).with_suffix(".failed").exists() else "unknown"

    def _file(self, key: str) -> Path:
        assert key.isalnum(), "a hash"
        return self._folder / f"{key}.json"

    @property
    def _lock(self) -> Path:
        return self._folder / "running"

    def _take(self, key: str) -> bool:
        if self._running() is None:
            self._lock.unlink(missing_ok=True)
        try:
            with self._lock.open("x", encoding="utf-8") as held:
                held.write(key)
        except FileExistsError:
            return False
        return True

    def _running(self) -> str | None:
        """None also where whoever ran it was stopped: then the file is older than anything takes."""
        try:
            age = time.time() - self._lock.stat().st_mtime
            return self._lock.read_text(encoding="utf-8") if age < SECONDS + 10 else None
        except FileNotFoundError:
            return None

    def _work(self, asked: Asked) -> None:
        file, volumes = self._file(asked.key), self._folder / "volumes.csv"
        try:
            if asked.assumed.volumes:
                lines = [f"place {number},{weekly!r}" for number, weekly in enumerate(asked.assumed.volumes, 1)]
                volumes.write_text("\n".join(["authority,weekly", *lines]), encoding="utf-8")
            words = [sys.executable, "-m", "footpath.site.command", "rehearse", "--json", *_words(asked, volumes)]
            said = _said(words)
            part = file.with_suffix(".part")
            part.write_bytes(said)
            part.replace(file)
            self._forget_old()
        except (subprocess.SubprocessError, OSError):
            file.with_suffix(".failed").touch()
        finally:
            self._lock.unlink(missing_ok=True)

    def _forget_old(self) -> None:
        held = sorted(self._folder.glob("*.json"), key=lambda each: each.stat().st_mtime, reverse=True)
        for each in held[MOST_KEPT:]:
            each.unlink(missing_ok=True)


def _said(words: Sequence[str]) -> bytes:
    """What our own command prints, at a lower rank than whoever waits for a page."""
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:  # noqa: S603
        try:
            os.setpriority(os.PRIO_PROCESS, running.pid, 10)
            said, _ = running.communicate(timeout=SECONDS)
        except BaseException:
            running.kill()
            raise
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, list(words))
    return said


def _words(asked: Asked, volumes: Path) -> Sequence[str]:
    words = [f"--worlds={asked.worlds}", f"--seed={_SEED}"]
    for name in Assumptions.__struct_fields__:
        value = getattr(asked.assumed, name)
        if name == "volumes":
            words += [f"--volumes={volumes}"] if value else []
        elif not (name == "authorities" and asked.assumed.volumes) and value != getattr(ASSUMED, name):
            words.append(f"--{name.replace('_', '-')}={value}")
    return words
