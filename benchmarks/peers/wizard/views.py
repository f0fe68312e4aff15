"""The wizard: which page comes next, and what is kept at the end."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from formtools.wizard.views import NamedUrlSessionWizardView

from . import forms
from .models import Application

PAGES = [
    ("fullname", forms.Name),
    ("born", forms.Born),
    ("home", forms.Home),
    ("tenure", forms.Tenure),
    ("rent", forms.Rent),
    ("help", forms.Help),
    ("email", forms.Email),
    ("more", forms.More),
    ("check", forms.Check),
]
TITLES = {
    "fullname": "What is your full name?",
    "born": "What is your date of birth?",
    "home": "What is your address?",
    "tenure": "Do you own or rent your home?",
    "rent": "How many pounds of rent do you pay each month?",
    "help": "What do you need help with?",
    "email": "What is your email address?",
    "more": "What else should we know?",
    "check": "Check your answers",
}


def rents(wizard: NamedUrlSessionWizardView) -> bool:
    return (wizard.get_cleaned_data_for_step("tenure") or {}).get("tenure") == "rent"


class Journey(NamedUrlSessionWizardView):
    form_list = PAGES
    condition_dict = {"rent": rents}  # noqa: RUF012
    template_name = "page.html"

    def get_context_data(self, form: Any, **more: Any) -> dict[str, Any]:
        found = super().get_context_data(form=form, **more)
        step = self.steps.current
        found["title"] = TITLES[step]
        found["page"] = step
        found["tenures"], found["helps"] = forms.TENURES, forms.HELPS
        if step == "check":
            found["answers"] = [
                (TITLES[name], self.get_cleaned_data_for_step(name) or {}, name)
                for name in self.get_form_list()
                if name != "check"
            ]
        return found

    def done(self, form_list: Any, **more: Any) -> HttpResponse:
        answers = {form.prefix: form.cleaned_data for form in form_list if form.cleaned_data}
        made = Application.objects.create(reference=secrets.token_hex(4).upper(), answers=answers)
        return render(self.request, "sent.html", {"reference": made.reference, "title": "We have your application"})


def start(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("journey_step", kwargs={"step": "fullname"}))
