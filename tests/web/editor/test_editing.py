"""A service manager changes one thing at a time, and says why."""

import pytest
from django.test import Client

from footpath.definition.changes import Add, Kept, Move, Remove, Set
from tests.web.county import signed_in
from tests.web.editor.conftest import ADOPT, CHANGE, REGISTRATION, draft, edit, form_on, send
from tests.web.resident.browsing import PageReader

HINT = f"{REGISTRATION}.hint"


def read(response: object) -> PageReader:
    return PageReader(response.content.decode())  # type: ignore[attr-defined]


def test_a_standard_is_adopted_before_it_is_changed(standard: object, mia: Client) -> None:
    assert mia.get(CHANGE).headers["Location"] == ADOPT

    done = send(mia, ADOPT, because="We share it with others")

    assert done.status_code == 303
    assert "There are none. This is the standard, unchanged." in read(mia.get(CHANGE)).text


def test_adopting_needs_a_reason(standard: object, mia: Client) -> None:
    refused = send(mia, ADOPT, because=" ")

    assert refused.status_code == 422
    assert "Enter why you are adopting it" in read(refused).text


def test_the_service_is_shown_as_its_journey(adopted: Kept, mia: Client) -> None:
    page = read(mia.get(CHANGE))

    assert "1. Where you live" in page.text
    assert "6. When your diesel was new Only if fuel = &quot;diesel&quot;".replace("&quot;", '"') in page.text
    assert "What does it run on? (one of several options)" in page.text
    assert "The full price of a permit for a year" in page.text


def test_a_hint_is_changed_on_the_preview(adopted: Kept, mia: Client) -> None:
    shown = mia.get(f"{CHANGE}/pages/vehicle").content.decode()
    assert f'href="{CHANGE}/edit?at={HINT}"' in shown

    done = edit(mia, HINT, to__en="It is on the front of your V5C", to__cy="Mae ar flaen eich V5C")

    assert done.headers["Location"] == f"{CHANGE}/pages/vehicle?done=saved#q-registration"
    assert draft().changes == (
        Set(
            path=HINT,
            to={"en": "It is on the front of your V5C", "cy": "Mae ar flaen eich V5C"},
            because="It is clearer",
        ),
    )
    assert "It is on the front of your V5C" in read(mia.get(f"{CHANGE}/pages/vehicle")).text
    assert "Mae ar flaen eich V5C" in read(mia.get(f"{CHANGE}/pages/vehicle?in=cy")).text


def test_a_second_edit_of_a_place_takes_the_place_of_the_first(adopted: Kept, mia: Client) -> None:
    edit(mia, HINT, to__en="One")
    edit(mia, HINT, to__en="Two", because="Two is better")

    assert draft().changes == (Set(path=HINT, to="Two", because="Two is better"),)


def test_the_reason_that_was_given_is_there_for_the_next_edit(adopted: Kept, mia: Client) -> None:
    edit(mia, HINT, to__en="One", because="14 of 60 callers did not know")

    assert "14 of 60 callers did not know" in mia.get(f"{CHANGE}/edit?at={HINT}").content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"to__en": "New", "because": ""}, "Enter why you are changing it"),
        ({"to__en": "", "because": "x"}, "Enter the hint in English"),
        ({"to__en": "Like AB12 CDE", "to__cy": "Fel AB12 CDE", "because": "x"}, "You have not changed anything yet"),
        ({"to__en": "New", "because": "x" * 501}, "500 characters or less"),
    ],
)
def test_what_is_missing_is_said_beside_the_form_and_what_was_typed_stays(
    adopted: Kept, mia: Client, fields: dict[str, str], says: str
) -> None:
    refused = edit(mia, HINT, **fields)

    assert refused.status_code == 422
    assert says in read(refused).text
    assert fields["to__en"] in refused.content.decode()
    assert fields["because"] in refused.content.decode()


def test_a_rule_that_cannot_be_read_is_not_saved(adopted: Kept, mia: Client) -> None:
    refused = edit(mia, "pages.diesel.when", to='fuel = "dies')

    assert refused.status_code == 422
    assert "condition of the page diesel" in read(refused).text
    assert "fuel = &#34;dies" in refused.content.decode()


