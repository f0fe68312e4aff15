"""The kinds of question: each is a file here, a line below, a test, a template and a part of the manual."""

from footpath.questions.address import Address
from footpath.questions.bank_account import BankAccount
from footpath.questions.bounds import wrong_bounds
from footpath.questions.choose_many import ChooseMany
from footpath.questions.choose_one import ChooseOne
from footpath.questions.date import Date
from footpath.questions.declaration import Declaration
from footpath.questions.email import Email
from footpath.questions.file import KINDS_OF_FILE, File, Receipt, accepted, largest_bytes, looks_like, safe_name
from footpath.questions.long_text import LongText
from footpath.questions.money import Money
from footpath.questions.month import Month
from footpath.questions.name import Name
from footpath.questions.national_insurance_number import NationalInsuranceNumber
from footpath.questions.number import Number
from footpath.questions.phone import Phone
from footpath.questions.postcode import Postcode
from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Kind, Option, Question
from footpath.questions.repeat import Repeat, at_most
from footpath.questions.text import Text
from footpath.questions.vehicle_registration import VehicleRegistration
from footpath.questions.whole_number import WholeNumber
from footpath.questions.yes_no import YesNo

# The word in the YAML is the key here.
KINDS: dict[str, Kind] = {
    "text": Text(),
    "long_text": LongText(),
    "whole_number": WholeNumber(),
    "number": Number(),
    "money": Money(),
    "date": Date(),
    "month": Month(),
    "yes_no": YesNo(),
    "choose_one": ChooseOne(),
    "choose_many": ChooseMany(),
    "name": Name(),
    "email": Email(),
    "phone": Phone(),
    "address": Address(),
    "postcode": Postcode(),
    "national_insurance_number": NationalInsuranceNumber(),
    "vehicle_registration": VehicleRegistration(),
    "bank_account": BankAccount(),
    "file": File(),
    "declaration": Declaration(),
    "repeat": Repeat(lambda: KINDS),
}


def kind_of(question: Question) -> Kind:
    """The kind of a question."""
    return KINDS[question.kind]


__all__ = [
    "CHECKING_DAY",
    "KINDS",
    "KINDS_OF_FILE",
    "Answer",
    "Failure",
    "Form",
    "Input",
    "Kind",
    "Option",
    "Question",
    "Receipt",
    "Repeat",
    "accepted",
    "at_most",
    "kind_of",
    "largest_bytes",
    "looks_like",
    "safe_name",
    "wrong_bounds",
]
