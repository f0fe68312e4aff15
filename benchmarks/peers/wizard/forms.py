"""One form a page."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

TENURES = [("own", "I own it"), ("rent", "I rent it"), ("other", "Something else")]
HELPS = [("heating", "Heating"), ("water", "Water"), ("repairs", "Repairs"), ("none", "None of these")]
POSTCODE = RegexValidator(r"^[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$", "Enter a full postcode, like SW1A 2AA")


class Name(forms.Form):
    fullname = forms.CharField(max_length=200, error_messages={"required": "Enter your full name"})


class Born(forms.Form):
    day = forms.IntegerField(error_messages={"required": "Date of birth must include a day"})
    month = forms.IntegerField(error_messages={"required": "Date of birth must include a month"})
    year = forms.IntegerField(error_messages={"required": "Date of birth must include a year"})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        try:
            date(given.get("year", 0), given.get("month", 0), given.get("day", 0))
        except (TypeError, ValueError):
            self.add_error("day", "Date of birth must be a real date")
        return given


class Home(forms.Form):
    line_1 = forms.CharField(max_length=200, error_messages={"required": "Enter address line 1"})
    line_2 = forms.CharField(max_length=200, required=False)
    town = forms.CharField(max_length=100, error_messages={"required": "Enter town or city"})
    postcode = forms.CharField(max_length=10, validators=[POSTCODE], error_messages={"required": "Enter postcode"})


class Tenure(forms.Form):
    tenure = forms.ChoiceField(choices=TENURES, error_messages={"required": "Select if you own or rent your home"})


class Rent(forms.Form):
    rent = forms.IntegerField(
        min_value=0, max_value=10000, error_messages={"required": "Enter how much rent you pay each month"}
    )


class Help(forms.Form):
    help = forms.MultipleChoiceField(choices=HELPS, error_messages={"required": "Select what you need help with"})


class Email(forms.Form):
    email = forms.EmailField(error_messages={"required": "Enter your email address"})


class More(forms.Form):
    more = forms.CharField(max_length=2000, error_messages={"required": "Enter what else we should know"})


class Check(forms.Form):
    """Nothing to fill in: the answers are shown once more."""
