"""Whether the people a step names work where it is tried: what only the list of staff can say."""

from collections.abc import Iterator

from footpath.adapters.records import reads
from footpath.steps.registration import Registration
from footpath.values import Problem


def wrong_people(said: Registration, authority: str) -> tuple[Problem, ...]:
    """`authority` is whose step it is. Its owner has to be a manager wherever it is tried: each decides for itself."""
    return tuple(_wrong(said, authority))


def _wrong(said: Registration, authority: str) -> Iterator[Problem]:
    if said.proposer.strip() and authority not in reads.roles_of(said.proposer):
        yield Problem(
            "proposer", f"{said.proposer} does not work for {authority}. Enter the staff id of somebody who does"
        )
    if said.owner.strip() and said.owner != said.proposer:
        roles = reads.roles_of(said.owner)
        for each in dict.fromkeys((authority, *said.authorities)):
            if "manager" not in roles.get(each, frozenset()):
                yield Problem("owner", f"{said.owner} is no service manager of {each}. The owner answers for it there")
    if said.data_protection and authority not in reads.roles_of(said.data_protection):
        yield Problem("data_protection", f"{said.data_protection} does not work for {authority}")
