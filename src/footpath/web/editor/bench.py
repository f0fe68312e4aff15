"""A service as somebody works on it: the standard, the changes so far, what they make, and what is found in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Concatenate

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from footpath.checks import CheckReport, check_edition
from footpath.definition.changes import (
    Change,
    Class,
    Draft,
    Kept,
    Set,
    Standard,
    Tree,
    adapted,
    changes_data,
    class_of,
    edition_of,
    lapsed,
    named,
    say,
    tree_of_edition,
)
from footpath.definition.changes.applying import apply
from footpath.definition.changes.places import Spot, find
from footpath.definition.changes.tree import same
from footpath.definition.service import Edition, Mark
from footpath.values import Fault, content_hash
from footpath.web.doors import slug, unslug
from footpath.web.language import SeeOther
from footpath.web.staff.ages import ago
from footpath.web.staff.desk import Desk, View, at_desk, not_there, staff_page
from footpath.web.staff.history import names_of
from footpath.web.staff.reading import title_of
from footpath.web.world import world


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """`seq` is that of the draft; 0 where nothing has been saved. `edition` is what the changes make, or why none."""

    desk: Desk
    service: str
    standard: Edition
    kept: Kept
    draft: Draft | None
    latest: Standard | None  # the newest version, where it is newer than the one that is adapted
    changes: tuple[Change, ...]
    edition: Edition | tuple[Fault, ...]

    @property
    def path(self) -> str:
        return f"{self.desk.path}/services/{slug(self.service)}"

    @property
    def change(self) -> str:
        """Where the service is changed."""
        return f"{self.path}/change"

    @property
    def seq(self) -> int:
        return self.draft.seq if self.draft else 0

    @property
    def title(self) -> str:
        return title_of(self.made.service)

    @property
    def base(self) -> Tree:
        return tree_of_edition(self.standard)

    @property
    def made(self) -> Edition:
        """What the changes make; where they cannot be made any more, the standard."""
        return self.edition if isinstance(self.edition, Edition) else self.standard

    @property
    def tree(self) -> Tree:
        return tree_of_edition(self.made)

    @property
    def published(self) -> tuple[Change, ...]:
        return self.kept.changes

    @property
    def differs(self) -> bool:
        """Whether something is here that residents are not served."""
        return self.kept.edition is None or self.changes != self.published

    @property
    def upgrading(self) -> bool:
        """Whether the changes are being carried to another version of the standard."""
        return self.draft is not None and self.draft.to is not None

    def fixed(self, path: str) -> str | None:
        """Why a place may not be changed, if it may not: it, or what it is in, is fixed by the standard."""
        return next((mark.fixed for at, mark in self._around(path) if mark.fixed), None)

    def must_set(self, path: str) -> str | None:
        """What each authority has to put at a place, if nobody has yet."""
        return next((mark.must_set for at, mark in self._around(path) if mark.must_set and at == path), None)

    def _around(self, path: str) -> Iterable[tuple[str, Mark]]:
        return (
            (at, mark)
            for at, mark in self.made.service.marks.items()
            if not at or path == at or path.startswith(at + ".")
        )


def bench_of(desk: Desk, service: str) -> Bench | None:
    """None where the authority has not adopted it."""
    here = world()
    authority = desk.authority.id
    kept = here.standards.adaptation(authority, service)
    if kept is None:
        return None
    draft = here.standards.draft(authority, service)
    version = draft.version if draft else kept.version
    versions = here.standards.versions(service)
    standard = next(each for each in versions if each.version == version)
    base = here.editions.edition(standard.edition)
    changes = draft.changes if draft else kept.changes
    latest = versions[-1] if versions[-1].version > standard.version else None
    return Bench(
        desk=desk,
        service=service,
        standard=base,
        kept=kept,
        draft=draft,
        latest=latest,
        changes=changes,
        edition=made_of(base, changes),
    )


def made_of(standard: Edition, changes: Sequence[Change]) -> Edition | tuple[Fault, ...]:
    """What changes make of a standard today. Pages ask for the same again and again."""
    today = world().clock.today()
    now = tuple(change for change in changes if not lapsed(change, today))
    if not now:
        return standard
    return _made(standard.hash, msgspec.json.encode(changes_data(now)), _Unhashed((standard, now)))


class _Unhashed:
    """Something that is told by what stands beside it in a call, and not by itself."""

    def __init__(self, held: Any) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unhashed)

    def __hash__(self) -> int:
        return 0


# Making it costs some 30 ms of a page's 40, and the next page nearly always needs the same.
@lru_cache(maxsize=32)
def _made(standard: str, changes: bytes, given: _Unhashed) -> Edition | tuple[Fault, ...]:
    base, now = given.held
    return adapted(base, now, file=base.file)


def report_of(edition: Edition) -> CheckReport:
    return _reported(edition.hash, _Unhashed(edition))


@lru_cache(maxsize=64)
def _reported(hash_: str, given: _Unhashed) -> CheckReport:
    # The checks take some 200 ms, and the examples are among them.
    return check_edition(given.held, local=True)


def edition_from(tree: Tree, bench: Bench) -> Edition | tuple[Fault, ...]:
    return edition_of(tree, file=bench.standard.file)


# --- pages


type BenchPage[**P] = Callable[Concatenate[HttpRequest, Bench, P], HttpResponseBase]


def at_bench[**P](*, methods: tuple[str, ...] = ("GET",), upgrading: bool = False) -> Callable[[BenchPage[P]], View]:
    """A page about one service of the authority, for whoever may change it.

    `upgrading`: it can be used while the changes are being carried to another version of the standard.
    """

    def made(page: BenchPage[P]) -> View:
        def view(request: HttpRequest, desk: Desk, service: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            bench = bench_of(desk, unslug(service))
            if bench is None:
                return _nothing_to_change(request, desk, unslug(service))
            if bench.upgrading and not upgrading:
                return SeeOther(f"{bench.path}/upgrade")
            return page(request, bench, *args, **kwargs)

        view.__doc__ = page.__doc__
        # Django names the arguments of an address, and mypy cannot say a named one beside **P.
        return at_desk("change_service", at="services", methods=methods)(view)  # type: ignore[arg-type]

    return made


def _nothing_to_change(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    if world().standards.versions(service):
        return SeeOther(f"{desk.path}/services/{slug(service)}/adopt")
    if world().editions.offered(desk.authority.id, service) is None:
        return not_there(request, desk)
    return staff_page(
        request,
        desk,
        "staff/no.jinja",
        status=404,
        heading="This service cannot be changed here",
        says="It is not based on a standard. Publish it as a standard first.",
        href=f"{desk.path}/services/{slug(service)}",
        link="Go back to the service",
    )


def editor_page(
    request: HttpRequest, bench: Bench, template: str, /, *, status: int = 200, **facts: Any
) -> HttpResponse:
    """A page with what every page about a change knows."""
    return staff_page(request, bench.desk, template, status=status, bench=bench, had=had(bench), **facts)


# --- the list of changes, as it is shown


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One change in the panel. `mark` tells it from the others, whatever is added or taken out meanwhile."""

    number: int
    mark: str
    says: str
    class_: Class
    means: str  # for somebody half-way
    because: str
    until: str
    new: bool  # not published yet
    lapsed: bool
    of_examples: bool
    hides: int | None  # the version of the standard that says something newer here


