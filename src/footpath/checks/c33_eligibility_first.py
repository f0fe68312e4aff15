"""Check 33: people learn whether the service is for them before they give personal details or a document."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import Asked, every_question
from footpath.checks.wording import mentions
from footpath.questions import KINDS

_CARD = re.compile(
    r"\b(?:card number|security code|cvv|cvc|long number|name on (?:the|your) card)\b|\brhif (?:y |eich )?cerdyn\b",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Found]:
    service = subject.service
    deciding = {
        question: exit_.id for exit_ in reversed(service.exits) for question in subject.needs(f"exit:{exit_.id}")
    }
    too_soon: list[Asked] = []
    for asked in every_question(service):
        if asked.inside is not None:
            continue
        question = asked.question
        if question.id in deciding:
            earlier = [one for one in too_soon if one.page_at < asked.page_at]
            if earlier:
                yield Found(
                    path=asked.path,
                    wrong=f"{question.id} decides whether people come to the exit {deciding[question.id]}, but they "
                    "have given "
                    f"{_listed(earlier)} by then.",
                    mend=f"Move the page {asked.page.id} before the page {earlier[0].page.id}.",
                )
        elif KINDS[question.kind].personal or question.kind == "file":
            too_soon.append(asked)
        if question.kind in ("text", "whole_number", "number") and (said := mentions(question.ask.en, _CARD)):
            yield Found(
                path=asked.path,
                wrong=f"A {said} is asked for among the questions. Payment comes last but one, and not on our pages.",
                mend="Remove the question, and say what it costs with `charge:`.",
            )


def _listed(some: list[Asked]) -> str:
    names = [one.question.id for one in some]
    return names[0] if len(names) == 1 else f"{', '.join(names[:3])}{' and more' if len(names) > 3 else ''}"


CHECK = Check(
    number="33",
    level="warning",
    says="Questions that decide whether the service is for somebody come before personal details and uploads; "
    "payment is last but one.",
    mend="Move the page that decides to the front.",
    source="GOV.UK Service Manual, form structure: order questions; GOV.UK Design System, check a service is suitable",
    find=find,
)
