"""Check 19: error messages have the shape that people know from other services."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# By the state's name, most telling first: what the message must look like, and an example to follow.
# Wording is a matter of each language; only English has published shapes.
SHAPES: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = (
    (_shape(r"^(?:no|missing)_(?:day|month|year)|^(?:day|month|year)_missing|^incomplete"), _shape(r"\bmust include\b|^enter "), "Date of birth must include a month"),
    (_shape(r"^not_a_(?:real_)?date|^unreal"), _shape(r"\bmust be a real \w+"), "Date of birth must be a real date"),
    (_shape(r"too_long$"), _shape(r"\bmust be [\d,]+ (?:characters|digits|words) or (?:less|fewer)\b"), "Description must be 200 characters or less"),
    (_shape(r"too_short$"), _shape(r"\bmust be (?:at least )?[\d,]+ \w+"), "Reference must be 8 characters or more"),
    (_shape(r"^wrong_(?:file_)?type|^not_accepted"), _shape(r"^the selected files? must be an? "), "The selected file must be a PDF or JPG"),
    (_shape(r"^too_(?:large|big)$|^file_too"), _shape(r"^the selected files? must be smaller than "), "The selected file must be smaller than 10MB"),
    (_shape(r"^(?:too_(?:early|late|high|low|many|few|small)|out_of_range|not_(?:past|future))"), _shape(r"\bmust be\b|\bmust not be\b|\bcan only\b|^(?:select|add|remove|enter) "), "Date of birth must be in the past"),
    (_shape(r"^empty|_empty$|^missing|^not_(?:agreed|chosen)"), _shape(r"^(?:enter|select|upload|add|choose|give|confirm|tell us|describe|draw) |\bmust include\b"), "Enter your full name"),
)  # fmt: skip


def shape_of(state: str) -> tuple[re.Pattern[str], str] | None:
    return next(((shape, example) for name, shape, example in SHAPES if name.search(state)), None)


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        for failure in subject.failures(asked.question, "en"):
            wanted = shape_of(failure.state)
            if wanted is not None and failure.says.strip() and not wanted[0].search(failure.says.strip()):
                yield Found(
                    path=subject.error_place(asked, failure.state, "en"),
                    wrong=f"“{failure.says}” does not read like other messages for {failure.state.replace('_', ' ')}.",
                    mend=f"Word it like: {wanted[1]}.",
                )


CHECK = Check(
    number="19",
    level="error",
    says="Error messages have the published shapes: “Enter …”, “… must include a month”, “… must be N characters or less”.",
    mend="Reword the message after the example.",
    source="GOV.UK Design System, error messages of date input, textarea, file upload and text input",
    find=find,
)
