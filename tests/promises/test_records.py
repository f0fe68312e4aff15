"""What the records promise, in memory and on each database: all or nothing, nobody else's, and what was written."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from footpath.adapters.files.scan import NOT_SCANNED
from footpath.adapters.files.store import FileStore
from footpath.adapters.records import models, reads
from footpath.adapters.records import records as records_module
from footpath.adapters.records.database import EVERY
from footpath.adapters.records.editions import DatabaseEditions
from footpath.adapters.records.reads import Sought, count_cases, find_cases
from footpath.adapters.records.receipts import FileRow, add_file, file_ids, find_file, remove_gone
from footpath.adapters.records.records import DatabaseRecords
from footpath.casework.events import Erased, Noted, Removed, Taken
from footpath.ports import (
    Asking,
    CaseRow,
    Decision,
    Email,
    Message,
    NoSuchCase,
    Note,
    StaffTask,
    StaleCase,
    World,
)
from footpath.site.world import SiteWorld, compile_edition
from tests.promises import rows
from tests.promises.rows import AT, NORTH, SOUTH, a_case, after, an_authority, answered, opened, submitted, written

# --- what was written is what is read


def test_a_new_case_is_read_as_it_was_opened(world: World) -> None:
    row, entry = a_case()
    with world.together():
        world.records.open_case(row, entry)

    assert world.records.case(NORTH, "c-1") == row
    assert world.records.case_by_reference(NORTH, "FP-7K4-2QM") == row
    assert list(world.records.journal(NORTH, "c-1")) == [entry]
    assert list(world.records.every_case()) == [(NORTH, "c-1")]


def test_an_answer_is_read_as_it_was_given(world: World) -> None:
    row = opened(world)

    new, entries = after(
        row,
        answered(),
        data={"full_name": "Siân O’Connor – 名前", "need": 'back\\slash "quoted" \u0000 \n line'},
        written={"who": 2},
        answers="c0" * 32,
        lang="cy",
        keep_from=AT + timedelta(days=1),
        keep_until=date(2026, 5, 30),
    )
    with world.together():
        world.records.write(new, entries, seen=row.seq)

    assert world.records.case(NORTH, "c-1") == new
    assert list(world.records.journal(NORTH, "c-1"))[1:] == list(entries)


def test_every_field_of_a_case_is_kept(world: World) -> None:
    """A field that one of the statements forgot would stay as it was."""
    row = opened(world)

    new, entries = after(
        row,
        Taken(at=AT, by="staff:ben", to="ben"),
        lang="cy",
        stage="decided",
        data={"a": [{"b": None}]},
        written={"who": 2, "car": 1},
        salt="",
        door="",
        taken_by="ben",
        outcome="granted",
        submitted=AT + timedelta(hours=1),
        decided=AT + timedelta(hours=2),
        due=date(2026, 5, 20),
        answers="c0" * 32,
        charge_pence=17_000,
        paid=True,
        asking="a-1",
        decision="d-1",
        keep_from=AT + timedelta(hours=2),
        keep_until=date(2032, 5, 1),
        erased=date(2032, 5, 2),
    )
    # What names a case, and how it began, never changes.
    for_ever = {"authority", "id", "reference", "service", "edition", "started", "channel", "seq", "head"}
    changed = {name for name in new.__struct_fields__ if getattr(new, name) != getattr(row, name)}
    assert changed | for_ever == set(new.__struct_fields__), "this test forgot a field"
    with world.together():
        world.records.write(new, entries, seen=row.seq)

    assert world.records.case(NORTH, "c-1") == new


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)
TIMES = st.datetimes(
    min_value=AT.replace(year=1990, tzinfo=None),
    max_value=AT.replace(year=2090, tzinfo=None),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=1))]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.dictionaries(st.text(min_size=1, max_size=12), JSON, max_size=4), at=TIMES, day=st.dates(date(1990, 1, 1))
)
def test_any_answers_at_any_time_come_back(stored: SiteWorld, data: dict[str, Any], at: datetime, day: date) -> None:
    with stored.database.about(EVERY) as alias:
        count = models.Case.objects.using(alias).count()
    row = opened(stored, f"c-{count}", reference=f"FP-{count}")

    new = written(stored, row, answered(), data=data, keep_from=at, keep_until=day)
    assert stored.records.case(NORTH, row.id) == new
    new = written(stored, new, Noted(at=at, by="staff:ben", note="n-1"), data=data, decided=at, due=day)
    assert stored.records.case(NORTH, row.id) == new


# --- all of it, or nothing


class PowerCut(Exception):
    pass


def test_what_is_not_finished_leaves_nothing(world: World) -> None:
    row = opened(world)
    new, entries = after(row, answered(), data={"full_name": "Asha"})

    with pytest.raises(PowerCut), world.together():
        world.records.write(new, entries, seen=row.seq)
        world.records.add_message(NORTH, row.id, a_message())
        raise PowerCut

    assert world.records.case(NORTH, "c-1") == row
    assert len(world.records.journal(NORTH, "c-1")) == 1
    assert list(world.records.messages(NORTH, "c-1")) == []


def test_nothing_is_written_outside_a_transaction(world: World) -> None:
    row, entry = a_case()

    with pytest.raises(AssertionError):
        world.records.open_case(row, entry)


def test_the_second_of_two_is_told_that_the_case_moved_on(world: World) -> None:
    row = opened(world)
    written(world, row, answered(), data={"full_name": "Asha"})

    late, entries = after(row, answered("car"), data={"registration": "AB12CDE"})
    with pytest.raises(StaleCase), world.together():
        world.records.write(late, entries, seen=row.seq)

    assert world.records.case(NORTH, "c-1").data == {"full_name": "Asha"}


def test_an_entry_that_does_not_follow_is_refused_before_it_is_written(stored: SiteWorld) -> None:
    row = opened(stored)
    _, entries = after(row, answered(), Removed(at=AT, by="resident", page="who", item=0, answers="c"))

    with pytest.raises(AssertionError), stored.together():
        stored.records.write(replace(row, seq=3, head=entries[1].hash), entries[1:], seen=1)


def test_a_form_that_came_before_is_found_by_its_key(world: World) -> None:
    row = opened(world)
    new, entries = after(row, answered(), key="press-1")
    with world.together():
        world.records.write(new, entries, seen=row.seq)

    assert world.records.entry_by_key(NORTH, "c-1", "press-1") == entries[0]
    assert world.records.entry_by_key(NORTH, "c-1", "press-2") is None
    assert world.records.entry_by_key(SOUTH, "c-1", "press-1") is None


def test_one_key_is_never_two_entries(stored: SiteWorld) -> None:
    """The database itself holds it, whatever the code above forgets."""
    row = written(stored, opened(stored), answered(), key="press-1")

    new, entries = after(row, answered("car"), key="press-1")
    with pytest.raises(Exception, match=r"(?i)unique"), stored.together():
        stored.records.write(new, entries, seen=row.seq)


# --- nobody else's


def test_another_authoritys_case_is_not_there(world: World) -> None:
    opened(world)

    for find in (world.records.case, world.records.case_by_reference):
        with pytest.raises(NoSuchCase):
            find(SOUTH, "c-1" if find == world.records.case else "FP-7K4-2QM")
    assert list(world.records.journal(SOUTH, "c-1")) == []
    assert list(world.records.every_case(SOUTH)) == []


def test_two_authorities_may_have_the_same_reference(world: World) -> None:
    opened(world, "c-1")
    opened(world, "c-2", authority=SOUTH)

    assert world.records.case_by_reference(SOUTH, "FP-7K4-2QM").id == "c-2"


@pytest.mark.postgres
def test_a_query_that_forgot_its_authority_finds_nothing(stored: SiteWorld) -> None:
    """The second lock, on PostgreSQL. The control is the same query with the lock opened on purpose."""
    opened(stored)
    forgetful = models.Case.objects.using(stored.database.alias)
    if stored.database.vendor == "sqlite":
        assert forgetful.count() == 1, "SQLite has one lock, in every query; the tests above hold it"
        return

    assert forgetful.count() == 0
    with stored.database.about(SOUTH):
        assert forgetful.count() == 0
    with stored.database.about(EVERY):
        assert forgetful.count() == 1
    assert forgetful.count() == 0, "what was said for one transaction does not outlive it"


@pytest.mark.postgres
def test_a_row_cannot_be_written_for_another_authority(stored: SiteWorld) -> None:
    if stored.database.vendor == "sqlite":
        return
    row, _ = a_case()

    with pytest.raises(Exception, match="row-level security"), stored.database.about(SOUTH) as alias:
        models.Word.objects.using(alias).create(authority=row.authority, word="asha", case=row.id)


@pytest.mark.postgres
def test_every_table_of_an_authority_is_locked(stored: SiteWorld) -> None:
    """A new table with an authority in it must be listed in a migration, or be named here as the installation's."""
    if stored.database.vendor == "sqlite":
        return
    ours = {
        model._meta.db_table
        for model in vars(models).values()
        if isinstance(model, type) and issubclass(model, models.Model) and hasattr(model, "authority")
    }
    with stored.database.connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        locked = {name for (name,) in cursor.fetchall()}

    assert ours - locked == {"records_role"}


