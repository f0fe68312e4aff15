"""Check 16: every way an answer can fail has a message of its own."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.checks.wording import squeezed


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        for lang in subject.service.languages():
            told: dict[str, str] = {}
            for failure in subject.failures(question, lang):
                place = subject.error_place(asked, failure.state, lang)
                if not failure.says.strip():
                    yield Found(
                        path=place,
                        wrong=f"When {question.id} fails with {failure.state}, nothing is said.",
                        mend="Write what is wrong and how to put it right.",
                    )
                    continue
                first = told.setdefault(squeezed(failure.says), failure.state)
                if first != failure.state:
                    # Told of at the author's own text, where one of the two is.
                    at = place if failure.state in question.errors else subject.error_place(asked, first, lang)
                    yield Found(
                        path=at,
                        wrong=f"{first} and {failure.state} have the same message: “{failure.says}”",
                        mend="Say in each what is wrong this time.",
                    )


CHECK = Check(
    number="16",
    level="error",
    says="Every way an answer can fail has an error message, and no two of a question are the same.",
    mend="Write the missing message under `errors:`, or make the two different.",
    source="GOV.UK Design System, error message: be specific",
    find=find,
)
