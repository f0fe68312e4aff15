"""Local changes carried from one version of a standard to the next: a three-way merge by id that loses nothing.

Every local change ends as exactly one of five, with a line that says so. What cannot be settled without a person is
left out of the new edition until they have; it stays in the list of what is to be decided.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal, assert_never

import msgspec
from msgspec.structs import replace

from footpath.definition import format as f
from footpath.definition.changes.applying import adapted, apply
from footpath.definition.changes.change import Add, Change, Move, Remove, Set, inside, lapsed
from footpath.definition.changes.comparing import differences_at
from footpath.definition.changes.places import Spot, find, form_of, key_of, value_at, value_of
from footpath.definition.changes.saying import named
from footpath.definition.changes.tree import Tree, copied, same, text_of
from footpath.definition.changes.trees import tree_of_edition
from footpath.definition.service import Edition
from footpath.definition.wording import shortened
from footpath.values import Fault

type Result = Literal["clean", "already_there", "needs_decision", "orphaned", "masked_fix"]

RESULTS: tuple[Result, ...] = ("clean", "already_there", "needs_decision", "orphaned", "masked_fix")
OPEN: tuple[Result, ...] = ("needs_decision", "orphaned")
"""What somebody has to settle before the new edition can be published."""

RESULT_SAID: Mapping[Result, str] = {
    "clean": "Clean",
    "already_there": "Already there",
    "needs_decision": "Needs a decision",
    "orphaned": "Orphaned",
    "masked_fix": "Masked fix",
}


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody chose for one path: ours stays, the standard's is taken, or another value is set.

    `looked`: ours stays for good: it is not shown as hiding a newer text of the standard any more.
    `place`: where ours goes instead, because its own place is gone.
    """

    path: str
    take: Literal["ours", "standard", "other"]
    to: Any = None
    looked: bool = False
    because: str | None = None
    place: str | None = None


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one local change. The three values are what each side says there now, or None for nothing.

    `into` is the change as it goes on, or None when it does not.
    """

    path: str
    result: Result
    says: str
    change: Change
    base: Any = None
    theirs: Any = None
    ours: Any = None
    into: Change | None = None


class Upgrade(msgspec.Struct, frozen=True, kw_only=True):
    """`changes` are those of the new adaptation; `edition` what they make of the new standard, or why they cannot."""

    results: tuple[Merged, ...]
    changes: tuple[Change, ...]
    edition: Edition | tuple[Fault, ...]

    @property
    def open(self) -> tuple[Merged, ...]:
        """What somebody has to settle first."""
        return tuple(each for each in self.results if each.result in OPEN)


def upgrade(
    base: Edition,
    new: Edition,
    changes: Sequence[Change],
    *,
    decisions: Sequence[Decision] = (),
    on: date | None = None,
    file: str = "",
) -> Upgrade:
    """The local changes to `base`, made to `new`. `on` is the day by which some may have lapsed."""
    results, merged = merge(
        tree_of_edition(base), tree_of_edition(new), changes, decisions=decisions, version=new.service.version, on=on
    )
    made = adapted(new, merged, on=on, file=file or new.file)
    while isinstance(made, tuple):
        # A change may have its place and not fit any more, like a rule that looks at a question which is gone.
        fitting = _without_unfit(results, made)
        if fitting == results:
            break
        results = fitting
        merged = tuple(each.into for each in results if each.into is not None)
        made = adapted(new, merged, on=on, file=file or new.file)
    return Upgrade(results=results, changes=merged, edition=made)


def _without_unfit(results: tuple[Merged, ...], faults: Sequence[Fault]) -> tuple[Merged, ...]:
    """The results, where a change that the new version cannot be made with waits for somebody."""
    found = []
    for each in results:
        into = each.into
        fault = next((f for f in faults if into is not None and f.path and inside(f.path, into.path)), None)
        if fault is not None:
            says = f"{_first(named(each.path))} does not fit the new version: {fault.wrong}"
            each = replace(each, result="needs_decision", into=None, says=says)
        found.append(each)
    return tuple(found)


def merge(
    base: Tree,
    new: Tree,
    changes: Sequence[Change],
    *,
    decisions: Sequence[Decision] = (),
    version: int,
    on: date | None = None,
) -> tuple[tuple[Merged, ...], tuple[Change, ...]]:
    """The same on trees: what became of each change, in order, and the changes that go on."""
    merging = _Merging(base, new, {each.path: each for each in decisions}, version, changes)
    for change in changes:
        if lapsed(change, on):
            merging.leave_out(change)
        else:
            merging.take(change)
    return tuple(merging.results), tuple(merging.merged)


class _Merging:
    def __init__(
        self, base: Tree, new: Tree, decisions: Mapping[str, Decision], version: int, changes: Sequence[Change] = ()
    ) -> None:
        self.base = base
        self.new = new
        self.local = copied(base)  # the base with the changes so far
        self.now = copied(new)  # the new standard with what of them goes on
        self.decisions = decisions
        self.version = version
        self.changes = changes
        self.results: list[Merged] = []
        self.merged: list[Change] = []
        self.asked: dict[str, str] | None = None

    def take(self, change: Change) -> None:
        found = self.look(change)
        decision = self.decisions.get(change.path)
        if decision is not None and (found.result in OPEN or found.result == "masked_fix"):
            found = self.decided(found, decision)
        if found.into is not None:
            made = self.make(found.into)
            if made is not None:
                found = replace(
                    found, result="needs_decision", into=None, says=f"{_first(named(change.path))}: {made.wrong}"
                )
        self.results.append(found)
        if found.into is not None:
            self.merged.append(found.into)
        # What comes later may build upon this change, whatever became of it here.
        apply(self.local, (change,), marks=False, copy=False)

    def leave_out(self, change: Change) -> None:
        assert change.until is not None
        says = f"{_first(named(change.path))}: it held until {change.until}, and is left out now that its time is over."
        self.results.append(Merged(path=change.path, result="clean", says=says, change=change))

    def make(self, change: Change) -> Fault | None:
        made = apply(self.now, (change,), copy=False)
        if not isinstance(made, tuple):
            return None
        # What a failed change may have begun is not to stay: everything that goes on is made anew.
        again = apply(self.new, self.merged)
        assert not isinstance(again, tuple), "each of these was made before"
        self.now = again
        return made[0]

    # What became of a change

    def look(self, change: Change) -> Merged:
        match change:
            case Set():
                return self.look_at_set(change)
            case Add():
                return self.look_at_add(change)
            case Remove():
                return self.look_at_remove(change)
            case Move():
                return self.look_at_move(change)
            case _:
                assert_never(change)

    def look_at_set(self, change: Set) -> Merged:
        what = _first(named(change.path))
        before, after = find(self.base, change.path), find(self.now, change.path)
        was, theirs = value_of(before, _NOTHING), value_at(self.new, change.path, _NOTHING)
        if not isinstance(after, Spot):
            return self.orphan(change, was, after.reached)
        if not after.present and (after.held in ("ids", "items") and was is not _NOTHING):
            return self.orphan(change, was, after.parent)
        if _alike(theirs, change.to):
            if after.present and must_be_set(after):
                says = f"{what}: set as before. The standard says the same, and each authority must set its own."
                return self.clean(change, says, was, theirs)
            if not _alike(value_of(after, _NOTHING), change.to):  # an earlier change of ours said something else
                return self.clean(change, f"{what}: set as before, to what the standard says.", was, theirs)
            return self.already(change, was, theirs)
        if isinstance(after.holder_shape, f.ForPeople) and after.key != "en" and self.english_changed(after):
            says = f"{what}: the standard has changed the English that you translated."
            return self.undecided(change, says, was, theirs)
        if was is _NOTHING and theirs is _NOTHING:
            # Something only we have, or a part that neither version of the standard has.
            return self.clean(change, f"{what}: set as before.", was, theirs)
        if _alike(was, theirs):
            if change.kept_over is not None:
                return self.masked(change, was, theirs)
            return self.clean(change, f"{what}: set as before. The standard has not changed it.", was, theirs)
        both = self.both(change, after.shape, was, theirs)
        if both is not None:
            return both
        if theirs is _NOTHING:
            says = f"{what}: the standard has taken it out. You set it to {_said(change.to)}."
        elif was is _NOTHING:
            says = f"{what}: the standard now says {_said(theirs)}. You set it to {_said(change.to)}."
        else:
            says = f"{what}: the standard changed {_said(was)} to {_said(theirs)}. You set it to {_said(change.to)}."
        return self.undecided(change, says, was, theirs)

    def english_changed(self, translated: Spot) -> bool:
        """Whether a text in English is another in the new version."""
        was, now = (value_at(tree, translated.parent, _NOTHING) for tree in (self.base, self.new))
        return not _alike(_english(was), _english(now))

    def both(self, change: Set, shape: f.Shape | None, was: Any, theirs: Any) -> Merged | None:
        """Two lists, or two mappings, that both sides have changed: merged by what is in them. None: it cannot be."""
        if was is _NOTHING or theirs is _NOTHING:
            return None
        merged = self.merged_value(change, shape, was, theirs)
        if merged is _NOTHING:
            return None
        if same(merged, theirs):
            return self.already(change, was, theirs)
        says = f"{_first(named(change.path))}: what you changed and what the standard changed are both in it now."
        return self.clean(change, says, was, theirs, into=replace(change, to=merged))

    def merged_value(self, change: Set, shape: f.Shape | None, was: Any, theirs: Any) -> Any:
        """What both sides made of one list or mapping, in one; `_NOTHING` where they contradict each other."""
        sides = (was, theirs, change.to)
        forms = {id(form_of(each, shape)) for each in sides}
        if len(forms) > 1 or len({type(each) for each in sides}) > 1 or not isinstance(was, dict | list):
            return _NOTHING
        form = form_of(was, shape)
        if isinstance(form, f.ForPeople):
            return _NOTHING  # a text and its translation belong together
        if isinstance(was, list) and not _by_name(sides, form):
            return _merged_runs(was, theirs, change.to)
        within = _Merging(self.base, self.new, {}, self.version)
        for each in differences_at(was, change.to, shape, change.path, because=change.because, by_place=False):
            within.take(each)
            if within.results[-1].result in OPEN:
                return _NOTHING
        return value_at(within.now, change.path, _NOTHING)

    def look_at_add(self, change: Add) -> Merged:
        what = _first(named(change.path))
        after = find(self.now, change.path)
        theirs = value_at(self.new, change.path, _NOTHING)
        if not isinstance(after, Spot):
            return self.orphan(change, _NOTHING, after.reached)
        if after.present and isinstance(after.value, list) and not isinstance(change.value, list):
            return self.look_at_item(change, after)
        if theirs is not _NOTHING:
            if same(theirs, change.value):
                return self.already(change, _NOTHING, theirs)
            says = (
                f"{what}: the standard has added one of this id too: {_said(theirs)}. Yours is {_said(change.value)}."
            )
            return self.undecided(change, says, _NOTHING, theirs)
        elsewhere = self.elsewhere(change)
        if elsewhere is not None:
            says = f"{what}: the standard asks a question of the same id now, at {elsewhere}."
            return self.undecided(change, says, _NOTHING, _NOTHING)
        into = self.anchored(change, after)
        if into is None or (into.after, into.before) == (change.after, change.before):
            return self.clean(change, f"{what} is added as before.", _NOTHING, _NOTHING)
        where = f"after {into.after}" if into.after else f"before {into.before}" if into.before else "at the end"
        gone = change.after or change.before
        says = f"{what} is added {where}, because {gone} is not there any more."
        return self.clean(change, says, _NOTHING, _NOTHING, into=into)

    def look_at_item(self, change: Add, after: Spot) -> Merged:
        """`add: lists.zone_postcodes` with one item of the list."""
        shape = form_of(after.value, after.shape)
        key = key_of(change.value, shape)
        theirs = value_at(self.new, change.path, _NOTHING)
        if isinstance(theirs, list) and key is not None and key in [key_of(each, shape) for each in theirs]:
            return self.already(change, _NOTHING, theirs)
        return self.clean(change, f"{_first(named(change.path))} has {_said(change.value)} added.", _NOTHING, theirs)

    def elsewhere(self, change: Add) -> str | None:
        """Where the new standard asks the question that a local change adds."""
        parts = change.path.split(".")
        if parts[0] != "pages":
            return None
        ids = [parts[-1]] if len(parts) >= 4 and parts[-2] == "questions" else []
        if len(parts) == 2 and isinstance(change.value, dict) and isinstance(change.value.get("questions"), dict):
            ids = list(change.value["questions"])
        return next(filter(None, map(self.asked_at, ids)), None)

    def asked_at(self, question_id: str) -> str | None:
        """Where the new standard asks a question."""
        if self.asked is None:
            self.asked = {}
            for page_id, page in self.new.get("pages", {}).items():
                for id_, question in page.get("questions", {}).items() if isinstance(page, dict) else ():
                    self.asked[id_] = f"pages.{page_id}.questions.{id_}"
                    for inner in question.get("questions", {}) if isinstance(question, dict) else ():
                        self.asked[inner] = f"pages.{page_id}.questions.{id_}.questions.{inner}"
        return self.asked.get(question_id)

    def anchored(self, change: Add, after: Spot) -> Add | None:
        """The change beside a sibling that is still there; None when its own is."""
        anchor = change.after if change.after is not None else change.before
        siblings = after.siblings()
        if anchor is None or anchor.removeprefix(f"{after.parent}.") in siblings:
            return None
        anchor = anchor.removeprefix(f"{after.parent}.")
        before = find(self.local, change.path)
        known = before.siblings() if isinstance(before, Spot) else []
        if anchor not in known:
            return None
        at = known.index(anchor)
        ahead = next((key for key in reversed(known[:at]) if key in siblings), None)
        if ahead is not None:
            return replace(change, after=ahead, before=None)
        behind = next((key for key in known[at:] if key in siblings), None)
        return replace(change, after=None, before=behind)

    def look_at_remove(self, change: Remove) -> Merged:
        what = _first(named(change.path))
        was, theirs = value_at(self.base, change.path, _NOTHING), value_at(self.new, change.path, _NOTHING)
        now = find(self.now, change.path)
        if not isinstance(now, Spot) or not now.present:
            return replace(self.already(change, was, theirs), says=f"{what} is taken out of the standard too.")
        if was is _NOTHING or _alike(was, theirs):
            if change.kept_over is not None:
                return self.masked(change, was, theirs)
            return self.clean(change, f"{what} is taken out as before.", was, theirs)
        to = "what is in it" if isinstance(theirs, dict | list) else f"it to {_said(theirs)}"
        says = f"{what}: you took it out, and the standard has changed {to}."
        return self.undecided(change, says, was, theirs)

    def look_at_move(self, change: Move) -> Merged:
        what = _first(named(change.path))
        now, before, there = (find(each, change.path) for each in (self.now, self.base, self.new))
        if not isinstance(now, Spot) or not now.present:
            return self.orphan(change, _NOTHING, now.parent if isinstance(now, Spot) else now.reached)
        siblings = now.siblings()
        anchor = change.after if change.after is not None else change.before
        if anchor is not None:
            anchor = anchor.removeprefix(f"{now.parent}.")
            if anchor not in siblings:
                says = f"{what}: you moved it beside {shortened(anchor)}, which is not in the standard any more."
                return Merged(path=change.path, result="orphaned", says=says, change=change)
        if isinstance(there, Spot) and there.present and _stands_so(siblings, now.key, change, anchor):
            return self.already(change, _NOTHING, _NOTHING)
        if isinstance(before, Spot) and isinstance(there, Spot) and before.present and there.present:
            was, is_ = before.siblings(), there.siblings()
            if _neighbours(was, is_, change.path.rpartition(".")[2]):
                return self.undecided(
                    change, f"{what}: you moved it, and the standard has moved it elsewhere.", _NOTHING, _NOTHING
                )
        return self.clean(change, f"{what} is moved as before.", _NOTHING, _NOTHING)

    # The five

    def clean(self, change: Change, says: str, was: Any, theirs: Any, *, into: Change | None = None) -> Merged:
        return self.line(change, "clean", says, was, theirs, into=into or change)

    def already(self, change: Change, was: Any, theirs: Any) -> Merged:
        says = f"{_first(named(change.path))}: the standard now says the same, so the local change is not needed."
        return self.line(change, "already_there", says, was, theirs)

    def masked(self, change: Change, was: Any, theirs: Any) -> Merged:
        says = (
            f"{_first(named(change.path))}: you chose yours when the standard had version {change.kept_over}, and it "
            f"still hides what the standard says: {_said(theirs)}."
        )
        return self.line(change, "masked_fix", says, was, theirs, into=change)

    def undecided(self, change: Change, says: str, was: Any, theirs: Any) -> Merged:
        return self.line(change, "needs_decision", says, was, theirs)

    def orphan(self, change: Change, was: Any, where: str) -> Merged:
        place = named(where) if where else "the service"
        gone = change.path[len(where) :].lstrip(".").split(".")
        lost = named(f"{where}.{'.'.join(gone[:2] if gone[0] in ('questions', 'options') else gone[:1])}".lstrip("."))
        says = f"{_first(named(change.path))}: its place is gone. {_first(lost)} is not in {place} of the new version."
        if lost == named(change.path):
            says = f"{_first(named(change.path))}: it is not in the new version, so there is nothing to change."
        now = self.asked_at(_question_in(change.path))
        if now is not None:
            says += f" A question of the same id is at {now} now."
        return self.line(change, "orphaned", says, was, _NOTHING)

    def line(
        self, change: Change, result: Result, says: str, was: Any, theirs: Any, *, into: Change | None = None
    ) -> Merged:
        return Merged(
            path=change.path,
            result=result,
            says=says,
            change=change,
            base=None if was is _NOTHING else was,
            theirs=None if theirs is _NOTHING else theirs,
            ours=change.to if isinstance(change, Set) else change.value if isinstance(change, Add) else None,
            into=into,
        )

    # Decisions

    def decided(self, found: Merged, decision: Decision) -> Merged:
        what = _first(named(found.path))
        change = found.change
        because = decision.because or change.because
        match decision.take:
            case "standard":
                return replace(found, result="clean", into=None, says=f"{what}: the standard’s is taken, as decided.")
            case "other":
                if found.result == "orphaned":
                    return found
                into: Change = Set(path=change.path, to=decision.to, because=because, until=change.until)
                return replace(
                    found, result="clean", into=into, says=f"{what} is now {_said(decision.to)}, as decided."
                )
            case "ours":
                if found.result == "orphaned":  # there is no place for it: it gets another, or is let go
                    return found if decision.place is None else self.replaced(found, decision.place, decision.because)
                ours = self.ours(found, because)
                if decision.looked or not isinstance(ours, Set | Remove):
                    ours = replace(ours, kept_over=None)
                    return replace(found, result="clean", into=ours, says=f"{what}: yours stays, as decided.")
                says = f"{what}: yours stays, as decided. It hides what the standard says: {_said(found.theirs)}."
                if found.result != "masked_fix":
                    ours = replace(ours, kept_over=self.version)
                return replace(found, result="masked_fix", into=ours, says=says)
            case _:
                assert_never(decision.take)

    def replaced(self, found: Merged, place: str, because: str | None) -> Merged:
        """The local change at another place of the new standard. It keeps its reason, and says where it was."""
        change = found.change
        spot = find(self.now, place)
        wrong = ""
        if not isinstance(spot, Spot) or not (spot.present or isinstance(change, Add) or spot.held == "group"):
            wrong = f"{shortened(place)} is no place of the new version either. Choose another."
        elif any(each.path == place and not isinstance(change, Move) for each in (*self.changes, *self.merged)):
            wrong = f"another change of yours is made at {named(place)}. Choose another place, or let one of them go."
        if wrong or not isinstance(spot, Spot):
            return replace(found, says=f"{_first(named(change.path))}: {wrong}")
        was = f"{change.because.rstrip('.')}. Until version {self.version} it stood at {change.path}"
        said = f"{was}: {because}" if because else was
        match change:
            case Set():
                into: Change = replace(change, path=place, because=said, kept_over=None)
            case Add():
                into = replace(change, path=place, because=said, after=None, before=None)
            case Move():
                into = replace(change, because=said, after=spot.key, before=None)
            case Remove():
                raise AssertionError("what is to be taken out and is not there is already there")
            case _:
                assert_never(change)
        says = f"{_first(named(change.path))}: its place is gone. Yours is made at {named(place)} now, as decided."
        theirs = spot.value if spot.present else None
        return replace(found, result="clean", into=into, theirs=theirs, says=says)

    def ours(self, found: Merged, because: str) -> Change:
        """The local change as it can be made to the new standard."""
        change = found.change
        if isinstance(change, Add) and found.theirs is not None:
            return Set(path=change.path, to=change.value, because=because, until=change.until)
        return replace(change, because=because)


# Merging lists and mappings


def must_be_set(spot: Spot) -> bool:
    """Whether a place is one that each authority must set, and nobody has yet."""
    groups = [group for _, group in spot.around]
    if isinstance(spot.value, dict) and isinstance(form_of(spot.value, spot.shape), f.Group):
        groups.append(spot.value)
    return any("must_set" in group for group in groups)


def _by_name(sides: tuple[Any, ...], shape: f.Shape | None) -> bool:
    for each in sides:
        keys = [key_of(item, shape) for item in each]
        if None in keys or len(set(keys)) < len(keys):
            return False
    return True


def _merged_runs(was: list[Any], theirs: list[Any], ours: list[Any]) -> Any:
    """Two lists whose items have no names, by the runs that only one side has changed."""
    texts = [[_canonical(each) for each in side] for side in (was, theirs, ours)]

    def altered(side: list[str]) -> list[tuple[int, int, int, int]]:
        codes = SequenceMatcher(a=texts[0], b=side, autojunk=False).get_opcodes()
        return [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes if tag != "equal"]

    mine, others = altered(texts[2]), altered(texts[1])
    for a1, a2, *_ in mine:
        for b1, b2, *_ in others:
            # Runs that meet are about the same rows: which comes first is for a person to say.
            if a1 <= b2 and b1 <= a2:
                return _NOTHING
    made: list[Any] = []
    at = 0
    both = sorted([(*run, ours) for run in mine] + [(*run, theirs) for run in others], key=lambda run: run[:2])
    for i1, i2, j1, j2, side in both:
        made += was[at:i1] + side[j1:j2]
        at = i2
    return made + was[at:]


def _canonical(value: Any) -> str:
    match value:
        case dict():
            return "{" + ",".join(f"{key}:{_canonical(value[key])}" for key in sorted(value)) + "}"
        case list():
            return "[" + ",".join(map(_canonical, value)) + "]"
        case str():
            return repr(value)
        case _:
            return text_of(value)


def _stands_so(siblings: list[str], key: str, change: Move, anchor: str | None) -> bool:
    """Whether the standard has it where the local change moves it."""
    if key not in siblings:
        return False
    at = siblings.index(key)
    if anchor is None:
        return at == len(siblings) - 1
    beside = at - 1 if change.after is not None else at + 1
    return 0 <= beside < len(siblings) and siblings[beside] == anchor


def _neighbours(was: list[str], now: list[str], key: str) -> bool:
    """Whether something was moved, among those that both versions have."""
    both = [each for each in was if each in now]
    others = [each for each in now if each in was]
    if key not in both or both == others:
        return False
    return {*both[: both.index(key)]} != {*others[: others.index(key)]}


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


_NOTHING: Any = _Nothing()


def _alike(a: Any, b: Any) -> bool:
    if a is _NOTHING or b is _NOTHING:
        return a is b
    return same(a, b)


def _english(value: Any) -> Any:
    return value.get("en", _NOTHING) if isinstance(value, dict) else value


def _said(value: Any) -> str:
    match value:
        case {"en": str(english), "cy": str(welsh)}:
            return f"“{shortened(english)}” (Welsh “{shortened(welsh)}”)"
        case {"en": str(english)}:
            return f"“{shortened(english)}”"
        case str():
            return f"“{shortened(value)}”"
        case dict():
            return "{" + shortened(", ".join(f"{key}: {_plain(each)}" for key, each in value.items())) + "}"
        case list():
            return "[" + shortened(", ".join(map(_plain, value))) + "]"
        case _:
            return text_of(value) if value is not _NOTHING else "nothing"


def _plain(value: Any) -> str:
    value = value.get("en", value) if isinstance(value, dict) else value
    return "…" if isinstance(value, dict | list) else text_of(value)


def _question_in(path: str) -> str:
    """The id of the question that a path leads to or through; empty where there is none."""
    _, below, rest = path.partition(".questions.")
    return rest.rpartition("questions.")[2].partition(".")[0] if below else ""


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
