"""The made-up county of Barset: its authorities, its staff, and people at every stage, made by the real actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from footpath import journey
from footpath.actions.add_note import add_note
from footpath.actions.adopt_standard import adopt_standard
from footpath.actions.answer_page import answer_page
from footpath.actions.ask_for_more import ask_for_more
from footpath.actions.decide_case import decide_case
from footpath.actions.mark_paid import mark_paid
from footpath.actions.publish_adaptation import Published, publish_adaptation
from footpath.actions.publish_edition import publish_edition
from footpath.actions.publish_standard import publish_standard
from footpath.actions.results import Went
from footpath.actions.start_case import start_case
from footpath.actions.submit_case import Sent, submit_case
from footpath.actions.take_case import take_case
from footpath.actions.withdraw_case import withdraw_case
from footpath.definition.cases import MadeUp, Step, load_cases
from footpath.definition.changes import Adaptation, Change, Standard, read_adaptation, read_changes
from footpath.definition.load import load_file
from footpath.definition.service import Edition, Page
from footpath.journey.filling import form_of
from footpath.ports import CaseRow, World
from footpath.questions import KINDS, Repeat
from footpath.questions.question import Form
from footpath.site.authorities import load_authorities
from footpath.site.clock import UNITED_KINGDOM
from footpath.site.commands.demo import PASSWORD, STAFF
from footpath.site.people import add_staff
from footpath.site.world import SiteWorld, world
from footpath.values import Fault

EXEMPLARS = Path(__file__).resolve().parents[1] / "exemplars"
AUTHORITIES = Path(__file__).with_name("barset.yaml")
DISTRICTS = ("barset_north", "barset_south")


class UnfitExample(Exception):
    """A made-up case that the service does not take. It says which, and where it stopped."""


class SetClock:
    """A clock that stands where it is put: cases of last week are made as if it were last week."""

    def __init__(self) -> None:
        self.at = self.latest = datetime.now(UTC)

    def put(self, *, days_ago: int, minutes: int) -> None:
        """Some minutes after midnight, so many days ago."""
        midnight = datetime.combine(self.latest.astimezone(UNITED_KINGDOM), time.min, UNITED_KINGDOM)
        self._move(midnight.astimezone(UTC) + timedelta(days=-days_ago, minutes=minutes))

    def later(self, hours: int) -> None:
        """Some hours later; in working hours, since it is staff who act."""
        moved = (self.at + timedelta(hours=hours)).astimezone(UNITED_KINGDOM)
        if not 9 <= moved.hour < 17:
            next_day = moved + timedelta(days=moved.hour >= 17)
            moved = datetime.combine(next_day, time(9, 20 + moved.minute % 40), UNITED_KINGDOM)
        self._move(max(self.at, moved.astimezone(UTC)))

    def now(self) -> datetime:
        # A little later at each look, so that the journal is in order to the second.
        self._move(self.at + timedelta(seconds=7))
        return self.at

    def _move(self, to: datetime) -> None:
        # Nothing has happened in the future. What would have is of now, and still in order.
        self.at = to if to <= self.latest else max(self.at, self.latest) + timedelta(milliseconds=1)

    def today(self) -> date:
        return self.at.astimezone(UNITED_KINGDOM).date()


def make_county(*, say: Callable[[str], None]) -> None:
    """Authorities, staff, both services in both districts, and the cases of each exemplar's cases.yaml."""
    here = world()
    assert isinstance(here, SiteWorld)
    authorities = load_authorities(AUTHORITIES)
    with here.together():
        for authority in authorities:
            here.records.save_authority(authority)
    say(f"{len(authorities)} authorities")
    for id_, name, role in STAFF:
        # Nobody works on the county's own cases yet; its service manager looks after what it has changed.
        for district in (*DISTRICTS, "barset") if role == "manager" else DISTRICTS:
            wrong = add_staff(here.records, id_, name=name, authority=district, role=role, password=PASSWORD)
            assert wrong is None, wrong
    say(f"{len(STAFF)} members of staff")
    for folder in sorted(EXEMPLARS.glob("*/service.yaml")):
        edition = load_file(folder)
        assert isinstance(edition, Edition), edition
        _make_standard(here, edition)
        adaptations = sorted(folder.parent.glob("adaptations/*.yaml"))
        for file in adaptations:
            _make_adaptation(here, file)
        for district in DISTRICTS if not adaptations else ():
            publish_edition(
                here, authority=district, edition=edition, by="staff:cara", because="The standard, as it comes"
            )
        # Cases are begun before there is anything newer: people half-way are on version 3.
        made = _make_cases(here, edition, folder.with_name("cases.yaml"))
        for newer in sorted(folder.parent.glob("version_*[0-9].yaml")):
            _make_newer(here, newer)
        say(f"{edition.service.title.en}: {made} cases")


def _make_standard(here: SiteWorld, edition: Edition, changes: tuple[Change, ...] = ()) -> None:
    published = publish_standard(
        here, edition=edition, by="staff:mia", because="It is checked, and other counties use it", changes=changes
    )
    assert isinstance(published, Standard), published


def _make_newer(here: SiteWorld, file: Path) -> None:
    """A version that nobody has taken yet: there to be upgraded to."""
    edition = load_file(file)
    assert isinstance(edition, Edition), edition
    why = file.with_name(f"{file.stem}_changes.yaml")
    read = read_changes(why.read_text(encoding="utf-8"), file=str(why))
    changes = tuple(each for each in read if not isinstance(each, Fault))
    assert len(changes) == len(read), read
    _make_standard(here, edition, changes)


