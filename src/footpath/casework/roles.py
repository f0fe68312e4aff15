"""Who may do what: one table, read by every page and by the test that tries them all."""

from collections.abc import Collection, Mapping
from typing import Literal

type Role = Literal["caseworker", "manager", "auditor"]
"""What somebody is for one authority. A person can have several roles, and others elsewhere."""

type Doing = Literal[
    "see_queue",
    "see_case",
    "see_tasks",
    "see_services",
    "take",
    "give_back",
    "pass_on",
    "note",
    "ask",
    "write",
    "decide",
    "mark_paid",
    "reopen",
    "finish_task",
    "erase",
    "publish",
    "change_service",
    "audit",
    "see_steps",
    "propose_step",
    "approve_step",
    "pull_cord",
    "decide_step",
    "see_observations",
    "see_words",
    "watch",
    "see_plan",
    "plan",
]

_CASEWORK: frozenset[Role] = frozenset({"caseworker", "manager"})
_ALL: frozenset[Role] = frozenset({"caseworker", "manager", "auditor"})

MAY: Mapping[Doing, frozenset[Role]] = {
    "see_queue": _ALL,
    "see_case": _ALL,
    "see_tasks": _ALL,
    "see_services": _ALL,
    "take": _CASEWORK,
    "give_back": _CASEWORK,
    "pass_on": _CASEWORK,
    "note": _CASEWORK,
    "ask": _CASEWORK,
    "write": _CASEWORK,
    "decide": _CASEWORK,
    "mark_paid": _CASEWORK,
    "finish_task": _CASEWORK,
    # A decision is looked at again by somebody who answers for the service, so that it is not undone in passing.
    "reopen": frozenset({"manager"}),
    "erase": frozenset({"manager"}),
    "publish": frozenset({"manager"}),
    "change_service": frozenset({"manager"}),
    "audit": frozenset({"manager", "auditor"}),
    # Whoever works with the cases may propose: the front line meets what does not work first.
    "see_steps": _ALL,
    "propose_step": _CASEWORK,
    # Of these, only who the registration names: its owner, and whoever looks at it for data protection.
    "approve_step": _CASEWORK,
    "pull_cord": _CASEWORK,
    "decide_step": frozenset({"manager"}),
    "see_observations": _ALL,
    # Those who can change something by it: what people wrote is theirs to read, and no record that others audit.
    "see_words": _CASEWORK,
    "watch": _CASEWORK,
    "see_plan": _ALL,
    "plan": frozenset({"manager"}),
}


def may(roles: Collection[Role], doing: Doing) -> bool:
    """Whether somebody with these roles, all of them in the authority in question, may do this there."""
    return not MAY[doing].isdisjoint(roles)