# --- what belongs to a case


def a_message(id_: str = "c-1.2", subject: str = "We have it") -> Message:
    return Message(
        id=id_,
        about="submitted",
        way="to_resident",
        subject=subject,
        body="We look at it.",
        at=AT,
        by="rule",
        email=Email(to="asha@example.org", subject=subject, body="Follow the link."),
        edition="a" * 64,
    )


def an_asking(**changed: Any) -> Asking:
    asking = Asking(id="a-1", questions=("need",), words="Why?", reply=True, at=AT, by="staff:ben", data={}, done=None)
    return replace(asking, **changed)


A_DECISION = Decision(
    id="d-1",
    outcome="granted",
    reason="She lives there",
    findings={"price": {"value": "85.00"}},
    edition="e" * 64,
    by="staff:ben",
    automatic=False,
    at=AT,
)


def test_what_belongs_to_a_case_comes_back_in_order(world: World) -> None:
    opened(world)
    records = world.records
    messages = [a_message(f"c-1.{number}", subject=f"Message {number}") for number in (9, 10, 2)]
    with world.together():
        for message in messages:
            records.add_message(NORTH, "c-1", message)
        records.add_note(NORTH, "c-1", Note(id="n-2", words="Rang her", at=AT, by="staff:ben"))
        records.add_note(NORTH, "c-1", Note(id="n-1", words="She rang back", at=AT, by="staff:ben"))
        records.save_asking(NORTH, "c-1", an_asking())
        records.add_decision(NORTH, "c-1", A_DECISION)

    assert list(records.messages(NORTH, "c-1")) == messages
    assert [note.words for note in records.notes(NORTH, "c-1")] == ["Rang her", "She rang back"]
    assert list(records.askings(NORTH, "c-1")) == [an_asking()]
    assert list(records.decisions(NORTH, "c-1")) == [A_DECISION]
    for held in (records.messages, records.notes, records.askings, records.decisions):
        assert list(held(SOUTH, "c-1")) == []


