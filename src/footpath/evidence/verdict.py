"""What the machine proposes for a step. People decide; harm alone does not wait for them."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from footpath.evidence.assignment import BROKEN


class Verdict(StrEnum):
    KEEP = "keep"  # the odds for benefit are enough, it ran long enough, and nothing was harmed
    HARM = "harm"  # stop at once: people are worse off
    NOT_YET = "not_yet"  # go on
    PUT_BACK = "put_back"  # the time is over and we could not tell
    BROKEN = "broken"  # versions were not given by the recorded chance: the ledgers are void


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """When a step ends, as registered. Odds of 20 to 1 are reached by luck at most once in 20 steps that do nothing."""

    keep_at: float = 20.0
    harm_at: float = 20.0  # 100 where a false stop costs more
    shortest_days: int = 14  # two of every weekday
    longest_days: int = 182


USUAL_RULE = Rule()


def verdict(
    *, benefit: float, harms: Iterable[float], assignment: float, days: int, rule: Rule = USUAL_RULE
) -> Verdict:
    """`benefit` of the primary measure, `harms` of it and of every guardrail: each the largest odds at any look.

    `benefit` counts looks from the shortest run on. `days` since the first person entered.
    """
    if assignment >= BROKEN:
        return Verdict.BROKEN
    # Harm comes before everything that needs time: it does not wait for the fourteenth day.
    if any(harm >= rule.harm_at for harm in harms):
        return Verdict.HARM
    if benefit >= rule.keep_at and days >= rule.shortest_days:
        return Verdict.KEEP
    return Verdict.PUT_BACK if days >= rule.longest_days else Verdict.NOT_YET
