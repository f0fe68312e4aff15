"""The few statements of a resident's way, written out.

Building them with the ORM costs more processor time than SQLite takes to run them: 24 to 31 ms a journey of 20
requests against 13 to 15 ms. Everything off that way goes through the ORM. Each is one statement for both databases,
with %s where a value goes; SQLite's ? is put in once, when the module is read.
"""

from collections.abc import Callable
from functools import cache
from typing import Final

import msgspec

# In the order of `rows.case_row`.
CASE_COLUMNS: Final = (
    "authority, id, reference, service, edition, lang, stage, seq, head, data, written, salt, door, taken_by, outcome,"
    " started, submitted, decided, due, channel, answers, charge_pence, paid, asking, decision, keep_from, keep_until,"
    " erased"
)
_MESSAGE = 'about, way, subject, body, "at", "by", email, edition'
_CASE_VALUES = ", ".join(["%s"] * 29)


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """One dialect's words for what the hot path does."""

    # Every GET of a page, and the first thing every POST does.
    case: str
    # The same inside a transaction: whoever writes to this case next waits here, so that what we decide on stays true.
    case_locked: str
    # A new case. Nothing is overwritten: a second row with its id or reference is an error.
    open_case: str
    # An answer. Only what an answer changes, and no column of any index, so that the row alone is written.
    answer: str
    # A new edition while somebody is half-way: what an answer writes, and the edition.
    move: str
    # Any other event.
    write: str
    # Every event, after the row: the row's seq has just been checked, so two writers cannot make the same entry.
    journal: str
    # A form that came before: what did it do then?
    entry_by_key: str
    # Whether a reference is taken; and whose it is.
    case_of_reference: str
    # What sending writes beside the row: the words a case is found by, in one statement whatever their number, and the
    # message that says it came. Whoever writes to a case has it locked, so nobody else counts its messages.
    no_words: str
    words: Callable[[int], str]
    message: str
    # What the worker asks for each email.
    messages: str
    # What goes with a case's answers: a clock erases thousands in a night, and each was a dozen queries of the ORM.
    erase: tuple[str, ...]
    erase_files: str


def _for(placeholder: str, *, lock: str, time: str) -> Statements:
    def words(statement: str) -> str:
        return statement.replace("%s", placeholder)

    case = f"SELECT {CASE_COLUMNS} FROM records_case WHERE authority = %s AND id = %s"
    return Statements(
        case=words(case),
        case_locked=words(case + lock),
        open_case=words(f"INSERT INTO records_case ({CASE_COLUMNS}, open_since) VALUES ({_CASE_VALUES})"),
        answer=words(
            "UPDATE records_case SET seq = %s, head = %s, data = %s, written = %s, answers = %s, lang = %s,"
            " keep_from = %s, keep_until = %s WHERE authority = %s AND id = %s AND seq = %s"
        ),
        move=words(
            "UPDATE records_case SET edition = %s, seq = %s, head = %s, data = %s, written = %s, answers = %s,"
            " lang = %s, keep_from = %s, keep_until = %s WHERE authority = %s AND id = %s AND seq = %s"
        ),
        write=words(
            "UPDATE records_case SET lang = %s, stage = %s, seq = %s, head = %s, data = %s, written = %s, salt = %s,"
            " door = %s, taken_by = %s, outcome = %s, submitted = %s, decided = %s, due = %s, answers = %s,"
            " charge_pence = %s, paid = %s, asking = %s, decision = %s, keep_from = %s, keep_until = %s, erased = %s,"
            " open_since = %s WHERE authority = %s AND id = %s AND seq = %s"
        ),
        journal=words(
            'INSERT INTO records_journal (authority, "case", seq, event, "key", "before", hash)'
            " VALUES (%s, %s, %s, %s, %s, %s, %s)"
        ),
        entry_by_key=words(
            'SELECT seq, event, "key", "before", hash FROM records_journal'
            ' WHERE authority = %s AND "case" = %s AND "key" = %s'
        ),
        case_of_reference=words("SELECT id FROM records_case WHERE authority = %s AND reference = %s"),
        no_words=words('DELETE FROM records_word WHERE authority = %s AND "case" = %s'),
        words=cache(
            lambda count: words(
                'INSERT INTO records_word (authority, word, "case") VALUES ' + ", ".join(["(%s, %s, %s)"] * count)
            )
        ),
        message=words(
            "INSERT INTO records_message"
            f' (authority, "case", id, number, {_MESSAGE}) SELECT %s, %s, %s, coalesce(max(number), 0) + 1,'
            f" %s, %s, %s, %s, CAST(%s AS {time}), %s, CAST(%s AS text), CAST(%s AS text)"
            ' FROM records_message WHERE authority = %s AND "case" = %s'
        ),
        messages=words(
            f'SELECT id, {_MESSAGE} FROM records_message WHERE authority = %s AND "case" = %s ORDER BY number'
        ),
        erase=(
            words("UPDATE records_case SET data = '{}', salt = '' WHERE authority = %s AND id = %s"),
            *(
                words(f'DELETE FROM records_{table} WHERE authority = %s AND "case" = %s')
                for table in ("message", "note", "asking", "decision", "word")
            ),
        ),
        erase_files=words(
            "UPDATE records_file SET gone = %s, name = '', sha256 = '' WHERE authority = %s AND \"case\" = %s"
        ),
    )


STATEMENTS: Final = {
    # BEGIN IMMEDIATE has locked the whole file before the first statement.
    "sqlite": _for("?", lock="", time="text"),
    "postgresql": _for("%s", lock=" FOR UPDATE", time="timestamptz"),
}
