"""What a change does, in a sentence that a service manager can read."""

from difflib import SequenceMatcher
from typing import Any, assert_never

from footpath.definition.changes.change import Add, Change, Move, Remove, Set
from footpath.definition.changes.places import value_at
from footpath.definition.changes.tree import Tree, text_of
from footpath.definition.wording import shortened

# What the things in a mapping by id are called, by where it stands.
_THINGS = {
    "pages": "page",
    "questions": "question",
    "options": "option",
    "rules": "rule",
    "figures": "figure",
    "lists": "list",
    "exits": "exit",
    "outcomes": "outcome",
    "examples": "example",
    "errors": "error message",
    "dated": "value from",
    "values": "item",
    "accept": "kind of file",
    "automatically": "automatic decision",
    "rows": "row",
}

# Keys that say themselves only to those who know the format.
_KEYS = {
    "ask": "wording",
    "why": "reason for asking",
    "say": "text",
    "says": "declaration",
    "when": "condition",
    "between": "limits",
    "at_least": "fewest",
    "at_most": "most",
    "for": "description",
    "accept": "kinds of file",
    "largest_megabytes": "largest file",
    "longest": "longest answer",
    "is": "expression",
    "dated": "values over time",
    "values": "items",
    "otherwise": "other way",
    "cy": "Welsh",
    "en": "English",
}

# Places whose last key alone says too little, and those that hold several things, as one.
_PLACES = {
    "charge.amount": "the amount to pay",
    "charge.for": "the description of what is paid for",
    "charge.when": "the moment of paying",
    "closes.on": "the last day to start",
    "closes.grace_days": "the number of days to finish after the last day to start",
    "decide.automatically": "the list of automatic decisions",
    "decide.otherwise": "the team that decides",
    "decide.working_days": "the number of working days until a decision",
    "examples": "the list of examples",
    "exits": "the list of exits",
    "figures": "the list of figures",
    "keep.answers": "the time that answers are kept",
    "keep.drafts": "the time that drafts are kept",
    "lists": "the list of lists",
    "minutes": "the number of minutes it takes",
    "needs": "the list of what people need",
    "pages": "the list of pages",
    "rules": "the list of rules",
    "tell.to": "the question that gives the email address",
}
# What is true or not, as a sentence about the thing that it belongs to.
_WHETHER = {
    "optional": ("may be left blank now", "must be answered now"),
    "exhaustive": ("has every option there is", "may have other options too"),
    "apart": ("rules out the others now", "can be chosen with others now"),
}


def say(change: Change, before: Tree) -> str:
    """A sentence. `before` is the definition to which the change is made."""
    what = named(change.path)
    holder, _, key = change.path.rpartition(".")
    if key in _WHETHER and isinstance(change, Set | Add | Remove):
        yes, no = _WHETHER[key]
        now = change.to if isinstance(change, Set) else change.value if isinstance(change, Add) else False
        return f"{_first(named(holder))} {yes if now is True else no}."
    match change:
        case Set():
            was = value_at(before, change.path, _NOTHING)
            if was is _NOTHING:
                return f"{_first(what)} is new: {_said(change.to)}."
            if change.path.endswith(".table.rows") and isinstance(was, list) and isinstance(change.to, list):
                return f"{_first(named(change.path.removesuffix('.table.rows')))}: {_rows_said(was, change.to)}."
            if isinstance(was, dict | list) or isinstance(change.to, dict | list):
                return f"{_first(what)}: {_said(was)} becomes {_said(change.to)}."
            return f"{_first(what)} was {_said(was)} and is now {_said(change.to)}."
        case Add():
            where = _where(change)
            return f"{_first(what)} is new{where}{_detail(change.value)}."
        case Remove():
            was = value_at(before, change.path, _NOTHING)
            return f"{_first(what)} is taken out{'' if was is _NOTHING else _detail(was)}."
        case Move():
            return f"{_first(what)} is moved{_where(change) or ' to the end'}."
        case _:
            assert_never(change)


def _rows_said(was: list[Any], now: list[Any]) -> str:
    """What became of the rows of a table, by their numbers: those that it has now, and before of what is gone."""
    texts = [[repr(row) for row in rows] for rows in (was, now)]
    said = []
    for what, i1, i2, j1, j2 in SequenceMatcher(a=texts[0], b=texts[1], autojunk=False).get_opcodes():
        changed = min(i2 - i1, j2 - j1) if what == "replace" else 0
        if changed:
            said.append(_numbered(j1, j1 + changed, "changed"))
        if what != "equal" and j2 - j1 > changed:
            said.append(_numbered(j1 + changed, j2, "new"))
        if what != "equal" and i2 - i1 > changed:
            said.append(_numbered(i1 + changed, i2, "taken out"))
    return ", ".join(said) or "as before"


def _numbered(start: int, end: int, became: str) -> str:
    return f"row {end} is {became}" if end - start == 1 else f"rows {start + 1} to {end} are {became}"


def named(path: str) -> str:
    """What stands at a path, in words: the hint of the question registration."""
    parts = path.split(".")
    if path in _PLACES:
        return _PLACES[path]
    if len(parts) == 1:
        return f"the {_words(parts[0])}"
    words: list[str] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        thing = _THINGS.get(part)
        if thing is not None and at + 1 < len(parts):
            rest = parts[at + 1]
            if part in ("examples", "values", "accept", "dated"):
                rest = ".".join(parts[at + 1 :]) if part != "examples" else rest
                words.append(f"the {thing} {rest}")
                at = len(parts) if part != "examples" else at + 2
                continue
            words.append(f"the {thing} {rest}")
            at += 2
            continue
        words.append(f"the {_words(part)}")
        at += 1
    return " of ".join(reversed(_shortest(words)))


def _shortest(words: list[str]) -> list[str]:
    """Where a question is named, its page goes without saying; and `decide` and `tell` are where things are kept."""
    kept = [word for word in words if word not in ("the decide",)]
    if any(word.startswith("the question ") for word in kept):
        kept = [word for word in kept if not word.startswith("the page ")]
    return kept or words


def _words(key: str) -> str:
    return _KEYS.get(key, key.replace("_", " "))


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _where(change: Add | Move) -> str:
    if change.after is not None:
        return f", after {shortened(change.after)}"
    if change.before is not None:
        return f", before {shortened(change.before)}"
    return ""


def _detail(value: Any) -> str:
    """The words people see of something, where it has any."""
    if isinstance(value, dict):
        for key in ("ask", "title", "label", "say", "name"):
            if key in value:
                return f": {_said(value[key])}"
        return ""
    return f": {_said(value)}" if not isinstance(value, list) else ""


def _said(value: Any) -> str:
    match value:
        case {"en": str(english)}:
            return f"“{shortened(english)}”"
        case str():
            return f"“{shortened(value)}”" if value else "an empty text"
        case dict():
            return f"{{{shortened(', '.join(value))}}}"
        case list():
            return f"[{shortened(', '.join(_in_list(each) for each in value))}]"
        case None:
            return "nothing"
        case _:
            return text_of(value)


def _in_list(value: Any) -> str:
    return "…" if isinstance(value, dict | list) else text_of(value)


_NOTHING: Any = object()