def test_what_the_standard_fixes_says_why_and_has_no_way_in(adopted: Kept, mia: Client) -> None:
    page = mia.get(f"{CHANGE}/pages/home").content.decode()

    assert (
        "The standard does not let this be changed: Parking Order 2019, article 4."
        in read(mia.get(f"{CHANGE}/pages/home")).text
    )
    assert "at=pages.home.questions.home.ask" not in page
    for doing in ("edit", "remove", "move"):
        assert mia.get(f"{CHANGE}/{doing}?at=pages.home.questions.home").status_code in (403, 404)
    assert edit(mia, "pages.home.questions.home.ask", to__en="Where?").status_code == 403


def test_a_question_is_added_with_its_place_on_the_page(adopted: Kept, mia: Client) -> None:
    done = edit(
        mia,
        "pages.vehicle.questions",
        "add",
        ask__en="What colour is your vehicle?",
        type="choose_one",
        options="Red | Coch\nBlue | Glas\nAnother colour",
        why__en="Wardens look for it",
        used_for="Finding the vehicle",
        after="registration",
        optional="yes",
    )

    assert done.status_code == 303, read(done).text
    assert draft().changes == (
        Add(
            path="pages.vehicle.questions.colour_vehicle",
            value={
                "ask": "What colour is your vehicle?",
                "type": "choose_one",
                "options": {
                    "red": {"en": "Red", "cy": "Coch"},
                    "blue": {"en": "Blue", "cy": "Glas"},
                    "another_colour": "Another colour",
                },
                "optional": True,
                "why": "Wardens look for it",
                "used_for": "Finding the vehicle",
            },
            after="registration",
            because="It is clearer",
        ),
    )


def test_a_change_inside_something_new_becomes_part_of_it(adopted: Kept, mia: Client) -> None:
    edit(
        mia,
        "pages",
        "add",
        title__en="Colour",
        ask__en="What colour is it?",
        type="text",
        why__en="Wardens look",
        after="vehicle",
    )
    edit(mia, "pages.colour.questions.colour.hint", to__en="As on the log book")

    (change,) = draft().changes
    assert isinstance(change, Add)
    assert change.value["questions"]["colour"]["hint"] == "As on the log book"


def test_a_second_question_on_a_page_needs_its_reason(adopted: Kept, mia: Client) -> None:
    said = {"ask__en": "Who lives with you?", "type": "text", "why__en": "We check", "after": "settled"}

    assert (
        "Enter why these questions are on one page" in read(edit(mia, "pages.time_here.questions", "add", **said)).text
    )
    assert edit(mia, "pages.time_here.questions", "add", together="Both are about your home", **said).status_code == 303


def test_an_option_is_added_moved_relabelled_and_removed(adopted: Kept, mia: Client) -> None:
    options = "pages.vehicle.questions.fuel.options"
    edit(mia, options, "add", label__en="Hydrogen", after="electric")
    edit(mia, f"{options}.petrol", to="", label__en="Petrol only", label__cy="Petrol yn unig")
    edit(mia, f"{options}.other", "move", after="-")
    edit(mia, f"{options}.hybrid", "remove")

    assert [(type(each), each.path.removeprefix(f"{options}.")) for each in draft().changes] == [
        (Add, "hydrogen"),
        (Set, "petrol"),
        (Move, "other"),
        (Remove, "hybrid"),
    ]


def test_limits_and_whether_it_must_be_answered(adopted: Kept, mia: Client) -> None:
    edit(mia, "pages.vehicle.questions.co2.between", least="0", most="500")
    edit(mia, "pages.permits_held.questions.permits_held.optional", to="yes")

    limits, optional = draft().changes
    assert limits == Set(path="pages.vehicle.questions.co2.between", to=[0, 500], because="It is clearer")
    assert optional == Set(path="pages.permits_held.questions.permits_held.optional", to=True, because="It is clearer")


def test_a_figure_gets_a_value_from_a_day_on_with_its_source(adopted: Kept, mia: Client) -> None:
    figure = "figures.yearly_price"
    now = {"value__0": "85.00", "source__0": "Fees and charges 2025-26 (illustrative)"}
    now |= {"value__1": "88.50", "source__1": "Fees and charges 2026-27 (illustrative)"}
    new = {"new__from": "2027-04-01", "new__value": "£92.00"}
    assert "Enter where the value was decided" in read(edit(mia, figure, **now, **new)).text

    edit(mia, figure, **now, **new, new__source="Cabinet, 3 March 2027")

    (change,) = draft().changes
    assert isinstance(change, Add)
    assert (change.path, change.after) == ("figures.yearly_price.2027-04-01", "2026-04-01")
    assert str(change.value["value"]) == "92.00"
    assert "The full price of a permit" not in read(mia.get(CHANGE)).text


