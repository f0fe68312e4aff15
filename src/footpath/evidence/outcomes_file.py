"""Outcomes from a file of columns, from anybody's export: every row is right, or the file is refused with reasons."""

import csv
import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import msgspec

from footpath.evidence.outcome import Arm, Outcome
from footpath.values import Fault

COLUMNS = ("unit", "authority", "arm", "probability", "entered", "matured", "measure", "value")

_WORDS = {"yes": 1.0, "true": 1.0, "y": 1.0, "no": 0.0, "false": 0.0, "n": 0.0}
_DAY_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = re.compile(r"\d{1,6}(\.\d+)?", re.ASCII)
# As spreadsheets in Britain write a day: 1/5/2026, and perhaps a time after it.
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})( \d{2}:\d{2}(?::\d{2})?)?", re.ASCII)
_MOST_FAULTS = 20  # more would not be read
_TELL_EVERY = 5_000  # rows


class OutcomesFile(msgspec.Struct, frozen=True, kw_only=True):
    """The outcomes of one measure, in the order of the file; `lines` are where they stand in it."""

    name: str
    measure: str
    outcomes: tuple[Outcome, ...]
    lines: tuple[int, ...]


def read_outcomes(
    lines: Iterable[str], *, name: str, measure: str | None = None, tell: Callable[[int], None] = lambda rows: None
) -> OutcomesFile | tuple[Fault, ...]:
    """The outcomes of one measure: the one named, or the only one there is.

    `tell` is called now and then with how many rows have been read since.
    """
    faults = _Faults(name)
    text = iter(lines)
    first = next(text, "").removeprefix("\ufeff")
    if not first.strip():
        return (faults.of(1, 1, "This file is empty.", f"Its first line names the columns: {', '.join(COLUMNS)}."),)
    between = next((mark for mark in (",", ";", "\t") if mark in first), ",")
    rows = csv.reader(_chain(first, text), delimiter=between, strict=True)
    outcomes: list[Outcome] = []
    at: list[int] = []
    named: dict[str, int] = {}
    try:
        header = [word.strip().lower() for word in next(rows)]
        wrong = _header_faults(header, faults)
        if wrong:
            return wrong
        places = tuple(header.index(column) for column in COLUMNS)
        read = 0
        for row in rows:
            read += 1
            if read % _TELL_EVERY == 0:
                tell(_TELL_EVERY)
            if not any(map(str.strip, row)):
                continue
            if len(row) != len(header):
                faults.add(
                    rows.line_num, 1, f"This row has {len(row)} columns and the first line {len(header)}.",
                    "Give every row all columns. A value with a comma in it needs quotation marks round it.",
                )  # fmt: skip
            else:
                said = row[places[6]].strip()
                named.setdefault(said, rows.line_num)
                if measure is None or said == measure:
                    one = _outcome(row, places, rows.line_num, faults)
                    if one is not None:
                        outcomes.append(one)
                        at.append(rows.line_num)
            if faults.enough:
                break
    except csv.Error as unreadable:
        faults.add(rows.line_num, 1, f"This is not a row of a CSV file: {unreadable}.", "Save the file as CSV again.")
    if faults.found:
        return faults.told()
    if not named:
        return (faults.of(2, 1, "There is no outcome in this file.", "Give one row for each person's outcome."),)
    if measure is not None and not outcomes:
        return (
            faults.of(2, 1, f"No row is of the measure {measure!r}.", f"The file has: {', '.join(sorted(named))}."),
        )
    if measure is None and len(named) > 1:
        second = sorted(named.values())[1]
        return (
            faults.of(
                second, 1, f"This file has {len(named)} measures: {', '.join(sorted(named))}.",
                "Each is a question of its own. Name one, like: --measure " + min(named) + ".",
            ),
        )  # fmt: skip
    file = OutcomesFile(name=name, measure=outcomes[0].measure, outcomes=tuple(outcomes), lines=tuple(at))
    return contradictions(file) or file


def contradictions(file: OutcomesFile) -> tuple[Fault, ...]:
    """Rows that cannot both be true."""
    faults = _Faults(file.name)
    arms: dict[tuple[str, str], tuple[Arm, int]] = {}
    cases: dict[tuple[str, str, datetime], tuple[Outcome, int]] = {}
    for one, line in zip(file.outcomes, file.lines, strict=True):
        arm, since = arms.setdefault((one.authority, one.unit), (one.arm, line))
        if arm != one.arm:
            faults.add(
                line, 1, f"{one.unit} of {one.authority} is in version {one.arm} here, and in {arm} on line {since}.",
                "A person stays in the version chance gave them. Put right which it was, or leave this person out.",
            )  # fmt: skip
        same, first = cases.setdefault((one.authority, one.unit, one.entered), (one, line))
        if same.matured is not None and one.matured is not None and same.value != one.value:
            faults.add(
                line, 1, f"{one.unit} of {one.authority} has the value {one.value:g} here, and {same.value:g} "
                f"on line {first}, for the same entry.",
                "One case has one outcome. Keep the row that is right.",
            )  # fmt: skip
        if faults.enough:
            break
    return faults.told()


