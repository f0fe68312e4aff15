"""Check 2: every answer is used by something."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question


def find(subject: Subject) -> Iterator[Found]:
    used = subject.questions_used
    for asked in every_question(subject.service):
        question = asked.question
        if question.used_for or question.kind == "declaration":  # agreeing is itself the use of a declaration
            continue
        if question.id in used or (asked.inside is not None and (asked.inside.id in used or asked.inside.used_for)):
            continue
        if question.questions and any(own.used_for for own in question.questions):
            continue
        yield Found(
            path=asked.path,
            wrong=f"The answer to {question.id} is used by no rule, letter, message or decision.",
        )


CHECK = Check(
    number="2",
    level="warning",
    says="Every answer is used: by a rule, a charge, a decision, a letter, a message, or for what `used_for:` says.",
    mend="Remove the question, or say with `used_for:` what people do with the answer.",
    source="GOV.UK Design System, question pages; question protocol; UK GDPR article 5(1)(c), data minimisation",
    find=find,
)
