"""A photo or document. The answer is its receipt: the bytes are kept elsewhere, by the web edge, under its id."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import msgspec

from footpath.questions import tidy
from footpath.questions.boxes import typed
from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import SELECT, failure, problem
from footpath.rules import NUMBER, TEXT, ContextOf, Type
from footpath.values import Lang, Problem, Words

LARGEST_MEGABYTES = 10
ACCEPTED = ("pdf", "jpg", "png")

# What each kind is called, its endings, and the order in which a sentence names them.
KINDS_OF_FILE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "pdf": ("PDF", (".pdf",)),
    "jpg": ("JPG", (".jpg", ".jpeg")),
    "png": ("PNG", (".png",)),
    "heic": ("HEIC", (".heic", ".heif")),
    "docx": ("DOCX", (".docx",)),
    "odt": ("ODT", (".odt",)),
}

SAYS: Mapping[str, Words] = {
    "empty": SELECT,
    "wrong_kind": Words("The selected file must be a {kinds}", "Rhaid i’r ffeil a ddewiswyd fod yn {kinds}"),
    "too_big": Words(
        "The selected file must be smaller than {most}MB", "Rhaid i’r ffeil a ddewiswyd fod yn llai na {most}MB"
    ),
    "no_content": Words("The selected file is empty", "Mae’r ffeil a ddewiswyd yn wag"),
    "not_uploaded": Words(
        "The selected file could not be uploaded – try again",
        "Ni ellid uwchlwytho’r ffeil a ddewiswyd – rhowch gynnig arall arni",
    ),
}
_OR: Mapping[Lang, str] = {"en": "or", "cy": "neu"}


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the edge says of a file it has taken: where it is, what it is called, how many bytes, what it looks like.

    The edge makes it; whatever a browser sends in its place is thrown away before a form is read.
    """

    id: str
    name: str
    size: int
    kind: str | None  # what `looks_like` said, never what the browser said

    def as_field(self) -> str:
        """The text that stands for it in a form."""
        return json.dumps({"id": self.id, "name": self.name, "size": self.size, "kind": self.kind}, ensure_ascii=False)


def looks_like(content: bytes) -> str | None:
    """The kind of file by its first bytes, whatever its name says; None when it is none that we take."""
    start = content[:64]
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start[4:8] == b"ftyp" and start[8:12] in {
        b"heic",
        b"heix",
        b"heim",
        b"heis",
        b"hevc",
        b"hevx",
        b"mif1",
        b"msf1",
    }:
        return "heic"
    if start.startswith(b"PK\x03\x04"):
        # Both are zip files. OpenDocument begins with its own name, uncompressed; Word names its main part in the list
        # of what is in the zip. Nothing is unpacked to find out.
        if content[30:38] == b"mimetype" and content[38:77] == b"application/vnd.oasis.opendocument.text":
            return "odt"
        if b"[Content_Types].xml" in content and b"word/document.xml" in content:
            return "docx"
    return None


def safe_name(name: str) -> str:
    """A file's name as it may be shown and stored: the last part, one line, at most 100 characters."""
    last = tidy.line(re.split(r"[\\/]", name[-1000:])[-1])
    return (last if len(last) <= 100 else f"{last[:80]}…{last[-19:]}") or "file"


class File:
    takes: ClassVar[frozenset[str]] = frozenset({"accept", "largest_megabytes", "otherwise"})
    needs: ClassVar[frozenset[str]] = frozenset()
    personal: ClassVar[bool] = True

    def inputs(self, question: Question) -> tuple[Input, ...]:
        endings = [ending for kind in accepted(question) for ending in KINDS_OF_FILE[kind][1]]
        return (Input(field=question.id, type="file", accept=",".join(endings)),)

    def choices(self, question: Question) -> tuple[Option, ...]:
        return ()

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.id,)

    def feel_type(self, question: Question) -> Type:
        return ContextOf({"id": TEXT, "name": TEXT, "size": NUMBER, "kind": TEXT})

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        field = typed(form, question.id)
        if not field:
            return None if question.optional else (self._problem(question, "empty", lang),)
        try:
            receipt = msgspec.json.decode(field.encode(errors="replace"), type=Receipt)
        except msgspec.DecodeError:
            return (self._problem(question, "not_uploaded", lang),)
        answer: dict[str, Any] = {
            "id": receipt.id,
            "name": safe_name(receipt.name),
            "size": Decimal(receipt.size),
            "kind": receipt.kind,
        }
        return self.check(question, answer, lang, on=on) or answer

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        if not isinstance(answer, dict):
            return ()
        # An empty file is of no kind, so that is said first.
        if answer["size"] == 0:
            return (self._problem(question, "no_content", lang),)
        if answer["kind"] not in accepted(question):
            return (self._problem(question, "wrong_kind", lang),)
        if answer["size"] > largest_bytes(question):
            return (self._problem(question, "too_big", lang),)
        return ()

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        if not isinstance(answer, dict):
            return {question.id: ""}
        receipt = Receipt(id=answer["id"], name=answer["name"], size=int(answer["size"]), kind=answer["kind"])
        return {question.id: receipt.as_field()}

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is None:
            return None
        if isinstance(data, str) and data:
            # An example's file is only a name: its ending says what it is.
            kind = next((kind for kind, (_, ends) in KINDS_OF_FILE.items() if data.lower().endswith(ends)), None)
            return {"id": "example", "name": safe_name(data), "size": Decimal(1), "kind": kind}
        if not isinstance(data, Mapping):
            return self._problem(question, "not_uploaded", "en")
        size = data.get("size", 1)
        known = {key: data.get(key, "") for key in ("id", "name", "kind")}
        right = all(one is None or isinstance(one, str) for one in known.values())
        digits = str(size) if isinstance(size, int | Decimal | str) and not isinstance(size, bool) else ""
        if not right or not known["id"] or not re.fullmatch(r"\d{1,15}", digits):
            return self._problem(question, "not_uploaded", "en")
        return {
            "id": known["id"],
            "name": safe_name(known["name"] or ""),
            "size": Decimal(digits),
            "kind": known["kind"],
        }

    def to_data(self, question: Question, answer: Answer) -> Any:
        return {**answer, "size": f"{answer['size']:f}"} if isinstance(answer, dict) else None

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return (answer["name"],) if isinstance(answer, dict) else ()

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        states = [state for state in SAYS if state != "empty" or not question.optional]
        return tuple(failure(question, state, SAYS[state], lang, _facts(question, lang)) for state in states)

    def _problem(self, question: Question, state: str, lang: Lang) -> Problem:
        return problem(question, question.id, state, SAYS[state], lang, _facts(question, lang))


def accepted(question: Question) -> tuple[str, ...]:
    """The kinds of file that this question takes."""
    return tuple(kind for kind in question.accept if kind in KINDS_OF_FILE) or ACCEPTED


def largest_bytes(question: Question) -> int:
    """The most bytes; GOV.UK and file systems call a million of them a megabyte."""
    return (question.largest_megabytes or LARGEST_MEGABYTES) * 1_000_000


def _facts(question: Question, lang: Lang) -> dict[str, object]:
    names = [KINDS_OF_FILE[kind][0] for kind in accepted(question)]
    kinds = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {_OR[lang]} {names[-1]}"
    return {"kinds": kinds, "most": question.largest_megabytes or LARGEST_MEGABYTES}
