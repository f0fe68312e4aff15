"""Check 37: the confirmation says what happens next, and when."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import in_each
from footpath.checks.wording import mentions, words

_WHEN = re.compile(
    r"\b(?:today|tonight|tomorrow|now|soon as|straight away|at once|immediately|within|by (?:the|\d|mon|tue|wed|thu|fri|sat|sun)\w*|before|next)\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|an|each|every|few) (?:\w+ )?(?:minute|hour|day|night|week|month|year)s?\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\{\{.*\}\}"
    r"|\b(?:heddiw|heno|yfory|nawr|ar unwaith|o fewn|cyn|erbyn|nesaf|diwrnod|dydd|wythnos|mis|awr)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST_WORDS = 4  # "You will hear soon" says when to nobody, and less than this says nothing at all


def find(subject: Subject) -> Iterator[Found]:
    service = subject.service
    if service.after is not None:
        for place, _, text in in_each("after.say", service.after.say):
            if len(words(text)) < _FEWEST_WORDS:
                yield Found(path=place, wrong=f"“{text}” does not say what happens next.", mend="Say who does what, and when.")
            elif mentions(text, _WHEN) is None:
                yield Found(
                    path=place,
                    wrong="The confirmation says what happens next, but not when.",
                    mend="Add when, like: We will write to you within 5 working days.",
                )
        return
    decide = service.decide
    if decide.otherwise is None and not decide.automatically and decide.working_days is None:
        yield Found(
            path="decide",
            wrong="Nothing says what happens after people have sent their answers, or when.",
            mend="Add `after:` with `say:`, or `decide:` with the team and its `working_days:`.",
        )
    if decide.working_days is not None and decide.working_days < 1:
        yield Found(
            path="decide.working_days",
            wrong=f"A decision in {decide.working_days} working days is no time.",
            mend="Write how many working days a decision usually takes.",
        )


CHECK = Check(
    number="37",
    level="error",
    says="The confirmation says what happens next and when; the reference, contact, feedback and a copy to print are always there.",
    mend="Say when in `after:`, or name the team and its `working_days:` under `decide:`.",
    source="GOV.UK Design System, confirmation pages",
    find=find,
)
