"""What other authorities tried with the same standard, for everybody: once it is decided, or when a pack tells it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from footpath.actions.tried_on import Trial, changes_said, name_of, tried_on
from footpath.plan.reckoning import KEPT
from footpath.ports import Authority
from footpath.steps.pack import TRAVELS
from footpath.steps.states import State
from footpath.values import Lang
from footpath.web.figures import day
from footpath.web.words import say
from footpath.web.world import world

HEAD = ("trial", "name", "authority", "state", "decided", "changes", "says", "kept_in", "version")
_THEIRS: Final = "doing.others_could_not_tell"  # of ours it says “we”


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """A step of another authority. `kept_in` are the authorities that kept it; nobody where it was put back."""

    trial: str
    name: str
    authority: str
    state: State
    decided: date
    changes: tuple[str, ...]
    says: str
    kept_in: tuple[str, ...]
    version: int | None


def tried_by_others(known: Authority, service: str) -> tuple[Tried, ...]:
    """What did not work first. What this authority took part in stands with its own steps."""
    trials = tried_on(world(), service=service, authority=known.id)
    return tuple(each for trial in trials for each in _decided(trial, known.id))


def _decided(trial: Trial, reader: str) -> Iterator[Tried]:
    for each in trial.tries:
        if each.state not in TRAVELS or reader in (each.home, *each.authorities):
            continue
        yield Tried(
            trial=trial.id,
            name=each.name,
            authority=each.home,
            state="kept" if each.state in KEPT else each.state,
            decided=each.on,
            changes=changes_said(trial),
            says=each.says,
            kept_in=each.authorities if each.state in KEPT else (),
            version=trial.version,
        )


def in_a_sentence(others: Sequence[Tried], lang: Lang) -> str:
    states = [each.state for each in others]
    return say(
        "doing.others_sum",
        lang,
        all=len(others),
        kept=states.count("kept"),
        back=states.count("not_kept") + states.count("stopped_for_harm"),
        unsure=states.count("could_not_tell"),
    )


def table(others: Sequence[Tried], lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "who": _name(each.authority, lang),
            "name": each.name,
            "changes": each.changes,
            "state": say(_THEIRS if each.state == "could_not_tell" else f"doing.state_{each.state}", lang),
            "says": each.says,
            "when": day(each.decided, lang),
            "kept": ", ".join(_name(place, lang) for place in each.kept_in) or say("doing.others_nowhere", lang),
        }
        for each in others
    ]


def _name(authority: str, lang: Lang) -> str:
    known = world().records.authority(authority)
    return known.name.in_(lang) if known else name_of(world(), authority)


def lines(others: Sequence[Tried]) -> Iterator[tuple[str, ...]]:
    """A line of open data for each, below HEAD."""
    for each in others:
        yield (
            each.trial,
            each.name,
            each.authority,
            each.state,
            each.decided.isoformat(),
            "; ".join(each.changes),
            each.says,
            " ".join(each.kept_in),
            "" if each.version is None else str(each.version),
        )
