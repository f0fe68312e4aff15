"""Asha gives her email address."""

import pytest

from footpath.questions import KINDS
from tests.questions.asking import question, read, says

EMAIL = question("email")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("asha@example.com", "asha@example.com"),
        (" Asha.O'Brien+bins@Example.COM ", "Asha.O'Brien+bins@example.com"),
        ("asha @ example.com", "asha@example.com"),
        ("mailto:asha@example.com", "asha@example.com"),
        ("<asha@example.com>", "asha@example.com"),
        ("asha＠example．com", "asha@example.com"),
        ("asha@bücher.example", "asha@bücher.example"),
        ("asha@example.gov.uk.", "asha@example.gov.uk"),
        ("asha@example.com\r\nBcc: everyone@example.com", None),
    ],
)
def test_an_address_is_read_however_it_is_pasted(typed: str, address: str | None) -> None:
    found = read(EMAIL, it=typed)

    assert found == address if address else isinstance(found, tuple)


@pytest.mark.parametrize(
    "typed",
    [
        "asha", "asha@", "@example.com", "asha@example", "asha@@example.com", "a..b@example.com", ".a@x.com",
        "asha@-x.com", "asha@example.c", "asha@exa_mple.com", "asha@example..com", "asha@127.0.0.1", "as(h)a@x.com",
    ],
)  # fmt: skip
def test_what_no_mail_can_reach_is_put_right(typed: str) -> None:
    assert says(EMAIL, it=typed) == "Enter an email address in the correct format, like name@example.com"


def test_empty_and_too_long() -> None:
    assert says(EMAIL) == "Enter your email address"
    assert says(EMAIL, "cy") == "Nodwch eich cyfeiriad e-bost"
    assert says(EMAIL, it="x" * 300 + "@example.com") == "Email address must be 254 characters or less"


def test_the_box_helps() -> None:
    (box,) = KINDS["email"].inputs(EMAIL)

    assert (box.type, box.autocomplete, box.spellcheck, box.autocapitalize) == ("email", "email", False, "none")