def test_a_request_is_kept_as_it_was_last_saved(world: World) -> None:
    opened(world)
    more = an_asking(questions=("need", "car"), data={"need": "My sister visits"}, done=AT + timedelta(days=1))
    for asking in (an_asking(), more):
        with world.together():
            world.records.save_asking(NORTH, "c-1", asking)

    assert list(world.records.askings(NORTH, "c-1")) == [more]


def test_a_task_for_staff_is_there_until_it_is_done(world: World) -> None:
    task = StaffTask(id="t-1", authority=NORTH, case="c-1", says="Phone them.", at=AT, done=None)
    with world.together():
        world.records.add_task(task)
    assert (list(world.records.tasks(NORTH)), list(world.records.tasks(SOUTH))) == ([task], [])

    done = AT + timedelta(hours=3)
    with world.together():
        world.records.finish_task(NORTH, "t-1", done)

    assert list(world.records.tasks(NORTH)) == [replace(task, done=done)]


# --- erasing


def holding_everything(world: World) -> CaseRow:
    row = submitted(world, opened(world), {"full_name": "Asha Erased", "registration": "ER45 EDX", "need": "canary"})
    with world.together():
        world.records.add_message(NORTH, row.id, a_message(subject="canary"))
        world.records.add_note(NORTH, row.id, Note(id="n-1", words="canary", at=AT, by="staff:ben"))
        world.records.save_asking(NORTH, row.id, an_asking(words="canary", data={"need": "canary"}))
        world.records.add_decision(NORTH, row.id, replace(A_DECISION, reason="canary"))
    return row


