"""What one outcome does to a bet, by the formulas written out; and that every kind is whole."""

import math
from pathlib import Path

import pytest

from footpath.evidence import KINDS, Before, new_ledger
from footpath.evidence.kinds.kind import Kind
from tests.evidence.people import outcome

REPO = Path(__file__).resolve().parents[3]


def s(x: float) -> float:
    return 1 / (1 + math.exp(-x))


@pytest.mark.parametrize(("arm", "value"), [("A", 0), ("A", 1), ("B", 0), ("B", 1)])
def test_yes_and_no_by_the_formula(arm: str, value: int) -> None:
    before = Before(cases=50, total=31.0, squares=31.0)
    ledger = new_ledger("barset_north", "completed", "yes_no", before).add(
        outcome(0, arm=arm, value=float(value), probability=0.3)  # type: ignore[arg-type]
    )

    middle = math.log((32 / 52) / (1 - 32 / 52))
    for sign, effects, found in (
        (1, KINDS["yes_no"].benefit, ledger.benefit),
        (-1, KINDS["yes_no"].harm, ledger.harm),
    ):
        for effect, log in zip(effects, found, strict=True):
            a, b = s(middle - 0.3 * sign * effect), s(middle + 0.7 * sign * effect)
            z = 0.7 * a + 0.3 * b
            p = b if arm == "B" else a
            assert log == pytest.approx(math.log(p / z if value else (1 - p) / (1 - z)), abs=1e-12)


def test_a_score_by_the_formula() -> None:
    ledger = new_ledger("barset_north", "completed", "score").add(outcome(0, arm="A", value=0.75, probability=0.25))

    # Nothing came before: m = 1/2, sd = 1/12 under the root. In A, h = -1/(2 * 0.75); the largest |h| is 2.
    for effect, log in zip(KINDS["score"].benefit, ledger.benefit, strict=True):
        bet = min(effect / (2 * 12**-0.5), 0.9 / (2 * 0.5))
        assert log == pytest.approx(math.log(1 + bet * (-1 / 1.5) * 0.25), abs=1e-12)


def test_a_rank_is_the_place_among_earlier_ones() -> None:
    empty = new_ledger("barset_north", "completed", "rank")
    ledger = empty.add_all([outcome(at, value=value) for at, value in enumerate((0.5, 0.9, 0.1, 0.9, 0.9))])

    # The middle; above one; below two; above two and level with one; above two and level with two.
    assert ledger.total == pytest.approx(0.5 + 1.5 / 2 + 0.5 / 3 + 3 / 4 + 3.5 / 5)


def test_an_event_by_the_formula() -> None:
    ledger = new_ledger("barset_north", "errors", "rare_event").add(
        outcome(0, arm="B", probability=0.1, measure="errors")
    )

    for effect, log in zip(KINDS["rare_event"].harm, ledger.harm, strict=True):
        share = 0.1 * math.exp(effect) / (0.1 * math.exp(effect) + 0.9)
        assert log == pytest.approx(math.log(share / 0.1), abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_file_and_its_place_in_the_manual(kind: str) -> None:
    assert isinstance(KINDS[kind], Kind)
    assert type(KINDS[kind]).__module__ == f"footpath.evidence.kinds.{kind}"
    assert f"\n### {kind}\n" in (REPO / "docs" / "reference" / "evidence.md").read_text(encoding="utf-8")


def test_every_file_is_a_kind_in_the_registry() -> None:
    files = {file.stem for file in (REPO / "src/footpath/evidence/kinds").glob("*.py")}

    assert files - {"__init__", "kind"} == set(KINDS)
