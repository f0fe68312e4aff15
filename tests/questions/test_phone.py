"""Asha gives a telephone number."""

import pytest

from footpath.questions import KINDS
from tests.questions.asking import question, read, says, shown

PHONE = question("phone")


@pytest.mark.parametrize(
    ("typed", "kept", "written"),
    [
        ("01632 960 001", "+441632960001", "01632 960 001"),
        ("01632-960001", "+441632960001", "01632 960 001"),
        ("+44 (0)1632 960001", "+441632960001", "01632 960 001"),
        ("0044 1632 960 001", "+441632960001", "01632 960 001"),
        ("44 7700 900982", "+447700900982", "07700 900 982"),
        ("07700900982", "+447700900982", "07700 900 982"),
        ("(020) 7946 0018", "+442079460018", "020 7946 0018"),
        ("0117 496 0018", "+441174960018", "0117 496 0018"),
        ("0808 157 0192", "+448081570192", "0808 157 0192"),
        ("0161 496 0018 ext. 12", "+441614960018 ext 12", "0161 496 0018 ext 12"),
        ("+33 1 23 45 67 89", "+33123456789", "+33123456789"),
        ("０７７００　９００９８２", "+447700900982", "07700 900 982"),
    ],
)
def test_a_number_is_kept_as_the_world_dials_it_and_shown_as_it_is_written_here(
    typed: str, kept: str, written: str
) -> None:
    assert read(PHONE, it=typed) == kept
    assert shown(PHONE, kept) == (written,)


@pytest.mark.parametrize(
    "typed", ["123", "999", "0163 296", "+44 123", "call me", "01632 960 001 or 07700 900 982", "+1", "0" * 11]
)
def test_what_nobody_can_dial_is_put_right(typed: str) -> None:
    assert says(PHONE, it=typed) == "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192"


def test_the_box_helps() -> None:
    (box,) = KINDS["phone"].inputs(PHONE)

    assert (box.type, box.autocomplete) == ("tel", "tel")
