"""Check 11: no answer is chosen before the person chooses."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question, in_each
from footpath.checks.wording import mentions

_DEFAULT = re.compile(r"\((?:default|selected|pre-?selected|recommended|rhagosodedig)\)", re.IGNORECASE)
_NO_ANSWER = re.compile(
    r"^\W*$|^\W*(?:please )?(?:select|choose|pick)(?: (?:one|an? \w+|from(?: the list)?|below))?\W*$"
    r"|^\W*dewiswch(?: un)?\W*$",
    re.IGNORECASE,
)
_UNTICK = re.compile(
    r"\b(?:un-?tick|un-?check|de-?select|untic\w*)\b|\b(?:tick|check) (?:this|the) box if you (?:do not|don't)\b",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        for option in question.options:
            for place, _, text in in_each(f"{asked.path}.options.{option.id}.label", option.label):
                if _NO_ANSWER.match(text.strip()):
                    yield Found(
                        path=place,
                        wrong=f"The option “{text}” is no answer: it only stands where one is chosen already.",
                        mend="Remove it: nothing is chosen until the person chooses.",
                    )
                elif said := mentions(text, _DEFAULT):
                    yield Found(
                        path=place,
                        wrong=f"The option “{text}” presents itself as chosen already: “{said}”",
                        mend="Let the label say only what the option is.",
                    )
        for path, words in (("ask", question.ask), ("hint", question.hint), ("says", question.says)):
            for place, _, text in in_each(f"{asked.path}.{path}", words):
                if said := mentions(text, _UNTICK):
                    yield Found(
                        path=place,
                        wrong=f"“{said}” asks people to undo a choice that nobody made.",
                        mend="Ask for what people want, so that doing nothing agrees to nothing.",
                    )


CHECK = Check(
    number="11",
    level="error",
    says="Nothing is chosen for the person: no option that is chosen already, no box to untick.",
    mend="Remove the option that is no answer, or turn the question round so that it asks for a yes.",
    source="GOV.UK Design System, radios and checkboxes: do not pre-select; UK GDPR recital 32",
    find=find,
)
