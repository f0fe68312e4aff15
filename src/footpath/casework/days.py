"""Days as people in the United Kingdom count them, from moments held in UTC."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

UNITED_KINGDOM = ZoneInfo("Europe/London")


def uk_day(at: datetime) -> date:
    """The day a moment falls on here. In summer an hour past midnight is still yesterday in UTC."""
    return at.astimezone(UNITED_KINGDOM).date()
