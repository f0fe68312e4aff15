"""Check 9: that a question is optional is said once, by the product, and never by an asterisk."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question, hints, in_each, labels
from footpath.checks.wording import mentions

_OPTIONAL = re.compile(r"\(?\boptional\b\)?|\(?\bdewisol\b\)?", re.IGNORECASE)
_REQUIRED = re.compile(
    r"\((?:required|mandatory|compulsory|gofynnol|gorfodol)\)|^(?:required|mandatory):", re.IGNORECASE
)
_MIDDLE = re.compile(r"\bmiddle names?\b|\benwau? canol\b", re.IGNORECASE)


def find(subject: Subject) -> Iterator[Found]:
    for path, label in labels(subject.service):
        for place, _, text in in_each(path, label):
            if said := mentions(text, _OPTIONAL):
                yield Found(
                    path=place,
                    wrong=f"“{said}” is written into the text “{text}”",
                    mend="Take it out, and write `optional: true` in the question: the page adds the word in each "
                    "language.",
                )
            if said := mentions(text, _REQUIRED):
                yield Found(
                    path=place,
                    wrong=f"“{said}” is written into the text “{text}”",
                    mend="Take it out: questions must be answered unless they are marked optional.",
                )
    for path, words in (*labels(subject.service), *hints(subject.service)):
        for place, _, text in in_each(path, words):
            if "*" in text:
                yield Found(
                    path=place,
                    wrong=f"There is an asterisk in “{text}”",
                    mend="Take it out. Nobody needs it: only optional questions are marked, with a word.",
                )
    for asked in every_question(subject.service):
        if asked.question.optional and mentions(asked.question.ask.en, _MIDDLE):
            yield Found(
                path=f"{asked.path}.optional",
                wrong="A middle name is marked optional: people who have one read that as leave it out.",
                mend="Ask for the full name in one question, with `type: name`.",
            )


CHECK = Check(
    number="9",
    level="error",
    says="Optional questions are marked by `optional: true` alone: no “optional” and no asterisk in a text.",
    mend="Take the word or the asterisk out of the text and write `optional: true`.",
    source="GOV.UK Design System, question pages: asking optional questions; names",
    find=find,
)
