"""What a kind of measure knows: which effects it bets on, and what one outcome does to each bet."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# One row for each outcome, one column; or the plain value, for one outcome.
Numbers = Floats | float
Truths = NDArray[np.bool_] | bool
Column = Sequence[float]


class Kind(ABC):
    """Everything is done for many outcomes at once; one outcome is many of length one, so both give the same digits."""

    benefit: tuple[float, ...]
    harm: tuple[float, ...]
    steps: int  # a tally keeps values to the nearest 1/steps
    baselines: int  # and what was expected to the nearest 1/baselines
    ranked: bool = False  # values are first replaced by their rank among the authority's earlier ones
    per_unit: float = 1.0  # how many of its effects' unit one of an estimate's is
    spreads: bool = True  # whether the spread of earlier outcomes matters to it
    events_only: bool = False  # a row is something that happened, not a person's outcome

    @abstractmethod
    def log_factors(self, b: Truths, probability: Numbers, value: Numbers, mean: Numbers, spread: Numbers) -> Floats:
        """Log of what each outcome multiplies each bet by: benefits first, then harms.

        `b` is true for version B, `probability` its chance; `mean` and `spread` are what the authority's earlier
        outcomes make us expect of this one, whichever version it has.
        """

    def one(self, b: bool, probability: float, value: float, mean: float, spread: float) -> Floats:
        """The same digits for one outcome: a kind that is often entered one by one has a quicker way."""
        return self.log_factors(b, probability, value, mean, spread)

    def many(self, arms: Sequence[bool], chances: Column, values: Column, means: Column, spreads: Column) -> Floats:
        """`one` of each, a row for each."""
        return self.log_factors(*(np.array(column)[:, None] for column in (arms, chances, values, means, spreads)))

    def into(self, logs: Floats) -> Callable[[bool, float, float, float, float], None]:
        """What adds `one` to these logs, in place."""

        def enter(b: bool, probability: float, value: float, mean: float, spread: float) -> None:
            np.add(logs, self.one(b, probability, value, mean, spread), logs)

        return enter
