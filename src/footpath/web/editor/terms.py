"""What the parts of a definition are called on the pages where it is changed."""

from collections.abc import Mapping

# By the last word of a path.
_TERMS: Mapping[str, str] = {
    "ask": "Question",
    "hint": "Hint",
    "why": "Why we ask",
    "title": "Title",
    "guidance": "Text above the questions",
    "together": "Why these are on one page",
    "when": "Condition",
    "optional": "Whether it must be answered",
    "between": "Limits",
    "longest": "Longest answer, in characters",
    "example": "Example",
    "accept": "Kinds of file",
    "largest_megabytes": "Largest file, in megabytes",
    "otherwise": "What people can do who cannot send a file",
    "says": "What people declare",
    "one": "What one of them is called",
    "at_least": "The fewest",
    "at_most": "The most",
    "exhaustive": "Whether the options cover everybody",
    "apart": "How this option stands",
    "used_for": "What staff use the answer for",
    "basis": "Lawful basis",
    "say": "Text",
    "next": "What people can do instead",
    "letter": "Letter",
    "subject": "Subject of the email",
    "summary": "Text on the start page",
    "outcome": "What is better because of it",
    "minutes": "Minutes it takes",
    "owner": "Who answers for it",
    "law": "Law",
    "amount": "What it costs",
    "for": "What is paid for",
    "because": "Reason that people are told",
    "working_days": "Working days until a decision",
    "answers": "How long answers are kept",
    "drafts": "How long drafts are kept",
    "source": "Source",
    "label": "Label",
}

KINDS_SAID: Mapping[str, str] = {
    "text": "A short text",
    "long_text": "A long text",
    "whole_number": "A whole number",
    "number": "A number",
    "money": "An amount of money",
    "date": "A date",
    "month": "A month",
    "yes_no": "Yes or no",
    "choose_one": "One of several options",
    "choose_many": "Any of several options",
    "name": "A person’s name",
    "email": "An email address",
    "phone": "A phone number",
    "address": "An address",
    "postcode": "A postcode",
    "national_insurance_number": "A National Insurance number",
    "vehicle_registration": "A vehicle registration",
    "bank_account": "A bank account",
    "file": "A file",
    "declaration": "A declaration to agree to",
    "repeat": "A list of things",
}

_THINGS: Mapping[str, str] = {
    "pages": "page",
    "questions": "question",
    "options": "option",
    "exits": "exit",
    "outcomes": "outcome",
    "figures": "figure",
    "lists": "list",
    "rules": "rule",
    "needs": "thing to have ready",
    "automatically": "automatic decision",
    "dated": "value",
}


def term(path: str) -> str:
    """The part at a path, as a label: Hint, Limits, Text."""
    parts = path.split(".")
    if len(parts) > 1 and parts[-2] in _THINGS:
        return thing(path).capitalize()
    return _TERMS.get(parts[-1], parts[-1].replace("_", " ").capitalize())


def thing(path: str) -> str:
    """What kind of thing is at a path: question, page, option. A part of one is called a part."""
    parts = path.split(".")
    if len(parts) > 1 and parts[-2] in _THINGS:
        return _THINGS[parts[-2]]
    if parts[0] == "figures" and len(parts) == 3:
        return "value"
    return _TERMS.get(parts[-1], parts[-1].replace("_", " ")).lower()
