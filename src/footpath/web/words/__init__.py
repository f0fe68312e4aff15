"""The product's own texts, in English and Welsh: one TOML file for each area of the pages.

A definition's texts are its author's and stand in the definition. These are what Footpath itself says around them.
"""

import string
import tomllib
from collections.abc import Mapping
from pathlib import Path

from footpath.values import LANGUAGES, Lang, Words

HERE = Path(__file__).parent


def read_area(text: str) -> dict[str, Words]:
    """The texts of one file. Every one has both languages, and both name the same things to fill in."""
    texts = {}
    for name, said in tomllib.loads(text).items():
        assert set(said) == set(LANGUAGES), f"{name} must say the same in each of {LANGUAGES}"
        assert _filled_in(said["en"]) == _filled_in(said["cy"]), (
            f"{name} fills in other things in Welsh than in English"
        )
        texts[name] = Words(en=said["en"].strip(), cy=said["cy"].strip())
    return texts


def _filled_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _read_all() -> Mapping[str, Words]:
    return {
        f"{file.stem}.{name}": words
        for file in sorted(HERE.glob("*.toml"))
        for name, words in read_area(file.read_text(encoding="utf-8")).items()
    }


TEXTS = _read_all()


def say(key: str, lang: Lang, /, **filled: object) -> str:
    """The text called `area.name`, with what stands in {braces} filled in. It is text: a template escapes it."""
    return TEXTS[key].in_(lang).format_map(filled)
