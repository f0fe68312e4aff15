"""Texts for people with {{ FEEL }} in them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from footpath.rules.book import RuleBook, compile_rules
from footpath.rules.budget import DEFAULT_BUDGET, Budget
from footpath.rules.definitions import Constant, Dated
from footpath.rules.faults import RuleFault, fault_at
from footpath.rules.say import say_value
from footpath.rules.types import Type
from footpath.rules.values import UNKNOWN
from footpath.values import Lang


class Template(msgspec.Struct, frozen=True):
    """A text cut at its {{ expressions }}: `words` has one more than `expressions`."""

    words: tuple[str, ...]
    expressions: tuple[str, ...]

    def fill(self, values: Sequence[object], lang: Lang = "en") -> str:
        """The text with the values said for people. After a £ a number is written as money."""
        out = [self.words[0]]
        for value, words in zip(values, self.words[1:], strict=True):
            out.append("" if value is UNKNOWN else say_value(value, lang, money=out[-1].endswith("£")))
            out.append(words)
        return "".join(out)


def read_template(text: str, name: str = "") -> Template | RuleFault:
    """The parts of a text; a fault where brackets do not pair."""
    words: list[str] = []
    expressions: list[str] = []
    last = 0
    for start, end in _holes(text):
        words.append(text[last:start])
        expressions.append(text[start + 2 : end].strip())
        last = end + 2
        if not expressions[-1]:
            return fault_at(name, text, start, "“{{ }}” with nothing in it", "a rule between the brackets")
    words.append(text[last:])
    at = 0
    for piece, expression in zip(words, [*expressions, ""], strict=True):
        for bracket, mate in (("{{", "}}"), ("}}", "{{")):
            if bracket in piece:
                alone = text.index(bracket, at)
                return fault_at(name, text, alone, f"“{bracket}” alone", f"“{mate}” that goes with it")
        at = text.find("}}", at + len(piece) + 2 + len(expression)) + 2
    return Template(tuple(words), tuple(expressions))


def _holes(text: str) -> Iterator[tuple[int, int]]:
    """Where each {{ and its }} begin. A pattern would look through the rest of the text for every {{ without one."""
    start = text.find("{{")
    while start >= 0 and (end := text.find("}}", start + 2)) >= 0:
        yield start, end
        start = text.find("{{", end + 2)


class Text:
    """A compiled text: its expressions are rules."""

    def __init__(self, template: Template, book: RuleBook) -> None:
        self.template = template
        self._book = book

    def render(self, inputs: Mapping[str, object], *, on: date, lang: Lang = "en") -> str:
        found = self._book.find(inputs, on=on)
        values = [found.value(f"text:{place}") for place in range(len(self.template.expressions))]
        return self.template.fill(values, lang)


def compile_text(
    text: str,
    names: Mapping[str, Type],
    *,
    constants: Mapping[str, Constant | Dated] | None = None,
    budget: Budget = DEFAULT_BUDGET,
) -> Text | list[RuleFault]:
    """The text ready to be rendered for any answers, or what is wrong with its rules."""
    template = read_template(text)
    if isinstance(template, RuleFault):
        return [template]
    rules = {f"text:{place}": expression for place, expression in enumerate(template.expressions)}
    book = compile_rules(rules, names, constants=constants, budget=budget)
    return Text(template, book) if isinstance(book, RuleBook) else book


def render_template(
    text: str,
    names: Mapping[str, Type],
    inputs: Mapping[str, Any],
    *,
    on: date,
    lang: Lang = "en",
    constants: Mapping[str, Constant | Dated] | None = None,
) -> str | list[RuleFault]:
    """Compiles and renders at once, for a text that is used once."""
    made = compile_text(text, names, constants=constants)
    return made.render(inputs, on=on, lang=lang) if isinstance(made, Text) else made
