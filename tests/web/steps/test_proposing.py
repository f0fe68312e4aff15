"""Ben proposes a step in a form: one text written anew, or what was changed in the editor."""

from decimal import Decimal
from html import unescape

import pytest

from footpath.steps.step import Step
from footpath.web.world import world
from tests.web.county import signed_in
from tests.web.steps.lives import changed_in_the_editor

PROPOSE = "/staff/barset-north/steps/propose"
HERE = f"{PROPOSE}?service=permit"

FORM = {
    "name": "Where the number is",
    "we_believe": "a hint that shows where to look helps people finish",
    "because": "14 of 60 callers did not know where to find the number.",
    "we_will_know_when": "more people finish",
    "what": "text",
    "place": "pages.vehicle.questions.registration.hint",
    "english": "It is on the front of your log book",
    "welsh": "",
    "text_because": "14 of 60 callers did not know",
    "measure": "completed",
    "hoped_points": "6",
    "staff_measure": "staff_contact",
    "outcome": "People can park near home",
    "may_be_harmed": "People without a log book",
    "first_week": "yes",
    "owner": "mia",
}

WATCHED = {
    "place": "pages.household.questions.permits_held.hint",
    "answered_1": "filter_fitted=yes",
    "data_protection": "cara",
}


def text_of(response: object) -> str:
    return unescape(response.content.decode())  # type: ignore[attr-defined]


def only() -> Step:
    (step,) = world().steps.every_step()
    return step


def test_first_comes_which_service() -> None:
    page = text_of(signed_in("ben").get(PROPOSE))

    assert "Which service is it about?" in page and 'value="permit"' in page
    assert "Register the step" not in page


def test_a_text_is_chosen_and_written_anew_without_a_line_of_a_file() -> None:
    ben = signed_in("ben")
    page = text_of(ben.get(HERE))
    assert "Your vehicle: the hint of “What is your vehicle’s registration number?” (there is none yet)" in page
    assert ">Mia Hughes</option>" in page and ">Ben Okafor</option>" not in page

    done = text_of(ben.post(HERE, FORM, follow=True))

    assert "It waits for Mia Hughes" in done
    promised = only().registration
    assert promised.id == "where_the_number_is" and promised.proposer == "ben"
    assert promised.hoped_points == Decimal(6) and promised.first_week_percent == 10
    assert promised.changes == ({"set": FORM["place"], "to": FORM["english"], "because": FORM["text_because"]},)


def test_a_text_with_welsh_keeps_the_language_that_is_left_empty() -> None:
    ben = signed_in("ben")
    place = "pages.where.title"

    ben.post(HERE, {**FORM, "place": place, "english": "Your home"})
    ben.post(HERE, {**FORM, "place": place, "english": "", "welsh": "Eich cartref"})

    first, *_ = world().steps.every_step()
    assert [change["set"] for change in first.registration.changes] == [f"{place}.en"]


def test_groups_and_others_are_ticked() -> None:
    page = text_of(signed_in("ben").post(HERE, {**FORM, "groups": ["welsh"], "first_week": ""}, follow=True))

    assert "It waits for Mia Hughes" in page
    assert [group.id for group in only().registration.watched] == ["welsh"]
    assert only().registration.first_week_percent is None


def test_people_are_watched_by_what_they_answered_as_in_the_lines_of_a_file() -> None:
    ben = signed_in("ben")
    page = text_of(ben.get(HERE))
    assert 'value="filter_fitted=yes"' in page and "Nobody else" in page

    ben.post(HERE, {**FORM, **WATCHED})

    (group,) = only().registration.watched
    assert (group.question, group.answers) == ("filter_fitted", ("yes",))
    assert group.called.startswith("people who answered “Yes” to “")


