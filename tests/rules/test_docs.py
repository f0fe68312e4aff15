"""The pages on rules: every function is there, and every example on a page is true."""

import re
from pathlib import Path

import pytest
from tests.rules.feel import evaluate

from footpath.rules import FUNCTIONS

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "reference" / "rules.md"
POLICY = DOCS / "explanation" / "rules-for-policy-people.md"
# An example on a page: code, an arrow, code.
EXAMPLE = re.compile(r"^`` ?(.+?) ?`` (?:→|gives) `` ?(.+?) ?``", re.MULTILINE)
IN_TABLE = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \|", re.MULTILINE)


def examples(page: Path) -> list[tuple[str, str]]:
    text = page.read_text("utf-8")
    return [
        (one.replace("\\|", "|"), two.replace("\\|", "|"))
        for one, two in EXAMPLE.findall(text) + IN_TABLE.findall(text)
    ]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_its_heading_and_what_it_says(name: str) -> None:
    text = REFERENCE.read_text("utf-8")

    assert f"\n### {name}\n" in text
    assert FUNCTIONS[name].says in text


@pytest.mark.parametrize(("text", "gives"), examples(REFERENCE) + examples(POLICY))
def test_every_example_on_a_page_gives_what_it_says(text: str, gives: str) -> None:
    ours = {"co2": None, "income": evaluate("212.40")[0], "fuel": "diesel", "born": evaluate('@"1960-05-02"')[0]}

    assert evaluate(text, **ours)[0] == evaluate(gives, **ours)[0]


def test_each_function_has_an_example_on_the_page() -> None:
    shown = {text for text, _ in examples(REFERENCE)}

    for function in FUNCTIONS.values():
        assert function.examples[0].text in shown, function.name


def test_the_page_holds_as_many_examples_as_it_seems_to() -> None:
    # A page whose examples the pattern above does not find would pass every test here.
    assert len(examples(REFERENCE)) >= len(FUNCTIONS)
    assert len(examples(POLICY)) >= 15
