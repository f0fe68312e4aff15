"""Letters go to a mail server, onto the screen or into a folder; a server that says no is asked again, or not."""

import io
import smtplib
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from footpath.adapters.notify.mailers import FolderMailer, ScreenMailer, SmtpMailer
from footpath.ports import CannotSend
from footpath.site import environment
from tests.adapters.notify.test_letter import LETTER


class MailServer(socketserver.ThreadingTCPServer):
    """As much of a mail server as it takes to be told yes or no."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.got: list[bytes] = []
        self.says: dict[str, str] = {}  # to a command, instead of yes


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            word = line.decode().split(":")[0].split()[0].upper()
            if word == "DATA" and "DATA" not in self.server.says:
                self.say("354 go on")
                letter = b"".join(iter(lambda: self.rfile.readline(), b".\r\n"))
                self.say(self.server.says.get("END", "250 thank you"))
                self.server.got.append(letter)
            elif word == "QUIT":
                return self.say("221 bye")
            else:
                self.say(self.server.says.get(word, "250 yes"))
        return None

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with MailServer() as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        settings.MAILERS = {"default": environment.smtp(f"smtp://127.0.0.1:{listening.server_address[1]}?plain=1")}
        yield listening
        listening.shutdown()


def test_a_letter_reaches_the_mail_server(server: MailServer) -> None:
    SmtpMailer().send(LETTER)

    (got,) = server.got
    assert b"Message-ID: <c-1.2@barset-north.example>" in got
    assert b"To: asha@example.org" in got


@pytest.mark.parametrize(
    ("command", "says"),
    [("RCPT", "550 no such person"), ("RCPT", "553 not allowed"), ("END", "554 that is spam"), ("DATA", "554 no")],
)
def test_a_no_for_good_is_for_staff_and_names_nobody(server: MailServer, command: str, says: str) -> None:
    server.says[command] = says

    with pytest.raises(CannotSend) as no:
        SmtpMailer().send(LETTER)
    assert "asha" not in str(no.value)


@pytest.mark.parametrize(
    ("command", "says"), [("RCPT", "450 mailbox busy"), ("END", "451 try later"), ("MAIL", "421 too many connections")]
)
def test_a_no_for_now_is_tried_again(server: MailServer, command: str, says: str) -> None:
    server.says[command] = says

    with pytest.raises(smtplib.SMTPException):
        SmtpMailer().send(LETTER)


def test_a_server_that_is_away_is_tried_again(server: MailServer, settings: Any) -> None:
    settings.MAILERS = {"default": environment.smtp("smtp://127.0.0.1:1?plain=1")}

    with pytest.raises(OSError, match="refused"):
        SmtpMailer().send(LETTER)


def test_the_screen_shows_what_would_have_gone() -> None:
    screen = io.StringIO()

    ScreenMailer(screen).send(LETTER)

    assert "To: asha@example.org" in screen.getvalue()


def test_the_folder_holds_a_letter_once_however_often_it_is_sent(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "mail")
    for _ in range(2):
        mailer.send(LETTER)
    mailer.send(replace(LETTER, id="c-1.3"))

    assert sorted(path.name for path in (tmp_path / "mail").iterdir()) == ["c-1.2.eml", "c-1.3.eml"]
    assert (tmp_path / "mail/c-1.2.eml").stat().st_mode & 0o777 == 0o600


def test_a_letters_id_cannot_leave_the_folder(tmp_path: Path) -> None:
    FolderMailer(tmp_path / "mail").send(replace(LETTER, id="../../etc/passwd"))

    assert [path.parent for path in tmp_path.rglob("*.eml")] == [tmp_path / "mail"]
