"""The time, and the day in the United Kingdom."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

UNITED_KINGDOM = ZoneInfo("Europe/London")


def uk_today() -> date:
    return datetime.now(UTC).astimezone(UNITED_KINGDOM).date()
