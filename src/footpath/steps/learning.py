"""One line for every step that ended, kept or not: what we thought, what we tried, what we learned, what is next."""

from footpath.steps.counting import Counting
from footpath.steps.measures import MEASURES
from footpath.steps.review import odds_said
from footpath.steps.states import ENDED
from footpath.steps.step import Step


def learned(step: Step, counting: Counting) -> str:
    """The whole line. A step that ended before anybody was counted says that."""
    assert step.state in ENDED, "only what has ended has been learned from"
    said = step.registration
    thought = f"We thought {_inner(said.we_believe)}, because {_inner(said.because)}."
    odds = counting.odds(said.measure)
    if odds is None:
        return f"{thought} We did not find out: nobody was counted before it ended. {_next(step)}"
    benefit, harm, old, new = odds
    places = counting.places(said.measure)
    tried = f"We tried “{said.name}” with {_some(old + new, 'person', 'people')} in {_some(places, 'place', 'places')}."
    measure = MEASURES[said.measure]
    if step.state in ("stopped_for_harm", "not_kept") and harm > benefit:
        found = f"The odds that {measure.worse} reached {odds_said(max(harm, counting.highest_harm(said.measure)))}."
    else:
        found = f"The odds that {measure.says} reached {odds_said(max(benefit, counting.highest_benefit))}."
    return f"{thought} {tried} {found} {_verdict(step)} {_next(step)}".strip()


def _verdict(step: Step) -> str:
    match step.state:
        case "kept" | "spreading" | "settled" | "reviewed":
            return "It was better, and it was kept."
        case "could_not_tell":
            return "We could not tell, so it was put back."
        case "stopped_for_harm":
            return "It did harm, so it was stopped."
        case "broken":
            return "Its chance was not fair, so it says nothing."
        case "withdrawn":
            return "It was withdrawn."
        case _:
            return "It was put back."


def _next(step: Step) -> str:
    return f"Why: {_inner(step.because)}." if step.because.strip() else ""


def _inner(text: str) -> str:
    return text.strip().rstrip(".")


def _some(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