def erased(world: World, row: CaseRow) -> None:
    event = Erased(at=AT, by="clock", because="keep: 1 year", due=date(2027, 5, 1))
    new, entries = after(row, event, stage="erased", data={}, salt="", door="", erased=event.due, keep_until=None)
    with world.together():
        world.records.write(new, entries, seen=row.seq)
        world.records.erase(NORTH, row.id)


def test_erasing_takes_the_words_and_leaves_what_happened(world: World) -> None:
    row = holding_everything(world)

    erased(world, row)

    left = world.records.case(NORTH, row.id)
    assert (left.data, left.salt, left.stage, left.seq) == ({}, "", "erased", 3)
    assert [type(entry.event).__name__ for entry in world.records.journal(NORTH, row.id)] == [
        "Started",
        "Submitted",
        "Erased",
    ]
    records = world.records
    for held in (records.messages, records.notes, records.askings, records.decisions):
        assert list(held(NORTH, row.id)) == []


def test_what_was_erased_is_nowhere_in_the_files(stored: SiteWorld, tmp_path: Path) -> None:
    """On SQLite every byte can be looked at. The control is the same search before erasing."""
    if stored.database.vendor != "sqlite":
        return
    row = holding_everything(stored)

    def in_files() -> set[str]:
        with stored.database.connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        held = b"".join(file.read_bytes().lower() for file in tmp_path.glob("footpath.sqlite3*"))
        return {word for word in ("canary", "asha erased", "er45edx", "er45 edx") if word.encode() in held}

    assert in_files() == {"canary", "asha erased", "er45edx", "er45 edx"}
    erased(stored, row)

    assert in_files() == set()


def test_what_is_due_is_found_whether_it_was_sent_or_not(world: World) -> None:
    draft = opened(world, "c-1")
    kept = opened(world, "c-2", reference="FP-2")
    sent = submitted(world, opened(world, "c-3", reference="FP-3"), {})
    written(world, draft, answered(), keep_until=date(2026, 6, 1))
    written(world, kept, answered(), keep_until=date(2026, 6, 2))
    written(world, sent, rows.decided(), stage="decided", keep_until=date(2026, 6, 1))
    elsewhere = opened(world, "c-4", authority=SOUTH)
    written(world, elsewhere, answered(), keep_until=date(2026, 6, 1))

    assert sorted(world.records.due_for_erasing(date(2026, 6, 1))) == [(NORTH, "c-1"), (NORTH, "c-3"), (SOUTH, "c-4")]


def test_what_is_due_can_be_erased_while_it_is_gone_through(stored: SiteWorld) -> None:
    for number in range(5):
        opened(stored, f"c-{number}", reference=f"FP-{number}")

    for _, case in stored.records.due_for_erasing(date(2026, 6, 1)):
        erased(stored, stored.records.case(NORTH, case))

    assert list(stored.records.due_for_erasing(date(2026, 6, 1))) == []


def test_an_audit_goes_through_all_of_them_some_at_a_time(stored: SiteWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records_module, "_BATCH", 2)
    made = [(authority, f"c-{number}") for authority in (NORTH, SOUTH) for number in range(5)]
    for number, (authority, case) in enumerate(made):
        opened(stored, case, authority=authority, reference=f"FP-{number}")

    assert list(stored.records.every_case()) == made
    assert list(stored.records.every_case(SOUTH)) == made[5:]


def test_uploads_of_an_erased_case_are_gone_as_soon_as_that_is_on_disk(stored: SiteWorld, tmp_path: Path) -> None:
    """And if they could not be removed, the row says so to the next run."""
    store, database = FileStore(tmp_path), stored.database
    holds = DatabaseRecords(database, stored.editions, remove_bytes=store.remove)
    opened(stored)
    for file in ("f-1", "f-2"):
        store.keep(NORTH, "c-1", file, b"a photo")
        with stored.together():
            add_file(database, a_file(file))
    assert find_file(database, NORTH, "c-1", "f-1") == a_file("f-1")
    assert find_file(database, NORTH, "c-2", "f-1") is None
    assert find_file(database, SOUTH, "c-1", "f-1") is None

    with pytest.raises(PowerCut), stored.together():
        holds.erase(NORTH, "c-1")
        raise PowerCut
    assert store.path(NORTH, "c-1", "f-1").exists(), "what was not erased after all is still there"
    with stored.together():
        holds.erase(NORTH, "c-1")

    assert list(store.cases()) == []
    assert file_ids(database, NORTH, "c-1") == frozenset()


