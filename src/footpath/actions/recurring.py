"""Local changes that several authorities make to the same standard: what they all need, the standard may lack."""

import json
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from footpath.actions.drafts import standard_edition
from footpath.definition.changes import Change, Kept, change_data, inside
from footpath.ports import World

_OWN = frozenset(("because", "until", "kept_over"))


class Recurring(msgspec.Struct, frozen=True, kw_only=True):
    service: str
    path: str
    authorities: tuple[str, ...]


def recurring(world: World, kept: Sequence[Kept]) -> list[Recurring]:
    """Those that more than one authority makes, the most frequent first.

    Not what each must set for itself: that two have set the same says nothing about the standard.
    """
    own = {
        (each.service, each.version): [
            path
            for path, mark in standard_edition(world, service=each.service, version=each.version).service.marks.items()
            if mark.must_set is not None
        ]
        for each in kept
    }
    made: dict[tuple[str, str], list[str]] = defaultdict(list)
    paths: dict[tuple[str, str], str] = {}
    for each in kept:
        for change in each.changes:
            if any(inside(change.path, path) for path in own[each.service, each.version]):
                continue
            key = each.service, same_change(change)
            if each.authority not in made[key]:
                made[key].append(each.authority)
            paths[key] = change.path
    found = [
        Recurring(service=key[0], path=paths[key], authorities=tuple(sorted(who)))
        for key, who in made.items()
        if len(who) > 1
    ]
    return sorted(found, key=lambda each: (-len(each.authorities), each.path))


def same_change(change: Change) -> str:
    """What a change does, whoever made it and why: alike for two that do the same."""
    return json.dumps({key: value for key, value in change_data(change).items() if key not in _OWN}, sort_keys=True)
