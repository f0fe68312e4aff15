"""An outcome over five years, drawn here as SVG: what is aimed for, dashed, and how it was, with the table beside."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from markupsafe import Markup

from footpath.plan.outcome import Outcome
from footpath.web.charts import BOTTOM, HEIGHT, LEFT, RIGHT, SMALL_HEIGHT, SMALL_WIDTH, TOP, WIDTH


def plan_chart(outcome: Outcome, values: Mapping[int, Decimal], *, id_: str) -> Markup:
    """The baseline is where both lines begin, so that one sees at once whether the way is the wanted one."""
    years = outcome.years
    aims = {years[0]: outcome.baseline, **dict(zip(years[1:], outcome.aims, strict=True))}
    was = {years[0]: outcome.baseline, **{year: value for year, value in values.items() if year in years[1:]}}
    low, high = _ends([*aims.values(), *was.values()])

    def place(year: int, value: Decimal) -> tuple[Decimal, Decimal]:
        across = Decimal(WIDTH - LEFT - RIGHT - 24) * (year - years[0]) / (len(years) - 1)
        up = (high - value) / (high - low)
        return LEFT + 12 + across, TOP + (HEIGHT - TOP - BOTTOM) * up

    parts = [_level(place(years[0], each)[1], _plain(each)) for each in (low, (low + high) / 2, high)]
    parts += [_year(place(year, low)[0], year) for year in years]
    parts.append(_line([place(year, aim) for year, aim in aims.items()], "app-chart__aim"))
    measured = sorted(was.items())
    parts.append(_line([place(year, value) for year, value in measured], "app-chart__line"))
    parts += [_point(place(year, value)) for year, value in measured]
    last = measured[-1]
    says = (
        f"From {_plain(outcome.baseline)} towards {_plain(outcome.aims[-1])} {outcome.unit} in {said_year(years[-1])}. "
        f"In {said_year(last[0])} it was {_plain(last[1])}."
    )
    return Markup(
        '<svg class="app-chart app-chart--wide" viewBox="0 0 {} {}" role="img" aria-labelledby="{}">'
        '<title id="{}">{}</title>{}</svg>'
    ).format(WIDTH, HEIGHT, id_, id_, says, Markup("").join(parts))


def quarters_chart(values: Sequence[Decimal], *, low: Decimal, high: Decimal, years: int, id_: str, of: str) -> Markup:
    """Extra people of a thousand, quarter by quarter: several stand side by side, all from `low` to `high`."""

    def up(value: Decimal) -> Decimal:
        return 30 + (SMALL_HEIGHT - 60) * (high - value) / (high - low)

    points = [
        (14 + Decimal(SMALL_WIDTH - 28) * at / max(len(values) - 1, 1), up(value)) for at, value in enumerate(values)
    ]
    worst, last = min(values), values[-1]
    parts = [
        Markup('<line class="app-chart__even" x1="14" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(
            SMALL_WIDTH - 14, up(Decimal(0)), up(Decimal(0))
        ),
        _line(points, "app-chart__line"),
        _small(14, 18, f"{_plain(round(high))} more of 1,000"),
        _small(14, SMALL_HEIGHT - 8, f"{_plain(round(low))}, year 1"),
        _small(SMALL_WIDTH - 14, SMALL_HEIGHT - 8, f"year {years}", anchor="end"),
    ]
    says = f"{of}: {_plain(round(last))} more of 1,000 in the last quarter, {_plain(round(worst))} in the worst."
    return Markup(
        '<svg class="app-chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}"><title id="{}">{}</title>{}</svg>'
    ).format(SMALL_WIDTH, SMALL_HEIGHT, id_, id_, says, Markup("").join(parts))


def _small(x: int, y: int, says: str, *, anchor: str = "start") -> Markup:
    return Markup('<text class="app-chart__text" x="{}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, says)


def said_year(year: int) -> str:
    """2026 to 2027, as financial years are called: 2026/27."""
    return f"{year}/{(year + 1) % 100:02}"


def _plain(figure: Decimal | int) -> str:
    return f"{Decimal(figure).normalize():,f}"


def _ends(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """A little more than all of them, in whole numbers with a whole one between, so that they are read at a glance."""
    least, most = min(values), max(values)
    room = max((most - least) / 10, Decimal(1) / 2)
    low = (least - room).to_integral_value(ROUND_FLOOR)
    high = (most + room).to_integral_value(ROUND_CEILING)
    return low, high + (high - low) % 2


def _level(y: Decimal, says: str) -> Markup:
    return Markup('<line class="app-chart__limit" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(
        LEFT, WIDTH - RIGHT, y, y
    ) + Markup('<text class="app-chart__text" x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(
        LEFT - 8, y + 5, says
    )


def _year(x: Decimal, year: int) -> Markup:
    return Markup('<text class="app-chart__text" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
        min(x, Decimal(WIDTH - RIGHT - 26)), HEIGHT - 8, said_year(year)[2:]
    )


def _line(points: Sequence[tuple[Decimal, Decimal]], kind: str) -> Markup:
    said = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return Markup('<polyline class="{}" points="{}"/>').format(kind, said)


def _point(at: tuple[Decimal, Decimal]) -> Markup:
    return Markup('<circle class="app-chart__point" cx="{:.1f}" cy="{:.1f}" r="4"/>').format(*at)
