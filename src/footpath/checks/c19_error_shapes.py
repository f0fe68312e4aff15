"""Check 19: error messages have the shape that people know from other services."""

import re
from collections.abc import Iterator

import msgspec

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import every_question


class Shape(msgspec.Struct, frozen=True):
    """For failing states named so: what the message must look like, and one to follow."""

    states: re.Pattern[str]
    like: re.Pattern[str]
    example: str


def _shape(states: str, like: str, example: str) -> Shape:
    return Shape(re.compile(states), re.compile(like, re.IGNORECASE), example)


# Wording is a matter of each language; shapes are published for English alone.
SHAPES = (
    _shape(
        r"^no_(?:day|month|year)|^short_year",
        r"\bmust include an? (?:day|month|year)\b",
        "Date of birth must include a month",
    ),
    _shape(r"^not_a_(?:date|month)$", r"\bmust be a real (?:date|month)\b", "Date of birth must be a real date"),
    _shape(
        r"^too_long$",
        r"\bmust be [\d,]+ (?:characters|digits|numbers|words) or (?:less|fewer)\b",
        "Description must be 200 characters or less",
    ),
    _shape(
        r"^too_short$", r"\bmust be [\d,]+ \w+ or more\b|\bmust be at least\b", "Reference must be 8 characters or more"
    ),
    _shape(r"^wrong_type$|^not_accepted$", r"^the selected files? must be ", "The selected file must be a PDF or JPG"),
    _shape(
        r"^too_large$|^too_big$",
        r"^the selected files? must be smaller than ",
        "The selected file must be smaller than 10MB",
    ),
    _shape(
        r"^too_(?:early|late|low|high)$|^out_of_range$",
        r"\bmust (?:not )?be\b",
        "Date of birth must be in the past",
    ),
    _shape(
        r"^empty$|_empty$|^missing$",
        r"^(?:enter|select|upload|add|choose|confirm|give|draw|tell us|describe) |\bmust include\b",
        "Enter your full name",
    ),
)


def shape_of(state: str) -> Shape | None:
    return next((shape for shape in SHAPES if shape.states.search(state)), None)


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        for failure in subject.failures(asked.question, "en"):
            shape = shape_of(failure.state)
            if shape is not None and failure.says.strip() and not shape.like.search(failure.says.strip()):
                yield Found(
                    path=subject.error_place(asked, failure.state, "en"),
                    wrong=f"“{failure.says}” does not read like other messages for {failure.state.replace('_', ' ')}.",
                    mend=f"Word it like: {shape.example}.",
                )


CHECK = Check(
    number="19",
    level="error",
    says="Error messages have the published shapes: “Enter …”, “… must include a month”, “… must be 200 characters "
    "or less”.",
    mend="Reword the message after the example.",
    source="GOV.UK Design System, error messages of date input, textarea, file upload and text input",
    find=find,
)
