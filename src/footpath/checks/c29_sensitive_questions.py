"""Check 29: email, National Insurance numbers and equality questions are asked as people should be asked them."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question, in_each
from footpath.checks.wording import mentions

_SHORT_NI = re.compile(r"\bNINO\b|\bNI (?:number|no\.?)(?!\w)|\brhif YG\b", re.IGNORECASE)
_PROOF = re.compile(
    r"\bidentity\b|\bidentify you\b|\bwho you (?:are|say you are)\b|\bit is (?:really )?you\b|\bpwy ydych\b"
    r"|\bhunaniaeth\b",
    re.IGNORECASE,
)
_EQUALITY = re.compile(r"\bgender\b|\bsex\b|\bethnic(?:ity)?\b|\breligion\b|\bsexual orientation\b", re.IGNORECASE)
_RATHER_NOT = re.compile(r"\b(?:prefer|rather) not\b", re.IGNORECASE)


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        if question.kind == "email" and not any(
            text is not None and text.en.strip() for text in (question.why, question.hint)
        ):
            yield Found(
                path=asked.path,
                wrong="An email address is asked for without a word on what we will send.",
                mend="Add `why:`, like: why: So that we can tell you what we decide.",
            )
        for path, words in (("ask", question.ask), ("hint", question.hint), ("why", question.why)):
            for place, _, text in in_each(f"{asked.path}.{path}", words):
                if said := mentions(text, _SHORT_NI):
                    yield Found(
                        path=place, wrong=f"“{said}” is an abbreviation.", mend="Write National Insurance number."
                    )
        if question.kind == "national_insurance_number":
            stated = [*in_each(f"{asked.path}.why", question.why)]
            if question.used_for:
                stated.append((f"{asked.path}.used_for", "en", question.used_for))
            for place, _, text in stated:
                if said := mentions(text, _PROOF):
                    yield Found(
                        path=place,
                        wrong=f"“{said}”: a National Insurance number does not prove who somebody is.",
                        mend="Ask for it only to find a record, and prove identity in another way.",
                    )
        if said := mentions(question.ask.en, _EQUALITY):
            if question.kind not in ("choose_one", "choose_many"):
                yield Found(
                    path=f"{asked.path}.type",
                    wrong=f"A question about {said.lower()} is asked with `type: {question.kind}`.",
                    mend="Use the standard question: `choose_one` with its published options and “Prefer not to say”.",
                )
            elif not question.optional and not any(mentions(o.label.en, _RATHER_NOT) for o in question.options):
                yield Found(
                    path=asked.path,
                    wrong=f"A question about {said.lower()} must be answered, and has no “Prefer not to say”.",
                    mend="Add the option “Prefer not to say”, or `optional: true`.",
                )
            if not (question.basis and question.basis.strip()):
                yield Found(
                    path=asked.path,
                    wrong=f"A question about {said.lower()} needs a reason in law of its own.",
                    mend="Add `basis:`, like: basis: Equality Act 2010 s.149, or remove the question.",
                )


CHECK = Check(
    number="29",
    level="error",
    says="An email question says what it is for; a National Insurance number is spelt out and proves nothing; "
    "equality questions "
    "follow the standard pattern, with their basis.",
    mend="Reword the question, or add `why:` or `basis:`.",
    source="GOV.UK Design System, email addresses, National Insurance numbers, equality information; UK GDPR article 9",
    find=find,
)
