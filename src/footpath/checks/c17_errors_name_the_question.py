"""Check 17: an error message uses a word of the question it belongs to."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.checks.wording import alike, content_words


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        for lang in subject.service.languages():
            if not question.ask.has(lang):
                continue
            label = {
                *content_words(question.ask.in_(lang), lang),
                *(content_words(question.one.in_(lang), lang) if question.one else ()),
            }
            if not label:
                continue
            # A box within the question (Month, Postcode) has a label of its own, and a message may name that.
            boxes = subject.box_words(question, lang)
            for failure in subject.failures(question, lang):
                said = content_words(failure.says, lang)
                if not any(alike(word, known) for word in said for known in label | boxes):
                    yield Found(
                        path=subject.error_place(asked, failure.state, lang),
                        wrong=f"“{failure.says}” has no word of its question, “{question.ask.in_(lang)}”",
                        mend="Use the question’s own words, so that people who read only the error know what it is about.",
                    )


CHECK = Check(
    number="17",
    level="error",
    says="An error message has a word of its question’s label in it.",
    mend="Repeat the label’s words in the message: “What is your name?” fails with “Enter your name”.",
    source="GOV.UK Design System, error message: match up error messages to labels",
    find=find,
)