@pytest.mark.parametrize(
    ("typed", "at", "says"),
    [
        ({"data_protection": ""}, "data_protection", "It groups people by what they answered"),
        ({"answered_2": "filter_fitted=yes"}, "groups", "Name each group once"),
        ({"answered_2": "registration=AB12"}, "answered_2", "Choose an answer that this service offers"),
        ({"place": "pages.where.title"}, "groups", "is asked after people have met what differs"),
    ],
)
def test_groups_of_the_form_pass_the_checks_of_a_file(typed: dict[str, str], at: str, says: str) -> None:
    answer = signed_in("ben").post(HERE, {**FORM, **WATCHED, **typed})

    page = text_of(answer)
    assert answer.status_code == 422 and page.count(says) >= 2
    assert f'href="#{at}"' in page and f'id="{at}' in page
    assert world().steps.every_step() == []


@pytest.mark.parametrize(
    ("typed", "at", "says"),
    [
        ({"name": ""}, "name", "Enter a name for the step"),
        ({"we_believe": " "}, "we_believe", "Enter what you believe"),
        ({"owner": ""}, "owner", "Enter who answers for it"),
        ({"owner": "cara"}, "owner", "cara is no service manager of barset_north"),
        ({"hoped_points": "lots"}, "hoped_points", "Enter how many points of 100 better you hope it gets"),
        ({"hoped_points": "0"}, "hoped_points", "with 0 there is nothing to find"),
        ({"hoped_points": "NaN"}, "hoped_points", "Enter how many points of 100"),
        ({"place": ""}, "place", "Choose which text is to change"),
        ({"place": "charge.amount"}, "place", "Choose which text is to change"),
        ({"english": ""}, "english", "Enter what it should say"),
        ({"english": "", "welsh": "Ar y blaen"}, "english", "it has no Welsh yet"),
        ({"text_because": ""}, "text_because", "Enter why it should say that"),
        ({"measure": ""}, "measure", "Choose one of the measures"),
        ({"because": "Ring 07700 900123"}, "because", "Take out what identifies somebody"),
    ],
)
def test_what_is_wrong_stands_at_its_question_and_nothing_typed_is_lost(
    typed: dict[str, str], at: str, says: str
) -> None:
    form = {**FORM, **typed}

    answer = signed_in("ben").post(HERE, form)

    page = text_of(answer)
    assert answer.status_code == 422 and page.count(says) >= 2
    assert f'href="#{at}"' in page and f'id="{at}' in page
    for field in ("we_will_know_when", "may_be_harmed"):
        assert form[field] in page
    assert world().steps.every_step() == []


def test_a_name_that_was_used_before_gets_a_number() -> None:
    ben = signed_in("ben")
    ben.post(HERE, FORM)
    other = {**FORM, "place": "pages.household.questions.permits_held.hint", "english": "Count those of lodgers"}

    ben.post(HERE, other)

    assert sorted(step.id for step in world().steps.every_step()) == ["where_the_number_is", "where_the_number_is_2"]


def test_what_was_changed_in_the_editor_is_offered_first() -> None:
    changed_in_the_editor()
    ben = signed_in("ben")

    page = text_of(ben.get(f"{HERE}&from=draft"))
    assert "What was changed in the editor" in page and "Why: Household is a long word" in page
    nothing = ben.post(HERE, {**FORM, "what": ""})
    chosen = {**FORM, "what": "draft", "place": "", "english": "", "text_because": ""}
    unseen = ben.post(HERE, chosen)
    ben.post(HERE, {**chosen, "data_protection": "cara"})

    assert nothing.status_code == 422 and "Choose what you want to try" in text_of(nothing)
    assert "Enter who looks at it for data protection" in text_of(unseen), "the standard’s newer condition comes too"
    assert only().registration.changes[-1] == {
        "set": "pages.household.title",
        "to": "Who you live with",
        "because": "Household is a long word",
    }


def test_an_auditor_only_reads() -> None:
    assert signed_in("ada").get(HERE).status_code in (403, 404)
    assert signed_in("ada").post(HERE, FORM).status_code in (403, 404)
    assert world().steps.every_step() == []
