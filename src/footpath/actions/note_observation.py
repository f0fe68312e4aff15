"""Two people at work send what they saw in the street; later somebody says what it is about, or it is forgotten."""

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from footpath.casework.words import own_words
from footpath.definition.service import Edition
from footpath.ports import World
from footpath.steps.observing import (
    PLACES_ON_THE_WAY,
    TEXTS,
    Observation,
    check_theme,
    forget,
    read_observation,
)
from footpath.values import Problem

_HASH = re.compile("[0-9a-f]{64}")


class NoSuchNote(Exception):
    """There is no such note here, or it is another authority's."""


class NoteForgotten(Exception):
    """The words of this note are gone. What is left of it is not written to any more."""


def note_observation(
    world: World, *, authority: str, by: str, fields: Mapping[str, str]
) -> Observation | tuple[Problem, ...]:
    """`by` is a staff id. The same note a second time, with the same `key`, is the one that is there already."""
    said = {name: own_words(value) if name in TEXTS else value.strip() for name, value in fields.items()}
    held = world.observations.observation(authority, said.get("key", ""))
    if held is not None:
        return held
    pages = _pages(world, authority, said.get("where", ""))
    note = read_observation(said, pages=pages, today=world.clock.today(), by=by)
    if isinstance(note, tuple):
        return note
    with world.together():
        if not world.observations.add(authority, note):
            held = world.observations.observation(authority, note.id)
            assert held is not None, "what could not be added is there"
            return held
    return note


def _pages(world: World, authority: str, said: str) -> Iterable[str]:
    """What a note may be of: the pages of the edition it names, if this authority offers that service.

    It may be an older edition: a phone was in the market for a day while a new one was published, and nothing that
    was seen on the old one is lost.
    """
    service, _, edition_hash = said.partition("/")[0], *said.rpartition("/")[1:]
    if not _HASH.fullmatch(edition_hash) or world.editions.offered(authority, service) is None:
        return ()
    try:
        edition = world.editions.edition(edition_hash)
    except LookupError:  # nobody ever published it
        return ()
    return [f"{edition.service.id}/{page}" for page, _ in where(edition)]


def where(edition: Edition) -> Iterable[tuple[str, str]]:
    """Everywhere in a service that somebody can be watched: (page id, its title), in the order of the way."""
    yield "start", PLACES_ON_THE_WAY["start"]
    yield from ((page.id, page.title.in_("en")) for page in edition.service.pages)
    yield from ((id_, title) for id_, title in PLACES_ON_THE_WAY.items() if id_ != "start")


def name_theme(world: World, *, authority: str, note: str, theme: str) -> Observation | tuple[Problem, ...]:
    """What the note is about, in a few words: all that is kept of it after a year."""
    theme = own_words(theme)
    problems = check_theme(theme)
    if problems:
        return problems
    with world.together():
        held = world.observations.observation(authority, note)
        if held is None:
            raise NoSuchNote
        if held.forgotten:
            raise NoteForgotten
        named = replace(held, theme=theme)
        world.observations.save(authority, named)
    return named


def forget_observations(world: World) -> int:
    """How many notes lost their words today, since they have been kept as long as was promised."""
    forgotten = 0
    for authority, note in world.observations.due(world.clock.today()):
        with world.together():
            held = world.observations.observation(authority, note.id)
            if held is not None and not held.forgotten:
                world.observations.save(authority, forget(held))
                forgotten += 1
    return forgotten
