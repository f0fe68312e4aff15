"""Check 1: every question says why it is asked, and personal ones on what lawful basis."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.questions import KINDS


def find(subject: Subject) -> Iterator[Found]:
    service = subject.service
    for asked in every_question(service):
        question = asked.question
        # A repeat's reason covers its own questions: they are shown together, under one "Why we ask this".
        reason = question.why or (asked.inside.why if asked.inside else None)
        if reason is None or not reason.en.strip():
            yield Found(
                path=asked.path,
                wrong=f"The question {question.id} does not say why it is asked.",
                mend="Add `why:` with what the answer is for, like: why: Wardens check it. If nobody knows, remove the "
                "question.",
            )
        basis = service.law or question.basis or (asked.inside.basis if asked.inside else None)
        if KINDS[question.kind].personal and not (basis and basis.strip()):
            yield Found(
                path=asked.path,
                wrong=f"The question {question.id} asks for personal data, and no lawful basis is given.",
                mend="Name the law at the top with `law:`, or give the question its own `basis:`.",
            )


CHECK = Check(
    number="1",
    level="error",
    says="Every question says why it is asked, and has a lawful basis where the answer is personal data.",
    mend="Add `why:` to the question; add `law:` to the service or `basis:` to the question.",
    source="GOV.UK Design System, question pages: know why you are asking; question protocol; UK GDPR articles 5 and 6",
    find=find,
)
