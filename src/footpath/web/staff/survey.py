"""A caseworker is asked about one closed case in five: two choices and a line, in twenty seconds."""

from django.http import HttpRequest, HttpResponse

from footpath.actions.say_how_it_was import staff_say
from footpath.ports import NoSuchCase
from footpath.steps.asked import WORK
from footpath.values import Problem
from footpath.web.forms import one, read_form
from footpath.web.language import SeeOther
from footpath.web.staff.case import form_of, head_of
from footpath.web.staff.closed import is_asked
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.reading import case_of
from footpath.web.world import world

_WORK_SAID = {
    "much_less": "Much less than usual",
    "less": "Less than usual",
    "usual": "As much as usual",
    "more": "More than usual",
    "much_more": "Much more than usual",
}
_WRONG = {
    "choose": "Select one of the answers",
    "too_long": "What made it harder or easier must be 1,200 characters or less",
    "national_insurance": "Take out the National Insurance number",
    "nhs": "Take out the NHS number",
    "email": "Take out the email address",
    "phone": "Take out the phone number",
    "postcode": "Take out the postcode",
    "card": "Take out the card number",
    "birth": "Take out the date of birth",
    "name": "Take out the name",
}


@at_desk("decide", methods=("GET", "POST"))
def how_was_it(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    try:
        row = case_of(desk, reference)
    except NoSuchCase:
        return not_there(request, desk)
    if not is_asked(row):
        return SeeOther(f"{desk.path}/cases/{row.reference}")
    form = read_form(request) if request.method == "POST" else {}
    wrong: list[Problem] = []
    if request.method == "POST":
        done = staff_say(
            world(),
            authority=row.authority,
            case=row.id,
            by=desk.id,
            contacted=one(form, "contacted"),
            work=one(form, "work"),
            words=one(form, "words"),
        )
        if not isinstance(done, tuple):
            return SeeOther(f"{desk.path}/cases/{row.reference}?done=told")
        wrong = [Problem(field, _WRONG[kind]) for field, kind in done]
    return staff_page(
        request,
        desk,
        "staff/survey.jinja",
        status=422 if wrong else 200,
        head=head_of(desk, row),
        form=form_of(request, row),
        wrong=wrong,
        errors={problem.at: problem.says for problem in wrong},
        since=None,
        contacted=[
            {"value": value, "text": text, "checked": one(form, "contacted") == value}
            for value, text in (("yes", "Yes"), ("no", "No"))
        ],
        work=[{"value": each, "text": _WORK_SAID[each], "checked": one(form, "work") == each} for each in WORK],
        words=one(form, "words"),
    )
