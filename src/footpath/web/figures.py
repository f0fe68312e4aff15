"""Money and days as people read them, in both languages."""

from datetime import date

from footpath.values import MONTHS, Lang


def pounds(pence: int) -> str:
    """£85, £53.10, £1,200: pence only where there are some."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}" + (f".{rest:02}" if rest else "")


def day(when: date, lang: Lang) -> str:
    """3 May 2026."""
    return f"{when.day} {MONTHS[lang][when.month - 1]} {when.year}"