def test_a_list_that_is_right_already_is_taken_over(adopted: Kept, mia: Client) -> None:
    done = edit(mia, "lists.zone_a_postcodes", to="OX1 1AA\nOX1 1AB\nOX1 2AA", because="Ours are these")

    assert done.status_code == 303
    assert "is taken over as it stands" in read(mia.get(CHANGE)).text


def test_a_page_is_moved(adopted: Kept, mia: Client) -> None:
    edit(mia, "pages.vehicle", "move", after="home")

    assert draft().changes == (Move(path="pages.vehicle", after="home", because="It is clearer"),)


def test_a_question_that_rules_need_cannot_go(adopted: Kept, mia: Client) -> None:
    refused = edit(mia, "pages.vehicle.questions.co2", "remove")

    assert refused.status_code == 422
    assert "co2" in read(refused).text


def test_a_question_goes_with_its_page_and_with_what_examples_answer_to_it(adopted: Kept, mia: Client) -> None:
    question = "pages.phone.questions.phone"
    assert (
        "It is the only question on its page, so the page goes too."
        in read(mia.get(f"{CHANGE}/remove?at={question}")).text
    )

    done = edit(mia, question, "remove", because="Nobody is called")

    assert done.status_code == 303, read(done).text
    page, *answers = draft().changes
    assert page == Remove(path="pages.phone", because="Nobody is called")
    assert answers
    assert all(isinstance(each, Remove) and each.path.endswith(".answers.phone") for each in answers)
    assert f"{len(answers)} to examples" in read(mia.get(CHANGE)).text


def test_a_change_is_taken_out_again(adopted: Kept, mia: Client) -> None:
    edit(mia, HINT, to__en="One")
    edit(mia, "pages.vehicle", "move", after="home")
    page = mia.get(CHANGE).content.decode()
    mark = page.split('name="mark" value="')[1].split('"')[0]

    done = mia.post(f"{CHANGE}/take-back", {**form_on(mia, CHANGE), "mark": mark})

    assert done.status_code == 303
    assert draft().changes == (Move(path="pages.vehicle", after="home", because="It is clearer"),)


def test_two_who_edit_at_once_are_told_and_keep_what_they_typed(adopted: Kept, mia: Client) -> None:
    carried = form_on(mia, f"{CHANGE}/edit?at={HINT}")
    edit(signed_in("mia"), "pages.vehicle", "move", after="home", because="It comes first elsewhere")

    late = mia.post(f"{CHANGE}/edit?at={HINT}", {**carried, "to-en": "My own words", "because": "My reason"})

    assert late.status_code == 409
    assert "Mia Hughes changed this service too just now." in read(late).text
    assert "It comes first elsewhere" in read(late).text
    assert "My own words" in late.content.decode()
    assert "My reason" in late.content.decode()
    again = mia.post(
        f"{CHANGE}/edit?at={HINT}",
        {"seen": "1", "had": "", "to-en": "My own words", "because": "My reason"},
    )
    assert again.status_code == 303
    assert len(draft().changes) == 2


@pytest.mark.parametrize("who", ["ben", "ada", "sue", "none"])
def test_only_the_manager_of_the_authority_may_change_it(adopted: Kept, who: str) -> None:
    client = signed_in(who)

    assert client.get(CHANGE).status_code in (403, 404)
    assert client.post(f"{CHANGE}/edit?at={HINT}", {"to-en": "x", "because": "x"}).status_code in (403, 404)


@pytest.mark.parametrize(
    "at", ["", ".", "nowhere", "pages.nowhere.title", "pages.vehicle.questions", "footpath", "x" * 5000]
)
def test_a_place_that_is_not_there_is_a_page_that_is_not_there(adopted: Kept, mia: Client, at: str) -> None:
    for doing in ("edit", "add", "remove", "move", "order"):
        if (at, doing) == ("pages.vehicle.questions", "add"):
            continue
        response = mia.get(f"{CHANGE}/{doing}", {"at": at})
        assert response.status_code in (200, 404), (at, doing)
