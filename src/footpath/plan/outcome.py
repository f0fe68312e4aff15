"""An outcome that an authority wants: a sentence about people, its measure, and an aim for each of five years."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

import msgspec

from footpath.plan.measures import MEASURES, PlanMeasure
from footpath.plan.technology import named_means
from footpath.steps.screening import screen
from footpath.values import Problem

YEARS: Final = 5
LONGEST_SENTENCE: Final = 200
MOST_GROUPS: Final = 10
_LARGEST = Decimal(1_000_000_000)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`aims` are the values wanted at the end of each of five years, the first in `first_year`.

    A year like 2026 is the financial year that begins in April 2026.
    """

    id: str
    sentence: str
    measure: str
    services: tuple[str, ...]
    baseline: Decimal
    baseline_from: str  # where the figure comes from, in words
    first_year: int
    aims: tuple[Decimal, ...]
    owner: str  # a staff id
    groups: tuple[str, ...]  # whom to watch: people who may be left behind while the average gets better
    unit: str = ""

    @property
    def by(self) -> PlanMeasure:
        return MEASURES[self.measure]

    @property
    def years(self) -> tuple[int, ...]:
        """The year of the baseline, then the five of the aims."""
        return tuple(range(self.first_year - 1, self.first_year + YEARS))

    def aim(self, year: int) -> Decimal | None:
        """None before the first year and after the last."""
        place = year - self.first_year
        return self.aims[place] if 0 <= place < len(self.aims) else None


FIELDS = ("sentence", "measure", "unit", "services", "baseline", "baseline_from", "first_year")
AIMS = tuple(f"aim_{number}" for number in range(1, YEARS + 1))


def read_outcome(
    fields: Mapping[str, str], *, id_: str, services: Iterable[str], offered: Iterable[str], owners: Iterable[str]
) -> Outcome | tuple[Problem, ...]:
    """An outcome as a form sent it. `services` were ticked, and are among those `offered`; the owner is of `owners`."""
    chosen = tuple(services)
    problems = (
        *_wrong_sentence(fields.get("sentence", "").strip()),
        *_wrong_measure(fields, chosen, frozenset(offered)),
        *_wrong_figures(fields),
        *_wrong_people(fields, frozenset(owners)),
    )
    if problems:
        return problems
    measure = MEASURES[fields["measure"]]
    baseline, aims = read_figure(fields["baseline"]), [read_figure(fields[aim]) for aim in AIMS]
    assert baseline is not None and None not in aims, "every figure was read before"
    return Outcome(
        id=id_,
        sentence=fields["sentence"].strip(),
        measure=fields["measure"],
        services=chosen,
        baseline=baseline,
        baseline_from=fields["baseline_from"].strip(),
        first_year=int(fields["first_year"]),
        aims=tuple(aim for aim in aims if aim is not None),
        owner=fields["owner"],
        groups=read_groups(fields.get("groups", "")),
        unit=measure.unit or fields.get("unit", "").strip(),
    )


def read_figure(text: str) -> Decimal | None:
    """A plain number as people write it: 61, 61.5 or 1,200. None where it is none."""
    plain = text.strip().replace(",", "")
    if len(plain) > 20 or not plain.removeprefix("-").replace(".", "", 1).isdecimal() or not plain.isascii():
        return None
    try:
        figure = Decimal(plain)
    except InvalidOperation:
        return None
    return figure if abs(figure) <= _LARGEST else None


def read_groups(text: str) -> tuple[str, ...]:
    """One in a line."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _wrong_sentence(sentence: str) -> Iterator[Problem]:
    if not sentence:
        yield Problem("sentence", "Enter what people can do then, like “People can park near home without a visit”")
    elif len(sentence) > LONGEST_SENTENCE:
        yield Problem("sentence", f"Say it in {LONGEST_SENTENCE} characters or less: one sentence that all remember")
    elif len(sentence.split()) < 3:
        yield Problem("sentence", "Write a whole sentence: who, and what they can do or have then")
    for word, reason in named_means(sentence):
        yield Problem("sentence", f"Take out “{word}”: {reason}")


def _wrong_measure(fields: Mapping[str, str], chosen: tuple[str, ...], offered: frozenset[str]) -> Iterator[Problem]:
    measure = MEASURES.get(fields.get("measure", ""))
    if measure is None:
        yield Problem("measure", "Select how it is measured")
    elif not measure.unit and not fields.get("unit", "").strip():
        yield Problem("unit", "Enter what your figure counts, like “households” or “days”")
    if not offered.issuperset(chosen):
        yield Problem("services", "Select the services again: one of them is not offered now")
    elif not chosen:
        yield Problem("services", "Select at least one service that it is reached through")


def _wrong_figures(fields: Mapping[str, str]) -> Iterator[Problem]:
    share = fields.get("measure") in MEASURES and MEASURES[fields["measure"]].unit == "of 100"
    for field in ("baseline", *AIMS):
        figure = read_figure(fields.get(field, ""))
        where = "where we are now" if field == "baseline" else f"the aim of year {field[-1]}"
        if figure is None:
            yield Problem(field, f"Enter {where}, as a number like 61.5")
        elif share and not 0 <= figure <= 100:
            yield Problem(field, f"Enter {where}, from 0 to 100")
    if not fields.get("baseline_from", "").strip():
        yield Problem("baseline_from", "Enter where the figure comes from, like “our cases, April 2025 to March 2026”")
    year = fields.get("first_year", "")
    if not (year.isascii() and year.isdecimal() and 2000 <= int(year[:6] or 0) <= 2100):
        yield Problem("first_year", "Enter the first of the five years, like 2026")
    yield from _wrong_direction(fields)


def _wrong_direction(fields: Mapping[str, str]) -> Iterator[Problem]:
    measure = MEASURES.get(fields.get("measure", ""))
    baseline, last = read_figure(fields.get("baseline", "")), read_figure(fields.get(AIMS[-1], ""))
    if measure is None or baseline is None or last is None:
        return
    if (last <= baseline) if measure.more_is_better else (last >= baseline):
        better = "more" if measure.more_is_better else "less"
        yield Problem(AIMS[-1], f"Enter an aim for year 5 that is better than now: {better} than {baseline}")


def _wrong_people(fields: Mapping[str, str], owners: frozenset[str]) -> Iterator[Problem]:
    if fields.get("owner", "") not in owners:
        yield Problem("owner", "Select who answers for it: a service manager here")
    groups = read_groups(fields.get("groups", ""))
    if not groups:
        yield Problem("groups", "Enter at least one group to watch, like “people who apply on paper”")
    elif len(groups) > MOST_GROUPS:
        yield Problem("groups", f"Enter {MOST_GROUPS} groups or fewer: nobody can watch more")
    elif any(len(group) > 100 or screen(group) for group in groups):
        yield Problem("groups", "Name groups of people in a few words, and nobody in person")
