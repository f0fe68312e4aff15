"""Asha sends a photo."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest

from footpath.questions import KINDS, Receipt, looks_like, safe_name
from tests.questions.asking import question, read, says, shown

PHOTO = question("file")


def zipped(first: str, content: bytes, *others: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(first, content)
        for other in others:
            made.writestr(other, b"<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpg"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "heic"),
        (zipped("mimetype", b"application/vnd.oasis.opendocument.text"), "odt"),
        (zipped("[Content_Types].xml", b"<x/>", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", b"<x/>", "xl/workbook.xml"), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None),
        (b"MZ\x90\x00", None),
        (b"GIF89a", None),
        (b"<html>%PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content: bytes, kind: str | None) -> None:
    assert looks_like(content) == kind


def receipt(**is_: Any) -> str:
    return Receipt(**{"id": "f1", "name": "bin.jpg", "size": 2_000_000, "kind": "jpg", **is_}).as_field()


def test_the_answer_is_a_receipt() -> None:
    found = read(PHOTO, it=receipt())

    assert found == {"id": "f1", "name": "bin.jpg", "size": Decimal(2_000_000), "kind": "jpg"}
    assert shown(PHOTO, found) == ("bin.jpg",)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("", "Select a photo of the bin"),
        (receipt(kind=None), "The selected file must be a PDF, JPG or PNG"),
        (receipt(kind="docx"), "The selected file must be a PDF, JPG or PNG"),
        (receipt(size=10_000_001), "The selected file must be smaller than 10MB"),
        (receipt(size=0, kind=None), "The selected file is empty"),
        ("bin.jpg", "The selected file could not be uploaded – try again"),
    ],
)
def test_each_slip_has_its_own_message(field: str, message: str) -> None:
    assert says(PHOTO, it=field) == message


def test_the_author_says_which_kinds_and_how_large() -> None:
    plan = question("file", accept=("pdf", "png"), largest_megabytes=1)

    assert says(plan, it=receipt()) == "The selected file must be a PDF or PNG"
    assert says(plan, "cy", it=receipt(kind="pdf")) == "Rhaid i’r ffeil a ddewiswyd fod yn llai na 1MB"
    (box,) = KINDS["file"].inputs(plan)
    assert (box.type, box.accept) == ("file", ".pdf,.png")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("bin.jpg", "bin.jpg"),
        ("C:\\Users\\asha\\bin.jpg", "bin.jpg"),
        ("../../etc/passwd", "passwd"),
        ("bin\u202egpj.exe", "bingpj.exe"),
        ("a\r\nb.jpg", "a b.jpg"),
        ("", "file"),
        ("/", "file"),
    ],
)
def test_a_name_is_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    safe = safe_name("x" * 5000 + ".jpg")

    assert len(safe) == 100
    assert safe.endswith(".jpg")
    assert safe_name(safe) == safe


def test_an_example_gives_only_a_name() -> None:
    found = KINDS["file"].from_data(PHOTO, "bin.jpg")

    assert isinstance(found, dict)
    assert (found["name"], found["kind"]) == ("bin.jpg", "jpg")
