"""Ben asks for some of the questions again."""

from footpath.casework.asking import asked_edition, asked_pages, check_asking, next_asked
from tests.people import PERMIT, edition

SERVICE = edition(PERMIT).service


def test_pages_have_only_what_is_asked_in_the_services_order() -> None:
    pages = asked_pages(SERVICE, ["filter_fitted", "co2", "postcode"])

    assert [(page.id, [question.id for question in page.questions]) for page in pages] == [
        ("where", ["postcode"]),
        ("vehicle", ["co2"]),
        ("diesel", ["filter_fitted"]),
    ]
    assert pages[2].when is None  # it is asked, whatever the rules say


def test_the_edition_they_see_has_its_own_name_and_the_same_rules() -> None:
    whole = edition(PERMIT)
    one, other = asked_edition(whole, ["co2"]), asked_edition(whole, ["registration"])

    assert len({whole.hash, one.hash, other.hash}) == 3
    assert one == asked_edition(whole, ["co2"])
    assert one.rules is whole.rules


def test_the_next_is_the_first_page_where_something_is_missing() -> None:
    def following(*given: str) -> str | None:
        page = next_asked(SERVICE, ["registration", "co2", "postcode"], dict.fromkeys(given))
        return page.id if page else None

    assert following() == "where"
    assert following("postcode") == "vehicle"
    assert following("postcode", "co2") == "vehicle"
    assert following("postcode", "co2", "registration") is None


def test_a_question_left_blank_on_purpose_is_given() -> None:
    assert next_asked(SERVICE, ["co2"], {"co2": None}) is None


def test_a_reply_alone_can_be_asked_for() -> None:
    assert check_asking(SERVICE, questions=(), words="Why?", reply=True) == ()
