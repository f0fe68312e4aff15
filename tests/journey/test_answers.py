"""Asha's answers are taken, changed and taken away, and none is lost."""

from typing import Any

from footpath.journey import KEPT, Refused, Took, decode, encode, remove_item, take
from footpath.questions import Answer
from footpath.values import Problem
from tests.journey.services import FIRST_OF_MAY, permit

EDITION = permit()
MINI = {"plate": "AB12 CDE", "keeper": None}
FIAT = {"plate": "A123 BCD", "keeper": "Ben"}


def taken(page: str, form: dict[str, str], answers: dict[str, Answer], item: int | None = None) -> Any:
    sent = {field: [typed] for field, typed in form.items()}
    return take(EDITION, page, sent, answers=answers, lang="en", on=FIRST_OF_MAY, item=item)


def test_a_page_writes_its_own_answers_and_no_others() -> None:
    took = taken("home", {"home": "ox11aa", "co2": "9", "forged": "x"}, {"diesel": True})

    assert took == Took(answers={"diesel": True, "home": "OX1 1AA"}, questions=("home",))


def test_what_can_be_put_right_is_said_and_nothing_is_taken() -> None:
    refused = taken("home", {"home": "nowhere"}, {"diesel": True})

    assert refused == Refused(problems=(Problem("home", "Enter a full UK postcode, like OX1 1AA"),))


def test_a_list_grows_changes_and_shrinks() -> None:
    first = taken("others", {"plate": "ab12cde"}, {"home": "OX1 1AA"}, item=0)
    assert first.answers == {"home": "OX1 1AA", "others": [MINI]}

    second = taken("others", {"plate": "a123bcd", "keeper": "Ben"}, first.answers, item=1)
    assert second.answers["others"] == [MINI, FIAT]

    changed = taken("others", {"plate": "XY99 ZZZ"}, second.answers, item=0)
    assert changed.answers["others"] == [{"plate": "XY99 ZZZ", "keeper": None}, FIAT]

    removed = remove_item(EDITION, "others", 0, answers=changed.answers)
    assert removed is not None
    assert removed.answers == {"home": "OX1 1AA", "others": [FIAT]}
    assert removed.questions == ("others",)


def test_one_that_is_gone_becomes_a_new_one_and_what_is_not_there_cannot_be_removed() -> None:
    late = taken("others", {"plate": "A123 BCD", "keeper": "Ben"}, {"others": [MINI]}, item=7)

    assert late.answers["others"] == [MINI, FIAT]
    assert remove_item(EDITION, "others", 2, answers=late.answers) is None
    assert remove_item(EDITION, "others", -1, answers=late.answers) is None
    assert remove_item(EDITION, "home", 0, answers={"home": "OX1 1AA"}) is None
    assert remove_item(EDITION, "elsewhere", 0, answers={}) is None


def test_a_full_list_takes_changes_and_no_more() -> None:
    full: dict[str, Answer] = {"others": [MINI, FIAT]}

    refused = taken("others", {"plate": "XY99 ZZZ"}, full, item=2)

    assert isinstance(refused, Refused)
    assert "the most you can add is 2" in refused.problems[0].says
    assert isinstance(taken("others", {"plate": "XY99 ZZZ"}, full, item=1), Took)


def test_the_lists_page_says_whether_there_is_another() -> None:
    assert taken("others", {"others-another": "yes"}, {"others": [MINI]}).another is True
    none = taken("others", {"others-another": "no"}, {})
    assert none == Took(answers={"others": []}, questions=("others",), another=False)
    assert isinstance(taken("others", {}, {"others": [MINI]}), Refused)


def test_data_of_another_edition_is_kept_to_the_letter() -> None:
    stored = {"home": "OX1 1AA", "colour": "red", "co2": "a lot", "old": {"a": [1]}}

    answers = decode(EDITION.service, stored)

    assert answers == {"home": "OX1 1AA", KEPT: {"colour": "red", "co2": "a lot", "old": {"a": [1]}}}
    assert encode(EDITION.service, answers) == stored


def test_a_new_answer_stands_in_the_place_of_one_that_could_not_be_read() -> None:
    answers = dict(decode(EDITION.service, {"colour": "red", "co2": "a lot"}))

    took = taken("co2", {"co2": "120"}, answers)

    assert encode(EDITION.service, took.answers) == {"colour": "red", "co2": "120"}
    only = taken("co2", {"co2": "120"}, dict(decode(EDITION.service, {"co2": "a lot"})))
    assert KEPT not in only.answers
