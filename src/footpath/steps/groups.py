"""Groups of people that a step watches apart: what helps most people may harm the few, and an average hides it."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from footpath.casework.events import Channel
from footpath.steps.measures import MEASURES
from footpath.values import Lang

KNOWN: Mapping[str, str] = {
    "welsh": "people who answer in Welsh",
    "helped": "people helped by phone, on paper or by staff",
}
"""Groups that every case tells of by itself: the word of a step's file, and how it is said."""

GROUP_MEASURES = ("completed", "no_errors", "no_complaint", "no_contact")
"""What must not get worse for a group: whether they finish, meet an error, complain, and have to contact us."""

MOST_GROUPS = 5
"""Each brings four guardrails of its own, and each of those can stop a good step by bad luck."""

FEWEST_IN_GROUP = 20
"""A group is shown when so many of it met each version. Of fewer, staff would know who they were."""

_AT = "@"


class Group(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`called` completes "… that fewer people finish among …". With a question, those who gave one of the answers."""

    id: str
    called: str
    question: str | None = None
    answers: tuple[str, ...] = ()


def known_group(id_: str) -> Group:
    return Group(id=id_, called=KNOWN[id_])


def groups_of(groups: Iterable[Group], *, lang: Lang, channel: Channel, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The groups a case is in. Asked once, when it comes to the page that differs: no version can move it afterwards.

    What is kept of an answer is that it was one of these, and not which.
    """
    return tuple(group.id for group in groups if _in(group, lang, channel, data))


def _in(group: Group, lang: Lang, channel: Channel, data: Mapping[str, Any]) -> bool:
    if group.question is not None:
        said = data.get(group.question)
        given = said if isinstance(said, list) else ["yes" if said is True else "no" if said is False else said]
        return any(each in group.answers for each in given)
    return lang == "cy" if group.id == "welsh" else channel != "online"


def series_of(groups: Iterable[Group]) -> tuple[str, ...]:
    """The ledgers a step keeps for its groups besides those of everybody, named like completed@welsh."""
    return tuple(f"{measure}{_AT}{group.id}" for group in groups for measure in GROUP_MEASURES)


def values_in(values: Mapping[str, str], groups: Iterable[str]) -> dict[str, str]:
    """What a case in these groups adds to their ledgers."""
    return {
        f"{measure}{_AT}{group}": values[measure] for group in groups for measure in GROUP_MEASURES if measure in values
    }


def measure_of(series: str) -> str:
    return series.partition(_AT)[0]


def group_of(series: str) -> str | None:
    return series.partition(_AT)[2] or None


def worse_said(groups: Iterable[Group], series: str) -> str:
    """Completes "The odds that …": fewer people finish among people who answer in Welsh."""
    worse, group = MEASURES[measure_of(series)].worse, group_of(series)
    called = next((each.called for each in groups if each.id == group), None)
    return worse if called is None else f"{worse} among {called}"
