"""Check 32: people know beforehand how long it takes and what to have ready."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.checks.wording import alike, content_words, mentions
from footpath.questions.question import Question

# Seconds that a question takes to read and answer, by its kind; others take as long as a short text. Sources: rates
# that form researchers use (four words a second read, two seconds a choice, a minute to find a document), rounded up.
SECONDS = {
    "text": 20,
    "long_text": 90,
    "address": 45,
    "bank_account": 60,
    "choose_many": 20,
    "choose_one": 12,
    "date": 15,
    "declaration": 30,
    "email": 20,
    "file": 120,
    "month": 15,
    "name": 15,
    "national_insurance_number": 45,
    "yes_no": 8,
}
TO_CHECK = 60  # reading the answers through before they are sent
ROOM = 4  # people differ: from a third of the estimate to four times it is believable

_COPY = re.compile(
    r"\b(?:upload|photo(?:graph)?s?|scans?|cop(?:y|ies)) of\b|\bto upload\b|\blluniau?\b|\bcopi o\b", re.IGNORECASE
)


def seconds(question: Question) -> int:
    own = sum(seconds(one) for one in question.questions)
    return own * max(1, question.at_least) if question.questions else SECONDS.get(question.kind, 20)


def find(subject: Subject) -> Iterator[Found]:
    service = subject.service
    shortest = TO_CHECK + sum(seconds(q) for page in service.pages if page.when is None for q in page.questions)
    longest = TO_CHECK + sum(seconds(q) for page in service.pages for q in page.questions)
    about = max(1, round((shortest + longest) / 120))
    if service.minutes is None:
        yield Found(
            path="minutes",
            wrong="The definition does not say how long the service takes.",
            mend=f"Add `minutes:` with what you have seen it take; we estimate {about}.",
            level="warning",
        )
    elif service.minutes * 60 * 3 < shortest or service.minutes * 60 > longest * ROOM + 120:
        yield Found(
            path="minutes",
            wrong=f"{service.minutes} minutes is hard to believe for these questions: we estimate {about}.",
            mend="Write what you have seen it take.",
        )

    needs = [set(content_words(need.en, "en")) for need in service.needs]
    uploads = [asked for asked in every_question(service) if asked.question.kind == "file"]
    for asked in uploads:
        about_it = {
            *content_words(asked.question.ask.en, "en"),
            *content_words(asked.page.title.en, "en"),
        } - _SAYS_NOTHING
        if not any(alike(one, other) for one in about_it for need in needs for other in need - _SAYS_NOTHING):
            yield Found(
                path=asked.path,
                wrong=f"People are asked to upload a file ({asked.question.id}), and the start page does not tell "
                "them to have it ready.",
                mend="Name the document in `needs:`, in the same words.",
            )
    if not uploads:
        for at, need in enumerate(service.needs):
            if said := mentions(need.en, _COPY):
                yield Found(
                    path=f"needs.{at}",
                    wrong=f"People are told to have something ready (“{said}”) that nothing asks for.",
                    mend="Remove it, or ask for it with `type: file`.",
                    level="warning",
                )


_SAYS_NOTHING = frozenset(
    {"upload", "file", "photo", "photograph", "copy", "scan", "document", "documents", "evidence", "proof"}
)

CHECK = Check(
    number="32",
    level="error",
    says="The definition says in `minutes:` how long the service takes, believably, and `needs:` names every "
    "document to upload.",
    mend="Add or correct `minutes:`; name each document in `needs:`.",
    source="GOV.UK Service Manual, form structure; GOV.UK Design System, start using a service",
    find=find,
)
