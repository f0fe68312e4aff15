"""What a service calls the thing people send: an application, a report, a request, a claim."""

from footpath.definition.service import Service
from footpath.values import Lang
from footpath.web.words import say

# By the verb that the service's English title begins with, as titles must (check 43). Any other sends "answers".
ACTS = {
    "apply": "apply",
    "register": "apply",
    "renew": "apply",
    "report": "report",
    "tell": "report",
    "request": "request",
    "ask": "request",
    "book": "request",
    "order": "request",
    "claim": "claim",
}


def act_of(service: Service) -> str:
    verb = service.title.en.partition(" ")[0].lower()
    return ACTS.get(verb, "answers")


def send_button(service: Service, lang: Lang, *, declares: bool) -> str:
    """What the button says that sends it all: it names the act, or that a declaration is accepted with it."""
    return say("check.accept", lang) if declares else say(f"check.send_{act_of(service)}", lang)


def sent_title(service: Service, lang: Lang) -> str:
    return say(f"sent.{act_of(service)}", lang)
