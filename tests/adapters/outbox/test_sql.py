"""A claim costs the same whatever waits: the plan is asked, so that it holds at any backlog."""

import pytest
from django.db import connections

from footpath.adapters.outbox.sql import STATEMENTS, Statements


@pytest.fixture
def plan_of(db: None):  # type: ignore[no-untyped-def]
    def plan(statement: str, **values: object) -> list[str]:
        connection = connections["default"]
        connection.ensure_connection()
        return [row[3] for row in connection.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]

    return plan


def test_a_claim_steps_from_one_authority_to_the_next(plan_of) -> None:  # type: ignore[no-untyped-def]
    plan = plan_of(STATEMENTS["sqlite"].claim, lane="batch", worker="w", seconds=60, batch=20)

    looks = [line for line in plan if "outbox_open" in line]
    assert looks == [
        "SEARCH records_outbox USING INDEX outbox_open (lane=?)",  # the first, LIMIT 1
        "SEARCH n USING INDEX outbox_open (lane=? AND (authority,rank)>(?,?))",
        "SEARCH n USING INDEX outbox_open (lane=? AND authority=? AND rank=? AND due<?)",  # is anything due?
        "SEARCH n USING INDEX outbox_open (lane=? AND authority=? AND rank=? AND due<?)",  # the next few
    ]
    assert [line for line in plan if line.startswith("SCAN records_outbox")] == []


def test_whether_anything_is_due_is_one_look(plan_of) -> None:  # type: ignore[no-untyped-def]
    (plan,) = plan_of(STATEMENTS["sqlite"].anything_due)

    assert "INDEX outbox_due (due<?)" in plan


def test_both_dialects_say_the_same_things() -> None:
    for name in Statements.__struct_fields__:
        for dialect, placeholder in (("sqlite", ":"), ("postgresql", "%(")):
            said = getattr(STATEMENTS[dialect], name)
            assert "{" not in said, f"{name} is unfinished for {dialect}"
            assert placeholder in said or name == "anything_due"
