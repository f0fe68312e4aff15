"""Pictures of how things go, drawn here as SVG: no script, no style that a browser could refuse, words beside."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from math import log10

from markupsafe import Markup, escape

from footpath.ports import Point

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 144, 12, 16, 38
_HIGHEST, _LOWEST = 3.0, -2.0  # of the odds, as powers of ten: beyond 1,000 to 1 nobody needs to see how far


def odds_chart(points: Sequence[Point], *, keep_at: float, id_: str) -> Markup:
    """The odds that the new version is better, day by day, on a scale where 20 to 1 is as far up as 1 to 20 is down."""
    lines = ((keep_at, f"{keep_at:.0f} to 1", True), (1.0, "even", False), (1 / keep_at, f"1 to {keep_at:.0f}", True))

    def at(odds: float) -> float:
        power = min(max(log10(max(odds, 1e-9)), _LOWEST), _HIGHEST)
        return TOP + (HEIGHT - TOP - BOTTOM) * (_HIGHEST - power) / (_HIGHEST - _LOWEST)

    days = [point.day for point in points]
    parts = [_level(at(odds), says, dashed=dashed) for odds, says, dashed in lines]
    parts += _days(days)
    parts.append(_line([(_across(point.day, days), at(point.benefit)) for point in points], "app-chart__line"))
    says = (
        f"Odds that the new version is better, from {_said(days[0])} to {_said(days[-1])}." if days else "No odds yet."
    )
    return _svg(parts, title=says, id_=id_)


def interval_chart(points: Sequence[Point], *, id_: str) -> Markup:
    """Between what the difference lies, in points of 100, day by day: above the line in the middle is better."""
    shown = [point for point in points if point.low is not None and point.high is not None]
    days = [point.day for point in shown]
    # As wide as it is now and a half more: in the first days anything is possible, and would press the rest flat.
    last = max(abs(shown[-1].low or 0.0), abs(shown[-1].high or 0.0)) if shown else 0.2
    reach = next((each for each in (0.05, 0.1, 0.2, 0.3, 0.5, 1.0) if each >= min(last * 1.5, 1.0)), 1.0)

    def at(points_: float) -> float:
        clipped = min(max(points_, -reach), reach)
        return TOP + (HEIGHT - TOP - BOTTOM) * (reach - clipped) / (2 * reach)

    most = round(reach * 100)
    parts = [
        _level(at(reach), f"{most} better", dashed=True),
        _level(at(0), "the same", dashed=False),
        _level(at(-reach), f"{most} worse", dashed=True),
        *_days(days),
    ]
    above = [(_across(point.day, days), at(point.high or 0.0)) for point in shown]
    below = [(_across(point.day, days), at(point.low or 0.0)) for point in shown]
    if shown:
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*above, *reversed(below)])
        parts.append(Markup('<polygon class="app-chart__band" points="{}"/>').format(corners))
        parts += [_line(above, "app-chart__edge"), _line(below, "app-chart__edge")]
    says = f"Difference from {_said(days[0])} to {_said(days[-1])}." if days else "No difference counted yet."
    return _svg(parts, title=says, id_=id_)


SMALL_WIDTH, SMALL_HEIGHT = 320, 120
"""Of a trend, several of which stand side by side: as wide as a phone, so that its words are never too small."""


def trend_chart(
    points: Sequence[tuple[str, Decimal | None]], *, title: str, id_: str, shows: Callable[[Decimal], str]
) -> Markup:
    """A figure month by month, from the least to the most there was. A month without one breaks the line."""
    known = [value for _, value in points if value is not None]
    assert known, "a trend is of figures"
    least, most = min(known), max(known)
    top, bottom = 30, SMALL_HEIGHT - 30

    def at(place: int, value: Decimal) -> tuple[float, float]:
        across = 14 + (SMALL_WIDTH - 28) * (place / (len(points) - 1) if len(points) > 1 else 0.5)
        up = float((value - least) / (most - least)) if most > least else 0.5
        return across, bottom - (bottom - top) * up

    runs: list[list[tuple[float, float]]] = [[]]
    for place, (_, value) in enumerate(points):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(at(place, value))
    parts = [_line(run, "app-chart__line") for run in runs]
    (first, _), (last, latest) = points[0], points[-1]
    parts += [
        _word(14, 18, shows(least) if least == most else f"{shows(least)} – {shows(most)}"),
        _word(14, SMALL_HEIGHT - 8, first),
        _word(SMALL_WIDTH - 14, SMALL_HEIGHT - 8, last, anchor="end"),
    ]
    if latest is not None:
        x, y = at(len(points) - 1, latest)
        parts.append(Markup('<circle class="app-chart__point" cx="{:.1f}" cy="{:.1f}" r="4"/>').format(x, y))
    return _svg(parts, title=title, id_=id_, width=SMALL_WIDTH, height=SMALL_HEIGHT)


def bar(parts: Sequence[tuple[int, str]], *, of: int) -> Markup:
    """Lengths one after the other, each in its own class, out of `of`. What they are is said beside it, in words."""
    drawn, x = [], 0.0
    for count, kind in parts:
        wide = 100 * count / of if of else 0.0
        if wide:
            drawn.append(
                Markup('<rect class="app-bar__{}" x="{:.2f}" y="0" width="{:.2f}" height="10"/>').format(kind, x, wide)
            )
        x += wide
    return Markup(
        '<svg class="app-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        "{}</svg>"
    ).format(Markup("").join(drawn))


def _word(x: float, y: float, says: str, *, anchor: str = "start") -> Markup:
    return Markup('<text class="app-chart__text" x="{}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, says)


def _svg(parts: Sequence[Markup], *, title: str, id_: str, width: int = WIDTH, height: int = HEIGHT) -> Markup:
    inside = Markup("").join(parts)
    kind = "app-chart app-chart--wide" if width == WIDTH else "app-chart"
    return Markup(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}"><title id="{}">{}</title>{}</svg>'
    ).format(kind, width, height, id_, id_, title, inside)


def _level(y: float, says: str, *, dashed: bool) -> Markup:
    kind = "app-chart__limit" if dashed else "app-chart__even"
    return Markup('<line class="{}" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(
        kind, LEFT, WIDTH - RIGHT, y, y
    ) + Markup('<text class="app-chart__text" x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(
        LEFT - 8, y + 5, says
    )


def _days(days: Sequence[date]) -> list[Markup]:
    """The first and the last, under the picture."""
    if not days:
        return []
    ends = [(days[0], "start", LEFT), (days[-1], "end", WIDTH - RIGHT)] if len(days) > 1 else [(days[0], "start", LEFT)]
    return [
        Markup('<text class="app-chart__text" x="{}" y="{}" text-anchor="{}">{}</text>').format(
            x, HEIGHT - 8, anchor, _said(day)
        )
        for day, anchor, x in ends
    ]


def _line(points: Sequence[tuple[float, float]], kind: str) -> Markup:
    if not points:
        return Markup("")
    if len(points) == 1:
        x, y = points[0]
        return Markup('<circle class="app-chart__point" cx="{:.1f}" cy="{:.1f}" r="4"/>').format(x, y)
    said = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return Markup('<polyline class="{}" points="{}"/>').format(escape(kind), said)


def _across(day: date, days: Sequence[date]) -> float:
    whole = (days[-1] - days[0]).days
    return LEFT + (WIDTH - LEFT - RIGHT) * ((day - days[0]).days / whole if whole else 0.0)


def _said(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
