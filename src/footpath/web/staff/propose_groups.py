"""Whom a step watches apart, in its form: known groups are ticked, others told by an answer to a choice."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from footpath.definition.format import LONGEST_ID
from footpath.definition.service import Service
from footpath.steps.checking import LONGEST_CALLED, answers_to
from footpath.steps.groups import KNOWN, MOST_GROUPS, Group, known_group
from footpath.values import Problem
from footpath.web.items import check_items, select_items
from footpath.web.staff.reading import sentence

FIELDS = tuple(f"answered_{number}" for number in range(1, MOST_GROUPS - len(KNOWN) + 1))
"""So many that with the known ones a step may watch no more than it can."""

_YES_NO = {"yes": "Yes", "no": "No"}


def by_answer(service: Service) -> Mapping[str, Group]:
    """Every answer that can be chosen on the way, by the value it has in the form."""
    return {f"{group.question}={group.answers[0]}": group for group in _groups(service)}


def _groups(service: Service) -> Iterator[Group]:
    for question in (each for page in service.pages for each in page.questions):
        labels = {option.id: option.label.in_("en") for option in question.options} or _YES_NO
        asked = question.ask.in_("en")
        for answer in answers_to(question):
            plain = re.sub(r"[^a-z0-9]+", "_", f"{question.id}_{answer}".lower()).strip("_")
            yield Group(
                id=plain[:LONGEST_ID].strip("_"),
                called=_cut(f"people who answered “{_cut(labels[answer], 30)}” to “{asked}", LONGEST_CALLED - 1) + "”",
                question=question.id,
                answers=(answer,),
            )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def chosen(
    service: Service, ticked: Sequence[str], typed: Mapping[str, str]
) -> tuple[tuple[Group, ...], list[Problem]]:
    offered = by_answer(service)
    picked = [(field, typed[field]) for field in FIELDS if typed[field]]
    wrong = [
        Problem(field, "Choose an answer that this service offers") for field, said in picked if said not in offered
    ]
    known = [known_group(each) for each in ticked if each in KNOWN]
    return (*known, *(offered[value] for _, value in picked if value in offered)), wrong


def ticks(ticked: Sequence[str]) -> list[dict[str, Any]]:
    return check_items(((id_, sentence(said)) for id_, said in KNOWN.items()), ticked)


def selects(service: Service, typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """A box to choose from for each further group; none where the service asks nothing that is chosen."""
    offered = [(value, sentence(group.called)) for value, group in by_answer(service).items()]
    return [
        {"field": field, "items": select_items(offered, typed.get(field, ""), first="Nobody else")}
        for field in (FIELDS if offered else ())
    ]