def test_bytes_that_could_not_be_removed_are_removed_the_next_time(stored: SiteWorld, tmp_path: Path) -> None:
    store, database = FileStore(tmp_path), stored.database
    opened(stored)
    store.keep(NORTH, "c-1", "f-1", b"a photo")

    def stuck(*_: str) -> None:
        raise OSError("the disk is away")

    with stored.together():
        add_file(database, a_file("f-1"))
    with stored.together():
        DatabaseRecords(database, stored.editions, remove_bytes=stuck).erase(NORTH, "c-1")

    assert find_file(database, NORTH, "c-1", "f-1") is None, "nobody is shown it any more"
    assert remove_gone(database, store.remove) == 1
    assert list(store.cases()) == []


def a_file(id_: str) -> FileRow:
    return FileRow(
        authority=NORTH,
        case="c-1",
        id=id_,
        name="me.png",
        kind="png",
        size=7,
        sha256="0" * 64,
        at=AT,
        scan=NOT_SCANNED,
    )


# --- authorities and editions


def test_an_authority_saved_again_is_the_new_one_at_once(world: World) -> None:
    assert [authority.id for authority in world.records.authorities()] == [NORTH, SOUTH]
    with world.together():
        world.records.save_authority(replace(an_authority(), colour="#123456"))

    found = world.records.authority(NORTH)
    assert found is not None
    assert found.colour == "#123456"
    assert world.records.authority("ryedale") is None


def test_an_authority_that_was_not_saved_after_all_is_not_remembered(stored: SiteWorld) -> None:
    with pytest.raises(PowerCut), stored.together():
        stored.records.save_authority(an_authority("ryedale", "Ryedale"))
        assert stored.records.authority("ryedale") is not None
        raise PowerCut

    assert stored.records.authority("ryedale") is None


def test_the_edition_offered_is_the_last_one_published(world: World) -> None:
    first = rows.edition()
    second = rows.edition(rows.VISITOR.replace("version: 1", "version: 2"))
    assert first.hash != second.hash
    with world.together():
        world.editions.publish(NORTH, second, by="staff:mia", because="Shorter", at=AT + timedelta(days=1))

    offered = world.editions.offered(NORTH, "visitor_parking")
    assert offered is not None
    assert offered.hash == second.hash
    assert [each.hash for each in world.editions.offers(NORTH)] == [second.hash]
    assert world.editions.titles(NORTH) == {"visitor_parking": second.service.title}
    assert [each.hash for each in world.editions.offers(SOUTH)] == [first.hash], (
        "the other authority decides for itself"
    )
    assert world.editions.edition(first.hash).source == first.source, "cases under way still run on it"
    assert world.editions.offered(NORTH, "garden_waste") is None


def test_an_edition_whose_text_was_altered_decides_nothing(stored: SiteWorld) -> None:
    held = models.EditionRow.objects.using(stored.database.alias)
    held.update(source=rows.VISITOR.replace("Visitors can park", "Nobody can park"))

    # Another process, which has not compiled it: the one that published it knows what it was.
    another = DatabaseEditions(stored.database, compile_edition)
    with pytest.raises(AssertionError, match="not what was published"):
        another.edition(rows.edition().hash)


# --- queues, on each database


