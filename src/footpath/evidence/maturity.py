"""Which outcomes count, and in which order."""

from collections.abc import Iterable
from datetime import datetime

from footpath.evidence.outcome import Outcome


def in_order(outcomes: Iterable[Outcome], *, by: datetime | None = None) -> tuple[Outcome, ...]:
    """Matured outcomes in the order in which ledgers take them; with `by`, those matured then.

    Where two mature at one moment the order is still the same, however the outcomes arrived.
    """
    return tuple(
        sorted(
            (one for one in outcomes if one.matured is not None and (by is None or one.matured <= by)),
            key=lambda one: (one.matured, one.entered, one.authority, one.unit),
        )
    )


def first_of_each_person(ordered: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """The first matured case of each person, in the order given; later ones stay out of ledgers.

    A person's second case is not a second throw of the coin: counted, it made false alarms of 9 to 18 % where 5 were
    promised.
    """
    met: set[tuple[str, str, str]] = set()
    firsts = []
    for one in ordered:
        person = (one.measure, one.authority, one.unit)
        if person not in met:
            met.add(person)
            firsts.append(one)
    return tuple(firsts)