MEANS: Mapping[Class, str] = {
    "wording": "People half-way see it on their next page.",
    "relax": "People half-way see it on their next page.",
    "tighten": "People half-way are told, and answer the new questions.",
    "restructure": "People half-way stay on the version they started with.",
    "law": "People half-way move by a set day, and are told why.",
}


def lines(bench: Bench) -> list[Line]:
    """Each in a sentence, said of the definition as it was before it."""
    today = world().clock.today()
    encoded = msgspec.json.encode(changes_data(bench.changes))
    said = _said(bench.standard.hash, encoded, _Unhashed((bench.base, bench.changes)))
    return [
        Line(
            number=number,
            mark=mark_of(change),
            says=says,
            class_=class_,
            means=MEANS[class_],
            because=change.because,
            until=change.until.isoformat() if change.until else "",
            new=change not in bench.published,
            lapsed=lapsed(change, today),
            of_examples=change.path.startswith("examples."),
            hides=change.kept_over,
        )
        for number, (change, (says, class_)) in enumerate(zip(bench.changes, said, strict=True))
    ]


# Each change is compared by itself, which takes some 2 ms of a small service: a hundred of them would be felt.
@lru_cache(maxsize=32)
def _said(standard: str, encoded: bytes, given: _Unhashed) -> tuple[tuple[str, Class], ...]:
    tree, changes = given.held
    said = []
    for change in changes:
        said.append((sentence(change, tree), class_of(change, tree)))
        after = apply(tree, (change,), marks=False)
        tree = tree if isinstance(after, tuple) else after
    return tuple(said)


def sentence(change: Change, before: Tree) -> str:
    """What a change does. A value taken over as it stands is said so: that is what must_set asks for."""
    if isinstance(change, Set):
        found = find(before, change.path)
        if isinstance(found, Spot) and found.present and same(found.value, change.to):
            what = named(change.path)
            return f"{what[:1].upper()}{what[1:]} is taken over as it stands."
    return say(change, before)


def mark_of(change: Change) -> str:
    return content_hash(changes_data((change,)))[:10]


def had(bench: Bench) -> str:
    """What the reader of a page has seen of the list: sent back with every form."""
    return ".".join(mark_of(change) for change in bench.changes)


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody else did to the changes while a page was open."""

    says: str
    new: tuple[Line, ...]
    gone: int


def since(bench: Bench, seen: str) -> Since:
    """`bench` is as it is now, `seen` what the form says its reader had."""
    known = set(seen.split("."))
    fresh = tuple(line for line in lines(bench) if line.mark not in known)
    there = {mark_of(change) for change in bench.changes}
    gone = len([mark for mark in known if mark and mark not in there])
    if bench.draft is None:
        if bench.kept.edition is not None and not gone:
            by, at, did = bench.kept.by, bench.kept.at, "published the changes"
        else:
            by, at, did = "", None, "threw the unpublished changes away, or published others"
    else:
        by, at, did = bench.draft.by, bench.draft.at, "changed this service too"
    return Since(says=f"{person(by)} {did}{_when(at)}.", new=fresh, gone=gone)


def _when(at: datetime | None) -> str:
    return f" {ago(at, world().clock.now())}" if at else ""


def person(by: str) -> str:
    return names_of([by])(by) if by.startswith("staff:") else "Somebody else"
