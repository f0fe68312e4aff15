"""A letter as an email: plain text, one recipient, and no header that anybody could break out of."""

import re
from email.headerregistry import Address, HeaderRegistry
from email.policy import default
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMessage

from footpath.ports import CannotSend, Letter

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_ID = re.compile(r"[^A-Za-z0-9._-]")


class _Remembering(HeaderRegistry):
    """Python's, which makes a class anew for each header of each email: a fifth of an email's time. Ours are twelve."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = super().__getitem__(name)
        return found


_HEADERS = _Remembering()


class _Email(EmailMessage):
    def message(self, *, policy: Any = default) -> Any:
        return super().message(policy=policy.clone(header_factory=_HEADERS))


def message_of(letter: Letter) -> EmailMessage:
    """The same letter gives the same Message-ID, by which a mail server or a reader's program can tell a second copy.

    Raises CannotSend for an address that is none.
    """
    domain = _address(letter.sender).rpartition("@")[2]
    return _Email(
        subject=_line(letter.subject),
        body=letter.body,
        from_email=str(Address(display_name=_line(letter.sender_name), addr_spec=_address(letter.sender))),
        to=[_address(letter.to)],
        reply_to=[_address(letter.reply_to)],
        headers={
            "Message-ID": f"<{_ID.sub('-', letter.id)}@{domain}>",
            "Auto-Submitted": "auto-generated",  # RFC 3834: so that no absence notice answers it
            "Content-Language": letter.lang,
            **({"Footpath-Edition": letter.edition} if letter.edition else {}),
        },
    )


def _line(text: str) -> str:
    """One line, whatever somebody typed into an answer that a subject holds: a second line would be a header."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _address(said: str) -> str:
    name, address = parseaddr(said)
    local, _, domain = address.rpartition("@")
    if name or address != said or _CONTROL.search(said) or not local or not domain or any(c in said for c in " ,;<>"):
        raise CannotSend("The address on the case is not one that email can go to.")
    return said
