"""Texts for people with {{ FEEL }} in them."""

import re
from collections.abc import Mapping, Sequence
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

_PART = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


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
    for found in _PART.finditer(text):
        words.append(text[last : found.start()])
        expressions.append(found[1].strip())
        last = found.end()
        if not expressions[-1]:
            return fault_at(name, text, found.start(), "“{{ }}” with nothing in it", "a rule between the brackets")
    words.append(text[last:])
    for piece, bracket in ((words, "{{"), (words, "}}")):
        if any(bracket in one for one in piece):
            mate = "}}" if bracket == "{{" else "{{"
            return fault_at(name, text, text.find(bracket), f"“{bracket}” alone", f"“{mate}” that goes with it")
    return Template(tuple(words), tuple(expressions))


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
