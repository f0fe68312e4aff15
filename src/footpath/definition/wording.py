"""What a place takes and what was found there, in the words of somebody who writes services."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import assert_never

from footpath.definition import format as f
from footpath.definition.yaml import Entries, Items, Node, Scalar


def expected(shape: f.Shape) -> str:
    """What a place takes, in words."""
    match shape:
        case f.Text() | f.ForPeople():
            return "a text"
        case f.Feel() | f.Cell():
            return "a rule"
        case f.Id():
            return f"the id of {one(shape.of)}, like {_EXAMPLE_IDS.get(shape.of, 'first_one')}"
        case f.Whole():
            if shape.least == shape.most:
                return f"the number {shape.least}"
            return f"a whole number from {shape.least} to {shape.most}"
        case f.TrueOrFalse():
            return "true or false"
        case f.Day():
            return "a date like 2026-05-01"
        case f.OneOf():
            some = shape.words if len(shape.words) <= 12 else (*shape.words[:3], "…")
            return "one of " + listed(some)
        case f.Period():
            return "a time like 28 days, or 6 years after decision"
        case f.Bounds():
            return "the least and the most, like [0, 1000]"
        case f.Constant():
            return "a number, a text, true or false" + (", or a list of them" if shape.or_list else "")
        case f.Row():
            return 'a row like ["<= 100", 1]'
        case f.Data():
            return f"{shape.of} by name, like {{permits_held: 1}}"
        case f.ListOf():
            return "a list"
        case f.ById():
            return f"{shape.of} by id"
        case f.Group():
            needed = [key.name for key in shape.keys if key.needed] or [shape.keys[0].name]
            return f"{one(shape.name)} with {listed(needed)}"
        case f.ByForm():
            forms = [expected(form) for form in (shape.value, shape.items) if form is not None]
            return " or ".join([*forms, expected(shape.group)])
        case _:
            assert_never(shape)


_EXAMPLE_IDS: Mapping[str, str] = {
    "service": "report_a_pothole",
    "team": "parking_team",
    "outcome": "granted",
    "question": "email",
    "output": "price",
}


def found(node: Node) -> str:
    """What stands at a place, in words."""
    match node:
        case Items():
            return "A list"
        case Entries():
            return "A mapping"
        case Scalar():
            match node.value:
                case None:
                    return "Nothing"
                case bool():
                    return f"{node.written} (true or false, as YAML reads it)"
                case int() | Decimal():
                    return f"The number {shortened(node.written)}"
                case str():
                    return f"“{shortened(node.value)}”" if node.value else "An empty text"


def listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def one(thing: str) -> str:
    return f"an {thing}" if thing[0] in "aeiou" else f"a {thing}"


def sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else text + "."
