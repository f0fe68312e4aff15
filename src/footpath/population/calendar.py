"""The calendar in whole numbers, so that every engine has the same one.

The steps are those of `footpath.rules.times`, which works them out for one date; here they are columns.
"""

from dataclasses import replace

from footpath.population.cell import Cell, Cells, Kind, NotTranslated, number

# Python's own dates, which is what findings are given in: 0001-01-01 to 9999-12-31.
FIRST_DAY, LAST_DAY = -719_162, 2_932_896


class Calendar:
    """Dates of one set of cells. What has been taken apart once is kept."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self._taken_apart: dict[int, tuple[Cell, tuple[Cell, Cell, Cell]]] = {}

    def within(self, cell: Cell) -> Cell:
        if cell.low < FIRST_DAY or cell.high > LAST_DAY:
            raise NotTranslated("a date on the way could be before the year 1 or after 9999")
        return cell

    def parts(self, date: Cell) -> tuple[Cell, Cell, Cell]:
        """Year, month and day."""
        date = self.cells.keep(date)
        key = id(date.build)
        if key not in self._taken_apart:
            self._taken_apart[key] = (date, self._parts(date))
        return self._taken_apart[key][1]

    def _parts(self, date: Cell) -> tuple[Cell, Cell, Cell]:
        # Years begin in March here, so that the leap day is the last of its year; eras are 400 years of 146,097 days.
        c = self.cells
        days = c.keep(c.add(date, number(719_468)))
        era = self._by(days, 146_097)
        day_of_era = self._less(days, era, 146_097, most=146_096)
        year_of_era = c.subtract(day_of_era, self._by(day_of_era, 1_460))
        year_of_era = c.add(year_of_era, self._by(day_of_era, 36_524))
        year_of_era = c.subtract(year_of_era, self._by(day_of_era, 146_096))
        year_of_era = self._by(_between(year_of_era, 0, 146_000), 365)
        gone = c.add(c.multiply(year_of_era, number(365)), self._by(year_of_era, 4))
        gone = c.subtract(gone, self._by(year_of_era, 100))
        day_of_year = c.keep(_between(c.subtract(day_of_era, gone), 0, 365))
        shifted = self._by(c.add(c.multiply(day_of_year, number(5)), number(2)), 153)
        shifted = _between(shifted, 0, 11)
        before = self._by(c.add(c.multiply(shifted, number(153)), number(2)), 5)
        day = _between(c.add(c.subtract(day_of_year, before), number(1)), 1, 31)
        early = c.compare("<", shifted, number(10))
        month = c.choose([(early, c.add(shifted, number(3)))], c.subtract(shifted, number(9)))
        month = c.keep(_between(month, 1, 12))
        turned = c.choose([(c.compare("<=", month, number(2)), number(1))], number(0))
        year = c.add(c.add(year_of_era, c.multiply(era, number(400))), turned)
        return c.keep(_between(year, 0, 9_999)), month, c.keep(day)

    def date(self, year: Cell, month: Cell, day: Cell) -> Cell:
        c = self.cells
        early = c.keep(c.compare("<=", month, number(2)))
        year = c.keep(c.subtract(year, c.choose([(early, number(1))], number(0))))
        era = self._by(year, 400)
        year_of_era = self._less(year, era, 400, most=399)
        shift = c.choose([(early, number(9))], number(-3))
        in_year = c.multiply(c.add(month, shift), number(153))
        in_year = self._by(_between(c.add(in_year, number(2)), 0, 1_685), 5)
        in_year = c.subtract(c.add(in_year, day), number(1))
        in_era = c.add(c.multiply(year_of_era, number(365)), self._by(year_of_era, 4))
        in_era = c.add(c.subtract(in_era, self._by(year_of_era, 100)), in_year)
        return c.subtract(c.add(c.multiply(era, number(146_097)), in_era), number(719_468), kind=Kind.DATE)

    def add_months(self, date: Cell, months: Cell) -> Cell:
        """The same day some months on; the last day of the month where there is no such day."""
        c = self.cells
        # Beyond the calendar on either side the exact engine has dates of its own.
        self.within(replace(date, low=date.low + 31 * min(months.low, 0), high=date.high + 31 * max(months.high, 0)))
        year, month, day = self.parts(date)
        count = c.keep(c.add(c.subtract(c.add(c.multiply(year, number(12)), month), number(1)), months))
        year = self._by(count, 12)
        month = c.keep(c.add(self._less(count, year, 12, most=11), number(1)))
        last = self._days_in_month(year, month)
        made = self.date(year, month, c.extreme(True, day, last))
        low = max(FIRST_DAY, date.low + 31 * min(months.low, 0))
        return _between(made, low, min(LAST_DAY, date.high + 31 * max(months.high, 0)))

    def _days_in_month(self, year: Cell, month: Cell) -> Cell:
        c = self.cells

        def divides(by: int) -> Cell:
            return c.equal(c.left_over(c.keep(year), number(by)), number(0))

        def is_month(*those: int) -> Cell:
            return c.joined([c.equal(month, number(one)) for one in those], every=False)

        leap = c.joined([divides(4), c.joined([c.opposite(divides(100)), divides(400)], every=False)], every=True)
        february = is_month(2)
        return c.choose(
            [
                (c.joined([february, leap], every=True), number(29)),
                (february, number(28)),
                (is_month(4, 6, 9, 11), number(30)),
            ],
            number(31),
        )

    def months_between(self, start: Cell, end: Cell) -> Cell:
        """Whole months by the calendar: a month counts when its day has come round."""
        c = self.cells
        (from_year, from_month, from_day), (to_year, to_month, to_day) = self.parts(start), self.parts(end)
        months = c.multiply(c.subtract(to_year, from_year), number(12))
        months = c.keep(c.subtract(c.add(months, to_month), from_month))
        early = c.joined([c.compare(">", months, number(0)), c.compare("<", to_day, from_day)], every=True)
        late = c.joined([c.compare("<", months, number(0)), c.compare(">", to_day, from_day)], every=True)
        found = c.choose([(early, c.subtract(months, number(1))), (late, c.add(months, number(1)))], months)
        return replace(found, kind=Kind.MONTHS)

    def _by(self, cell: Cell, divisor: int) -> Cell:
        return self.cells.keep(self.cells.rounded_quotient(cell, number(divisor), 0, "floor"))

    def _less(self, cell: Cell, times: Cell, divisor: int, *, most: int) -> Cell:
        c = self.cells
        return c.keep(_between(c.subtract(cell, c.multiply(times, number(divisor))), 0, most))


def _between(cell: Cell, low: int, high: int) -> Cell:
    """What the calendar knows of a cell and sums of bounds do not."""
    return replace(cell, low=max(low, cell.low), high=min(high, cell.high))
