"""Who a case is about, in a few words for a list: a name, and the one fact staff know it by."""

from collections.abc import Mapping
from typing import Any

from footpath.definition.service import Service
from footpath.questions import KINDS
from footpath.questions.question import Question
from footpath.values import Problem

# What tells two people of the same name apart, the most telling first.
_FACTS = ("vehicle_registration", "postcode", "address", "phone", "email")


def person(service: Service, data: Mapping[str, Any]) -> str:
    """The name they gave; empty where the service does not ask for one, or it is erased."""
    return _first(service, data, "name")


def fact(service: Service, data: Mapping[str, Any]) -> str:
    """A registration, or a postcode; empty where there is none."""
    return next((said for kind in _FACTS if (said := _first(service, data, kind))), "")


def _first(service: Service, data: Mapping[str, Any], kind: str) -> str:
    for page in service.pages:
        for question in page.questions:
            if question.kind == kind and data.get(question.id) is not None:
                return _line(question, data[question.id])
    return ""


def _line(question: Question, data: Any) -> str:
    answer = KINDS[question.kind].from_data(question, data)
    if isinstance(answer, Problem):  # stored under a definition that asked for something else
        return ""
    lines = KINDS[question.kind].show(question, answer, "en")
    if question.kind == "address":
        return lines[-1] if lines else ""  # the postcode: the last line of every address
    return " ".join(lines)
