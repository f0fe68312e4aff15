"""Dates, times and durations as FEEL means them: years beyond 9999, nanoseconds, zones kept as written."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

# FEEL takes XML Schema's lexical forms; java.time, which most engines use, ends at these years.
YEAR_MOST = 999_999_999
DAY_NANOS = 86_400_000_000_000
SECOND_NANOS = 1_000_000_000
# Offsets beyond UTC+14:00 are not in XML Schema, but zones of history and the kit go to 18 hours.
OFFSET_MOST = 18 * 3600

_YEAR = r"(-?(?:[1-9]\d{4,8}|\d{4}))"
_DATE = re.compile(_YEAR + r"-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:(Z|z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z][A-Za-z0-9_+/-]*))?", re.ASCII
)
_DAYS_AND_TIME = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?", re.ASCII)
_YEARS_AND_MONTHS = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)
# A duration of more digits than this is nobody's, and multiplying with it is work.
_DURATION_DIGITS = 18


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 in the proleptic Gregorian calendar, for any year."""
    # Years begin in March here, so that the leap day is the last of its year; eras are 400 years of 146,097 days.
    year -= month <= 2
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def civil_from_days(days: int) -> tuple[int, int, int]:
    """The inverse: year, month and day of a number of days from 1970-01-01."""
    days += 719_468
    era, day_of_era = divmod(days, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


class Date(msgspec.Struct, frozen=True, order=True):
    """A day of the calendar."""

    year: int
    month: int
    day: int

    @property
    def days(self) -> int:
        return days_from_civil(self.year, self.month, self.day)

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


class Time(msgspec.Struct, frozen=True):
    """A time of day, to the nanosecond, with an offset from UTC in seconds or a zone's name, or neither."""

    nanos: int
    offset: int | None = None
    zone: str | None = None

    @property
    def hour(self) -> int:
        return self.nanos // 3_600_000_000_000

    @property
    def minute(self) -> int:
        return self.nanos // 60_000_000_000 % 60

    @property
    def second(self) -> int:
        return self.nanos // SECOND_NANOS % 60

    @property
    def fraction(self) -> int:
        return self.nanos % SECOND_NANOS

    def __str__(self) -> str:
        text = f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}"
        if self.fraction:
            text += "." + f"{self.fraction:09d}".rstrip("0")
        if self.zone is not None:
            return f"{text}@{self.zone}"
        return text + _offset_text(self.offset)


class DateAndTime(msgspec.Struct, frozen=True):
    """A day and a time on it."""

    date: Date
    time: Time

    @property
    def offset(self) -> int | None:
        """Seconds from UTC at that moment; a named zone's offset depends on the day."""
        if self.time.zone is not None:
            return zone_offset(self.time.zone, self.date, self.time)
        return self.time.offset

    @property
    def local_nanos(self) -> int:
        return self.date.days * DAY_NANOS + self.time.nanos

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


class DaysAndTime(msgspec.Struct, frozen=True, order=True):
    """A length of time in days, hours, minutes and seconds, held in nanoseconds."""

    nanos: int

    def __str__(self) -> str:
        sign = "-" if self.nanos < 0 else ""
        days, rest = divmod(abs(self.nanos), DAY_NANOS)
        hours, rest = divmod(rest, 3_600_000_000_000)
        minutes, rest = divmod(rest, 60_000_000_000)
        seconds, fraction = divmod(rest, SECOND_NANOS)
        text = f"{days}D" if days else ""
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        if seconds or fraction:
            clock += str(seconds) + ("." + f"{fraction:09d}".rstrip("0") if fraction else "") + "S"
        if not text and not clock:
            return "PT0S"
        return f"{sign}P{text}" + (f"T{clock}" if clock else "")


class YearsAndMonths(msgspec.Struct, frozen=True, order=True):
    """A length of time in calendar months."""

    months: int

    def __str__(self) -> str:
        sign = "-" if self.months < 0 else ""
        years, months = divmod(abs(self.months), 12)
        if not self.months:
            return "P0M"
        return f"{sign}P" + (f"{years}Y" if years else "") + (f"{months}M" if months else "")


