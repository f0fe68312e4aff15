"""Check 20: an error message repeats the example that the hint gave."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question
from footpath.checks.wording import example_in, squeezed


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        if question.hint is None:
            continue
        for lang in subject.service.languages():
            hinted = example_in(question.hint.in_(lang), lang)
            if hinted is None:
                continue
            for failure in subject.failures(question, lang):
                given = example_in(failure.says, lang)
                # “… must include a year with 4 numbers, like 2026” is an example of one box, not of the answer.
                if given is None or len(given.split()) < len(hinted.split()):
                    continue
                if squeezed(given).replace(" ", "") != squeezed(hinted).replace(" ", ""):
                    # Told of where it can be mended: the author's message, else the hint.
                    own = failure.state in question.errors
                    yield Found(
                        path=subject.error_place(asked, failure.state, lang) if own else f"{asked.path}.hint.{lang}",
                        wrong=f"The hint’s example is {hinted}, the error’s is {given}.",
                        mend=f"Use one example in both{'' if own else f', or write `example: {hinted}`'}.",
                    )
                    break


CHECK = Check(
    number="20",
    level="warning",
    says="Where an error message gives an example, it is the hint’s.",
    mend="Use one example in both; `example:` is used by the hint and the errors.",
    source="GOV.UK Design System, error message: use instructions and the same examples",
    find=find,
)
