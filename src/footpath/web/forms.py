"""What a browser sent, read with suspicion: bounded, and text throughout."""

import re
from collections.abc import Mapping

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest

# The largest page we know of has some 40 fields; the longest text a definition may ask for is far below this.
MOST_FIELDS = 200
MOST_CHARACTERS = 200_000

# NUL, other control signs, and what UTF-8 decoding puts where bytes were no text. PostgreSQL stores no NUL,
# and none of these is ever typed or pasted on purpose. Tab, line breaks and page breaks are.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffd-\uffff]")
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Unreadable(SuspiciousOperation):
    """What was sent is not text."""


def read_form(request: HttpRequest) -> Mapping[str, list[str]]:
    """Every field with all its values. Raises what the edge answers with a clear page: too much, or no text."""
    form = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if sum(map(len, form.values())) > MOST_FIELDS:
        raise TooManyFieldsSent
    size = sum(len(name) + sum(map(len, values)) for name, values in form.items())
    if size > MOST_CHARACTERS:
        raise RequestDataTooBig
    for name, values in form.items():
        if _NO_TEXT.search(name) or any(map(_NO_TEXT.search, values)):
            raise Unreadable
    return form


def one(form: Mapping[str, list[str]], name: str) -> str:
    """The last value of a field; empty when it was not sent."""
    values = form.get(name)
    return values[-1] if values else ""


def seen(form: Mapping[str, list[str]]) -> int:
    """The case's sequence number when the page was shown. Whoever forges it is taken to have seen nothing."""
    said = one(form, "seen")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 9 else 0


def submission_key(form: Mapping[str, list[str]]) -> str | None:
    """The key that makes a form count once, if it looks like one that we gave."""
    said = one(form, "key")
    return said if _KEY.fullmatch(said) else None
