"""What the machine proposes for a step, and why, in a sentence each: people decide, and harm alone does not wait."""

from collections.abc import Mapping, Sequence
from typing import assert_never

import msgspec

from footpath.evidence import BROKEN, Verdict, predicted, verdict, verdict_of_adopted
from footpath.steps.counting import Counting, harm_at, rule_of
from footpath.steps.events import Verdict as Decision
from footpath.steps.groups import worse_said
from footpath.steps.measures import MEASURES
from footpath.steps.pack import points_said
from footpath.steps.registration import Registration
from footpath.steps.states import ENDED
from footpath.steps.step import Step


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """`decision` is what to press; None while the machine proposes to carry on."""

    verdict: Verdict
    decision: Decision | None
    says: str
    why: str


_SAYS: Mapping[Verdict, tuple[Decision | None, str]] = {
    Verdict.KEEP: ("kept", "Keep it."),
    Verdict.HARM: ("not_kept", "Stop it, and put the old version back."),
    Verdict.NOT_YET: (None, "Carry on."),
    Verdict.PUT_BACK: ("could_not_tell", "Put it back: we could not tell."),
    Verdict.BROKEN: ("not_kept", "Stop it: its chance was not fair."),
}


def propose(step: Step, counting: Counting, *, assignment: float, days: int) -> Proposal:
    """`assignment` is the odds that versions were not given by chance, `days` since it began."""
    harms = {id_: counting.highest_harm(id_) for id_ in counting.series if harm_at(step.registration, id_) is not None}
    # Each guardrail has its own odds to reach: they are compared on one scale.
    rule = rule_of(step.registration)
    reached = [odds * rule.harm_at / (harm_at(step.registration, id_) or rule.harm_at) for id_, odds in harms.items()]
    if step.registration.borrowed:
        return _propose_adopted(step, counting, reached, assignment=assignment, days=days)
    found = verdict(benefit=counting.highest_benefit, harms=reached, assignment=assignment, days=days, rule=rule)
    decision, says = _SAYS[found]
    return Proposal(verdict=found, decision=decision, says=says, why=_why(step, counting, found, days=days))


def _propose_adopted(
    step: Step, counting: Counting, harms: Sequence[float], *, assignment: float, days: int
) -> Proposal:
    """What others kept is not tried anew: after eight weeks it is kept where it can be expected to help."""
    rule, expected = rule_of(step.registration), counting.expected_here()
    found = verdict_of_adopted(expected=expected, harms=harms, assignment=assignment, days=days, rule=rule)
    decision, says = _SAYS[found]
    weeks, most = rule.shortest_days // 7, rule.longest_days // 7
    match found:
        case Verdict.HARM | Verdict.BROKEN:
            why = _why(step, counting, found, days=days)
        case Verdict.KEEP:
            why = f"{_expected_here(step, counting)} It has run {days} days, and no guardrail was reached."
        case Verdict.PUT_BACK if expected is not None:
            decision, says, why = "not_kept", "Put it back: here it does not help.", _expected_here(step, counting)
        case Verdict.PUT_BACK:
            why = f"It has run {days} days, as long as it may, and too few were counted here to say anything."
        case Verdict.NOT_YET if days < rule.shortest_days:
            why = f"It was adopted from others, and is decided after {weeks} weeks: it has run {days} days."
        case Verdict.NOT_YET:
            why = f"Too few have been counted here to say anything. After {most} weeks it is put back."
        case _:
            assert_never(found)
    return Proposal(verdict=found, decision=decision, says=says, why=why)


def borrowed_said(said: Registration) -> str:
    """What an adopted step begins from, and when it is decided; empty for any other."""
    if not said.borrowed:
        return ""
    rule, kind = rule_of(said), MEASURES[said.measure].kind
    low, high = (points_said(end, kind) for end in predicted(said.borrowed))
    return (
        f"Others found: {points_said(said.borrowed.effect, kind)}. Four times in five we expect between {low} and "
        f"{high} here. After {rule.shortest_days // 7} weeks it is kept where what was found here and there together "
        f"is better, and after {rule.longest_days // 7} it is put back where nobody can say."
    )


