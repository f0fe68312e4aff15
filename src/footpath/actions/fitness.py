"""Whether an edition is fit to be served: no error among the checks, and every example passes."""

from collections.abc import Sequence

import msgspec

from footpath.checks import check_edition
from footpath.definition.changes import Change, must_set_left
from footpath.definition.service import Edition
from footpath.journey import ExampleResult
from footpath.values import Fault


class Unfit(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was published: what is wrong, and which examples do not pass."""

    faults: tuple[Fault, ...] = ()
    examples: tuple[ExampleResult, ...] = ()


def unfit(edition: Edition, *, standard: Edition | None = None, changes: Sequence[Change] = ()) -> Unfit | None:
    """None where all is well. With `standard` it is an authority's own: what each must set has to be set."""
    report = check_edition(edition, standard=standard, changes=changes)
    wrong = tuple(fault for fault in report.faults if fault.level == "error")
    if standard is not None:
        wrong += must_set_left(edition)
    failed = tuple(each for each in report.examples if not each.passed)
    return Unfit(faults=wrong, examples=failed) if wrong or failed else None