def _make_adaptation(here: SiteWorld, file: Path) -> None:
    """What an authority changed of the standard, published as its own."""
    read = read_adaptation(file.read_text(encoding="utf-8"), file=str(file))
    assert isinstance(read, Adaptation), read
    assert read.authority is not None, file
    adopt_standard(
        here,
        authority=read.authority,
        service=read.adapts,
        version=read.version,
        by="staff:cara",
        because="The standard, to make it ours",
    )
    published = publish_adaptation(
        here,
        authority=read.authority,
        service=read.adapts,
        changes=read.changes,
        by="staff:cara",
        because="It says what is different here",
    )
    assert isinstance(published, Published), published


def _make_cases(here: SiteWorld, edition: Edition, file: Path) -> int:
    cases = load_cases(file)
    faults = [case for case in cases if isinstance(case, Fault)]
    if faults:
        raise UnfitExample("\n".join(str(fault) for fault in faults))
    clock = SetClock()
    then = replace(here, clock=clock)
    for number, made_up in enumerate(case for case in cases if isinstance(case, MadeUp)):
        clock.put(days_ago=made_up.days_ago, minutes=540 + 13 * number)
        offered = here.editions.offered(made_up.authority, edition.service.id)
        assert offered is not None, made_up.authority
        _Person(then, offered, made_up).lives_through_it(clock)
    return len(cases)


class _Person:
    """One made-up person with one service, as far as `reached` says."""

    def __init__(self, world: World, edition: Edition, made_up: MadeUp) -> None:
        self.world = world
        self.edition = edition
        self.made_up = made_up
        self.authority = made_up.authority
        self.lang = made_up.lang
        self.answers = made_up.answers_on(world.clock.today())
        self.case = ""

    @property
    def row(self) -> CaseRow:
        return self.world.records.case(self.authority, self.case)

    def lives_through_it(self, clock: SetClock) -> None:
        opened = start_case(self.world, authority=self.authority, service=self.edition.service.id, lang=self.lang)
        self.case = opened.case
        stopped = self._answers()
        if stopped is not None:
            if self.made_up.reached != "draft":
                raise UnfitExample(f"{self.edition.service.id}, “{self.made_up.name}”: it stops at {stopped}.")
            return
        if self.made_up.reached == "draft":
            return
        sent = submit_case(self.world, authority=self.authority, case=self.case, key="demo-send", lang=self.lang)
        if not isinstance(sent, Sent):
            raise UnfitExample(f"{self.edition.service.id}, “{self.made_up.name}”: it cannot be sent yet.")
        for number, step in enumerate(self.made_up.then):
            clock.later(step.hours_later)
            self._happens(step, key=f"demo-{number}")

    def _answers(self) -> str | None:
        """Answers every page that comes; the page at which there was nothing more to answer, or None at the end."""
        where: journey.Where = self._where()
        for _ in range(200):
            if not isinstance(where, journey.AskAt):
                return None
            page = self.edition.service.page(where.page)
            assert page is not None
            if not any(question.id in self.answers for question in page.questions):
                return where.page
            where = self._answer(page, where.item)
        raise UnfitExample(f"“{self.made_up.name}” goes round in circles.")

    def _where(self) -> journey.Where:
        row = self.row
        given = journey.decode(self.edition.service, row.data)
        return journey.where_now(journey.walk(self.edition, given, on=self.world.clock.today()))

    def _answer(self, page: Page, item: int | None) -> journey.Where:
        first = page.questions[0]
        kind = KINDS[first.kind]
        if isinstance(kind, Repeat):
            items = self.answers.get(first.id) or []
            if item is None:
                held = journey.decode(self.edition.service, self.row.data).get(first.id)
                another = len(held if isinstance(held, list) else []) < len(items)
                form: Form = {kind.another_field(first): ["yes" if another else "no"]}
            else:
                form = form_of(first.questions, items[item] if item < len(items) else {})
        else:
            form = form_of(page.questions, self.answers)
        went = answer_page(
            self.world,
            authority=self.authority,
            case=self.case,
            page=page.id,
            form=form,
            lang=self.lang,
            seen=self.row.seq,
            item=item,
        )
        if not isinstance(went, Went):
            raise UnfitExample(f"{self.edition.service.id}, “{self.made_up.name}”, page {page.id}: {went}")
        return went.where

    def _happens(self, step: Step, *, key: str) -> None:
        by = f"staff:{step.by}"
        common: dict[str, Any] = {"authority": self.authority, "case": self.case, "key": key}
        seen = self.row.seq
        match step.what:
            case "taken":
                take_case(self.world, **common, by=by, seen=seen)
            case "paid":
                mark_paid(self.world, **common, by=by, seen=seen)
            case "noted":
                add_note(self.world, **common, words=step.words, by=by)
            case "asked":
                ask_for_more(
                    self.world,
                    **common,
                    questions=step.questions,
                    words=step.words,
                    reply=step.reply,
                    by=by,
                    seen=seen,
                )
            case "decided":
                reason = step.reason
                made = decide_case(self.world, **common, outcome=step.outcome, reason=reason, by=by, seen=seen)
                if isinstance(made, tuple):
                    raise UnfitExample(f"“{self.made_up.name}”: {made[0].says}")
            case "withdrawn":
                withdraw_case(self.world, **common, lang=self.lang)
            case other:
                raise UnfitExample(f"“{self.made_up.name}”: nothing that happens is called {other}.")
