"""A case's answers as its edition reads them, remembered for whoever asks for the next page."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from footpath import journey
from footpath.definition.service import Edition
from footpath.ports import CaseRow
from footpath.questions.question import Answer

MOST = 256
"""Cases whose answers are held in memory at once, the least lately used going first. Some kilobytes each."""

_held: OrderedDict[tuple[str, str], Mapping[str, Answer]] = OrderedDict()
_lock = Lock()


def answers_of(edition: Edition, row: CaseRow) -> Mapping[str, Answer]:
    """What `journey.decode` gives, which takes a twentieth of a page's time.

    Remembered by the journal's commitment to the answers: salted, so no two cases share one, and another for every
    other answer, so what is remembered is never old. Whoever is given them changes nothing in them.
    """
    if row.answers is None or row.erased is not None:
        return journey.decode(edition.service, row.data)
    key = (edition.hash, row.answers)
    with _lock:
        found = _held.get(key)
        if found is not None:
            _held.move_to_end(key)
            return found
    answers = journey.decode(edition.service, row.data)
    remember(edition, row, answers)
    return answers


def remember(edition: Edition, row: CaseRow, answers: Mapping[str, Answer]) -> None:
    """These are the answers of this row: whoever has just written it has them at hand."""
    if row.answers is None:
        return
    with _lock:
        _held[edition.hash, row.answers] = answers
        while len(_held) > MOST:
            _held.popitem(last=False)
