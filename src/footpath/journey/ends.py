"""What comes of the answers: what is to be paid, and what a rule decides without a person."""

from decimal import ROUND_HALF_EVEN, Decimal

import msgspec

from footpath.definition.service import Edition
from footpath.journey.way import Way
from footpath.rules import Finding, OverBudget
from footpath.values import Words

_PENNY = Decimal("0.01")

MOST_POUNDS = 1_000_000_000
"""No service costs as much. A rule that says so has gone wrong, and a case could not hold it."""


class Charged(msgspec.Struct, frozen=True, kw_only=True):
    """What it costs, and what for. Nothing is less than free."""

    pence: int
    for_: Words


class Automatically(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule decides, the author's reason, and what the rule found."""

    outcome: str
    because: Words
    finding: Finding


def charge_of(edition: Edition, way: Way) -> Charged | None:
    """The charge, as soon as it is certain; None where there is none, or it depends on what is not answered yet.

    Raises OverBudget where the rule gives more than MOST_POUNDS.
    """
    charge = edition.service.charge
    if charge is None:
        return None
    amount = way.findings.value("charge")
    if not isinstance(amount, Decimal):
        return None
    if amount > MOST_POUNDS:
        raise OverBudget("pounds of a charge", MOST_POUNDS)
    # Half a penny goes to the even one, as in every sum of a rule.
    pence = max(amount, Decimal(0)).quantize(_PENNY, rounding=ROUND_HALF_EVEN).scaleb(2)
    return Charged(pence=int(pence), for_=charge.for_)


def automatic_outcome(edition: Edition, way: Way) -> Automatically | None:
    """What the first rule that holds decides; None where it is for the team, or the answers are not all there."""
    if not way.complete:
        return None
    for place, automatic in enumerate(edition.service.decide.automatically):
        key = f"automatic:{place}"
        if way.findings.value(key) is True:
            return Automatically(outcome=automatic.outcome, because=automatic.because, finding=way.findings[key])
    return None