def _offset_text(offset: int | None) -> str:
    if offset is None:
        return ""
    if offset == 0:
        return "Z"
    sign, left = ("-", -offset) if offset < 0 else ("+", offset)
    text = f"{sign}{left // 3600:02d}:{left // 60 % 60:02d}"
    return text + (f":{left % 60:02d}" if left % 60 else "")


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo | None:
    """The zone of the machine's own time-zone data; None where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def zone_offset(name: str, on: Date, at: Time) -> int | None:
    """Seconds from UTC in a named zone at a moment; beyond Python's years, as in the nearest year of the same shape."""
    known = zone(name)
    if known is None:
        return None
    year = on.year
    if not 2 <= year <= 9998:
        # The calendar repeats every 400 years, and zone rules do not change beyond the data.
        year = 2000 + year % 400 if year > 9998 else 400 + year % 400
    moment = datetime(year, on.month, on.day, at.hour, at.minute, at.second, tzinfo=known)
    offset = moment.utcoffset()
    return None if offset is None else int(offset.total_seconds())


def make_date(year: int, month: int, day: int) -> Date | None:
    if abs(year) > YEAR_MOST or not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        return None
    return Date(year, month, day)


def date_from_days(days: int) -> Date | None:
    year, month, day = civil_from_days(days)
    return Date(year, month, day) if abs(year) <= YEAR_MOST else None


def read_date(text: str) -> Date | None:
    found = _DATE.fullmatch(text)
    if found is None or found[1] == "-0000":
        return None
    return make_date(int(found[1]), int(found[2]), int(found[3]))


def read_time(text: str) -> Time | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3])
    if hour > 23 or minute > 59 or second > 59:
        return None
    fraction = found[4] or ""
    nanos = (hour * 3600 + minute * 60 + second) * SECOND_NANOS + int(fraction[:9].ljust(9, "0"))
    if found[5]:
        return Time(nanos, 0)
    if found[6]:
        minutes, seconds = int(found[8]), int(found[9] or 0)
        offset = int(found[7]) * 3600 + minutes * 60 + seconds
        if minutes > 59 or seconds > 59 or offset > OFFSET_MOST:
            return None
        return Time(nanos, -offset if found[6] == "-" else offset)
    if found[10]:
        return Time(nanos, None, found[10]) if zone(found[10]) is not None else None
    return Time(nanos)


def read_date_and_time(text: str) -> DateAndTime | None:
    day, mark, clock = text.partition("T")
    on = read_date(day)
    if on is None:
        return None
    if not mark:
        return DateAndTime(on, Time(0))
    if clock.startswith("24:00:00"):
        # XML Schema lets a day end at 24:00:00, which is where the next begins.
        at, following = read_time("00:00:00" + clock[8:]), date_from_days(on.days + 1)
        return DateAndTime(following, at) if at is not None and at.nanos == 0 and following is not None else None
    at = read_time(clock)
    return None if at is None else DateAndTime(on, at)


def read_days_and_time(text: str) -> DaysAndTime | None:
    found = _DAYS_AND_TIME.fullmatch(text)
    if found is None or not any(found.groups()[1:]) or text.endswith("T") or len(text) > 4 * _DURATION_DIGITS:
        return None
    days, hours, minutes, seconds = (int(found[n] or 0) for n in (2, 3, 4, 5))
    nanos = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * SECOND_NANOS
    nanos += int((found[6] or "")[:9].ljust(9, "0"))
    return DaysAndTime(-nanos if found[1] else nanos)


def read_years_and_months(text: str) -> YearsAndMonths | None:
    found = _YEARS_AND_MONTHS.fullmatch(text)
    if found is None or not (found[2] or found[3]) or len(text) > 2 * _DURATION_DIGITS:
        return None
    months = int(found[2] or 0) * 12 + int(found[3] or 0)
    return YearsAndMonths(-months if found[1] else months)


