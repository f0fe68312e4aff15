"""A document against the format: its values, where each stands, and everything that does not fit."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

import msgspec

from footpath.definition import format as f
from footpath.definition.wording import expected, found, listed, one, sentence, shortened
from footpath.definition.yaml import MOST_FAULTS, Entries, Items, Node, Scalar, plain
from footpath.rules import nearest
from footpath.values import LANGUAGES, Fault, Words

_ID = re.compile(f.ID)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERIOD = re.compile(f.PERIOD)
# A month is taken as 30.4375 days and a year as 365.25, so that 12 months are a year and four years a leap day.
_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4375"), "year": Decimal("365.25")}
LONGEST_KEPT_DAYS = 36_525  # a hundred years


class _LeftOut:
    def __repr__(self) -> str:
        return "LEFT_OUT"


LEFT_OUT: Any = _LeftOut()


class TooMany(Exception):
    """So much is wrong that more of it would help nobody. What was found first stands in `Reading.faults`."""


class Kept(msgspec.Struct, frozen=True):
    """A period in days, and the words it was said in."""

    days: int
    said: str


class Span(msgspec.Struct, frozen=True):
    """The two ends of `between`: Decimal, date, FEEL as text, or None."""

    ends: tuple[Decimal | date | str | None, Decimal | date | str | None]


class Group:
    """What a group of the format holds in a file: values by key, without those that are missing or do not fit."""

    __slots__ = ("path", "values")

    def __init__(self, path: str, values: dict[str, Any]) -> None:
        self.path = path
        self.values = values

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str, otherwise: Any = None) -> Any:
        return self.values.get(key, otherwise)


class Reading:
    """Reads nodes as the format says. What it could not read is left out, and is among its faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.places: dict[str, tuple[int, int]] = {}
        self.scalars: dict[str, Scalar] = {}
        self.broken: set[str] = set()  # paths at or under which something did not fit

    def fault(self, path: str, place: tuple[int, int], wrong: str, mend: str, *, check: str = "shape") -> None:
        """Adds a fault. Raises TooMany."""
        self.faults.append(
            Fault(file=self.file, line=place[0], column=place[1], path=path, wrong=wrong, mend=mend, check=check)
        )
        while path:
            self.broken.add(path)
            path = path.rpartition(".")[0]
        if len(self.faults) >= MOST_FAULTS:
            raise TooMany

    def place(self, path: str) -> tuple[int, int]:
        """Where a path stands; where there is no such place, the nearest one around it."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, (1, 1))

    def read(self, node: Node, shape: f.Shape, path: str) -> Any:
        """The value, or `LEFT_OUT` where it does not fit."""
        if isinstance(node, Scalar):
            self.scalars[path] = node
            self.places[path] = (node.line, node.column)
        else:
            # A block's own position is that of its first key, which says less than the key before it.
            self.places.setdefault(path, (node.line, node.column))
        if isinstance(node, Scalar) and node.value is None and not isinstance(shape, f.Cell | f.Constant | f.Data):
            return self.unfit(path, node, "There is nothing here", f"Write {expected(shape)}, or take the key out")
        match shape:
            case f.Group():
                return self.group(node, shape, path)
            case f.ByForm():
                return self.by_form(node, shape, path)
            case f.ById():
                return self.by_id(node, shape, path)
            case f.ListOf():
                return self.list(node, shape, path)
            case f.ForPeople():
                return self.for_people(node, shape, path)
            case f.Row():
                return self.row(node, path)
            case f.Bounds():
                return self.bounds(node, path)
            case f.Constant():
                return self.constant(node, shape, path)
            case f.Data():
                return self.data(node, shape, path)
            case (
                f.Text() | f.Feel() | f.Id() | f.Whole() | f.TrueOrFalse() | f.Day() | f.OneOf() | f.Period() | f.Cell()
            ):
                if not isinstance(node, Scalar):
                    return self.mistaken(path, node, shape)
                return self.scalar(node, shape, path)
            case _:
                assert_never(shape)

    def scalar(
        self,
        node: Scalar,
        shape: f.Text | f.Feel | f.Id | f.Whole | f.TrueOrFalse | f.Day | f.OneOf | f.Period | f.Cell,
        path: str,
    ) -> Any:
        match shape:
            case f.Text():
                return self.text(node, path)
            case f.Feel():
                # true, 2 and "a text" in quotes are all rules as they stand.
                return node.written if node.written.strip() else self.nothing(path, node)
            case f.Cell():
                return None if node.value is None and node.style == "plain" else node.written
            case f.Id():
                return self.id(path, node, node.written)
            case f.Whole():
                return self.whole(node, shape, path)
            case f.TrueOrFalse():
                if isinstance(node.value, bool):
                    return node.value
                return self.mistaken(path, node, shape)
            case f.Day():
                return self.day(node, path)
            case f.OneOf():
                return self.one_of(node, shape.words, path)
            case f.Period():
                return self.period(node, path)
            case _:
                assert_never(shape)

    # Values

    def text(self, node: Scalar, path: str) -> Any:
        if not isinstance(node.value, str):
            mend = f'Put it in quotes: "{node.written}"'
            return self.unfit(path, node, f"{found(node)} stands here, and a text is wanted", mend)
        return node.value if node.value.strip() else self.nothing(path, node)

    def whole(self, node: Scalar, shape: f.Whole, path: str) -> Any:
        number = node.value
        if isinstance(number, bool) or not isinstance(number, int):
            return self.mistaken(path, node, shape)
        if not shape.least <= number <= shape.most:
            return self.unfit(path, node, f"{number} stands here, and {expected(shape)} is wanted", "Change it")
        return number

    def day(self, node: Scalar, path: str) -> Any:
        if not isinstance(node.value, str) or not _DAY.fullmatch(node.value):
            return self.mistaken(path, node, f.Day())
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            return self.unfit(path, node, f"{node.value} is not a real date", "Look at the month and the day")

    def one_of(self, node: Scalar, words: tuple[str, ...], path: str) -> Any:
        if node.value in words:
            return node.value
        return self.unfit(
            path,
            node,
            f"{found(node)} is not known here",
            nearest(node.written, words) or f"Use one of {listed(words)}",
        )

    def period(self, node: Scalar, path: str) -> Any:
        said = _PERIOD.fullmatch(node.value) if isinstance(node.value, str) else None
        if said is None:
            return self.mistaken(path, node, f.Period())
        days = int(int(said[1]) * _DAYS[said[2]])
        if not 1 <= days <= LONGEST_KEPT_DAYS:
            return self.unfit(path, node, f"{node.value} is not between a day and a hundred years", "Write one that is")
        return Kept(days, said[0])

    def id(self, path: str, at: Node | tuple[int, int], written: str) -> Any:
        if len(written) > f.LONGEST_ID:
            return self.unfit(
                path,
                at,
                f"This id has {len(written)} characters",
                f"Use one of at most {f.LONGEST_ID}, like first_page",
            )
        if _ID.fullmatch(written):
            return written
        better = re.sub("[^a-z0-9]+", "_", written.lower()).strip("_")
        better = better if _ID.fullmatch(better) else f"the_{better}".rstrip("_")
        return self.unfit(
            path,
            at,
            f"{shortened(written)} is not an id",
            f"Use small letters, digits and underscores, beginning with a letter, like {better}",
        )

    def constant(self, node: Node, shape: f.Constant, path: str) -> Any:
        match node:
            case Scalar() if node.value is not None:
                return number_of(node.value)
            case Items() if shape.or_list:
                items = [self.read(item, f.Constant(), f"{path}.{place}") for place, item in enumerate(node.items)]
                return [item for item in items if item is not LEFT_OUT]
            case _:
                return self.mistaken(path, node, shape)

    def bounds(self, node: Node, path: str) -> Any:
        if not isinstance(node, Items) or len(node.items) != 2:
            return self.mistaken(path, node, f.Bounds())
        ends: list[Decimal | date | str | None] = []
        for place, item in enumerate(node.items):
            at = f"{path}.{place}"
            self.places[at] = (item.line, item.column)
            if not isinstance(item, Scalar) or isinstance(item.value, bool):
                return self.mistaken(at, item, f.Bounds())
            self.scalars[at] = item
            if isinstance(item.value, str) and _DAY.fullmatch(item.value):
                day = self.day(item, at)
                if day is LEFT_OUT:
                    return LEFT_OUT
                ends.append(day)
            elif isinstance(item.value, str) and not item.value.strip():
                return self.nothing(at, item)
            else:
                ends.append(number_of(item.value))
        first, last = ends
        numbers = isinstance(first, Decimal) and isinstance(last, Decimal) and first > last
        days = isinstance(first, date) and isinstance(last, date) and first > last
        if numbers or days:
            return self.unfit(path, node, "The least is more than the most", "Write the least first")
        return Span((first, last))

    def row(self, node: Node, path: str) -> Any:
        if not isinstance(node, Items):
            return self.mistaken(path, node, f.Row())
        cells = [self.read(item, f.Cell(), f"{path}.{place}") for place, item in enumerate(node.items)]
        return LEFT_OUT if LEFT_OUT in cells else tuple(cells)

    def data(self, node: Node, shape: f.Data, path: str) -> Any:
        if not isinstance(node, Entries):
            return self.mistaken(path, node, shape)
        self.remember(node, path)
        if shape.of == "answers":
            return answers(node)
        return {entry.key: numbers_in(plain(entry.value)) for entry in node.entries}

    def remember(self, node: Node, path: str) -> None:
        """Where every part of free data stands."""
        match node:
            case Scalar():
                self.places[path] = (node.line, node.column)
            case Items():
                for place, item in enumerate(node.items):
                    self.remember(item, f"{path}.{place}")
            case Entries():
                for entry in node.entries:
                    self.places[f"{path}.{entry.key}"] = (entry.line, entry.column)
                    self.remember(entry.value, f"{path}.{entry.key}")

    def for_people(self, node: Node, shape: f.ForPeople, path: str) -> Any:
        match node:
            case Scalar():
                text = self.text(node, path)
                self.braces(path, node, shape)
                return LEFT_OUT if text is LEFT_OUT else Words(text)
            case Entries():
                texts: dict[str, Any] = {}
                for entry in node.entries:
                    at = f"{path}.{entry.key}"
                    if entry.key not in LANGUAGES:
                        mend = nearest(entry.key, LANGUAGES) or "Languages are en (English) and cy (Welsh)."
                        self.unfit(at, (entry.line, entry.column), f"{shortened(entry.key)} is no language here", mend)
                        continue
                    texts[entry.key] = self.read(entry.value, f.TEXT, at)
                    if texts[entry.key] is not LEFT_OUT:
                        assert isinstance(entry.value, Scalar)
                        self.braces(at, entry.value, shape)
                if "en" not in texts:
                    return self.unfit(path, node, "There is no English text here", "Add en: with the English")
                if LEFT_OUT in texts.values():
                    return LEFT_OUT
                return Words(texts["en"], texts.get("cy"))
            case _:
                return self.mistaken(path, node, shape)

    def braces(self, path: str, node: Scalar, shape: f.ForPeople) -> None:
        if not shape.holds_feel and "{{" in node.written:
            self.unfit(
                path,
                node,
                "A rule in {{ }} stands here, and it would be shown as it is written",
                "Rules can stand in letters, emails and what happens next. Write words here",
            )

    # Collections

    def list(self, node: Node, shape: f.ListOf, path: str) -> Any:
        if not isinstance(node, Items):
            return self.mistaken(path, node, shape)
        if len(node.items) < shape.least:
            return self.unfit(path, node, "This list is empty", f"Add {expected(shape.item)}")
        items = [self.read(item, shape.item, f"{path}.{place}") for place, item in enumerate(node.items)]
        return [item for item in items if item is not LEFT_OUT]

    def by_id(self, node: Node, shape: f.ById, path: str) -> Any:
        if not isinstance(node, Entries):
            return self.mistaken(path, node, shape)
        if not node.entries:
            return self.unfit(path, node, "There is nothing in these braces", f"Add one of the {shape.of}")
        values: dict[str, Any] = {}
        for entry in node.entries:
            at = f"{path}.{entry.key}"
            place = self.places[at] = (entry.line, entry.column)
            if self.id(at, place, entry.key) is not LEFT_OUT:
                self.reserved(at, place, entry.key, shape.of)
            value = self.read(entry.value, shape.value, at)
            # What does not fit is still known by its id, so that rules may refer to it.
            values[entry.key] = value
        return values

    def reserved(self, path: str, place: tuple[int, int], word: str, of: str) -> None:
        why = f.RESERVED.get(of, {}).get(word)
        if why is not None:
            self.unfit(path, place, f"{word} cannot be an id here: it {why}", "Call it something else")

    def by_form(self, node: Node, shape: f.ByForm, path: str) -> Any:
        match node:
            case Scalar() if shape.value is not None:
                return self.read(node, shape.value, path)
            case Items() if shape.items is not None:
                return self.read(node, shape.items, path)
            case Entries() if isinstance(shape.value, f.ForPeople) and any(e.key in LANGUAGES for e in node.entries):
                return self.read(node, shape.value, path)
            case Entries():
                return self.group(node, shape.group, path)
            case _:
                return self.mistaken(path, node, shape)

    def group(self, node: Node, shape: f.Group, path: str) -> Any:
        if not isinstance(node, Entries):
            return self.mistaken(path, node, shape)
        known = [key.name for key in shape.keys]
        values: dict[str, Any] = {}
        here: set[str] = set()
        for entry in node.entries:
            at = f"{path}.{entry.key}" if path else entry.key
            place = self.places[at] = (entry.line, entry.column)
            key = shape.key(entry.key)
            here.add(entry.key)
            if key is None:
                mend = nearest(entry.key, known) or f"Take it out. What can stand here: {listed(known)}"
                self.unfit(at, place, f"{shortened(entry.key)} is not a key of {one(shape.name)}", mend)
                continue
            value = self.read(entry.value, key.takes, at)
            if value is not LEFT_OUT:
                values[key.name] = value
        for key in shape.keys:
            if key.needed and key.name not in here:
                mend = f"Add {key.name}: with {expected(key.takes)}"
                self.unfit(path, node, f"In this {shape.name}, {key.name} is missing", mend)
        return Group(path, values)

    # Faults

    def unfit(self, path: str, at: Node | tuple[int, int], wrong: str, mend: str) -> Any:
        match at:
            case tuple():
                place = at
            case Scalar():
                place = (at.line, at.column)
            case _:
                place = self.places.get(path, (at.line, at.column))
        self.fault(path, place, sentence(wrong), sentence(mend))
        return LEFT_OUT

    def nothing(self, path: str, node: Scalar) -> Any:
        return self.unfit(path, node, "The text here is empty", "Write it, or take the key out")

    def mistaken(self, path: str, node: Node, shape: f.Shape) -> Any:
        wants = expected(shape)
        return self.unfit(path, node, f"{found(node)} stands here, and {wants} is wanted", f"Write {wants}")


def number_of(value: Any) -> Any:
    """Whole numbers as decimals, because rules know only one kind of number."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def numbers_in(value: Any) -> Any:
    match value:
        case list():
            return [numbers_in(item) for item in value]
        case dict():
            return {key: numbers_in(item) for key, item in value.items()}
        case _:
            return number_of(value)


def answers(node: Node) -> Any:
    """Answers as data. A number stays as it was written: 07700 900123 is a telephone number, and its 0 counts."""
    match node:
        case Scalar():
            return node.value if node.value is None or isinstance(node.value, bool) else node.written
        case Items():
            return [answers(item) for item in node.items]
        case Entries():
            return {entry.key: answers(entry.value) for entry in node.entries}
        case _:
            assert_never(node)
