"""Asha says where her money is to be paid."""

from footpath.questions import KINDS
from footpath.values import Problem
from tests.questions.asking import FIRST_OF_MAY, question, read, shown

ACCOUNT = question("bank_account", id="pay")
KIND = KINDS["bank_account"]


def test_it_is_read_however_it_is_typed() -> None:
    found = read(ACCOUNT, name="A O’Brien", sort_code="30-94-30", account_number="0073 3445", roll_number="")

    assert found == {"name": "A O’Brien", "sort_code": "309430", "account_number": "00733445", "roll_number": None}
    assert shown(ACCOUNT, found) == ("A O’Brien", "30-94-30", "00733445")


def test_short_account_numbers_are_kept_as_they_are() -> None:
    found = read(ACCOUNT, name="A", sort_code="309430", account_number="123456", roll_number="A/12.3-4 x")

    assert found["account_number"] == "123456"
    assert found["roll_number"] == "A/12.3-4 x"


def test_each_slip_has_its_own_message() -> None:
    form = {"pay-sort-code": ["30943"], "pay-account-number": ["123456789"], "pay-roll-number": ["x" * 19]}

    assert KIND.read(ACCOUNT, form, "en", on=FIRST_OF_MAY) == (
        Problem("pay-name", "Enter the name on the account"),
        Problem("pay-sort-code", "Sort code must be 6 digits, like 309430"),
        Problem("pay-account-number", "Account number must be between 6 and 8 digits"),
        Problem(
            "pay-roll-number",
            "Roll number must be 18 letters, numbers, hyphens, spaces, slashes and full stops or less",
        ),
    )


def test_noughts_in_front_are_not_lost() -> None:
    assert KIND.to_data(ACCOUNT, read(ACCOUNT, name="A", sort_code="000001", account_number="00000001")) == {
        "name": "A",
        "sort_code": "000001",
        "account_number": "00000001",
    }
