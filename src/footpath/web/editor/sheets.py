"""The form for each kind of place in a definition: its boxes as they are now, and the edits of what was typed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from footpath.definition import format as f
from footpath.definition.changes import Add, Change, Remove, Set, Tree
from footpath.definition.changes.change import number
from footpath.definition.changes.places import Astray, Spot, find, form_of, keys_of
from footpath.definition.changes.tree import same, text_of
from footpath.questions import KINDS, KINDS_OF_FILE
from footpath.values import Problem
from footpath.web.editor.terms import KINDS_SAID, term
from footpath.web.figures import day
from footpath.web.forms import one

type Fields = Mapping[str, list[str]]
type Edits = tuple[Change, ...] | tuple[Problem, ...]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    value: str
    text: str
    hint: str = ""


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One box of a form. `kind`: line, lines, code, number, date, one, or many of its choices."""

    name: str
    label: str
    kind: str = "line"
    value: str = ""
    values: tuple[str, ...] = ()
    hint: str = ""
    lang: str = "en"
    choices: tuple[Choice, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Boxes that stand beside one another, under what they are about."""

    boxes: tuple[Box, ...]
    title: str = ""
    out: str = ""  # the path to take out, where the row as a whole can be


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The form of one place. `read` gives the edits, in words that are still to be given their reason."""

    rows: tuple[Row, ...]
    read: Callable[[Fields], Edits]
    says: str = ""


WHY = "?"  # stands for the reason until the view has read it

# Texts that are paragraphs and not lines.
_LONG = frozenset(("guidance", "say", "letter", "summary", "next", "says", "why", "outcome", "otherwise"))
NUMBER = re.compile(r"[-+]?[0-9]{1,20}(?:\.[0-9]{1,10})?")
_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def spot_at(tree: Tree, path: str) -> Spot | None:
    """A place of a definition, whether or not anything stands there; None where there can be none."""
    found = find(tree, path)
    return None if isinstance(found, Astray) else found


def sheet_of(tree: Tree, path: str, *, must_set: bool = False) -> Sheet | None:
    """None where the place is changed in the YAML alone, or in its parts."""
    spot = spot_at(tree, path)
    if spot is None:
        return None
    now = spot.value if spot.present else None
    key = spot.key
    shape = spot.shape
    if not spot.present and spot.held != "group":
        return None
    match shape:
        case f.ForPeople():
            return _words(path, key, now)
        case f.ByForm() if shape is f.OPTION:
            return _option(path, now)
        case f.ByForm() if shape is f.FIGURE:
            return _figure(path, now, must_set=must_set)
        case f.ByForm() if shape is f.LIST:
            return _list(path, now, must_set=must_set)
        case f.ByForm() if shape is f.RULE and not isinstance(now, dict):
            return _line(path, now, "Rule", kind="code")
        case f.Feel():
            return _line(path, now, term(path), kind="code", hint=_FEEL_HINTS.get(key, ""))
        case f.Whole():
            return _whole(path, now, shape)
        case f.TrueOrFalse():
            return _yes_or_no(path, key, now)
        case f.Bounds():
            return _bounds(path, now)
        case f.Text():
            return _line(path, now, term(path))
        case f.Period():
            return _line(path, now, term(path), hint=_PERIODS.get(key, ""))
        case f.ListOf(item=f.OneOf()):
            return _kinds_of_file(path, now)
        case _:
            return None


_FEEL_HINTS = {
    "when": 'A rule, like fuel = "diesel". People see the page only where it is true',
    "amount": "The name of a rule or figure that gives pounds",
}
_PERIODS = {"answers": "Like 6 years after decision", "drafts": "Like 28 days"}


# --- texts


def words_boxes(name: str, now: Any, label: str, *, long: bool = False, hint: str = "") -> tuple[Box, Box]:
    english, welsh = words_of(now)
    kind = "lines" if long else "line"
    return (
        Box(name=f"{name}-en", label=f"{label} in English", kind=kind, value=english, hint=hint),
        Box(name=f"{name}-cy", label=f"{label} in Welsh", kind=kind, value=welsh, lang="cy"),
    )


def words_of(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        return str(value.get("en", "")), str(value.get("cy", ""))
    return ("" if value is None else text_of(value)), ""


def typed_words(form: Fields, name: str) -> str | dict[str, str] | None:
    """What was typed in the two boxes, as a definition says it; None where both are empty."""
    english, welsh = _typed(form, f"{name}-en"), _typed(form, f"{name}-cy")
    if not english and not welsh:
        return None
    return {"en": english, "cy": welsh} if welsh else english


def _typed(form: Fields, name: str) -> str:
    """What was typed: lines end as they do in a definition, and nothing but spaces is nothing."""
    return one(form, name).replace("\r\n", "\n").replace("\r", "\n").strip()


def _words(path: str, key: str, now: Any) -> Sheet:
    label = term(path)
    long = key in _LONG

    def read(form: Fields) -> Edits:
        said = typed_words(form, "to")
        if said is None or (isinstance(said, dict) and not said["en"]):
            return (Problem("to-en", f"Enter the {label.lower()} in English"),)
        if words_of(now) == words_of(said) and now is not None:
            return ()
        return (Set(path=path, to=said, because=WHY),)

    return Sheet(rows=(Row(boxes=words_boxes("to", now, label, long=long)),), read=read)


def _line(path: str, now: Any, label: str, *, kind: str = "line", hint: str = "") -> Sheet:
    def read(form: Fields) -> Edits:
        said = _typed(form, "to")
        if not said:
            return (Problem("to", f"Enter the {label.lower()}"),)
        if now is not None and said == text_of(now):
            return ()
        return (Set(path=path, to=said, because=WHY),)

    held = "" if now is None else text_of(now)
    return Sheet(rows=(Row(boxes=(Box(name="to", label=label, kind=kind, value=held, hint=hint),)),), read=read)


def _whole(path: str, now: Any, shape: f.Whole) -> Sheet:
    label = term(path)

    def read(form: Fields) -> Edits:
        said = _typed(form, "to")
        if not said.isascii() or not said.isdecimal() or not shape.least <= int(said[:9]) <= shape.most:
            return (Problem("to", f"{label} must be a whole number from {shape.least} to {shape.most}"),)
        return () if now == int(said) else (Set(path=path, to=int(said), because=WHY),)

    held = "" if now is None else text_of(now)
    return Sheet(rows=(Row(boxes=(Box(name="to", label=label, kind="number", value=held),)),), read=read)


# --- yes or no


_SWITCHES: Mapping[str, tuple[str, str, str]] = {
    "optional": ("Must everybody answer?", "Everybody must answer", "People may leave it blank"),
    "exhaustive": (
        "Do the options cover everybody?",
        "No: somebody may be none of these",
        "Yes: there is nothing else it could be",
    ),
    "apart": ("How does this option stand?", "Among the others", "Apart from the others: it rules them out"),
}


def _yes_or_no(path: str, key: str, now: Any) -> Sheet:
    label, no, yes = _SWITCHES.get(key, (term(path), "No", "Yes"))

    def read(form: Fields) -> Edits:
        said = one(form, "to")
        if said not in ("no", "yes"):
            return (Problem("to", "Select one of the two"),)
        if (said == "yes") == bool(now):
            return ()
        if said == "yes":
            return (Set(path=path, to=True, because=WHY),)
        return (Remove(path=path, because=WHY),)

    choices = (Choice(value="no", text=no), Choice(value="yes", text=yes))
    box = Box(name="to", label=label, kind="one", value="yes" if now else "no", choices=choices)
    return Sheet(rows=(Row(boxes=(box,)),), read=read)


# --- limits


def _bounds(path: str, now: Any) -> Sheet:
    ends = now if isinstance(now, list) and len(now) == 2 else [None, None]

    def read(form: Fields) -> Edits:
        least, most = (_end(_typed(form, name)) for name in ("least", "most"))
        if least is None and most is None:
            return (Remove(path=path, because=WHY),) if now is not None else ()
        if now is not None and same([least, most], ends):
            return ()
        return (Set(path=path, to=[least, most], because=WHY),)

    boxes = (
        Box(name="least", label="The least", value="" if ends[0] is None else text_of(ends[0])),
        Box(name="most", label="The most", value="" if ends[1] is None else text_of(ends[1])),
    )
    says = "Both ends are allowed. Leave one blank for no limit. Write a date like 2026-05-01, or today()."
    return Sheet(rows=(Row(boxes=boxes),), read=read, says=says)


def _end(typed: str) -> Any:
    if not typed:
        return None
    return number(typed) if NUMBER.fullmatch(typed) else typed


def _kinds_of_file(path: str, now: Any) -> Sheet:
    held = tuple(now) if isinstance(now, list) else ()

    def read(form: Fields) -> Edits:
        said = [kind for kind in KINDS_OF_FILE if kind in form.get("to", ())]
        if not said:
            return (Problem("to", "Select at least one kind of file"),)
        if set(said) == set(held):
            return ()
        kept = [kind for kind in held if kind in said]
        return (Set(path=path, to=[*kept, *(kind for kind in said if kind not in kept)], because=WHY),)

    choices = tuple(Choice(value=kind, text=names[0]) for kind, names in KINDS_OF_FILE.items())
    box = Box(name="to", label="Which files may be sent?", kind="many", values=held, choices=choices)
    return Sheet(rows=(Row(boxes=(box,)),), read=read)


# --- an option


def _option(path: str, now: Any) -> Sheet:
    group = now if isinstance(now, dict) and form_of(now, f.OPTION) is f.OPTION.group else None
    label = group.get("label") if group is not None else now
    hint = group.get("hint") if group is not None else None

    def read(form: Fields) -> Edits:
        said, hinted = typed_words(form, "label"), typed_words(form, "hint")
        for name, typed in (("label", said), ("hint", hinted)):
            if (name == "label" and typed is None) or (isinstance(typed, dict) and not typed["en"]):
                return (Problem(f"{name}-en", f"Enter the {name} in English"),)
        edits: list[Change] = []
        if words_of(said) != words_of(label):
            edits.append(Set(path=f"{path}.label" if group is not None else path, to=said, because=WHY))
        if words_of(hinted) != words_of(hint):
            at = f"{path}.hint"
            edits.append(Remove(path=at, because=WHY) if hinted is None else Set(path=at, to=hinted, because=WHY))
        return tuple(edits)

    rows = (Row(boxes=words_boxes("label", label, "Label")), Row(boxes=words_boxes("hint", hint, "Hint")))
    return Sheet(rows=rows, read=read)


# --- figures and lists


def _figure(path: str, now: Any, *, must_set: bool) -> Sheet:
    group = now if isinstance(now, dict) else None
    dated = now if isinstance(now, list) else group.get("dated") if group else None
    if isinstance(dated, list):
        return _dated(path, dated, must_set=must_set)
    value = group.get("value") if group else now
    source = group.get("source") if group else None

    def read(form: Fields) -> Edits:
        said = like(value, _typed(form, "value-0"))
        if isinstance(said, Problem):
            return (Problem("value-0", said.says),)
        sourced = _typed(form, "source-0")
        more = _new_value(form, value, needs_day=True)
        if isinstance(more, Problem):
            return (more,)
        if more is not None:
            first = {"value": said} | ({"source": sourced} if sourced else {})
            return (Set(path=path, to={"dated": [first, more]}, because=WHY),)
        edits: list[Change] = []
        if not same(said, value) or (must_set and sourced == (source or "")):
            edits.append(Set(path=f"{path}.value" if group is not None else path, to=said, because=WHY))
        if sourced and sourced != source:
            edits.append(Set(path=f"{path}.source", to=sourced, because=WHY))
        return tuple(edits)

    return Sheet(
        rows=(Row(boxes=_value_boxes("0", value, source)), _new_row("A new value from a date")),
        read=read,
    )


def _dated(path: str, dated: list[Any], *, must_set: bool) -> Sheet:
    keys = keys_of(dated, f.ListOf(f.DATED))
    like_value = dated[0].get("value") if dated else None

    def read(form: Fields) -> Edits:
        edits: list[Change] = []
        for place, (key, each) in enumerate(zip(keys, dated, strict=True)):
            said = like(each.get("value"), _typed(form, f"value-{place}"))
            if isinstance(said, Problem):
                return (Problem(f"value-{place}", said.says),)
            sourced = _typed(form, f"source-{place}")
            if not same(said, each.get("value")):
                edits.append(Set(path=f"{path}.{key}.value", to=said, because=WHY))
            if sourced and sourced != each.get("source"):
                edits.append(Set(path=f"{path}.{key}.source", to=sourced, because=WHY))
        more = _new_value(form, like_value, needs_day=True)
        if isinstance(more, Problem):
            return (more,)
        if more is not None:
            if more["from"] in keys:
                return (Problem("new-from", f"There is a value from {more['from']} already: change that one"),)
            ahead = [key for key in keys if not _A_DAY.fullmatch(key) or key < more["from"]]
            after, before = (ahead[-1], None) if ahead else (None, keys[0] if keys else None)
            edits.append(Add(path=f"{path}.{more['from']}", value=more, because=WHY, after=after, before=before))
        if must_set and not edits and keys:
            edits.append(Set(path=f"{path}.{keys[-1]}.value", to=dated[-1].get("value"), because=WHY))
        return tuple(edits)

    rows = [
        Row(
            title=f"From {day(date.fromisoformat(key), 'en')}" if _A_DAY.fullmatch(key) else "From the beginning",
            boxes=_value_boxes(str(place), each.get("value"), each.get("source")),
            out=f"{path}.{key}" if len(keys) > 1 else "",
        )
        for place, (key, each) in enumerate(zip(keys, dated, strict=True))
    ]
    return Sheet(rows=(*rows, _new_row("A new value from a date")), read=read)


def _value_boxes(name: str, value: Any, source: Any) -> tuple[Box, ...]:
    return (
        Box(name=f"value-{name}", label="Value", value=_shown(value)),
        Box(name=f"source-{name}", label="Source", value="" if source is None else text_of(source)),
    )


def _new_row(title: str) -> Row:
    return Row(
        title=title,
        boxes=(
            Box(name="new-from", label="From", kind="date", hint="Like 2027-04-01"),
            Box(name="new-value", label="Value", hint="Like the ones above"),
            Box(name="new-source", label="Source", hint="Where it was decided"),
        ),
    )


def _new_value(form: Fields, pattern: Any, *, needs_day: bool) -> dict[str, Any] | Problem | None:
    day, typed, source = (_typed(form, f"new-{each}") for each in ("from", "value", "source"))
    if not day and not typed and not source:
        return None
    if needs_day and not _A_DAY.fullmatch(day):
        return Problem("new-from", "Enter the day from which it holds, like 2027-04-01")
    if not typed:
        return Problem("new-value", "Enter the value")
    said = like(pattern, typed)
    if isinstance(said, Problem):
        return Problem("new-value", said.says)
    if not source:
        return Problem("new-source", "Enter where the value was decided or is published")
    return ({"from": day} if day else {}) | {"value": said, "source": source}


def _list(path: str, now: Any, *, must_set: bool) -> Sheet:
    group = now if isinstance(now, dict) else None
    items = group.get("values", []) if group is not None else now or []

    def read(form: Fields) -> Edits:
        typed = [line.strip() for line in _typed(form, "to").split("\n") if line.strip()]
        if not typed:
            return (Problem("to", "Enter at least one item, each on a line of its own"),)
        twice = next((each for place, each in enumerate(typed) if each in typed[:place]), None)
        if twice is not None:
            return (Problem("to", f"{twice} is on the list twice: take one out"),)
        said = []
        for line in typed:
            each = like(items[0] if items else "", line)
            if isinstance(each, Problem):
                return (Problem("to", f"{line}: {each.says}"),)
            said.append(each)
        edits: list[Change] = []
        if not same(said, items) or must_set:
            edits.append(Set(path=f"{path}.values" if group is not None else path, to=said, because=WHY))
        source = _typed(form, "source")
        if group is not None and source and source != group.get("source"):
            edits.append(Set(path=f"{path}.source", to=source, because=WHY))
        return tuple(edits)

    boxes = [
        Box(
            name="to",
            label="What is on the list",
            kind="lines",
            value="\n".join(map(text_of, items)),
            hint="Each on a line of its own",
        )
    ]
    if group is not None:
        boxes.append(Box(name="source", label="Source", value=text_of(group.get("source", ""))))
    return Sheet(rows=(Row(boxes=tuple(boxes)),), read=read)


def like(pattern: Any, typed: str) -> Any:
    """What was typed as a value of the same kind as another: 88.50 stays 88.50, to the digit."""
    if isinstance(pattern, list):
        first = pattern[0] if pattern else ""
        parts = [like(first, part.strip()) for part in typed.split(",")]
        return next((part for part in parts if isinstance(part, Problem)), parts)
    if not typed:
        return Problem("", "Enter the value")
    if isinstance(pattern, bool):
        return typed == "true" if typed in ("true", "false") else Problem("", "Enter true or false")
    if isinstance(pattern, int | Decimal):
        plain = typed.removeprefix("£").replace(",", "").replace(" ", "")
        if not NUMBER.fullmatch(plain):
            return Problem("", f"“{typed[:40]}” is no number: enter one like 88.50")
        return number(plain)
    return typed


def _shown(value: Any) -> str:
    return ", ".join(map(text_of, value)) if isinstance(value, list) else "" if value is None else text_of(value)


# --- something new


_BY_ASKING = tuple(kind for kind in KINDS if kind != "repeat")  # a list of things is begun in the YAML
_SMALL_WORDS = (
    "a an and any are as at be by can could did do does for from has have how i if in is it its many may much of on "
    "or please should that the their there they this to was we were what when where which who why will with would you "
    "your yours"
)
_STOP = frozenset(_SMALL_WORDS.split())


def id_from(text: str, taken: Sequence[str], *, otherwise: str) -> str:
    """An id made of the words that tell most: “What colour is your vehicle?” is colour_vehicle."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
    kept = [word for word in words if word not in _STOP][:3] or [otherwise]
    name = "_".join(kept)[:50].strip("_")
    name = name if name[:1].isalpha() else f"{otherwise}_{name}"
    reserved = {each for of in f.RESERVED.values() for each in of}
    made, count = name, 1
    while made in taken or made in reserved:
        count += 1
        made = f"{name}_{count}"
    return made


KIND_CHOICES = tuple(Choice(value=kind, text=KINDS_SAID[kind]) for kind in _BY_ASKING)
NEEDS_OPTIONS = frozenset(("choose_one", "choose_many"))


def question_rows() -> tuple[Row, ...]:
    """What a new question is made of."""
    return (
        Row(boxes=words_boxes("ask", None, "Question")),
        Row(boxes=(Box(name="type", label="What kind of answer is it?", kind="select", choices=KIND_CHOICES),)),
        Row(
            boxes=(
                Box(
                    name="options",
                    label="Options",
                    kind="lines",
                    hint="Only for a choice. Put each on its own line, with Welsh after a bar, like Petrol | Petrol",
                ),
            )
        ),
        Row(boxes=words_boxes("hint", None, "Hint", hint="One short sentence. You can leave it blank")),
        Row(boxes=words_boxes("why", None, "Why we ask", hint="People can open it under the question")),
        Row(boxes=(Box(name="used_for", label="What staff use the answer for", hint="Leave blank if a rule uses it"),)),
        Row(
            boxes=(
                Box(
                    name="optional",
                    label="Must everybody answer?",
                    kind="one",
                    value="no",
                    choices=(
                        Choice(value="no", text="Everybody must answer"),
                        Choice(value="yes", text="People may leave it blank"),
                    ),
                ),
            )
        ),
    )


def question_from(form: Fields) -> dict[str, Any] | tuple[Problem, ...]:
    """A question as it was put together, or what is missing."""
    ask, kind = typed_words(form, "ask"), one(form, "type")
    wrong: list[Problem] = []
    if ask is None or (isinstance(ask, dict) and not ask["en"]):
        wrong.append(Problem("ask-en", "Enter the question in English"))
    if kind not in _BY_ASKING:
        wrong.append(Problem("type", "Select what kind of answer it is"))
    why = typed_words(form, "why")
    if why is None or (isinstance(why, dict) and not why["en"]):
        wrong.append(Problem("why-en", "Enter why it is asked: people can read it"))
    made: dict[str, Any] = {"ask": ask}
    hint = typed_words(form, "hint")
    if hint is not None:
        made["hint"] = hint
    made["type"] = kind
    if kind in NEEDS_OPTIONS:
        options = _options(_typed(form, "options"))
        if len(options) < 2:
            wrong.append(Problem("options", "Enter at least 2 options, each on a line of its own"))
        made["options"] = options
    if kind == "declaration":
        made["says"] = ask
    if one(form, "optional") == "yes":
        made["optional"] = True
    made["why"] = why
    used = _typed(form, "used_for")
    if used:
        made["used_for"] = used
    return tuple(wrong) if wrong else made


def _options(typed: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for line in typed.split("\n"):
        english, _, welsh = (part.strip() for part in line.partition("|"))
        if english:
            label = {"en": english, "cy": welsh} if welsh else english
            options[id_from(english, list(options), otherwise="option")] = label
    return options
