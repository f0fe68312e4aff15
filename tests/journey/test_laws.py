"""What holds on the way through any service, whatever anybody answers."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.definition.service import Edition
from footpath.journey import AskAt, CheckAt, ExitAt, Took, Way, decode, encode, next_where, take, walk, where_now
from footpath.questions import Answer
from footpath.rules import UNKNOWN
from tests.journey.services import FIRST_OF_MAY, answers_to, form_of, page_answers, services

some = settings(max_examples=40, deadline=None)


def look(way: Way) -> dict[str, Any]:
    """All that a way says, in values that can be compared."""
    return {
        "pages": way.pages,
        "here": way.here,
        "item": way.item,
        "exit": way.exit and way.exit.id,
        "complete": way.complete,
        "in_use": dict(way.in_use),
        "rule": way.findings.value("rule"),
    }


def plain_walk(edition: Edition, answers: dict[str, Answer]) -> tuple[list[str], dict[str, Answer], str | None]:
    """The way again, page by page and nothing remembered: slow, and easy to believe."""
    service = edition.service
    in_use: dict[str, Answer] = {}
    pages: list[str] = []

    def find(unknown: set[str]) -> Any:
        return edition.rules.find(dict(in_use), on=FIRST_OF_MAY, unknown=frozenset(unknown))

    waiting = [[question.id for question in page.questions] for page in service.pages]
    for place, page in enumerate(service.pages):
        later = {name for names in waiting[place:] for name in names}
        for one in service.exits:
            if find(later).value(f"exit:{one.id}") is True:
                return pages, in_use, one.id
        if page.when is not None and find(later).value(f"page:{page.id}") is not True:
            continue
        pages.append(page.id)
        missing = []
        for question in page.questions:
            answer = answers.get(question.id)
            if question.id not in answers or (answer is None and not question.optional):
                missing.append(question.id)
            else:
                in_use[question.id] = answer
                if question.kind == "repeat" and isinstance(answer, list) and len(answer) < question.at_least:
                    missing.append("")
        if missing:
            later = {name for names in waiting[place + 1 :] for name in names} | set(missing)
            for one in service.exits:
                if find(later).value(f"exit:{one.id}") is True:
                    return pages, in_use, one.id
            return pages, in_use, None
    for one in service.exits:
        if find(set()).value(f"exit:{one.id}") is True:
            return pages, in_use, one.id
    return pages, in_use, None


@some
@given(data=st.data())
def test_the_quick_walk_and_the_plain_one_are_the_same(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers = data.draw(answers_to(edition))

    way = walk(edition, answers, on=FIRST_OF_MAY)

    pages, in_use, ended = plain_walk(edition, answers)
    assert (list(way.pages), dict(way.in_use), way.exit and way.exit.id) == (pages, in_use, ended)


@some
@given(data=st.data())
def test_pages_are_in_the_services_order_and_the_last_is_where_somebody_is(data: st.DataObject) -> None:
    edition = data.draw(services())
    way = walk(edition, data.draw(answers_to(edition)), on=FIRST_OF_MAY)

    order = [page.id for page in edition.service.pages]
    assert list(way.pages) == [page for page in order if page in way.pages]
    assert [way.complete, way.exit is not None, way.here is not None].count(True) == 1
    if way.here is not None:
        assert way.pages[-1] == way.here


@some
@given(data=st.data())
def test_an_answer_changes_nothing_about_the_pages_before_it(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers = data.draw(answers_to(edition, all_pages=True))
    way = walk(edition, answers, on=FIRST_OF_MAY)
    if not way.pages:
        return
    place = data.draw(st.integers(0, len(way.pages) - 1))
    page = edition.service.page(way.pages[place])
    assert page is not None

    other = walk(edition, {**answers, **data.draw(page_answers(page))}, on=FIRST_OF_MAY)

    assert other.pages[: place + 1] == way.pages[: place + 1]


@some
@given(data=st.data())
def test_answers_not_in_use_do_not_matter(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers = data.draw(answers_to(edition))
    way = walk(edition, answers, on=FIRST_OF_MAY)

    only_those = walk(edition, way.in_use, on=FIRST_OF_MAY)

    assert look(only_those) == look(way)


@some
@given(data=st.data())
def test_what_is_certain_stays_so_whatever_is_answered_next(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers = data.draw(answers_to(edition))
    way = walk(edition, answers, on=FIRST_OF_MAY)
    more = data.draw(answers_to(edition, all_pages=True))

    later = walk(edition, {**more, **way.in_use}, on=FIRST_OF_MAY)

    assert later.pages[: len(way.pages)] == way.pages
    if way.exit is not None:
        assert look(later) == look(way)
    elif way.findings.value("rule") is not UNKNOWN and later.exit is None:
        assert later.findings.value("rule") == way.findings.value("rule")


@some
@given(data=st.data())
def test_an_exit_is_shown_no_later_than_it_is_certain(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers = data.draw(answers_to(edition, all_pages=True))
    way = walk(edition, answers, on=FIRST_OF_MAY)
    if way.exit is None or not way.pages:
        return

    before = {name: answer for name, answer in way.in_use.items() if not asks(edition, way.pages[-1], name)}
    one_page_less = walk(edition, before, on=FIRST_OF_MAY)

    assert one_page_less.exit is None
    assert one_page_less.here == way.pages[-1]


def asks(edition: Edition, page_id: str, question: str) -> bool:
    page = edition.service.page(page_id)
    return page is not None and any(each.id == question for each in page.questions)


@some
@given(data=st.data())
def test_taking_a_page_loses_no_answer(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers = data.draw(answers_to(edition))
    page = data.draw(st.sampled_from(edition.service.pages))
    given_ = data.draw(page_answers(page))

    took = take(edition, page.id, form_of(page, given_), answers=answers, lang="en", on=FIRST_OF_MAY)

    if isinstance(took, Took):
        own = {question.id for question in page.questions}
        assert set(took.questions) == own
        assert {name: one for name, one in took.answers.items() if name not in own} == {
            name: one for name, one in answers.items() if name not in own
        }
        for question in page.questions:
            assert took.answers[question.id] == (
                answers.get(question.id, []) if question.kind == "repeat" else given_[question.id]
            )
    else:
        assert page.questions[0].kind == "repeat", "only a list can want more than its page gives"


@some
@given(data=st.data())
def test_what_is_stored_comes_back(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers = data.draw(answers_to(edition))

    stored = json.loads(json.dumps(encode(edition.service, answers)))

    assert decode(edition.service, stored) == answers


@some
@given(data=st.data())
def test_answers_of_another_edition_are_walked_and_kept_to_the_letter(data: st.DataObject) -> None:
    old, new = data.draw(services()), data.draw(services())
    stored = json.loads(json.dumps(encode(old.service, data.draw(answers_to(old)))))

    answers = decode(new.service, stored)
    way = walk(new, answers, on=FIRST_OF_MAY)

    way.findings.value("rule")
    again = encode(new.service, answers)
    assert again.keys() == stored.keys()
    assert {name: one for name, one in again.items() if name not in answers} == {
        name: one for name, one in stored.items() if name not in answers
    }
    assert decode(new.service, again) == answers


@some
@given(data=st.data())
def test_going_straight_on_meets_each_page_of_the_way_once_and_ends(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers: dict[str, Answer] = {}
    way = walk(edition, answers, on=FIRST_OF_MAY)
    where, met = where_now(way), list[str]()
    while isinstance(where, AskAt):
        page = edition.service.page(where.page)
        assert page is not None
        met.append(where.page)
        answers.update(data.draw(page_answers(page)))
        way = walk(edition, answers, on=FIRST_OF_MAY)
        another = False if page.questions[0].kind == "repeat" else None
        where = next_where(edition, way, after=page.id, changing=False, another=another)
        assert len(met) <= len(edition.service.pages)

    assert isinstance(where, ExitAt if way.exit else CheckAt)
    assert met[: len(way.pages)] == list(way.pages)


@some
@given(data=st.data())
def test_who_changes_an_answer_comes_back_to_the_check(data: st.DataObject) -> None:
    edition = data.draw(services())
    answers = data.draw(answers_to(edition, all_pages=True))
    way = walk(edition, answers, on=FIRST_OF_MAY)
    if not way.complete or not way.pages:
        return
    # Pages that were not on the way lose their answers, so that the change may make new ones necessary.
    answers = dict(way.in_use)
    where: Any = AskAt(page=data.draw(st.sampled_from(way.pages)), changing=True)
    asked = 0
    while isinstance(where, AskAt):
        assert where.changing
        page = edition.service.page(where.page)
        assert page is not None
        answers.update(data.draw(page_answers(page)))
        way = walk(edition, answers, on=FIRST_OF_MAY)
        another = False if page.questions[0].kind == "repeat" else None
        where = next_where(edition, way, after=page.id, changing=True, another=another)
        asked += 1
        assert asked <= len(edition.service.pages) + 1

    assert isinstance(where, ExitAt if way.exit else CheckAt)