class _Faults:
    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Fault] = []

    def of(self, line: int, column: int, wrong: str, mend: str) -> Fault:
        return Fault(file=self.name, line=line, column=column, path="outcomes", wrong=wrong, mend=mend)

    def add(self, line: int, column: int, wrong: str, mend: str) -> None:
        self.found.append(self.of(line, column, wrong, mend))

    @property
    def enough(self) -> bool:
        return len(self.found) >= _MOST_FAULTS

    def told(self) -> tuple[Fault, ...]:
        return tuple(self.found)


def _chain(first: str, rest: Iterable[str]) -> Iterable[str]:
    yield first
    yield from rest


def _header_faults(header: Sequence[str], faults: _Faults) -> tuple[Fault, ...]:
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        faults.add(
            1, 1, f"There is no column {', '.join(missing)}.",
            f"The first line names the columns, in any order: {', '.join(COLUMNS)}. "
            f"Found: {', '.join(header[:20]) or 'none'}.",
        )  # fmt: skip
    for column in COLUMNS:
        if header.count(column) > 1:
            faults.add(1, 1, f"The column {column} is there {header.count(column)} times.", "Keep one of them.")
    return faults.told()


def _outcome(row: Sequence[str], places: Sequence[int], line: int, faults: _Faults) -> Outcome | None:
    unit, authority, arm, chance, entered, matured, measure, value = (row[place].strip() for place in places)
    before = len(faults.found)

    def wrong(column: str, what: str, mend: str) -> None:
        place = places[COLUMNS.index(column)]
        faults.add(line, 1 + sum(len(cell) + 1 for cell in row[:place]), what, mend)

    for column, said in (("unit", unit), ("authority", authority), ("measure", measure)):
        if not said:
            wrong(column, f"{column} is empty.", "Say which it is: any text will do, the same for the same one.")
    if arm.upper() not in ("A", "B"):
        wrong("arm", f"arm is {arm!r}.", "Write A for the service as it was, or B for the new version.")
    probability = _number(chance)
    if probability is None or not 0 < probability < 1:
        wrong("probability", f"probability is {chance!r}.",
              "Write the chance of getting B when this person entered, above 0 and below 1, like 0.5.")  # fmt: skip
    began, ended = _moment(entered), _moment(matured) if matured else None
    mend_day = "Write a date like 2026-05-01, a time like 2026-05-01T09:30Z, or a number of days."
    if began is None:
        wrong("entered", f"entered is {entered!r}." if entered else "entered is empty.", mend_day)
    if matured and ended is None:
        wrong("matured", f"matured is {matured!r}.", mend_day + " Leave it empty while the outcome is still open.")
    if began is not None and ended is not None and ended < began:
        wrong("matured", f"matured ({matured}) is before entered ({entered}).",
              "An outcome matures a fixed time after the person entered. Put right whichever is wrong.")  # fmt: skip
    result = _WORDS.get(value.lower()) if value.lower() in _WORDS else _number(value)
    if value and (result is None or not 0 <= result <= 1):
        mend = "Write 0 or 1, yes or no, or a score from 0 to 1: for answers 1 to 5, take 1 away and divide by 4."
        wrong("value", f"value is {value!r}.", mend)
    if matured and not value:
        mend = "Write the outcome. If nobody answered, leave the row out, and count answering as a measure of its own."
        wrong("value", "value is empty, and the outcome has matured.", mend)
    if len(faults.found) > before:
        return None
    assert probability is not None and began is not None
    return Outcome(
        unit=unit,
        authority=authority,
        arm="B" if arm.upper() == "B" else "A",
        probability=probability,
        entered=began,
        matured=ended,
        measure=measure,
        value=result if ended is not None else None,
    )


@lru_cache(maxsize=4096)
def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in text else None


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    if _DAYS.fullmatch(text):
        return _DAY_ZERO + timedelta(days=float(text))
    british = _BRITISH.fullmatch(text)
    if british:
        day, month, year, clock = british.groups()
        text = f"{year}-{int(month):02}-{int(day):02}{clock or ''}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
