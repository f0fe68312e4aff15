"""What is remembered of a case's answers is what is stored, always."""

from msgspec.structs import replace

from footpath.actions import reading
from footpath.actions.reading import answers_of
from footpath.journey import decode
from tests.people import ASHA, answers, form, row_of, starts
from tests.world import MemoryWorld


def test_the_next_page_finds_the_answers_of_the_one_before(world: MemoryWorld) -> None:
    asha = starts(world)
    answers(world, asha, "where", ASHA["where"])
    row = row_of(world, asha)
    edition = world.editions.edition(row.edition)

    assert answers_of(edition, row) == decode(edition.service, row.data)
    assert answers_of(edition, row) is answers_of(edition, row)


def test_a_changed_answer_is_never_the_old_one(world: MemoryWorld) -> None:
    asha = starts(world)
    for postcode in ("OX1 1AA", "OX1 1AB", "OX1 1AA"):
        answers(world, asha, "where", form(postcode=postcode))
        row = row_of(world, asha)
        edition = world.editions.edition(row.edition)

        assert answers_of(edition, row)["postcode"] == postcode


def test_nothing_of_an_erased_case_is_remembered(world: MemoryWorld) -> None:
    asha = starts(world)
    answers(world, asha, "where", ASHA["where"])
    row = row_of(world, asha)
    edition = world.editions.edition(row.edition)

    assert answers_of(edition, replace(row, data={}, erased=world.clock.today())) == {}


def test_no_more_is_remembered_than_said(world: MemoryWorld) -> None:
    asha = starts(world)
    answers(world, asha, "where", ASHA["where"])
    row = row_of(world, asha)
    edition = world.editions.edition(row.edition)
    for number in range(reading.MOST * 2):
        reading.remember(edition, replace(row, answers=f"{number:064x}"), {})

    assert len(reading._held) == reading.MOST
