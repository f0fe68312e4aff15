"""Check 12: one answer is asked for with radios, several with checkboxes, and neither with a long list."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question, in_each
from footpath.checks.wording import mentions, squeezed

MOST = 20  # options that can be read on a phone without losing the first

_SEVERAL = re.compile(
    r"\b(?:all|any|each|more than one) (?:that|which)?\s*(?:apply|applies)\b|\bselect all\b|\bone or more\b"
    r"|\bpopeth sy'n berthnasol\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:select|choose|tick|pick) (?:only )?one\b(?! or more)|\bonly one\b(?! or more)|\bdewiswch un\b(?! neu fwy)",
    re.IGNORECASE,
)
_YES_NO = {"yes", "no"}


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        if not question.options:
            continue
        single = question.kind == "choose_one"
        pattern = _SEVERAL if single else _ONE
        for path, words in (("ask", question.ask), ("hint", question.hint)):
            for place, _, text in in_each(f"{asked.path}.{path}", words):
                if said := mentions(text, pattern):
                    yield Found(
                        path=place,
                        wrong=f"“{said}” is asked for, but `{question.kind}` lets people give "
                        + ("only one answer." if single else "several answers."),
                        mend=f"Use `type: {'choose_many' if single else 'choose_one'}`, or reword the text.",
                    )
        if len(question.options) > MOST:
            yield Found(
                path=f"{asked.path}.options",
                wrong=f"{len(question.options)} options are too many to read on a phone; {MOST} is the most.",
                mend="Ask a broader question first, or let people type the answer.",
            )
        if len(question.options) == 1:
            yield Found(
                path=f"{asked.path}.options",
                wrong="There is only one option, so there is nothing to choose.",
                mend="Use `type: yes_no`, or `declaration` where people agree to something.",
            )
        if single and {squeezed(option.label.en) for option in question.options} == _YES_NO:
            yield Found(
                path=f"{asked.path}.options",
                wrong="The options are Yes and No.",
                mend="Use `type: yes_no`: rules then read true and false, and both languages are worded for you.",
            )


CHECK = Check(
    number="12",
    level="warning",
    says="Radios are for one answer and checkboxes for several, with few enough options to read on a phone.",
    mend="Change the type to fit the words, or shorten the list.",
    source="GOV.UK Design System, radios, checkboxes and select",
    find=find,
)
