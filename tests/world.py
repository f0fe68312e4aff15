"""A world in memory for tests: a clock that is set, chance that repeats, records that keep transactions, a post office.

Rows are kept as the bytes a database would keep, so that nothing a test holds can change what is stored, and a
snapshot is a copy of a dictionary.
"""

import hashlib
import hmac
import random
from collections import UserDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, cast

import msgspec

from footpath.casework.days import uk_day
from footpath.definition.service import Edition
from footpath.ports import (
    Asking,
    Authority,
    CannotSend,
    CaseRow,
    Decision,
    Entry,
    Intent,
    Letter,
    Message,
    NoSuchCase,
    Note,
    StaffTask,
    StaleCase,
)
from footpath.values import Words
from tests import memory_doing, memory_observations, memory_packs, memory_plans, memory_standards
from tests.memory_steps import TABLES, MemorySteps

FIRST_OF_MAY = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)  # a Friday; Monday the 4th is a bank holiday


class SetClock:
    """Stands still until it is told to move."""

    def __init__(self, now: datetime = FIRST_OF_MAY) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return uk_day(self._now)

    def set(self, now: datetime) -> None:
        self._now = now

    def move(self, **by: float) -> None:
        """Forward, like `move(days=3, hours=1)`."""
        self._now += timedelta(**by)


