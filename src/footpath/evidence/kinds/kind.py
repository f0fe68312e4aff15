"""What a kind of measure knows: which effects it bets on, and what one outcome does to each bet."""

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# One row for each outcome, one column; or the plain value, for one outcome.
Numbers = Floats | float
Truths = NDArray[np.bool_] | bool


class Kind(ABC):
    """Everything is done for many outcomes at once; one outcome is many of length one, so both give the same digits."""

    benefit: tuple[float, ...]
    harm: tuple[float, ...]
    steps: int  # a tally keeps values to the nearest 1/steps
    baselines: int  # and what was expected to the nearest 1/baselines
    ranked: bool = False  # values are first replaced by their rank among the authority's earlier ones
    events_only: bool = False  # a row is something that happened, not a person's outcome

    @abstractmethod
    def log_factors(self, b: Truths, probability: Numbers, value: Numbers, mean: Numbers, spread: Numbers) -> Floats:
        """Log of what each outcome multiplies each bet by: benefits first, then harms.

        `b` is true for version B, `probability` its chance; `mean` and `spread` are what the authority's earlier
        outcomes make us expect of this one, whichever version it has.
        """
