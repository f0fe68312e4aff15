"""Texts of a service with their {{ expressions }} filled in from one case."""

from collections.abc import Mapping
from datetime import date

from footpath.definition.service import Edition
from footpath.rules import Template, read_template
from footpath.values import Lang, Words


def fill(edition: Edition, path: str, words: Words, *, inputs: Mapping[str, object], on: date, lang: Lang) -> str:
    """The text at `path` for these answers; in English where nobody has written it in Welsh."""
    written: Lang = lang if words.has(lang) else "en"
    template = read_template(words.in_(written))
    assert isinstance(template, Template), f"{path} was published although it cannot be read"
    found = edition.rules.find(inputs, on=on)
    values = [found.value(f"text:{path}:{written}:{place}") for place in range(len(template.expressions))]
    return template.fill(values, written)