def _expected_here(step: Step, counting: Counting) -> str:
    said, expected = step.registration, counting.expected_here()
    people = sum(ledger.cases for ledger in counting.ledgers(said.measure))
    if expected is None:
        return "Too few have been counted here to say what to expect."
    points = points_said(expected, MEASURES[said.measure].kind)
    return f"From what others found, and {people:,} people here, we expect here: {points}."


def _why(step: Step, counting: Counting, found: Verdict, *, days: int) -> str:
    said = step.registration
    rule = rule_of(said)
    measure = MEASURES[said.measure]
    match found:
        case Verdict.KEEP:
            return (
                f"The odds that {measure.says} reached {odds_said(counting.highest_benefit)}, it has run {days} days, "
                "and no guardrail was reached."
            )
        case Verdict.HARM:
            worst = next(
                id_
                for id_ in counting.series
                if (limit := harm_at(said, id_)) is not None and counting.highest_harm(id_) >= limit
            )
            worse = worse_said(said.watched, worst)
            return f"The odds that {worse} reached {odds_said(counting.highest_harm(worst))}."
        case Verdict.NOT_YET if counting.odds(said.measure) is None:
            return "Nothing has been counted yet."
        case Verdict.NOT_YET:
            if counting.highest_benefit >= rule.keep_at:
                return f"The odds are enough, and it has run {days} of at least {rule.shortest_days} days."
            return (
                f"The odds that {measure.says} have reached {odds_said(counting.highest_benefit)} at most. "
                f"We keep it at {rule.keep_at:.0f} to 1."
            )
        case Verdict.PUT_BACK:
            return f"It has run {days} days, as long as it may, and the odds never reached {rule.keep_at:.0f} to 1."
        case Verdict.BROKEN:
            return f"That the versions were given by chance is unlikelier than 1 in {BROKEN:,.0f}."
        case _:
            assert_never(found)


def departs(proposal: Proposal, decision: Decision) -> bool:
    """Whether a decision is another than the rule's: then its reason is published with it."""
    return proposal.decision != decision


def odds_said(odds: float) -> str:
    """Odds as people say them: 17 to 1, 1 to 4, even."""
    if odds >= 1e6:
        return "more than a million to 1"
    if odds >= 10:
        return f"{odds:,.0f} to 1"
    if odds >= 1.05:
        return f"{odds:.1f} to 1".replace(".0 ", " ")
    if odds > 0.95:
        return "even"
    if odds >= 1e-6:
        back = 1 / odds
        return f"1 to {back:,.0f}" if back >= 10 else f"1 to {back:.1f}".removesuffix(".0")
    return "less than 1 to a million"


def sentence(step: Step, counting: Counting) -> str:
    """The first thing that is said of a step, before any picture."""
    found = counting.odds(step.registration.measure)
    measure = MEASURES[step.registration.measure]
    if found is None and step.state in ENDED:
        return "It ended before any outcome could be counted."
    if found is None:
        return "Nothing has been counted yet: the first cases have to reach the end of their time."
    benefit, harm, *_ = found
    keep_at = rule_of(step.registration).keep_at
    if step.registration.borrowed and harm < keep_at:
        return _expected_here(step, counting)
    if benefit >= keep_at:
        return f"It is very probably better: {odds_said(benefit)} that {measure.says}."
    if harm >= keep_at:
        return f"It is very probably worse: {odds_said(harm)} that {measure.worse}."
    if counting.highest_benefit >= keep_at:
        # The rule goes by the highest: odds that hold at every look may be acted on at the look that reached them.
        highest, now = odds_said(counting.highest_benefit), odds_said(benefit)
        return f"It reached {highest} that {measure.says}, and stands at {now} now."
    if step.state in ENDED:
        return f"We could not tell the old and the new version apart: {odds_said(benefit)} that {measure.says}."
    if benefit >= 3 and benefit > harm:
        odds = odds_said(benefit)
        return f"It is probably better: {odds} that {measure.says}. We keep it at {keep_at:.0f} to 1."
    if harm >= 3:
        return f"It is probably worse: {odds_said(harm)} that {measure.worse}. It stops at {keep_at:.0f} to 1."
    return "We cannot tell yet: the old and the new version look alike so far."
