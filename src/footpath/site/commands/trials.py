"""What was tried on a standard, as commands print it: lines for people, and data for programs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footpath.actions.tried_on import Trial


def trial_lines(trial: "Trial", *, service: str) -> Iterator[str]:
    from footpath.actions.tried_on import changes_said, difference_said, odds_together_said
    from footpath.steps.receiving import WHATS
    from footpath.steps.states import SAID

    on = f"{service}@{trial.version}" if trial.version else service
    yield f"{trial.name} ({on}, {trial.id[:12]})"
    for change in changes_said(trial):
        yield f"  It changes {change}"
    for each in trial.tries:
        yield f"  {each.home}, {SAID[each.state]}, {each.on:%-d %B %Y}. {each.says}".rstrip()
        for received in each.received:
            yield f"    {received.authority}: {WHATS[received.what]}. Why: {received.because.rstrip('.')}."
    yield f"  {odds_together_said(trial)} {difference_said(trial)}".rstrip()
    for condition in trial.known.promotion.conditions if trial.known else ():
        yield f"  {'Met' if condition.met else 'Not met'}: {condition.says}."


def trial_data(trial: "Trial", *, service: str) -> dict[str, Any]:
    known = trial.known
    return {
        "service": service,
        "trial": trial.id,
        "name": trial.name,
        "version": trial.version,
        "changes": trial.changes,
        "tries": [
            {
                "authority": each.home,
                "authorities": each.authorities,
                "state": each.state,
                "on": each.on.isoformat(),
                "says": each.says,
                "received": [
                    {"authority": received.authority, "as": received.what, "because": received.because}
                    for received in each.received
                ],
            }
            for each in trial.tries
        ],
        "odds": known and known.pool.odds.benefit,
        "interval": known and [known.interval.low, known.interval.high],
        "authorities": known and known.pool.authorities,
        "standard": known
        and {
            "ready": known.promotion.ready,
            "conditions": [{"says": each.says, "met": each.met} for each in known.promotion.conditions],
        },
    }
