"""Check 41: a file question says what it takes, why it asks, and how else."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        if question.kind != "file":
            continue
        if not question.accept:
            yield Found(
                path=asked.path,
                wrong=f"{question.id} does not say which kinds of file it takes.",
                mend="Add `accept:`, like: accept: [pdf, jpg, png].",
            )
        if question.largest_megabytes is None:
            yield Found(
                path=asked.path,
                wrong=f"{question.id} does not say how large a file may be.",
                mend="Add `largest_megabytes:`, like: largest_megabytes: 10.",
            )
        if question.why is None or not question.why.en.strip():
            yield Found(
                path=asked.path,
                wrong=f"{question.id} does not say why a document is needed.",
                mend="Add `why:` with what you look for in it.",
            )
        if question.otherwise is None or not question.otherwise.en.strip():
            yield Found(
                path=asked.path,
                wrong=f"{question.id} leaves no way for people who cannot upload a file.",
                mend="Add `otherwise:`, like: otherwise: Or bring it to the library.",
            )


CHECK = Check(
    number="41",
    level="error",
    says="A file question gives the kinds of file, the largest size, why it is asked, and another way to hand the "
    "document in.",
    mend="Add `accept:`, `largest_megabytes:`, `why:` and `otherwise:`.",
    source="GOV.UK Design System, file upload",
    find=find,
)
