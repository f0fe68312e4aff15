"""Which of many steps pass together, when some would look good by chance alone."""

from collections.abc import Mapping


def kept_together(odds: Mapping[str, float], *, registered: int, false_share: float = 0.1) -> frozenset[str]:
    """The steps whose benefit stands when all are judged at once: on average at most `false_share` of them are false.

    e-BH (Wang & Ramdas 2022): keep the k largest, for the largest k with E_(k) >= M / (false_share k). M is
    `registered`, all steps of the authority and year, with the ones that were dropped. It needs no independence, and
    holds for steps stopped whenever anybody liked (Xu, Wang & Ramdas 2021).
    """
    assert registered >= len(odds), "every step judged was registered"
    ranked = sorted(odds, key=lambda step: (-odds[step], step))
    passing = [k for k, step in enumerate(ranked, 1) if odds[step] * false_share * k >= registered]
    return frozenset(ranked[: max(passing, default=0)])
