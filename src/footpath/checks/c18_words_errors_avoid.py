"""Check 18: error messages do not blame, plead or talk like a machine."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.checks.wording import mentions

BANNED = re.compile(
    r"\b(?:please|sorry|valid|invalid|oops|forbidden|illegal|prohibited|you forgot|you(?:'ve| have) forgotten"
    r"|this field is required|(?:is|are) required|an error (?:has )?occurred|select an option|error code)\b"
    r"|\b(?:os gwelwch yn dda|mae'n ddrwg (?:gen|gennym)|annilys|gwaharddedig|anghyfreithlon|anghofioch)\b"
    r"|\bdewiswch opsiwn\b",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        for lang in subject.service.languages():
            for failure in subject.failures(asked.question, lang):
                said = mentions(failure.says, BANNED)
                # A message repeats its question: “Do you have a valid licence?” is a matter of the label.
                if said and said.casefold() not in asked.question.ask.in_(lang).casefold():
                    yield Found(
                        path=subject.error_place(asked, failure.state, lang),
                        wrong=f"The error message “{failure.says}” has “{said}” in it.",
                        mend="Say plainly what to do, like: Enter your name.",
                    )


CHECK = Check(
    number="18",
    level="error",
    says="Error messages have none of the words that blame, plead or say nothing: please, sorry, valid, invalid, oops…",
    mend="Reword the message: what is wrong, and how to put it right.",
    source="GOV.UK Design System, error message: what to avoid",
    find=find,
)
