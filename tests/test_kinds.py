"""A kind of question is a file, a line, a test, a template and a part of the manual; this names whatever is missing."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from footpath.questions import KINDS, Option, Question
from footpath.values import Words

REPO = Path(__file__).resolve().parents[1]
SOURCE = REPO / "src" / "footpath"
MANUAL = REPO / "docs" / "reference" / "questions.md"

# A list is no box on a page of boxes but a page of its own.
TEMPLATES = {"repeat": "resident/list.jinja"}

# Files beside the kinds that are no kind: what several of them share.
SHARED = {"__init__", "bounds", "boxes", "months", "parts", "question", "tidy"}


def missing(kind: str) -> list[str]:
    """What a kind still lacks, by the name of what is to be made."""
    lacks = []
    module = SOURCE / "questions" / f"{kind}.py"
    if not module.exists():
        lacks.append(f"src/footpath/questions/{kind}.py")
    if kind not in KINDS:
        lacks.append(f"a line for {kind} in src/footpath/questions/__init__.py")
    elif type(KINDS[kind]).__module__ != f"footpath.questions.{kind}":
        lacks.append(f"the kind {kind} in its own file")
    if not (REPO / "tests" / "questions" / f"test_{kind}.py").exists():
        lacks.append(f"tests/questions/test_{kind}.py")
    template = TEMPLATES.get(kind, f"questions/{kind}.jinja")
    if not (SOURCE / "web" / "templates" / template).exists():
        lacks.append(f"src/footpath/web/templates/{template}")
    if kind not in sections():
        lacks.append(f"## {kind} in docs/reference/questions.md")
    return lacks


def sections() -> Mapping[str, str]:
    """The parts of the manual by their headings."""
    parts = re.split(r"^## ", MANUAL.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.split("\n", 1)[0].strip(): part for part in parts[1:]}


def test_every_kind_is_whole() -> None:
    assert {kind: missing(kind) for kind in KINDS if missing(kind)} == {}


def test_every_file_is_a_kind_in_the_registry() -> None:
    files = {file.stem for file in (SOURCE / "questions").glob("*.py")}

    assert files - SHARED == set(KINDS)


def test_a_kind_that_nobody_made_lacks_everything() -> None:
    assert missing("colour") == [
        "src/footpath/questions/colour.py",
        "a line for colour in src/footpath/questions/__init__.py",
        "tests/questions/test_colour.py",
        "src/footpath/web/templates/questions/colour.jinja",
        "## colour in docs/reference/questions.md",
    ]


def sample(kind: str) -> Question:
    """The question that the manual shows for a kind."""
    ask, has = SAMPLES[kind]
    return Question(id="asked", kind=kind, ask=Words(ask), **has)


_FUELS = (
    Option(id="petrol", label=Words("Petrol")),
    Option(id="diesel", label=Words("Diesel")),
    Option(id="none", label=Words("None of these"), apart=True),
)
SAMPLES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "text": ("What is the name of your street?", {"longest": 100}),
    "long_text": ("Describe the problem", {"longest": 500}),
    "whole_number": ("How many permits does your household hold now?", {"between": (Decimal(0), Decimal(10))}),
    "number": ("What is its weight in kilograms?", {"between": (Decimal(0), None)}),
    "money": ("How much do you earn each week?", {}),
    "date": ("When was your bin due to be collected?", {"between": ('today() - duration("P14D")', "today()")}),
    "month": ("What month did you move in?", {"between": (None, "today()")}),
    "yes_no": ("Do you live in Barset?", {}),
    "choose_one": ("What does it run on?", {"options": _FUELS}),
    "choose_many": ("Which of these do you have?", {"options": _FUELS}),
    "name": ("What is your name?", {}),
    "email": ("What is your email address?", {}),
    "phone": ("What is your phone number?", {}),
    "address": ("What is your address?", {}),
    "postcode": ("What is your postcode?", {}),
    "national_insurance_number": ("What is your National Insurance number?", {}),
    "vehicle_registration": ("What is your vehicle’s registration number?", {}),
    "bank_account": ("Which account should we pay into?", {}),
    "file": ("Upload a photo of the bin", {"accept": ("jpg", "png"), "largest_megabytes": 5}),
    "declaration": ("Declaration", {"says": Words("What I have told you is true.")}),
    "repeat": (
        "Which other vehicles do you own?",
        {
            "one": Words("Vehicle"),
            "at_least": 1,
            "at_most": 4,
            "questions": (Question(id="make", kind="text", ask=Words("Make")),),
        },
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_manual_says_every_message_and_key_of_a_kind_and_what_rules_see(kind: str) -> None:
    part = sections()[kind]

    unsaid = [
        f"| `{failure.state}` | {failure.says} |"
        for failure in KINDS[kind].failures(sample(kind), "en")
        if f"| `{failure.state}` | {failure.says} |" not in part
    ]
    unsaid += [key for key in KINDS[kind].takes if not re.search(f"`{key}[`:]", part)]
    assert unsaid == []
    for heading in ("**How it is asked.**", "**What is forgiven.**", "**What rules see.**"):
        assert heading in part


@pytest.mark.parametrize("kind", KINDS)
def test_the_manual_has_no_message_that_nobody_gives(kind: str) -> None:
    said = set(re.findall(r"^\| `(\w+)` \| (.+) \|$", sections()[kind], flags=re.MULTILINE))
    given = {(failure.state, failure.says) for failure in KINDS[kind].failures(sample(kind), "en")}

    assert said - given == set()
