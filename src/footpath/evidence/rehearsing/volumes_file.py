"""Cases a week of real authorities, from a file of two columns."""

import csv
import math
from collections.abc import Iterable

from footpath.values import Fault

_COLUMNS = ("authority", "weekly")


def read_volumes(lines: Iterable[str], *, name: str) -> tuple[float, ...] | tuple[Fault, ...]:
    """One row for each authority: its name, and its cases a week."""

    def fault(line: int, wrong: str, mend: str) -> Fault:
        return Fault(file=name, line=line, column=1, path="volumes", wrong=wrong, mend=mend)

    rows = csv.reader((line.removeprefix("\ufeff") for line in lines), strict=True)
    volumes: list[float] = []
    names: dict[str, int] = {}
    faults: list[Fault] = []
    try:
        header = [word.strip().lower() for word in next(rows, [])]
        missing = [column for column in _COLUMNS if column not in header]
        if missing:
            return (fault(1, f"There is no column {', '.join(missing)}.", "The first line is: authority,weekly"),)
        who, which = header.index("authority"), header.index("weekly")
        for row in rows:
            if not any(map(str.strip, row)):
                continue
            line = rows.line_num
            said = row[which].strip() if len(row) > which else ""
            authority = row[who].strip() if len(row) > who else ""
            try:
                weekly = float(said)
            except ValueError:
                weekly = math.nan
            if not authority:
                faults.append(fault(line, "authority is empty.", "Say which authority it is."))
            elif authority in names:
                faults.append(fault(line, f"{authority} was on line {names[authority]} already.", "Keep one of them."))
            elif not 1 <= weekly <= 100_000:
                faults.append(fault(line, f"weekly is {said!r}.", "Write how many cases a week, from 1 to 100,000."))
            names.setdefault(authority, line)
            volumes.append(weekly)
    except csv.Error as unreadable:
        faults.append(fault(rows.line_num, f"This is not a row of a CSV file: {unreadable}.", "Save it as CSV again."))
    if faults:
        return tuple(faults[:20])
    if not 2 <= len(volumes) <= 400:
        return (
            fault(1, f"There are {len(volumes)} authorities in this file.", "A rehearsal takes from 2 to 400 of them."),
        )
    return tuple(volumes)
