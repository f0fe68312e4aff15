"""The picture of an outcome says in words what it shows, and stays inside its frame."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from footpath.web.charts import HEIGHT, WIDTH
from footpath.web.plan.chart import plan_chart
from tests.plan.test_outcome import an_outcome

PARK = an_outcome()


def test_the_picture_says_what_it_shows() -> None:
    picture = str(plan_chart(PARK, {2026: Decimal(63)}, id_="park"))

    assert '<title id="park">From 61.5 towards 80 of 100 in 2030/31. In 2026/27 it was 63.</title>' in picture
    assert 'role="img" aria-labelledby="park"' in picture
    assert "<script" not in picture
    assert "style=" not in picture


def test_the_levels_are_whole_numbers() -> None:
    picture = str(plan_chart(PARK, {}, id_="park"))

    assert re.findall(r'text-anchor="end">([^<]*)<', picture) == ["59", "71", "83"]


figures = st.decimals(min_value=0, max_value=10_000, places=1)


@given(figures, st.lists(figures, min_size=5, max_size=5), st.dictionaries(st.integers(2020, 2035), figures))
def test_no_line_leaves_the_frame(baseline: Decimal, aims: list[Decimal], values: dict[int, Decimal]) -> None:
    picture = str(plan_chart(replace(PARK, baseline=baseline, aims=tuple(aims)), values, id_="park"))

    lines = " ".join(re.findall(r'points="([^"]*)"', picture)).split()
    points = [tuple(map(Decimal, each.split(","))) for each in lines]
    points += [(Decimal(x), Decimal(y)) for x, y in re.findall(r'cx="([^"]*)" cy="([^"]*)"', picture)]
    assert points
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
