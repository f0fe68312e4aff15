"""The measures of a service as pages say them, in both languages, with their trend as a picture and as a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from footpath.doing.measures import FEWEST, NAMES, Measured, Months, Name
from footpath.values import MONTHS, Lang
from footpath.web.charts import trend_chart
from footpath.web.figures import pounds
from footpath.web.words import say

# What a service costs is not told by its cases: somebody has to enter it.
_UNKNOWN: Final[Mapping[Name, str]] = {"cost": "doing.no_cost"}


def shown(name: Name, value: Decimal, lang: Lang) -> str:
    """A figure with its unit."""
    match name:
        case "cost":
            return pounds(int(value * 100))
        case "days":
            return say("doing.days_one", lang, days=_plain(value))
        case "finished" | "satisfied" | "online":
            return say("doing.of_100", lang, count=_plain(value))


def in_a_line(held: Mapping[Name, Measured], lang: Lang) -> str:
    """Finished 67 of 100 · Satisfied 81 of 100 · 2 days to a decision · £4.10 each · 88 of 100 online."""
    known = [
        say(f"doing.sum_{name}", lang, figure=shown(name, value, lang))
        for name in NAMES
        if (value := held[name].value) is not None
    ]
    return " · ".join(known)


def figures(held: Mapping[Name, Measured], months: Months, lang: Lang) -> Iterator[dict[str, Any]]:
    """Each measure with what it is of, and how it went month by month."""
    for name in NAMES:
        value, of = held[name].value, held[name].of
        points = [(_month(month, lang), of_month[name].value) for month, of_month in months]
        title = say("doing.trend", lang, name=say(f"doing.{name}", lang))
        yield {
            "name": say(f"doing.{name}", lang),
            "value": say(_UNKNOWN.get(name, "doing.too_few"), lang) if value is None else shown(name, value, lang),
            "count": f"{of:,}" if value is not None else "–" if name in _UNKNOWN else f"< {FEWEST}",
            "of": of,
            "trend": trend_chart(points, title=title, id_=f"trend-{name}", shows=_shower(name, lang))
            if sum(point is not None for _, point in points) > 1
            else "",
        }


def table(months: Months, lang: Lang) -> list[dict[str, Any]]:
    """The newest month first, a column for each measure."""
    few = say("doing.too_few_short", lang)
    return [
        {
            "month": _month(month, lang),
            "values": [
                ("–" if name in _UNKNOWN else few) if (value := held[name].value) is None else shown(name, value, lang)
                for name in NAMES
            ],
        }
        for month, held in reversed(months)
    ]


def names(lang: Lang) -> list[str]:
    return [say(f"doing.{name}", lang) for name in NAMES]


def public(months: Months) -> Months:
    return tuple((month, {name: each.public for name, each in held.items()}) for month, held in months)


def rows(months: Months) -> Iterable[Sequence[object]]:
    """For a spreadsheet: a line for each month and measure."""
    yield ("month", "measure", "value", "of")
    for month, held in months:
        for name in NAMES:
            value = held[name].value
            yield (month, name, "" if value is None else f"{value:f}", "" if value is None else held[name].of)


def as_json(held: Mapping[Name, Measured]) -> dict[str, Any]:
    """Numbers where they are counts; money is text, so that no digit is lost."""
    values = {name: held[name].value for name in NAMES}
    return {
        "finished_of_100": _whole(values["finished"]),
        "satisfied_of_100": _whole(values["satisfied"]),
        "online_of_100": _whole(values["online"]),
        "days_to_decision": None if values["days"] is None else float(values["days"]),
        "pounds_each": None if values["cost"] is None else f"{values['cost']:f}",
    }


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def _shower(name: Name, lang: Lang) -> Any:
    return lambda value: shown(name, value, lang)


def _plain(value: Decimal) -> str:
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value:f}"


def _month(month: str, lang: Lang) -> str:
    first = date.fromisoformat(f"{month}-01")
    return f"{MONTHS[lang][first.month - 1]} {first.year}"
