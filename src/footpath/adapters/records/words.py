"""The words a case can be found by: a name, a registration, a postcode, as somebody might type them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from footpath.definition.service import Service

# What people give on the phone when they have lost their reference.
FINDABLE = ("name", "vehicle_registration", "postcode", "address", "email", "phone")

LONGEST = 64
MOST = 40  # of one case: a name, an address, an email and a registration have some 15
_BETWEEN = re.compile(r"(?<=[^\W\d_])['’ʼ`´](?=[^\W\d_])")
_PARTS = re.compile(r"[a-z0-9]+")


def plain(said: str) -> str:
    """Without case, accents and marks: what Siân types and what the clerk types are the same."""
    apart = unicodedata.normalize("NFKD", said.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def as_one(said: str) -> str:
    """O’Brien as OBrien: kept as brien and obrien, asked for as obrien, so it is found whatever sign is between."""
    return _BETWEEN.sub("", said)


def words_of(said: str) -> list[str]:
    """Each word of it; and where it holds a digit, all of it closed up: AB12 CDE is found as ab12cde."""
    simple = plain(said)
    parts: list[str] = _PARTS.findall(simple)
    parts += [whole for whole in _PARTS.findall(as_one(simple)) if whole not in parts]
    if len(parts) > 1 and len(said) <= 20 and any(sign.isdigit() for sign in said):
        parts.append("".join(parts))
    return [part[:LONGEST] for part in parts if len(part) > 1]


def case_words(service: Service, data: Mapping[str, Any]) -> set[str]:
    """From the answers to questions of kinds that people are known by."""
    found: list[str] = []
    for page in service.pages:
        for question in page.questions:
            if question.kind in FINDABLE:
                for said in _texts(data.get(question.id)):
                    found.extend(words_of(said))
    return set(found[:MOST])


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for inside in value.values():
                yield from _texts(inside)
        case list():
            for inside in value:
                yield from _texts(inside)
        case _:
            pass
