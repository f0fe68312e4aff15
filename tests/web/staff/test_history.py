"""What happened to a case, in words."""

from datetime import timedelta

from footpath.ports import Entry
from footpath.web.staff.history import changed, happenings, names_in, written
from footpath.web.world import world
from tests.web.county import asked, checking, decided, now, signed_in, staff_page_of, taken
from tests.web.resident.browsing import PageReader


def test_the_newest_is_first_and_a_drafts_answers_are_one_line() -> None:
    row = decided(taken(checking()))
    records = world().records
    journal = records.journal(row.authority, row.id)
    kept = written(
        records.messages(row.authority, row.id),
        records.notes(row.authority, row.id),
        records.decisions(row.authority, row.id),
    )

    lines = happenings(journal, names=names_in(journal), outcome=str.upper, kept=kept)

    assert [line.says for line in lines] == [
        "The resident was told the decision",
        "Ben Okafor decided: REFUSED",
        "Ben Okafor took it",
        "The resident was told that the payment arrived",
        "Ben Okafor marked £177.00 as paid",
        "The resident was told that we have their application",
        "The resident sent it, with £177.00 to pay",
        "The resident answered 6 pages",
        "The resident started",
    ]
    assert lines[1].words == "The car is too old"
    assert lines[0].words.startswith("We refused your application because The car is too old.")
    assert lines[0].more == "An email says that it is there."


def test_the_name_of_somebody_who_left_still_stands_by_what_they_did() -> None:
    from footpath.adapters.records.models import Role, Staff

    row = taken(checking())
    Role.objects.filter(staff="ben").delete()
    Staff.objects.filter(id="ben").update(is_active=False)

    said = PageReader(signed_in("cara").get(staff_page_of(row)).content.decode()).text

    assert "Ben Okafor took it" in said


def test_what_changed_names_what_a_person_did_and_not_the_letter_that_went_with_it() -> None:
    row = taken(checking())
    before = row.seq
    asked(row)
    journal = world().records.journal(row.authority, row.id)
    since: list[Entry] = [entry for entry in journal if entry.seq > before]
    later = since[-1].event.at + timedelta(minutes=2)

    said = changed(since, me="staff:cara", now=later, outcome=str, href="#history", kept=True)

    assert said.says == "Ben Okafor asked the resident for more about 1 question 2 minutes ago."
    assert len(said.since) == 2
    mine = changed(since, me="staff:ben", now=later, outcome=str, href="#history", kept=True)
    assert mine.says == "You asked the resident for more about 1 question 2 minutes ago."


def test_after_erasing_the_history_says_what_happened_and_nothing_that_was_written() -> None:
    from footpath.actions.erase_case import erase_case

    row = decided(taken(checking()))
    erase_case(world(), authority=row.authority, case=row.id, because="keep: 6 years after decision", by="clock")

    said = PageReader(signed_in("ben").get(staff_page_of(row)).content.decode()).text

    assert now(row).stage == "erased"
    assert "Ben Okafor decided: Refused" in said
    assert "Footpath erased the answers (keep: 6 years after decision)" in said
    assert "The answers are erased." in said
    for gone in ("Asha", "AB12", "The car is too old", "OX1"):
        assert gone not in said
