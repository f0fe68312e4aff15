"""Months and days as people type them, in English and Welsh."""

import re
from datetime import date

from footpath.questions import tidy
from footpath.rules import say_value
from footpath.values import MONTHS, Lang

# After “o”, as in “13 o Fawrth”, Welsh softens the first letter.
_SOFTENED = {"fawrth": 3, "fai": 5, "fehefin": 6, "orffennaf": 7, "fedi": 9, "dachwedd": 11, "ragfyr": 12}
# What stands behind a day's number or between it and the month: 13th of March, 1af o Fai.
_PASSED_OVER = {"st", "nd", "rd", "th", "of", "af", "ail", "il", "ydd", "fed", "eg", "ain", "o", "the", "y"}
_TOKEN = re.compile(r"\d+|[^\W\d_]+")


def tokens(text: str) -> list[str]:
    """The numbers and words of a date, without what only links them."""
    return [one for one in _TOKEN.findall(tidy.plain(text[:200]).casefold()) if one not in _PASSED_OVER]


def month_number(token: str) -> int | None:
    """1 to 12 from a number or a name, which may be cut to three letters; None when it is no month."""
    if token.isdecimal():
        return int(token) if len(token) <= 2 and 1 <= int(token) <= 12 else None
    if token in _SOFTENED:
        return _SOFTENED[token]
    if len(token) < 3:
        return None
    for names in MONTHS.values():
        for number, name in enumerate(names, 1):
            if name.casefold().startswith(token):
                return number
    return None


def say_day(day: date, lang: Lang) -> str:
    """13 March 1985."""
    return say_value(day, lang)


def say_month(day: date, lang: Lang) -> str:
    """March 1985."""
    return f"{MONTHS[lang][day.month - 1]} {day.year}"
