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


ADOPTED_RULE = Rule(shortest_days=8 * 7, longest_days=16 * 7)


def verdict_of_adopted(
    *, expected: float | None, harms: Iterable[float], assignment: float, days: int, rule: Rule = ADOPTED_RULE
) -> Verdict:
    """For what others tried and is only fitted here: after eight weeks it is kept where it is expected to help.

    `expected` is the effect in this place, from its own outcomes and what it borrowed (`local.fitted_anew`); None
    while too few have been counted here to estimate anything. Nobody's word is taken alone: where that lasts for
    sixteen weeks it is put back.
    """
    if assignment >= BROKEN:
        return Verdict.BROKEN
    if any(harm >= rule.harm_at for harm in harms):
        return Verdict.HARM
    if days < rule.shortest_days or (expected is None and days < rule.longest_days):
        return Verdict.NOT_YET
    return Verdict.KEEP if expected is not None and expected > 0 else Verdict.PUT_BACK
