"""An email address that our mail can reach."""

import re
from collections.abc import Mapping
from typing import ClassVar

from footpath.questions import tidy
from footpath.questions.boxes import CODE_MOST, Fails, OneBox
from footpath.questions.question import Answer, Input, Question
from footpath.values import Words

# RFC 5321 allows 64 characters before the @ and 254 in all.
LONGEST = 254
# What mail systems take before the @, without the quoting that nobody uses.
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")


class Email(OneBox):
    personal: ClassVar[bool] = True
    says: ClassVar[Mapping[str, Words]] = {
        "not_an_email": Words(
            "Enter an email address in the correct format, like {example}",
            "Nodwch gyfeiriad e-bost yn y fformat cywir, fel {example}",
        ),
        "too_long": Words(
            "Email address must be {most} characters or less", "Rhaid i’r cyfeiriad e-bost fod yn {most} nod neu lai"
        ),
    }

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, type="email", autocomplete="email", autocapitalize="none", spellcheck=False),)

    def facts(self, question: Question, on: object) -> Mapping[str, Mapping[str, object]]:
        return {"not_an_email": {"example": "name@example.com"}, "too_long": {"most": LONGEST}}

    def tidied(self, text: str) -> str:
        # Some phones put a space after a word they complete, and some people copy the link around the address.
        return tidy.plain(text[: 2 * CODE_MOST]).replace(" ", "").removeprefix("mailto:").strip("<>").rstrip(".,;")

    def parse(self, question: Question, text: str) -> Answer | Fails:
        if len(text) > LONGEST:
            return Fails("too_long")
        local, at, domain = text.rpartition("@")
        if not at or not _LOCAL.fullmatch(local) or ".." in local or local[0] == "." or local[-1] == ".":
            return Fails("not_an_email")
        try:
            written = domain.encode("idna").decode().lower()
        except UnicodeError:
            return Fails("not_an_email")
        *labels, top = written.split(".")
        if not labels or not _TOP.fullmatch(top) or not all(map(_LABEL.fullmatch, labels)):
            return Fails("not_an_email")
        return f"{local}@{domain.lower()}"