class SeededChance:
    """Chance that is the same in every run."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)


class TestKeys:
    """Keys by name, the newest first. Change `names` to change the key."""

    __test__ = False

    def __init__(self, *names: str) -> None:
        self.names = list(names or ("one",))

    def sealed(self, words: str) -> Sequence[str]:
        return tuple(hmac.new(n.encode(), words.encode(), hashlib.sha256).hexdigest()[:22] for n in self.names)


class TestMailer:
    """Keeps what it is given. It can be down for a while, and it can refuse an address for good."""

    __test__ = False

    def __init__(self) -> None:
        self.sent: list[Letter] = []
        self.down = False
        self.refuses: set[str] = set()

    def send(self, letter: Letter) -> None:
        if letter.to in self.refuses:
            raise CannotSend("The address does not exist.")
        if self.down:
            raise ConnectionRefusedError("the letter house says no")
        self.sent.append(letter)


class TestLinks:
    __test__ = False

    def draft(self, *, authority: str, service: str, case: str, secret: str) -> str:
        return f"https://footpath.example/{authority}/{service}/{case}/return/{secret}"

    def case(self, *, authority: str, case: str, secret: str) -> str:
        return f"https://footpath.example/case/{authority}/{case}/return/{secret}"

    def asked(self, *, authority: str, case: str, secret: str) -> str:
        return f"https://footpath.example/case/{authority}/{case}/asked/{secret}"


class _Rows(UserDict[tuple[Any, ...], bytes]):
    """A table: its rows by key. Keys that have their first two parts in common are found without a walk through all."""

    def __init__(self, rows: Mapping[tuple[Any, ...], bytes] = MappingProxyType({})) -> None:
        self._alike: dict[tuple[Any, ...], dict[tuple[Any, ...], None]] = {}
        super().__init__(rows)

    def __setitem__(self, key: tuple[Any, ...], held: bytes) -> None:
        self.data[key] = held
        self._alike.setdefault(key[:2], {})[key] = None

    def __delitem__(self, key: tuple[Any, ...]) -> None:
        del self.data[key]
        del self._alike[key[:2]][key]

    def beginning(self, start: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], bytes]]:
        """Those whose key begins so, in the order in which they were first put."""
        if len(start) < 2:
            yield from ((key, held) for key, held in self.data.items() if key[: len(start)] == start)
            return
        for key in self._alike.get(start[:2], ()):
            if key[: len(start)] == start:
                yield key, self.data[key]


class _Tables:
    """Everything stored: by table, by key, as bytes."""

    NAMES = (
        "authorities",
        "cases",
        "journal",
        "messages",
        "notes",
        "askings",
        "decisions",
        "tasks",
        "asked",
        "offered",
        "outbox",
        *TABLES,
        *memory_standards.TABLES,
        *memory_observations.TABLES,
        *memory_plans.TABLES,
        *memory_doing.TABLES,
        *memory_packs.TABLES,
    )

    def __init__(self) -> None:
        self.rows = {name: _Rows() for name in self.NAMES}
        self.depth = 0

    @contextmanager
    def together(self) -> Iterator[None]:
        assert not self.depth, "one transaction inside another would promise to be on disk when it ends, and not be"
        before = {name: dict(rows.data) for name, rows in self.rows.items()}
        self.depth += 1
        try:
            yield
        except BaseException:
            self.rows = {name: _Rows(rows) for name, rows in before.items()}
            raise
        finally:
            self.depth -= 1

    def put(self, table: str, key: tuple[Any, ...], value: msgspec.Struct, *, new: bool) -> None:
        assert self.depth, f"a write to {table} outside a transaction"
        assert not new or key not in self.rows[table], f"{table} has {key} already"
        self.rows[table][key] = msgspec.json.encode(value)

    def read[T](self, table: str, kind: type[T], *start: Any) -> list[T]:
        """All whose key begins so, in the order in which they were first put."""
        return [msgspec.json.decode(held, type=kind) for _, held in self.rows[table].beginning(start)]


class MemoryEditions:
    def __init__(self, tables: _Tables) -> None:
        self._tables = tables
        self._because: dict[tuple[str, str], str] = {}
        self._by_hash: dict[str, Edition] = {}  # immutable and compiled: these are kept as they are

    def edition(self, edition_hash: str) -> Edition:
        return self._by_hash[edition_hash]

    def offered(self, authority: str, service: str) -> Edition | None:
        held = self._tables.rows["offered"].get((authority, service))
        return self._by_hash[held.decode()] if held else None

    def offers(self, authority: str) -> Sequence[Edition]:
        return [self._by_hash[h.decode()] for key, h in self._tables.rows["offered"].items() if key[0] == authority]

    def titles(self, authority: str) -> Mapping[str, Words]:
        return {edition.service.id: edition.service.title for edition in self.offers(authority)}

    def publish(self, authority: str, edition: Edition, *, by: str, because: str, at: datetime) -> None:
        assert self._tables.depth, "published outside a transaction"
        self.keep(edition)
        self._tables.rows["offered"][(authority, edition.service.id)] = edition.hash.encode()
        self._because[authority, edition.service.id] = because

    def because(self, authority: str, service: str) -> str:
        return self._because.get((authority, service), "")

    def keep(self, edition: Edition) -> None:
        assert self._tables.depth, "an edition kept outside a transaction"
        self._by_hash[edition.hash] = edition


class MemoryRecords:
    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def authority(self, authority: str) -> Authority | None:
        return next(iter(self._tables.read("authorities", Authority, authority)), None)

    def authorities(self) -> Sequence[Authority]:
        return self._tables.read("authorities", Authority)

    def save_authority(self, authority: Authority) -> None:
        self._tables.put("authorities", (authority.id,), authority, new=False)

    def open_case(self, row: CaseRow, entry: Entry) -> None:
        assert self._called(row.authority, row.reference) is None
        self._tables.put("cases", (row.authority, row.id), row, new=True)
        self._append(entry)

    def case(self, authority: str, case: str) -> CaseRow:
        found = self._tables.read("cases", CaseRow, authority, case)
        if not found:
            raise NoSuchCase
        return found[0]

    def case_by_reference(self, authority: str, reference: str) -> CaseRow:
        found = self._called(authority, reference)
        if found is None:
            raise NoSuchCase
        return found

    def _called(self, authority: str, reference: str) -> CaseRow | None:
        said = msgspec.json.encode(reference)
        # To read every case of an authority for one of them would be most of what a long test does.
        likely = (held for _, held in self._tables.rows["cases"].beginning((authority,)) if said in held)
        rows = (msgspec.json.decode(held, type=CaseRow) for held in likely)
        return next((row for row in rows if row.reference == reference), None)

    def every_case(self, authority: str | None = None) -> Iterable[tuple[str, str]]:
        keys = cast("Iterable[tuple[str, str]]", list(self._tables.rows["cases"]))
        return (key for key in keys if authority in (None, key[0]))

    def write(self, row: CaseRow, entries: Sequence[Entry], *, seen: int) -> None:
        if self.case(row.authority, row.id).seq != seen:
            raise StaleCase
        self._tables.put("cases", (row.authority, row.id), row, new=False)
        for entry in entries:
            self._append(entry)

    def _append(self, entry: Entry) -> None:
        assert entry.key is None or self.entry_by_key(entry.authority, entry.case, entry.key) is None
        self._tables.put("journal", (entry.authority, entry.case, entry.seq), entry, new=True)

    def journal(self, authority: str, case: str) -> Sequence[Entry]:
        return self._tables.read("journal", Entry, authority, case)

    def entry_by_key(self, authority: str, case: str, key: str) -> Entry | None:
        return next((entry for entry in self.journal(authority, case) if entry.key == key), None)

    def add_message(self, authority: str, case: str, message: Message) -> None:
        self._tables.put("messages", (authority, case, message.id), message, new=True)

    def messages(self, authority: str, case: str) -> Sequence[Message]:
        return self._tables.read("messages", Message, authority, case)

    def add_note(self, authority: str, case: str, note: Note) -> None:
        self._tables.put("notes", (authority, case, note.id), note, new=True)

    def notes(self, authority: str, case: str) -> Sequence[Note]:
        return self._tables.read("notes", Note, authority, case)

    def save_asking(self, authority: str, case: str, asking: Asking) -> None:
        self._tables.put("askings", (authority, case, asking.id), asking, new=False)

    def askings(self, authority: str, case: str) -> Sequence[Asking]:
        return self._tables.read("askings", Asking, authority, case)

    def add_decision(self, authority: str, case: str, decision: Decision) -> None:
        self._tables.put("decisions", (authority, case, decision.id), decision, new=True)

    def decisions(self, authority: str, case: str) -> Sequence[Decision]:
        return self._tables.read("decisions", Decision, authority, case)

    def add_task(self, task: StaffTask) -> None:
        self._tables.put("tasks", (task.authority, task.id), task, new=True)

    def tasks(self, authority: str) -> Sequence[StaffTask]:
        return self._tables.read("tasks", StaffTask, authority)

    def finish_task(self, authority: str, task: str, at: datetime) -> None:
        held = self._tables.read("tasks", StaffTask, authority, task)[0]
        if held.done is None:
            self._tables.put("tasks", (authority, task), msgspec.structs.replace(held, done=at), new=False)

    def erase(self, authority: str, case: str) -> None:
        row = self.case(authority, case)
        self._tables.put("cases", (authority, case), msgspec.structs.replace(row, data={}, salt=""), new=False)
        for table in ("messages", "notes", "askings", "decisions"):
            for key in [key for key in self._tables.rows[table] if key[:2] == (authority, case)]:
                del self._tables.rows[table][key]

    def due_for_erasing(self, today: date) -> Iterable[tuple[str, str]]:
        return [
            (row.authority, row.id)
            for row in self._tables.read("cases", CaseRow)
            if row.keep_until is not None and row.keep_until <= today
        ]

    def due_for_asking(self, *, since: datetime, until: datetime, most: int) -> Sequence[tuple[str, str]]:
        found = [
            (row.decided, row.authority, row.id)
            for row in self._tables.read("cases", CaseRow)
            if row.decided is not None and since <= row.decided <= until
            if (row.authority, row.id) not in self._tables.rows["asked"]
        ]
        return [(authority, case) for _, authority, case in sorted(found)[:most]]

    def mark_asked(self, authority: str, case: str, at: datetime) -> bool:
        first = (authority, case) not in self._tables.rows["asked"]
        self._tables.rows["asked"].setdefault((authority, case), str(at).encode())
        return first


class MemoryOutbox:
    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def put(self, intent: Intent) -> None:
        self._tables.rows["outbox"].setdefault((intent.authority, intent.key), msgspec.json.encode(intent))

    @property
    def intents(self) -> Sequence[Intent]:
        return self._tables.read("outbox", Intent)


class MemoryWorld:
    """All of it. `together` keeps what was written when it ends well, and nothing at all when it does not."""

    def __init__(self) -> None:
        tables = _Tables()
        self.clock = SetClock()
        self.chance = SeededChance()
        self.keys = TestKeys()
        self.editions = MemoryEditions(tables)
        self.standards = memory_standards.MemoryStandards(tables)
        self.records = MemoryRecords(tables)
        self.steps = MemorySteps(tables)
        self.observations = memory_observations.MemoryObservations(tables)
        self.plans = memory_plans.MemoryPlans(tables)
        self.doing = memory_doing.MemoryDoing(tables, self.steps)
        self.packs = memory_packs.MemoryPacks(tables)
        self.outbox = MemoryOutbox(tables)
        self.mailer = TestMailer()
        self.links = TestLinks()
        self.together = tables.together
        self.tables = tables

    def stored(self) -> Mapping[str, Mapping[tuple[Any, ...], bytes]]:
        """Everything that is written, to compare before and after."""
        return {name: dict(rows.data) for name, rows in self.tables.rows.items()}