def a_queue(world: SiteWorld) -> None:
    """Seven cases of Barset North in every stage, one of Barset South, and a draft nobody may see."""
    people: Sequence[tuple[str, dict[str, Any]]] = [
        ("Asha Okafor", {"due": date(2026, 5, 4)}),
        ("Siân Llewellyn", {"taken_by": "ben"}),
        ("Bo Li", {"taken_by": "cara"}),
        ("Dai Okonkwo", {"stage": "to_pay"}),
        ("Eve O’Shea", {"stage": "waiting", "taken_by": "ben", "due": date(2026, 5, 5)}),
        ("Finn Okafor", {"stage": "decided", "outcome": "granted", "due": date(2026, 5, 1)}),
        ("Gil Smith", {"stage": "withdrawn"}),
    ]
    for number, (name, changed) in enumerate(people):
        row = opened(world, f"c-{number}", reference=f"FP-7K4-2Q{'2346789'[number]}")
        data = {"full_name": name, "registration": f"AB1{number} CDE", "need": "secret words"}
        submitted(world, row, data, at=AT + timedelta(days=number), **changed)
    submitted(world, opened(world, "s-1", authority=SOUTH), {"full_name": "Asha Okafor"})
    written(world, opened(world, "draft", reference="FP-DRF-TXX"), answered(), data={"full_name": "Asha Okafor"})


def names(world: SiteWorld, **sought: Any) -> list[str]:
    found = find_cases(NORTH, Sought(**sought), using=world.database.alias)
    assert found.count == len(found.rows)
    return [row.data["full_name"].split()[0] for row in found.rows]


def test_a_queue_shows_what_waits_oldest_first(stored: SiteWorld) -> None:
    a_queue(stored)

    assert names(stored) == ["Asha", "Siân", "Bo", "Dai", "Eve"]
    assert names(stored, stages=("checking",), nobody=True) == ["Asha"]
    assert names(stored, stages=("checking",), holder="ben") == ["Siân"]
    assert names(stored, holder="ben") == ["Siân", "Eve"]
    assert names(stored, stages=("waiting",)) == ["Eve"]
    assert names(stored, stages=("to_pay",)) == ["Dai"]
    assert names(stored, late_on=date(2026, 5, 5)) == ["Asha"]
    assert names(stored, late_on=date(2026, 5, 6)) == ["Asha", "Eve"]
    assert names(stored, stages=("decided", "withdrawn"), newest_first=True) == ["Gil", "Finn"]
    assert names(stored, service="missed_bin") == []
    assert names(stored, stages=("answering",)) == [], "a draft is its author's alone"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fp 7k4 2q3", ["Siân"]),
        ("FP-7K4-2Q9", ["Gil"]),
        ("okafor", ["Asha", "Finn"]),
        ("Oka", ["Asha", "Finn"]),
        ("ok", ["Asha", "Dai", "Finn"]),
        ("asha okafor", ["Asha"]),
        ("sian", ["Siân"]),
        ("SIÂN LLEW", ["Siân"]),
        ("o’shea", ["Eve"]),
        ("ab12 cde", ["Bo"]),
        ("AB12CDE", ["Bo"]),
        ("ab1", ["Asha", "Siân", "Bo", "Dai", "Eve", "Finn", "Gil"]),
        ("secret", []),
        ("FP-DRF-TXX", []),
        ("%", []),
        ("'; DROP TABLE records_case; --", []),
        ("x" * 500, []),
    ],
)
def test_a_case_is_found_by_what_people_say_on_the_phone(stored: SiteWorld, typed: str, found: list[str]) -> None:
    a_queue(stored)

    assert names(stored, words=typed) == found


def test_a_search_that_finds_too_many_shows_a_thousand_and_says_so(
    stored: SiteWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "MOST_FOUND", 3)
    a_queue(stored)

    found = find_cases(NORTH, Sought(words="ab1"), using=stored.database.alias)
    assert (found.count, found.more, len(found.rows)) == (3, True, 3)
    assert not find_cases(NORTH, Sought(words="okafor"), using=stored.database.alias).more


