"""Mia plans for five years, and everybody at work in Barset North sees how it stands."""

import re
from typing import Any

from django.test import Client
from msgspec.structs import replace

from footpath.actions.plan_outcome import plan_of
from footpath.plan.record import Planned, entry_of
from footpath.web.world import world
from tests.people import NORTH, SOUTH
from tests.plan.test_outcome import WRITTEN
from tests.web.county import drafts, signed_in
from tests.web.steps.lives import proposed

PLAN = "/staff/barset-north/plan"


def form(**other: Any) -> dict[str, Any]:
    year = str(world().clock.today().year - 1)
    seen = str(plan_of(world(), NORTH).seq)
    said = {"services": ["permit"], "because": "The council decided it", "seen": seen, "first_year": year}
    return {**WRITTEN, **said, **other}


def plans(client: Client | None = None, **other: Any) -> Any:
    return (client or signed_in("mia")).post(f"{PLAN}/outcomes/new", form(**other))


def outcome_path() -> str:
    (outcome,) = plan_of(world(), NORTH).outcomes
    return f"{PLAN}/outcomes/{outcome.id.replace('_', '-')}"


def shown(staff: str = "mia") -> str:
    response = signed_in(staff).get(PLAN)
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_empty_plan_says_how_to_begin() -> None:
    page = shown()

    assert "Nothing is planned yet." in page
    assert "Begin with one sentence" in page


def test_an_outcome_is_planned_and_shown_with_a_sentence_a_picture_and_a_table() -> None:
    assert plans().headers["Location"] == f"{PLAN}?done=planned"

    page = shown("ben")
    assert "1 outcome until" in page
    assert "People can park near home without visiting an office" in page
    assert page.index("1 outcome until") < page.index("<svg") < page.index("<table")
    assert page.count('<th scope="row"') == 6
    assert "people who apply on paper" in page
    assert "The council decided it" in page
    assert "Nothing has been changed since it was written." in page
    assert "Plan an outcome" not in page, "a caseworker plans nothing"


def test_a_means_is_sent_back_with_the_reason_and_what_was_typed() -> None:
    response = plans(sentence="Residents have a digital platform")

    page = response.content.decode()
    assert response.status_code == 422
    assert "Take out “digital”: “digital” is a way of doing it." in page
    assert 'value="Residents have a digital platform"' in page
    assert 'value="61.5"' in page
    assert plan_of(world(), NORTH).outcomes == ()


def test_new_aims_keep_the_former_ones_on_the_page() -> None:
    plans()
    client = signed_in("mia")
    assert 'value="61.5"' in client.get(outcome_path()).content.decode()

    done = client.post(outcome_path(), form(aim_1="62", because="Two people left the team"))

    assert done.status_code == 303
    page = shown()
    assert "What was aimed for before" in page
    assert re.search(r"What was aimed for before.*: 64, .*Because: The council decided it", page, re.S)
    assert "Two people left the team" in page


def test_two_people_do_not_plan_over_one_another_and_lose_no_word() -> None:
    plans()
    response = plans(seen="0", sentence="Nobody waits more than three days for a decision")

    assert response.status_code == 409
    assert "Nobody waits more than three days for a decision" in response.content.decode()
    assert "Somebody else changed the plan while you were typing" in response.content.decode()
    assert len(plan_of(world(), NORTH).outcomes) == 1


def test_what_people_finish_is_counted_from_cases() -> None:
    plans()
    page = shown()
    assert "not measured yet" in page

    row = drafts()
    long_ago = world().clock.now().replace(year=world().clock.today().year - 1, month=6)
    with world().together():
        from footpath.adapters.records.models import Case

        Case.objects.filter(id=row.id).update(started=long_ago)

    page = shown()
    assert "worse than before" in page
    assert "Our cases" in page


def test_a_figure_is_entered_where_no_case_says_it() -> None:
    plans(measure="satisfaction")
    client = signed_in("mia")
    seen = str(plan_of(world(), NORTH).seq)
    year = str(world().clock.today().year - 1)

    wrong = client.post(f"{outcome_path()}/figure", {"seen": seen, "year": year, "value": "lots", "source": "Survey"})
    assert wrong.status_code == 422
    assert "Enter the figure, as a number like 61.5" in wrong.content.decode()
    assert 'value="lots"' in wrong.content.decode()

    right = client.post(f"{outcome_path()}/figure", {"seen": seen, "year": year, "value": "70", "source": "Survey"})
    assert right.status_code == 303
    assert "It has moved 8.5 since it began." in shown()


def test_an_outcome_is_given_up_with_a_reason_and_stays_on_record() -> None:
    plans()
    client, here = signed_in("mia"), outcome_path()
    seen = str(plan_of(world(), NORTH).seq)

    assert client.post(f"{here}/give-up", {"seen": seen, "because": ""}).status_code == 422
    assert client.post(f"{here}/give-up", {"seen": "0", "because": "The law changed"}).status_code == 409
    assert client.post(f"{here}/give-up", {"seen": seen, "because": "The law changed"}).status_code == 303
    assert "Given up: “People can park near home without visiting an office”." in shown()
    assert client.get(here).status_code == 404


def test_the_yearly_look_is_put_on_record() -> None:
    plans()
    seen = str(plan_of(world(), NORTH).seq)

    assert signed_in("mia").post(f"{PLAN}/keep", {"seen": seen, "because": "All of it stands"}).status_code == 303
    assert "All of it stands" in shown()


def test_a_step_hangs_under_the_outcome_it_serves_and_others_are_named_apart() -> None:
    proposed()
    plans()
    page = shown()
    assert "New hint about the log book" in page
    assert "1 tried: 1 waiting." in page
    assert "Steps that are not part of the plan" not in page

    signed_in("mia").post(outcome_path(), form(sentence="Nobody waits more than three days for a decision"))
    assert "Steps that are not part of the plan" in shown()


def test_a_step_is_proposed_for_an_outcome_in_its_own_words() -> None:
    plans(sentence="Everybody over 70 can park near home")
    (address,) = set(re.findall(r'href="([^"]*steps/propose[^"]*)"', shown()))

    proposal = signed_in("ben").get(address.replace("&amp;", "&")).content.decode()
    assert "Everybody over 70 can park near home" in proposal


def test_nobody_sees_another_authoritys_plan() -> None:
    plans()

    south = signed_in("sue").get("/staff/barset-south/plan").content.decode()
    assert "Nothing is planned yet." in south
    assert "The council decided it" not in south
    here = outcome_path().replace("barset-north", "barset-south")
    assert signed_in("sue").get(here).status_code == 404
    assert signed_in("sue").post(f"{here}/give-up", {}).status_code == 404
    assert signed_in("sue").post(f"{here}/figure", {}).status_code == 404
    assert signed_in("sue").get(PLAN).status_code == 404
    assert plan_of(world(), SOUTH).outcomes == ()


def test_only_managers_plan() -> None:
    for staff in ("ben", "ada"):
        assert plans(signed_in(staff)).status_code == 403
        assert "Give this outcome up" not in shown(staff)


def test_a_record_that_was_altered_is_said_on_the_page() -> None:
    plans()
    (entry,) = world().plans.entries(NORTH)
    assert isinstance(entry.event, Planned)
    other = entry_of(replace(entry.event, because="I never said this"), authority=NORTH, seq=1, before=entry.before)
    from footpath.adapters.records.models import PlanRow
    from footpath.adapters.records.rows import text

    PlanRow.objects.filter(authority=NORTH).update(event=text(other.event))

    assert "Something here was changed after it was written" in shown()
