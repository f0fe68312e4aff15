"""Check 10: a choice has an honest answer for everybody."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.checks.wording import mentions
from footpath.questions.question import Option

_ESCAPE = re.compile(
    r"\bnone\b|\bneither\b|\bother\b|\b(?:some(?:thing|one|where)|anything|any ?one) else\b|\belsewhere\b"
    r"|\bnot (?:sure|applicable|listed)\b"
    r"|\b(?:do not|don't) (?:know|have)\b|\bnot known\b|\bunknown\b|\bprefer not\b|\brather not\b|\bno answer\b"
    r"|\bdim un\b|\barall\b|\beraill\b|\bddim yn gwybod\b|\bddim yn siŵr\b|\bgwell gen i\b",
    re.IGNORECASE,
)
_IDS = frozenset({"none", "other", "else", "unknown", "not_sure", "do_not_know", "dont_know", "neither", "no_answer"})


def is_escape(option: Option) -> bool:
    return option.apart or option.id in _IDS or mentions(option.label.en, _ESCAPE) is not None


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        if not question.options or question.exhaustive or question.optional:
            continue  # an optional question is left blank by those whom no answer fits
        if not any(is_escape(option) for option in question.options):
            yield Found(
                path=asked.path,
                wrong=f"The choice {question.id} has no answer for people whom none of its {len(question.options)} "
                "options fits.",
            )


CHECK = Check(
    number="10",
    level="warning",
    says="A choice has an honest escape, like “None of these” or “I do not know”, or says that it is exhaustive.",
    mend="Add an option like “None of these” (with `apart: true`), or write `exhaustive: true` if every case is there.",
    source="GOV.UK Design System, radios and checkboxes; question pages: make sure everyone can answer",
    find=find,
)
