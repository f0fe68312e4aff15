"""Ways for a letter to go: to a mail server, onto the screen, or into a folder."""

import os
import smtplib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from footpath.adapters.notify.letter import message_of
from footpath.ports import CannotSend, Letter, Mailer

_FOR_GOOD = range(500, 600)
"""What a mail server will say again tomorrow. Codes from 400 on are about the moment (RFC 5321, 4.2.1)."""


class SmtpMailer:
    """Through Django's mailer of this name, as MAILERS says."""

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def send(self, letter: Letter) -> None:
        message = message_of(letter)
        try:
            message.send(using=self._using)
        except smtplib.SMTPRecipientsRefused as refused:
            if all(code in _FOR_GOOD for code, _ in refused.recipients.values()):
                raise CannotSend("The mail server says that the address does not exist or takes no email.") from None
            raise
        except smtplib.SMTPDataError as refused:
            if refused.smtp_code in _FOR_GOOD:
                raise CannotSend("The mail server refused the email for what it says.") from None
            raise


class ScreenMailer:
    """For somebody who is trying things out: what would have gone, as text."""

    def __init__(self, screen: TextIO | None = None) -> None:
        self._screen = screen

    def send(self, letter: Letter) -> None:
        text = message_of(letter).message().as_bytes().decode("utf-8", "replace")
        print(f"{text}\n{'-' * 72}", file=self._screen or sys.stdout, flush=True)


class FolderMailer:
    """A file for each email, named by the letter: sent twice, it is there once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, letter: Letter) -> None:
        message = message_of(letter)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = message.extra_headers["Message-ID"].strip("<>").replace("@", " ").split()[0]
        beside = self._folder / f".{name}.{os.getpid()}"
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123
            out.write(message.message().as_bytes())
        beside.replace(self._folder / f"{name}.eml")


MAILERS: dict[str, Callable[[Path], Mailer]] = {
    "smtp": lambda home: SmtpMailer(),
    "smtps": lambda home: SmtpMailer(),
    "console": lambda home: ScreenMailer(),
    "folder": lambda home: FolderMailer(home / "mail"),
}
"""By the word that FOOTPATH_MAIL begins with; `home` is the installation's folder."""
