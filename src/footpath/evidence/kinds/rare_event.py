"""Something bad and rare, counted at once when it happens: an error, a complaint."""

import numpy as np

from footpath.evidence.effects import BENEFIT, HARM
from footpath.evidence.kinds.kind import Floats, Kind, Numbers, Truths

_EFFECTS = np.array([*(-effect for effect in BENEFIT), *HARM])


class RareEvent(Kind):
    """Only events enter, the first of each person. An event in version G multiplies the stake by q(G)/P(G).

    P is the chance of B, and q(B) = P e^d / (P e^d + 1 - P): B's share of the events if it has e^d times as many
    (the form of Lindon & Malek 2022). Nobody waits for a window: what has not happened says nothing here.
    Benefit is fewer events, harm is more.
    """

    benefit = BENEFIT
    harm = HARM
    steps = 1
    baselines = 1
    events_only = True

    def log_factors(self, b: Truths, probability: Numbers, value: Numbers, mean: Numbers, spread: Numbers) -> Floats:
        times = np.exp(_EFFECTS)
        return np.log(np.where(b, times, 1.0) / (probability * times + (1.0 - probability)))