def test_a_list_of_what_is_over_ends_somewhere(stored: SiteWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    a_queue(stored)
    over = Sought(stages=("decided", "withdrawn"), newest_first=True)
    assert not find_cases(NORTH, over, using=stored.database.alias).more

    monkeypatch.setattr(reads, "MOST_OVER", 1)
    found = find_cases(NORTH, over, using=stored.database.alias)
    assert (found.count, found.more) == (1, True)


def test_a_name_that_was_put_right_is_found_by_the_new_one(stored: SiteWorld) -> None:
    row = submitted(stored, opened(stored), {"full_name": "Asha Okafor"})
    written(stored, row, rows.gave_more(), data={"full_name": "Asha Bell"})

    assert names(stored, words="bell") == ["Asha"]
    assert names(stored, words="okafor") == []


def test_counts_agree_with_the_lists(stored: SiteWorld) -> None:
    a_queue(stored)

    counts = count_cases(NORTH, me="ben", today=date(2026, 5, 6), using=stored.database.alias)

    assert counts == reads.Counts(open=5, mine=1, anyone=1, others=1, to_pay=1, waiting=1, late=2, tasks=0)


def test_a_page_holds_25_and_the_last_one_the_rest(stored: SiteWorld) -> None:
    for number in range(27):
        at = AT + timedelta(minutes=number)
        submitted(
            stored, opened(stored, f"c-{number:02}", reference=f"FP-{number:02}"), {"full_name": str(number)}, at=at
        )

    first = find_cases(NORTH, Sought(), using=stored.database.alias)
    assert (len(first.rows), first.count, first.page, first.pages) == (25, 27, 1, 2)
    last = find_cases(NORTH, Sought(), page=2, using=stored.database.alias)
    assert [row.data["full_name"] for row in last.rows] == ["25", "26"]
    assert find_cases(NORTH, Sought(), page=99, using=stored.database.alias) == last


@pytest.mark.parametrize(
    "sought",
    [
        Sought(),
        Sought(stages=("checking",), nobody=True),
        Sought(stages=("checking",), holder="ben"),
        Sought(stages=("waiting",)),
        Sought(service="visitor_parking"),
        Sought(late_on=date(2026, 5, 6)),
        Sought(stages=("decided",), newest_first=True),
        Sought(words="FP-7K4-2QM"),
        Sought(words="okafor"),
        Sought(words="ash okafor"),
        Sought(words="AB12 CDE"),
    ],
    ids=str,
)
def test_no_list_reads_all_cases(stored: SiteWorld, sought: Sought) -> None:
    """The plan itself is asked, so that it holds at a million."""
    if stored.database.vendor != "sqlite":
        return
    a_queue(stored)
    plans: list[str] = []
    connection = stored.database.connection

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and "records_" in sql:
            found = connection.connection.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%s", "?"), params or ())
            plans.extend(row[3] for row in found)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        find_cases(NORTH, sought, using=stored.database.alias)

    assert plans
    assert [plan for plan in plans if plan.startswith("SCAN") and "records_" in plan] == []
    assert any("INDEX" in plan for plan in plans)
    if not sought.words:
        assert [plan for plan in plans if "TEMP B-TREE FOR ORDER BY" in plan] == [], "the index gives the order"


def test_who_waited_for_a_decision_is_found_once_and_the_oldest_first(world: World) -> None:
    for number, authority in enumerate((NORTH, NORTH, SOUTH, NORTH), 1):
        row = opened(world, f"c-{number}", authority=authority, reference=f"FP-7K4-2Q{number}")
        if number < 4:
            at = AT + timedelta(days=number)
            written(world, row, rows.decided(), decided=at, submitted=AT, stage="decided")
    span = {"since": AT, "until": AT + timedelta(days=3), "most": 9}

    assert list(world.records.due_for_asking(**span)) == [(NORTH, "c-1"), (NORTH, "c-2"), (SOUTH, "c-3")]
    assert list(world.records.due_for_asking(**{**span, "most": 1})) == [(NORTH, "c-1")]
    later = {**span, "since": AT + timedelta(days=2)}
    assert list(world.records.due_for_asking(**later)) == [(NORTH, "c-2"), (SOUTH, "c-3")]
    with world.together():
        assert world.records.mark_asked(NORTH, "c-2", AT)
        assert not world.records.mark_asked(NORTH, "c-2", AT), "whoever comes second is told"
    assert list(world.records.due_for_asking(**span)) == [(NORTH, "c-1"), (SOUTH, "c-3")]


def test_asking_finds_who_is_due_by_the_index_that_holds_only_them(stored: SiteWorld) -> None:
    if stored.database.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by how many rows there are")
    held = models.Case.objects.using(stored.database.alias).filter(
        decided__gte=AT, decided__lte=AT + timedelta(days=14), asked__isnull=True
    )

    assert "case_to_ask" in held.order_by("decided", "authority", "id").explain()