def read_duration(text: str) -> DaysAndTime | YearsAndMonths | None:
    return read_years_and_months(text) or read_days_and_time(text)


def read_moment(text: str) -> Date | Time | DateAndTime | DaysAndTime | YearsAndMonths | None:
    """What an @"…" literal means: the text's shape says which kind it is."""
    if text.startswith(("P", "-P")):
        return read_duration(text)
    if "T" in text:
        return read_date_and_time(text)
    return read_date(text) or read_time(text)


def instant(moment: DateAndTime) -> tuple[bool, int]:
    """Whether the moment has a zone, and its nanoseconds on the line of moments of its sort."""
    offset = moment.offset
    if offset is None:
        return False, moment.local_nanos
    return True, moment.local_nanos - offset * SECOND_NANOS


def add_months(day: Date, months: int) -> Date | None:
    """The same day some months on; the last day of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if abs(year) > YEAR_MOST:
        return None
    return Date(year, month, min(day.day, days_in_month(year, month)))


def add_nanos(moment: DateAndTime, nanos: int) -> DateAndTime | None:
    known = zone(moment.time.zone) if moment.time.zone is not None else None
    local = moment.local_nanos + nanos
    if known is not None and 2 <= moment.date.year <= 9990 and nanos % DAY_NANOS:
        # Hours pass on the clock of the world; whole days on the clock of the place.
        offset = moment.offset
        assert offset is not None
        utc = moment.local_nanos - offset * SECOND_NANOS + nanos
        seconds, fraction = divmod(utc, SECOND_NANOS)
        try:
            there = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(known)
        except OverflowError:
            there = None
        if there is not None:
            local = days_from_civil(there.year, there.month, there.day) * DAY_NANOS + fraction
            local += (there.hour * 3600 + there.minute * 60 + there.second) * SECOND_NANOS
    days, rest = divmod(local, DAY_NANOS)
    day = date_from_days(days)
    if day is None:
        return None
    return DateAndTime(day, Time(rest, moment.time.offset, moment.time.zone))


def seconds_of(nanos: int) -> Decimal:
    return Decimal(nanos).scaleb(-9).normalize() if nanos % SECOND_NANOS else Decimal(nanos // SECOND_NANOS)


def from_python(value: date | datetime | time | timedelta) -> Date | Time | DateAndTime | DaysAndTime:
    match value:
        case datetime():
            return DateAndTime(Date(value.year, value.month, value.day), _time(value.timetz()))
        case date():
            return Date(value.year, value.month, value.day)
        case time():
            return _time(value)
        case timedelta():
            micros = (value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds
            return DaysAndTime(micros * 1000)


def _time(value: time) -> Time:
    nanos = (value.hour * 3600 + value.minute * 60 + value.second) * SECOND_NANOS + value.microsecond * 1000
    if isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key:
        return Time(nanos, None, value.tzinfo.key)
    offset = value.utcoffset()
    return Time(nanos, None if offset is None else int(offset.total_seconds()))


def to_python(value: object) -> object:
    """Python's own date, time or datetime where nothing is lost by it; otherwise the value as it is."""
    match value:
        case Date() if 1 <= value.year <= 9999:
            return date(value.year, value.month, value.day)
        case Time() if value.nanos % 1000 == 0:
            clock = time(value.hour, value.minute, value.second, value.fraction // 1000)
            return clock.replace(tzinfo=_tzinfo(value))
        case DateAndTime() if 1 <= value.date.year <= 9999 and value.time.nanos % 1000 == 0:
            at = value.time
            clock = time(at.hour, at.minute, at.second, at.fraction // 1000)
            return datetime.combine(date(value.date.year, value.date.month, value.date.day), clock, _tzinfo(at))
        case _:
            return value


def _tzinfo(at: Time) -> ZoneInfo | timezone | None:
    if at.zone is not None:
        return zone(at.zone)
    return None if at.offset is None else timezone(timedelta(seconds=at.offset))
