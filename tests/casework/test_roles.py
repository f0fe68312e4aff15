"""Staff do what their role needs, and no more."""

from typing import get_args

import pytest

from footpath.casework.roles import MAY, Doing, Role, may

ROLES = get_args(Role.__value__)


def test_everything_that_can_be_done_says_who_may() -> None:
    assert set(MAY) == set(get_args(Doing.__value__))


@pytest.mark.parametrize("doing", MAY)
def test_somebody_without_a_role_here_may_do_nothing(doing: Doing) -> None:
    assert not may((), doing)


@pytest.mark.parametrize(
    ("role", "does"),
    [
        (
            "caseworker",
            "see_queue see_case see_tasks see_services take give_back pass_on note ask write decide mark_paid"
            " finish_task see_steps propose_step approve_step pull_cord see_observations see_words watch see_plan",
        ),
        (
            "manager",
            "see_queue see_case see_tasks see_services take give_back pass_on note ask write decide mark_paid"
            " finish_task reopen erase publish change_service audit see_steps propose_step approve_step pull_cord"
            " decide_step see_observations see_words watch see_plan plan",
        ),
        ("auditor", "see_queue see_case see_tasks see_services audit see_steps see_observations see_plan"),
    ],
)
def test_each_role_may_do_exactly_this(role: Role, does: str) -> None:
    assert {doing for doing in MAY if may([role], doing)} == set(does.split())


def test_two_roles_may_do_what_either_may() -> None:
    assert may(["auditor", "caseworker"], "decide")
    assert may(["auditor", "caseworker"], "audit")


def test_an_auditor_changes_nothing() -> None:
    reads = {"see_queue", "see_case", "see_tasks", "see_services", "see_steps", "audit"}
    reads |= {"see_observations", "see_plan"}

    assert {doing for doing in MAY if may(["auditor"], doing)} <= reads


def test_the_roles_are_the_ones_the_pages_know() -> None:
    assert ROLES == ("caseworker", "manager", "auditor")
