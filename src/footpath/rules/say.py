"""Values as people read them: numbers, money, dates and lists in English and Welsh."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from footpath.rules.border import outward
from footpath.rules.show import feel_number, feel_text
from footpath.rules.times import Date, DateAndTime, DaysAndTime, Time, YearsAndMonths, from_python
from footpath.values import MONTHS, Lang

_YES: dict[Lang, tuple[str, str]] = {"en": ("yes", "no"), "cy": ("ie", "na")}
# One, two, and more: Welsh nouns stay in the singular after a number, and some letters change after one and two.
_UNITS: dict[Lang, dict[str, tuple[str, str]]] = {
    "en": {
        "years": ("year", "years"),
        "months": ("month", "months"),
        "days": ("day", "days"),
        "hours": ("hour", "hours"),
        "minutes": ("minute", "minutes"),
        "seconds": ("second", "seconds"),
    },
    "cy": {
        "years": ("flwyddyn", "o flynyddoedd"),
        "months": ("mis", "mis"),
        "days": ("diwrnod", "diwrnod"),
        "hours": ("awr", "awr"),
        "minutes": ("munud", "munud"),
        "seconds": ("eiliad", "eiliad"),
    },
}


def say_number(value: Decimal) -> str:
    """A number with commas between thousands, as GOV.UK writes it."""
    if value.adjusted() > 40 or value.adjusted() < -40:
        return feel_number(value)
    return f"{value:,f}"


def say_money(value: Decimal) -> str:
    """Pounds and pence without the sign: 53.10, and 85 where there are no pence."""
    pence = value.quantize(Decimal("0.01")) if value.adjusted() < 30 else value
    return f"{pence.to_integral_value():,f}" if pence == pence.to_integral_value() else f"{pence:,f}"


def say_date(day: Date, lang: Lang = "en") -> str:
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"


def say_time(at: Time, lang: Lang = "en") -> str:
    """9:30am, midday, midnight: GOV.UK's way with the time of day."""
    if at.hour in (0, 12) and not at.nanos % 3_600_000_000_000:
        words = {"en": ("midnight", "midday"), "cy": ("hanner nos", "hanner dydd")}[lang]
        return words[at.hour == 12]
    half = {"en": ("am", "pm"), "cy": ("yb", "yp")}[lang][at.hour >= 12]
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{half}"


def say_value(value: object, lang: Lang = "en", *, money: bool = False) -> str:
    """Any value for a person. Null is the empty text. `money` writes a number as pounds and pence."""
    match value:
        case None:
            return ""
        case bool():
            return _YES[lang][not value]
        case int() | Decimal():
            number = Decimal(value)
            return say_money(number) if money else say_number(number)
        case str():
            return value
        case datetime() | date() | time():
            return say_value(from_python(value), lang)
        case Date():
            return say_date(value, lang)
        case Time():
            return say_time(value, lang)
        case DateAndTime():
            between = {"en": "at", "cy": "am"}[lang]
            return f"{say_date(value.date, lang)} {between} {say_time(value.time, lang)}"
        case YearsAndMonths():
            years, months = divmod(abs(value.months), 12)
            return _parts([(years, "years"), (months, "months")], lang) or _part(0, "months", lang)
        case DaysAndTime():
            seconds = abs(value.nanos) // 1_000_000_000
            minutes, seconds = divmod(seconds, 60)
            hours, minutes = divmod(minutes, 60)
            days, hours = divmod(hours, 24)
            parts = [(days, "days"), (hours, "hours"), (minutes, "minutes"), (seconds, "seconds")]
            return _parts(parts, lang) or _part(0, "days", lang)
        case list() | tuple():
            return join_words([say_value(one, lang, money=money) for one in value], lang)
        case dict():
            return join_words([say_value(one, lang) for one in value.values() if one is not None], lang)
        case _:
            return feel_text(value)


def join_words(words: list[str], lang: Lang = "en") -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    # Welsh “and” is ac before a vowel.
    joiner = "and" if lang == "en" else "ac" if last[:1].lower() in "aeiouwyâêîôûŵŷ" else "a"
    return f"{', '.join(words[:-1])} {joiner} {last}"


def _part(count: int, unit: str, lang: Lang) -> str:
    one, many = _UNITS[lang][unit]
    return f"{count} {one if count == 1 else many}"


def _parts(parts: list[tuple[int, str]], lang: Lang) -> str:
    return join_words([_part(count, unit, lang) for count, unit in parts if count], lang)


def plain(value: Any) -> Any:
    """The same as `outward`, for those who only say values."""
    return outward(value)
