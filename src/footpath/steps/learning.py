"""One line for every step that ended, kept or not: what was thought, what was tried, what was learned, what is next."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import ceil, exp, log
from typing import Any

from footpath.definition.changes import Add, Change, changes_from_data
from footpath.definition.service import Service
from footpath.questions.question import Question
from footpath.steps.counting import Counting, hoped_effect, rule_of
from footpath.steps.measures import MEASURES
from footpath.steps.pack import Pack
from footpath.steps.registration import Registration
from footpath.steps.review import odds_said
from footpath.steps.states import ENDED, State
from footpath.steps.step import Step


def learned(step: Step, counting: Counting, *, who: str = "We") -> str:
    """The whole line, as its authority says it, or as others say it of `who`. Of one without people it says that."""
    assert step.state in ENDED, "only what has ended has been learned from"
    said = step.registration
    odds = counting.odds(said.measure)
    if odds is None:
        thought = _thought(said, who)
        they = "We" if who == "We" else "They"
        why = _why(step.because)
        return f"{thought} {they} did not find out: nobody was counted before it ended. {why}".strip()
    benefit, harm, old, new = odds
    return _line(
        said,
        step.state,
        who=who,
        people=old + new,
        places=counting.places(said.measure),
        benefit=max(benefit, counting.highest_benefit),
        harm=max(harm, counting.highest_harm(said.measure)) if harm > benefit else 0.0,
        because=step.because,
        more=_more_said(cases_to_tell(step, counting)),
    )


def learned_elsewhere(pack: Pack, *, name: str) -> str:
    """The same line of a step of another authority, called `name`, as its pack tells it."""
    odds = pack.together.odds
    return _line(
        pack.registration,
        pack.decision.state,
        who=name,
        people=pack.people,
        places=len(pack.places),
        benefit=pack.together.highest_benefit,
        harm=odds.harm if odds.harm > odds.benefit else 0.0,
        because=pack.decision.because,
    )


def _line(
    said: Registration,
    state: State,
    *,
    who: str,
    people: int,
    places: int,
    benefit: float,
    harm: float,
    because: str,
    more: str = "",
) -> str:
    """`harm` is nothing where benefit is likelier."""
    they = who if who == "We" else "They"
    tried = (
        f"{they} tried “{said.name}” with {_some(people, 'person', 'people')} in {_some(places, 'place', 'places')}."
    )
    measure = MEASURES[said.measure]
    if state in ("stopped_for_harm", "not_kept") and harm:
        found = f"The odds that {measure.worse} reached {odds_said(harm)}."
    else:
        found = f"The odds that {measure.says} reached {odds_said(benefit)}."
    parts = (_thought(said, who), tried, found, _verdict(state, they), more, _why(because))
    return " ".join(part for part in parts if part)


def _thought(said: Registration, who: str) -> str:
    return f"{who} thought {_inner(said.we_believe)}, because {_inner(said.because)}."


def _verdict(state: State, who: str) -> str:
    match state:
        case "kept" | "spreading" | "settled" | "reviewed":
            return "It was better, and it was kept."
        case "could_not_tell":
            return f"{who} could not tell, so it was put back."
        case "stopped_for_harm":
            return "It did harm, so it was stopped."
        case "broken":
            return "Its chance was not fair, so it says nothing."
        case "withdrawn":
            return "It was withdrawn."
        case _:
            return "It was put back."


def _why(because: str) -> str:
    return f"Why: {_inner(because)}." if because.strip() else ""


def _inner(text: str) -> str:
    return text.strip().rstrip(".")


def _some(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


# How many more would tell


def cases_to_tell(step: Step, counting: Counting) -> int | None:
    """Cases that were missing to 20 to 1, if the step does what was hoped. Of one where nobody could tell; else None.

    Each case adds on average `g` to the logarithm of the odds, so log(20 / odds) / g are missing. With the share `a`
    of the old version, `b` of the new at the hoped effect and `z` of both together at the chance p of the new,
    g = p KL(b, z) + (1 - p) KL(a, z): what the best bet on that effect grows by (Kelly 1956; Grünwald, de Heide &
    Koolen 2024). For a score of d standard deviations it is p (1 - p) d² / 2.
    """
    said = step.registration
    odds = counting.odds(said.measure)
    if step.state != "could_not_tell" or odds is None:
        return None
    benefit, _, old, _ = odds
    missing = log(rule_of(said).keep_at / max(benefit, 1e-12))
    if missing <= 0 or not old:
        return None
    total = sum(ledger.totals[0] for ledger in counting.ledgers(said.measure))
    return ceil(missing / growth(step, min(max(total / old, 0.01), 0.99)))


def growth(step: Step, old: float) -> float:
    """Of the logarithm of the odds, with each case, if the effect is the one hoped for."""
    said, hoped = step.registration, hoped_effect(step)
    chance = said.share_percent / 100
    if MEASURES[said.measure].kind == "score":
        return chance * (1 - chance) * hoped**2 / 2
    new = 1 / (1 + exp(-log(old / (1 - old)) - hoped))
    both = (1 - chance) * old + chance * new
    return chance * _kl(new, both) + (1 - chance) * _kl(old, both)


def _kl(one: float, other: float) -> float:
    return one * log(one / other) + (1 - one) * log((1 - one) / (1 - other))


def _more_said(cases: int | None) -> str:
    """To two figures: nobody knows the third."""
    if cases is None:
        return ""
    digits = len(str(cases))
    rounded = cases if digits <= 2 else -(-cases // 10 ** (digits - 2)) * 10 ** (digits - 2)
    return f"About {_some(rounded, 'more case', 'more cases')} would tell, if it does what was hoped."


# What it was about


def kinds_changed(changes: Iterable[Mapping[str, Any]], service: Service) -> frozenset[str]:
    """The types of question that changes touch, in a service as it is before or after them.

    `changes` are the plain data of `definition.changes`. What is on a page and in no question of its own touches
    every question there.
    """
    return frozenset(kind for change in changes_from_data(list(changes)) for kind in _kinds(change, service))


def _kinds(change: Change, service: Service) -> Iterable[str]:
    parts = change.path.split(".")
    page = service.page(parts[1]) if parts[0] == "pages" and len(parts) > 1 else None
    asked: tuple[Question, ...] = page.questions if page else ()
    named = [asked_id for at, asked_id in pairwise(parts) if at == "questions"]
    for id_ in named:
        found = [question for question in asked if question.id == id_]
        if not found:
            return _added(change)
        if id_ == named[-1]:
            return [found[0].kind]
        asked = found[0].questions
    return [question.kind for question in asked]


def _added(change: Change) -> Iterable[str]:
    kind = change.value.get("type") if isinstance(change, Add) and isinstance(change.value, dict) else None
    return [kind] if isinstance(kind, str) else []
