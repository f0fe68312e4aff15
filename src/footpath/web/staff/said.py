"""What a page says after something was done: named in the address, worded here, so that nobody else words it."""

from collections.abc import Mapping

from django.http import HttpRequest

SAID: Mapping[str, str] = {
    "taken": "You have this case now.",
    "given-back": "You have given the case back, for anyone to take.",
    "passed-on": "The case is passed on.",
    "noted": "Your note is kept.",
    "written": "Your message is on the resident’s page, and they are told.",
    "asked": "The resident is asked, and told.",
    "decided": "The case is decided, and the resident is told.",
    "paid": "The case is marked as paid, and the resident is told.",
    "reopened": "The case is open again, and the resident is told.",
    "take-several": "You have taken the cases.",
    "give-back-several": "You have given the cases back.",
    "pass-on-several": "The cases are passed on.",
    "none-left": "Nobody is waiting: there was no case to take.",
    "none-ticked": "Nothing was done, because no case was ticked.",
    "task": "That is done.",
    "told": "Thank you for telling us.",
    "step-approved": "You have approved the step.",
    "step-paused": "The step is paused: new cases get the old version.",
    "step-resumed": "The step goes on.",
    "step-decided": "The step is decided, and your reason is on record.",
    "step-withdrawn": "The step is withdrawn.",
    "step-confirmed": "You have confirmed the stop.",
    "step-reviewed": "What happened after is on record.",
    "step-registered": "The step is registered. It waits to be approved.",
}


def said(request: HttpRequest) -> str:
    return SAID.get(request.GET.get("done", ""), "")
