"""What people wrote stands under the page they struggled with; what names somebody is read by nobody."""

from datetime import timedelta
from typing import Any

import pytest

from footpath.actions.answer_page import answer_page
from footpath.actions.say_how_it_was import NotAsked, say_how_it_was, staff_say
from footpath.actions.words_heard import page_of, words_by_page
from footpath.casework.events import Answered
from footpath.ports import CaseRow
from footpath.steps.asked import FromResident, FromStaff, staff_is_asked
from tests.people import ASHA, BIN, NORTH, SOUTH, fills_in, form, row_of, sends
from tests.steps.promised import MONDAY
from tests.world import MemoryWorld

DAY = timedelta(days=1)


def heard(world: MemoryWorld, *, service: str = "permit", authority: str = NORTH, since: Any = None) -> Any:
    now = world.clock.now()
    return words_by_page(
        world, authority=authority, service=service, since=since or now - timedelta(days=90), until=now + DAY
    )


def a_permit(world: MemoryWorld, *, went_back_to: str | None = None, lang: Any = "en", key: str = "1") -> CaseRow:
    opened = fills_in(world)
    for page, sent in ({went_back_to: ASHA[went_back_to]} if went_back_to else {}).items():
        other = form(registration="cd34efg", co2="99") if page == "vehicle" else form(permits_held="2")
        for given in (other, sent):
            seen = row_of(world, opened).seq
            answer_page(world, authority=NORTH, case=opened.case, page=page, form=given, lang=lang, seen=seen)
    return sends(world, opened, key=f"send-{key}", lang=lang).row


def says(world: MemoryWorld, row: CaseRow, words: str) -> Any:
    return say_how_it_was(
        world, authority=row.authority, case=row.id, able=None, ease=None, satisfied=None, improve=words, lang=row.lang
    )


def test_words_stand_under_the_page_their_writer_went_back_to(world: MemoryWorld) -> None:
    says(world, a_permit(world, went_back_to="vehicle", key="1"), "Where is the number?")
    says(world, a_permit(world, went_back_to="household", key="2"), "Who counts?")
    says(world, a_permit(world, key="3"), "All good")

    found = heard(world)

    assert [(group.page, [each.words for each in group.heard]) for group in found.pages] == [
        ("vehicle", ["Where is the number?"]),
        ("household", ["Who counts?"]),
        (None, ["All good"]),
    ]
    assert found.pages[0].title is not None and found.pages[0].title.en == "Your vehicle"
    assert (found.pages[0].heard[0].moment, found.pages[0].heard[0].month) == ("sent", "2026-05")
    assert found.count == 3 and not found.more


@pytest.mark.parametrize(
    ("answered", "page"),
    [
        ([], None),
        ([("a", None), ("b", None)], None),
        ([("a", None), ("b", None), ("a", None)], "a"),
        ([("a", None), ("a", None), ("b", None), ("b", None), ("b", None)], "b"),
        ([("a", None), ("b", None), ("a", None), ("b", None)], "b"),  # of as many the last
        ([("list", 0), ("list", 1), ("list", 2)], None),  # three cars are no second thoughts
        ([("list", 0), ("list", 1), ("list", 1)], "list"),
    ],
)
def test_the_page_is_the_one_answered_again_most_often(answered: list[Any], page: str | None) -> None:
    events = [
        Answered(at=MONDAY, by="resident", page=id_, questions=(), answers="c", item=item) for id_, item in answered
    ]

    assert page_of(events) == page


def test_what_names_somebody_is_sent_back_counted_and_stored_nowhere(world: MemoryWorld) -> None:
    row = a_permit(world, lang="cy")

    wrong = says(world, row, "Fy enw i yw Siân, ffoniwch 07700 900123")

    assert wrong == (("improve", "phone"),)
    assert says(world, row, "Fy enw i yw Siân") == (("improve", "name"),)
    assert "Siân".encode() not in b"".join(world.tables.rows["said_resident"].values())
    found = heard(world)
    assert found.count == 0 and found.sent_back == {"name": 1, "phone": 1}


def test_what_was_stored_before_it_could_be_found_is_held_back(world: MemoryWorld) -> None:
    """The control: the same words, put there as if by an older version, are there and are shown to nobody."""
    row = a_permit(world)
    said = FromResident(case=row.id, moment="sent", at=world.clock.now(), improve="My name is Asha Patel")
    with world.together():
        world.steps.save_said(NORTH, "permit", said)

    found = heard(world)

    assert [each.improve for each in world.steps.words_said(NORTH, "permit", most=9) if isinstance(each, FromResident)]
    assert found.pages == () and found.held_back == {"name": 1} and "Asha" not in str(found)


def test_welsh_is_known_as_welsh(world: MemoryWorld) -> None:
    says(world, a_permit(world, lang="cy"), "Mae’r botwm yn rhy fach")

    ((only,),) = [group.heard for group in heard(world).pages]
    assert (only.words, only.lang) == ("Mae’r botwm yn rhy fach", "cy")


def test_only_this_authority_this_service_and_this_time(world: MemoryWorld) -> None:
    says(world, a_permit(world), "In May")
    assert heard(world, service="report").pages == () and heard(world, authority=SOUTH).pages == ()

    world.clock.move(days=91)

    assert heard(world).pages == ()
    assert heard(world, since=MONDAY - timedelta(days=60)).count == 1


def staff_wrote(world: MemoryWorld, *staff: str, words: str = "The photo was dark") -> None:
    for number, by in enumerate(staff):
        said = FromStaff(case=f"case-{number}", by=by, at=world.clock.now(), words=f"{words} {number}")
        with world.together():
            world.steps.save_said(NORTH, "permit", said)


def test_what_staff_wrote_is_shown_when_five_wrote_and_not_when_four_did(world: MemoryWorld) -> None:
    """Five who answered are not enough: the one of them who wrote would be known by it."""
    staff_wrote(world, "ben", "cara", "mia", "bo", "ben")
    assert (heard(world).staff, heard(world).few_staff) == ((), True)

    staff_wrote(world, "ben", "cara", "mia", "bo", "al")

    found = heard(world)
    assert len(found.staff) == 5 and not found.few_staff
    assert sorted(found.staff) == [f"The photo was dark {number}" for number in range(5)]
    assert "cara" not in str(found)


def test_nobody_at_work_picks_the_case_they_speak_of(world: MemoryWorld) -> None:
    """Which one it is was settled by its key when the resident began: closed or open, liked or not."""
    rows = [sends(world, fills_in(world, BIN, "report"), key=f"k-{number}").row for number in range(12)]
    drawn = next(row for row in rows if staff_is_asked(row.id))

    for row in rows:
        with pytest.raises(NotAsked):
            staff_say(world, authority=NORTH, case=row.id, by="ben", contacted="no", work="less", words="")
    assert drawn.stage == "checking", "not even the drawn one before it is closed"
    assert world.tables.rows["said_staff"] == {}
