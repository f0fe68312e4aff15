"""What comes of Asha's answers: a charge, and perhaps an outcome."""

from datetime import date
from decimal import Decimal

import pytest

from footpath.journey import automatic_outcome, charge_of, walk
from footpath.questions import Answer
from footpath.rules import OverBudget
from tests.journey.services import FIRST_OF_MAY, loaded, permit

EDITION = permit()
ALL: dict[str, Answer] = {"home": "OX1 1AA", "diesel": False, "co2": Decimal(120), "others": []}


def test_a_charge_is_known_as_soon_as_it_is_certain() -> None:
    unknown = walk(EDITION, {"home": "OX1 1AA"}, on=FIRST_OF_MAY)
    known = walk(EDITION, {"home": "OX1 1AA", "diesel": False}, on=FIRST_OF_MAY)
    old = walk(EDITION, {**ALL, "diesel": True, "made": date(2010, 1, 1)}, on=FIRST_OF_MAY)

    assert charge_of(EDITION, unknown) is None
    charged = charge_of(EDITION, known)
    assert charged is not None
    assert (charged.pence, charged.for_.en) == (8850, "Resident parking permit")
    charged = charge_of(EDITION, old)
    assert charged is not None
    assert charged.pence == 12390


def test_a_charge_is_whole_pence_and_never_less_than_nothing() -> None:
    for amount, pence in (("0.125", 12), ("0.135", 14), ("-3", 0), ("0", 0)):
        edition = loaded(EDITION.source.replace("amount: price", f"amount: {amount}"))
        charged = charge_of(edition, walk(edition, {}, on=FIRST_OF_MAY))
        assert charged is not None
        assert charged.pence == pence


def test_a_charge_that_no_service_has_is_stopped_and_not_stored() -> None:
    for amount in ("1000000000.01", "10 ** 40"):
        edition = loaded(EDITION.source.replace("amount: price", f"amount: {amount}"))
        with pytest.raises(OverBudget, match="pounds of a charge"):
            charge_of(edition, walk(edition, {}, on=FIRST_OF_MAY))


def test_the_first_rule_that_holds_decides_and_says_why() -> None:
    zero = automatic_outcome(EDITION, walk(EDITION, {**ALL, "co2": Decimal(0)}, on=FIRST_OF_MAY))
    first = automatic_outcome(EDITION, walk(EDITION, ALL, on=FIRST_OF_MAY))

    assert zero is not None
    assert first is not None
    assert (zero.outcome, zero.because.en) == ("granted", "Electric cars always get one")
    assert first.because.en == "It is the first in the household"
    assert first.finding.value is True


def test_nothing_is_decided_before_all_is_answered_nor_where_no_rule_holds() -> None:
    some = {name: one for name, one in ALL.items() if name != "others"}
    others: list[object] = [{"plate": "AB12 CDE", "keeper": None}]

    assert automatic_outcome(EDITION, walk(EDITION, {**some, "co2": Decimal(0)}, on=FIRST_OF_MAY)) is None
    assert automatic_outcome(EDITION, walk(EDITION, {**ALL, "others": others}, on=FIRST_OF_MAY)) is None
