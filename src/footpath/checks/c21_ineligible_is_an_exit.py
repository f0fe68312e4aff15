"""Check 21: people a service is not for are told so on a page of its own, with what to do instead."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question, in_each
from footpath.checks.wording import mentions

_INELIGIBLE = re.compile(
    r"\byou (?:cannot|can't|can not|may not|are not able to|are unable to) "
    r"(?:apply|use|get|have|claim|register|join|make|book|continue)\b"
    r"|\b(?:not|in)[ -]?eligible\b|\bnot entitled\b|\b(?:do|does) not qualify\b|\bdon't qualify\b"
    r"|\bmust (?:be|have|live|own)\b.*\bto (?:apply|qualify|be eligible)\b"
    r"|\bonly \w+(?: \w+)? (?:can|may) (?:apply|use|claim)\b"
    r"|\bthis service is (?:not|only) for\b"
    r"|\bni (?:allwch|chewch)\b|\bddim yn gymwys\b|\bnad ydych yn gymwys\b|\bnid ydych yn gymwys\b",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Found]:
    service = subject.service
    for asked in every_question(service):
        for state, words in asked.question.errors.items():
            for place, _, text in in_each(f"{asked.path}.errors.{state}", words):
                if said := mentions(text, _INELIGIBLE):
                    yield Found(
                        path=place,
                        wrong=f"“{said}” tells people in an error message that the service is not for them.",
                        mend="Take any answer here, and add an `exits:` entry with the reason in `say:` and the way "
                        "on in `next:`.",
                    )
    for exit_ in service.exits:
        if exit_.next is None or not exit_.next.en.strip():
            yield Found(
                path=f"exits.{exit_.id}",
                wrong=f"The exit {exit_.id} does not say what people can do instead.",
                mend="Add `next:` with the way on, like: next: See [visitor parking](/visitor-parking).",
            )
        if not exit_.say.en.strip():
            yield Found(
                path=f"exits.{exit_.id}.say",
                wrong=f"The exit {exit_.id} gives no reason.",
                mend="Write why the service is not for these people.",
            )


CHECK = Check(
    number="21",
    level="error",
    says="People who cannot use the service come to an exit with the reason and a next step, never to an error "
    "message.",
    mend="Add an exit, with `when:`, `say:` and `next:`.",
    source="GOV.UK Design System, validation: when not to use; GOV.UK Service Manual, form structure",
    find=find,
)
