"""Check 37: the confirmation says what happens next, and when."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import in_each
from footpath.checks.wording import mentions, words

_WHEN = re.compile(
    r"\b(?:today|tonight|tomorrow|now|soon as|straight away|at once|immediately|within|before|next)\b"
    r"|\bby (?:the|\d|mon|tue|wed|thu|fri|sat|sun)\w*\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|an|each|every|few) (?:\w+ )?"
    r"(?:minute|hour|day|night|week|month|year)s?\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\{\{.*\}\}"
    r"|\b(?:heddiw|heno|yfory|nawr|ar unwaith|o fewn|cyn|erbyn|nesaf|diwrnod|dydd|wythnos|mis|awr)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST_WORDS = 4  # "You will hear soon" says when to nobody, and less than this says nothing at all


def find(subject: Subject) -> Iterator[Found]:
    # Without `after:` the page says that the team decides, and within how many working days: the service's own, or
    # those usual for the authority. A definition always names the team.
    after = subject.service.after
    if after is None:
        return
    for place, _, text in in_each("after.say", after.say):
        if len(words(text)) < _FEWEST_WORDS:
            yield Found(
                path=place, wrong=f"“{text}” does not say what happens next.", mend="Say who does what, and when."
            )
        elif mentions(text, _WHEN) is None:
            yield Found(
                path=place,
                wrong="The confirmation says what happens next, but not when.",
                mend="Add when, like: We will write to you within 5 working days.",
            )


CHECK = Check(
    number="37",
    level="error",
    says="The confirmation says what happens next and when; the reference, contact, feedback and a copy to print are "
    "always there.",
    mend="Say what and when in `after:`, or leave it out: the page then says it from `decide:`.",
    source="GOV.UK Design System, confirmation pages",
    find=find,
)
