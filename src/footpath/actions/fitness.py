"""Whether an edition is fit to be served: no error among the checks, and every example passes."""

import msgspec

from footpath.checks import check_edition
from footpath.definition.changes import must_set_left
from footpath.definition.service import Edition
from footpath.journey import ExampleResult
from footpath.values import Fault


class Unfit(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was published: what is wrong, and which examples do not pass."""

    faults: tuple[Fault, ...] = ()
    examples: tuple[ExampleResult, ...] = ()


def unfit(edition: Edition, *, local: bool = False) -> Unfit | None:
    """None where all is well. `local`: it is an authority's own, so what each must set has to be set."""
    report = check_edition(edition)
    wrong = tuple(fault for fault in report.faults if fault.level == "error")
    if local:
        wrong += must_set_left(edition)
    failed = tuple(each for each in report.examples if not each.passed)
    return Unfit(faults=wrong, examples=failed) if wrong or failed else None
