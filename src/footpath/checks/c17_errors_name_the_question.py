"""Check 17: an error message uses a word of the question it belongs to."""

from collections.abc import Iterator, Mapping

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.checks.wording import alike, content_words

# Kinds whose published messages name the thing itself, however the question is put.
_NAME_THEMSELVES: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "e-bost", "bost"),
    "phone": ("phone", "telephone", "ffôn"),
    "postcode": ("postcode", "post"),
    "national_insurance_number": ("insurance", "yswiriant"),
    "vehicle_registration": ("registration", "cofrestru"),
    "file": ("file", "ffeil"),
    "declaration": ("agree", "confirm", "declaration", "cytuno", "cadarnhau", "datganiad"),
}


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        named = _NAME_THEMSELVES.get(question.kind, ())
        for lang in subject.service.languages():
            if not question.ask.has(lang):
                continue
            about = content_words(f"{question.ask.in_(lang)} {question.one.in_(lang) if question.one else ''}", lang)
            if not about:
                continue
            for failure in subject.failures(question, lang):
                known = {*about, *content_words(failure.label, lang), *named}
                said = content_words(failure.says, lang)
                if not any(alike(word, one, lang) for word in said for one in known):
                    yield Found(
                        path=subject.error_place(asked, failure.state, lang),
                        wrong=f"“{failure.says}” has no word of its question, “{question.ask.in_(lang)}”",
                        mend="Use the question’s own words: people may read only the error.",
                    )


CHECK = Check(
    number="17",
    level="error",
    says="An error message has a word of its question’s label in it.",
    mend="Repeat the label’s words in the message: “What is your name?” fails with “Enter your name”.",
    source="GOV.UK Design System, error message: match up error messages to labels",
    find=find,
)
