"""Made-up people use a service as a model says, at past times, so that every number on a step's pages is of real cases.

They act through the actions and not through the pages. What differs between two versions is in the edition that a case
runs on, and the actions alone decide which that is, who came to the page that differs, which form is refused, and what
is counted: a page adds the drawing of it, which no made-up person sees, and would cost ten times as much.

Nobody outside hears of it: what made-up people are told is kept with their cases, and no email leaves.
"""

import hashlib
import heapq
import random
from base64 import urlsafe_b64decode
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from footpath import journey
from footpath.actions.answer_page import answer_page
from footpath.actions.approve_step import approve_step, begin_if_due
from footpath.actions.ask_for_more import AskedNow, ask_for_more
from footpath.actions.count_outcomes import count_outcomes
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.decide_step import decide_step
from footpath.actions.finish_task import finish_task
from footpath.actions.give_more import GaveNow, give_more
from footpath.actions.keep_time import erase_if_due
from footpath.actions.mark_paid import mark_paid
from footpath.actions.pause_step import confirm_harm
from footpath.actions.register_step import register_step
from footpath.actions.results import Refused, Went
from footpath.actions.say_how_it_was import say_how_it_was, staff_say
from footpath.actions.start_case import Opened, start_case
from footpath.actions.submit_case import Sent, submit_case
from footpath.actions.take_case import take_case
from footpath.actions.write_message import write_message
from footpath.casework.days import uk_day
from footpath.definition.service import Edition, Page
from footpath.journey.filling import NotAnAnswer, form_of
from footpath.ports import CaseRow, Chance, Clock, Intent, NoSuchCase, Outbox, World
from footpath.questions import KINDS, Repeat
from footpath.questions.question import Form
from footpath.steps.asked import ABLE, EASE, SATISFIED, WORK, staff_is_asked
from footpath.steps.registration import Registration
from footpath.steps.simulation import MARK, MEETING, Meeting, Model, answers_on
from footpath.steps.step import Step
from footpath.values import new_key

_MARK_BYTES = 6  # of a key, which MARK's 8 characters of 6 bits are made of
_TO_KEY = 16  # bytes that a case's key is made of
_IMPROVE = 0.1  # of those who say how it was, write something too
_WORDS = "I would like to know what happens next. When will I hear from you?"


class DoesNotFit(Exception):
    """The model and the service, or the step, do not go together. It says where, and nothing more is simulated."""


class Simulated(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    cases: int
    sent: int
    decided: int
    counted: int
    step: Step | None


class _Clock:
    """Stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return uk_day(self.at)


class _Chance:
    """The same at every run, and on each case's key the mark that it is made up."""

    def __init__(self, seed: bytes) -> None:
        self._random = random.Random(seed)  # noqa: S311 — made-up people keep no secret, and the same seed makes the same ones
        self._mark = _bytes_of(MARK)

    def bytes(self, count: int) -> bytes:
        drawn = self._random.randbytes(count)
        return self._mark + drawn[_MARK_BYTES:] if count == _TO_KEY else drawn


def _bytes_of(mark: str) -> bytes:
    made = urlsafe_b64decode(mark)
    assert len(made) == _MARK_BYTES, "the mark is as long as its bytes"
    return made


class _NoOutbox:
    def put(self, intent: Intent) -> None:
        """Nobody is there to be written to."""


class _Then:
    """The world at another time, in which a day of many cases is one transaction: all of it was, or none of it."""

    def __init__(self, world: World, *, at: datetime, seed: bytes) -> None:
        self._world = world
        self._open = False
        self.hands = _Clock(at)
        self.clock: Clock = self.hands
        self.chance: Chance = _Chance(seed)
        self.outbox: Outbox = _NoOutbox()
        self.editions = world.editions
        self.standards = world.standards
        self.records = world.records
        self.steps = world.steps
        self.observations = world.observations
        self.plans = world.plans
        self.doing = world.doing
        self.packs = world.packs
        self.mailer = world.mailer
        self.keys = world.keys
        self.links = world.links

    def together(self) -> AbstractContextManager[None]:
        return nullcontext() if self._open else self._world.together()

    @contextmanager
    def many(self) -> Iterator[None]:
        with self._world.together():
            self._open = True
            try:
                yield
            finally:
                self._open = False


def simulate(
    world: World,
    model: Model,
    *,
    authorities: Sequence[str],
    registration: Registration | None = None,
    told: Callable[[int], object] = lambda days: None,
) -> Simulated:
    """The weeks of the model, up to now or so many weeks ago. `told` hears of each day.

    `registration` is that of the model's step: it is registered in the first of these authorities at its time, approved
    by those it names, counted each day, stopped where it does harm, and decided at the end as the model says.
    The same model gives the same people, whenever it is run. Raises DoesNotFit.
    """
    now = world.clock.now()
    ends = now - timedelta(weeks=model.ended_weeks_ago)
    starts = ends - timedelta(weeks=model.all_weeks)
    midnight = datetime.combine(uk_day(starts), time.min, UTC)
    # Not the day: the same people come whenever it is run, so that a demonstration shows the same on every day.
    key = f"{model.seed}/{model.service}/{','.join(authorities)}"
    if registration is not None:
        key += f"/{registration.id}"
        registration = msgspec.structs.replace(registration, authorities=tuple(authorities))
        if registration.service != model.service:
            raise DoesNotFit(f"The step is on {registration.service}, and the model’s people use {model.service}.")
    keys = hashlib.sha256(b"keys/" + key.encode()).digest()
    _check_new(world, authorities, keys)
    then = _Then(world, at=midnight, seed=keys)
    run = _Run(then, model, authorities, f"people/{key}")
    run.check()
    return run.through(midnight, until=min(ends, now), registration=registration, told=told)


def _check_new(world: World, authorities: Sequence[str], seed: bytes) -> None:
    """Without a step the first key drawn is that of the first case; a step that is there already says so itself."""
    first = new_key(_Chance(seed).bytes(_TO_KEY))
    for authority in authorities:
        try:
            world.records.case(authority, first)
        except NoSuchCase:
            continue
        raise DoesNotFit("These people have been here before: the model has the seed of one that was run. Change it.")


class _Run:
    def __init__(self, then: _Then, model: Model, authorities: Sequence[str], seed: str) -> None:
        self.then = then
        self.model = model
        self.authorities = authorities
        self.seed = seed
        self.step: tuple[str, str] | None = None
        self.drafts: list[tuple[str, str]] = []  # of those who stopped
        self.cases = self.sent = self.decided = self.counted = 0
        self._known_answers: dict[tuple[int, date], dict[str, Any]] = {}
        self._known_firsts: dict[tuple[str, date], journey.Where] = {}
        self._known_forms: dict[tuple[int, date, str, int | None], Form] = {}

    def check(self) -> None:
        """Raises DoesNotFit."""
        for authority in self.authorities:
            edition = self.then.editions.offered(authority, self.model.service)
            if edition is None:
                raise DoesNotFit(f"{authority} does not offer {self.model.service}.")
            for id_, meeting in self.model.pages.items():
                page = edition.service.page(id_)
                if page is None:
                    raise DoesNotFit(f"{self.model.service} of {authority} has no page {id_}.")
                errs = meeting.error.old or meeting.error.new
                if errs and all(question.optional for question in page.questions):
                    raise DoesNotFit(f"Nobody meets an error at page {id_} by leaving it empty: it may be empty.")
            staff = self.model.staff
            if staff is not None and staff.outcome not in {outcome.id for outcome in edition.service.decide.outcomes}:
                raise DoesNotFit(f"{self.model.service} of {authority} has no outcome {staff.outcome}.")

    def through(
        self,
        first: datetime,
        *,
        until: datetime,
        registration: Registration | None,
        told: Callable[[int], object],
    ) -> Simulated:
        begins = first + timedelta(weeks=self.model.weeks_before)
        lives: list[tuple[datetime, int, Iterator[datetime]]] = []
        for number, (at, authority) in enumerate(self._arrivals(first, days=self.model.all_weeks * 7)):
            heapq.heappush(lives, (at, number, _Person(self, authority, number).lives(at)))
        day = first
        while day < until:
            if registration is not None and self.step is None and day >= begins:
                self.then.hands.at = day
                self._register(registration)
            night = min(day + timedelta(days=1), until)
            with self.then.many():
                while lives and lives[0][0] < night:
                    at, number, life = heapq.heappop(lives)
                    self.then.hands.at = at
                    later = next(life, None)
                    if later is not None:
                        heapq.heappush(lives, (later, number, life))
                # The clock's turn is of the same transaction: waiting for the disk three times a day took as long as
                # the people did.
                self.then.hands.at = day = night
                self._tick()
            told(1)
        self._erase()
        return Simulated(
            cases=self.cases, sent=self.sent, decided=self.decided, counted=self.counted, step=self._decide()
        )

    def _arrivals(self, first: datetime, *, days: int) -> list[tuple[datetime, str]]:
        """As many as the model says in each week and authority, between 7 in the morning and 10 at night."""
        found = []
        chance = self.chance_of("arrivals")
        for week in range(days // 7):
            for authority in self.authorities:
                for _ in range(self.model.a_week):
                    day, minute = chance.randrange(7), chance.uniform(7 * 60, 22 * 60)
                    found.append((first + timedelta(days=week * 7 + day, minutes=minute), authority))
        return sorted(found)

    def _erase(self) -> None:
        """What `footpath keep` does each day, for these people alone: a draft is kept as long as its service says."""
        with self.then.many():
            for authority, case in self.drafts:
                erase_if_due(self.then, authority=authority, case=case)

    # The step

    def _register(self, registration: Registration) -> None:
        home = self.authorities[0]
        made = register_step(self.then, authority=home, registration=registration)
        if isinstance(made, tuple):
            raise DoesNotFit("; ".join(f"{problem.at}: {problem.says}" for problem in made))
        self.step = (home, registration.id)
        for who in made.registration.approvers:
            approve_step(self.then, home=home, step=registration.id, by=f"staff:{who}")

    def _tick(self) -> None:
        """The clock's turn at this step, and at no other: the others live in the present."""
        if self.step is None:
            return
        home, id_ = self.step
        step = self.then.steps.step(home, id_)
        if step.state == "approved":
            with self.then.together():
                begin_if_due(self.then, self.then.steps.step(home, id_))
        elif step.live and step.begun is not None:
            if self.then.clock.now() < step.begun + timedelta(days=step.registration.window_days):
                return  # nothing can have matured
            self.counted += count_outcomes(self.then, home=home, step=id_)
            step = self.then.steps.step(home, id_)
            if step.state == "stopped_for_harm" and self.model.confirm_because:
                because, by = self.model.confirm_because, f"staff:{step.registration.owner}"
                confirm_harm(self.then, home=home, step=id_, because=because, by=by)

    def _decide(self) -> Step | None:
        if self.step is None:
            return None
        home, id_ = self.step
        step = self.then.steps.step(home, id_)
        if self.model.decide is None or not step.live:
            return step
        decided = decide_step(
            self.then,
            home=home,
            step=id_,
            decision=self.model.decide,
            because=self.model.decide_because,
            by=f"staff:{step.registration.owner}",
        )
        if isinstance(decided, tuple):
            raise DoesNotFit("; ".join(problem.says for problem in decided))
        return decided

    def arm(self, authority: str, case: str) -> str:
        """The version a case was given; the old one where no step gave it any."""
        if self.step is None:
            return "A"
        mine = [each for each in self.then.steps.assignments(authority, case) if (each.home, each.step) == self.step]
        return mine[0].arm if mine else "A"

    def form(self, who: int, page: Page, item: int | None) -> Form:
        """What this kind of person sends for a page, on this day."""
        day = self.then.clock.today()
        key = (who, day, page.id, item)
        if key not in self._known_forms:
            self._known_forms[key] = self._form(who, page, item)
        return self._known_forms[key]

    def _form(self, who: int, page: Page, item: int | None) -> Form:
        given, first = self.answers(who, self.then.clock.today()), page.questions[0]
        try:
            if item is not None and isinstance(KINDS[first.kind], Repeat):
                items = given.get(first.id) or [{}]
                return form_of(first.questions, items[min(item, len(items) - 1)])
            return form_of(page.questions, given)
        except NotAnAnswer as odd:
            raise DoesNotFit(f"Person {who + 1} of the model cannot answer page {page.id}: {odd}.") from None

    def first_of(self, edition: Edition) -> journey.Where:
        """Where somebody begins on this day."""
        key = (edition.hash, self.then.clock.today())
        if key not in self._known_firsts:
            self._known_firsts[key] = journey.where_now(journey.walk(edition, {}, on=key[1]))
        return self._known_firsts[key]

    def answers(self, who: int, day: date) -> dict[str, Any]:
        if (who, day) not in self._known_answers:
            self._known_answers[who, day] = answers_on(self.model.people[who], day)
        return self._known_answers[who, day]

    def chance_of(self, what: str) -> random.Random:
        """Each person has a chance of their own: what one does, and when, alters nothing for another."""
        return random.Random(f"{self.seed}/{what}")  # noqa: S311 — as above


class _Person:
    """One made-up person: each `yield` is a time at which something more happens to their case."""

    def __init__(self, run: _Run, authority: str, number: int) -> None:
        self.run, self.model, self.then = run, run.model, run.then
        self.authority = authority
        self.number = number
        self.chance = run.chance_of(f"person {number}")
        people = self.model.people
        self.who = self.chance.choices(range(len(people)), weights=[each.share for each in people])[0]
        self.case = ""
        self.arm = "A"

    def happens(self, of_100: Decimal) -> bool:
        return bool(self.chance.random() * 100 < of_100)

    def on_scale(self, words: tuple[str, ...], shares: Sequence[Decimal]) -> str:
        return self.chance.choices(words, weights=[float(share) for share in shares])[0]

    def row(self) -> CaseRow:
        return self.then.records.case(self.authority, self.case)

    def lives(self, at: datetime) -> Iterator[datetime]:
        run = self.run
        opened = self._begins()
        run.cases += 1
        self.case = opened.case
        self.arm = run.arm(self.authority, self.case)
        row = yield from self._fills_in(at)
        if row is None:
            run.drafts.append((self.authority, self.case))
            return
        sent = submit_case(self.then, authority=self.authority, case=self.case, key="made-up-send", lang="en")
        if not isinstance(sent, Sent):
            raise DoesNotFit(f"Person {self.who + 1} of the model cannot send it: {sent}")
        run.sent += 1
        at = self.then.clock.now()
        if self.happens(self.model.tell_us.of(self.arm)):
            self.then.hands.at = at + timedelta(seconds=40)
            self._says()
        if sent.stage == "to_pay":
            at = _in_office(at + timedelta(hours=self.chance.uniform(1, 48)))
            yield at
            row = self.row()
            by = f"staff:{self.model.staff.who[0]}" if self.model.staff else "staff:demo"
            mark_paid(self.then, authority=self.authority, case=self.case, by=by, seen=row.seq, key="made-up-paid")
        if self.happens(self.model.write_to_us.of(self.arm)):
            yield at + timedelta(hours=self.chance.uniform(2, 60))
            write_message(
                self.then, authority=self.authority, case=self.case, words=_WORDS, lang="en", key="made-up-wrote"
            )
            row = self.row()
            if row.decided is not None:
                # Somebody reads what was written on a decided case: it lies in no queue, only among the tasks.
                yield _in_office(self.then.clock.now() + timedelta(hours=self.chance.uniform(1, 30)))
                finish_task(self.then, authority=self.authority, task=f"written:{row.id}.{row.seq}")
        if self.row().stage == "decided":
            run.decided += 1
        elif self.model.staff is not None:
            yield from self._is_dealt_with(max(at, self.then.clock.now()))

    def _begins(self) -> Opened:
        """At home, or on the phone with somebody at work: by a chance apart, so that it alters nothing else."""
        place: dict[str, Any] = {"authority": self.authority, "service": self.model.service, "lang": "en"}
        chance = self.run.chance_of(f"channel {self.number}")
        if self.model.staff is None or chance.random() * 100 >= self.model.by_phone:
            return start_case(self.then, **place)
        return start_case(self.then, **place, channel="phone", by=f"staff:{chance.choice(self.model.staff.who)}")

    def _fills_in(self, at: datetime) -> Generator[datetime, None, CaseRow | None]:
        """Page by page. Gives the case as it is when everything is filled in, or None when they have stopped."""
        row = self.row()
        edition: Edition = self.then.editions.edition(row.edition)
        where = self.run.first_of(edition)
        on_page: str | None = None
        for _ in range(200):
            if not isinstance(where, journey.AskAt):
                break
            page = edition.service.page(where.page)
            assert page is not None, "the way leads to pages of the service"
            meeting = self.model.pages.get(page.id, MEETING)
            minutes = float(meeting.minutes.of(self.arm)) * self.chance.lognormvariate(0, 0.5)
            at += timedelta(minutes=minutes)
            yield at
            # A list is one page of the model, however many items there are on it.
            if on_page != page.id and self._stops(meeting):
                return None
            if on_page != page.id and self.happens(meeting.error.of(self.arm)):
                refused = self._answers(page, {}, row, where.item)
                if not isinstance(refused, Refused):
                    raise DoesNotFit(f"Nobody meets an error at page {page.id} by leaving it empty.")
            on_page = page.id
            went = self._answers(page, self._form(page, where.item, row), row, where.item)
            if not isinstance(went, Went):
                raise DoesNotFit(f"Person {self.who + 1} of the model cannot answer page {page.id}: {went}")
            row, where = went.row, went.where
        else:
            raise DoesNotFit(f"Person {self.who + 1} of the model goes round in circles.")
        if not isinstance(where, journey.CheckAt):
            return None  # it is not for them, and they were told so
        yield at + timedelta(minutes=1)
        return None if self.happens(self.model.stop_before_sending.of(self.arm)) else row

    def _stops(self, meeting: Meeting) -> bool:
        return self.happens(meeting.stop.of(self.arm))

    def _form(self, page: Page, item: int | None, row: CaseRow) -> Form:
        first = page.questions[0]
        kind = KINDS[first.kind]
        if isinstance(kind, Repeat) and item is None:
            wanted = self.run.answers(self.who, self.then.clock.today()).get(first.id) or []
            another = len(row.data.get(first.id) or []) < len(wanted)
            return {kind.another_field(first): ["yes" if another else "no"]}
        return self.run.form(self.who, page, item)

    def _answers(self, page: Page, form: Form, row: CaseRow, item: int | None) -> object:
        return answer_page(
            self.then,
            authority=self.authority,
            case=self.case,
            page=page.id,
            form=form,
            lang="en",
            seen=row.seq,
            item=item,
            known=row,
        )

    def _says(self) -> None:
        model = self.model
        improve = model.improve and self.chance.random() < _IMPROVE
        said = say_how_it_was(
            self.then,
            authority=self.authority,
            case=self.case,
            able=ABLE[0] if self.happens(model.able.of(self.arm)) else ABLE[1],
            ease=self.on_scale(EASE, model.ease.of(self.arm)),
            satisfied=self.on_scale(SATISFIED, model.satisfied.of(self.arm)),
            improve=self.chance.choice(model.improve) if improve else "",
        )
        if isinstance(said, tuple):
            raise DoesNotFit(f"What the model’s people write cannot be kept: {said[0][1]}.")

    def _is_dealt_with(self, at: datetime) -> Iterator[datetime]:
        run, staff = self.run, self.model.staff
        assert staff is not None, "asked only where somebody deals with it"
        who = staff.who[self.number % len(staff.who)]
        by = f"staff:{who}"
        case: dict[str, Any] = {"authority": self.authority, "case": self.case}
        at = _in_office(at + timedelta(hours=staff.hours * self.chance.uniform(0.5, 1.5)))
        yield at
        take_case(self.then, **case, by=by, seen=self.row().seq, key="made-up-take")
        asks = self.happens(staff.ask_for_more.of(self.arm))
        if asks:
            asked = ask_for_more(
                self.then,
                **case,
                questions=(),
                words=staff.words,
                reply=True,
                by=by,
                seen=self.row().seq,
                key="made-up-ask",
            )
            if not isinstance(asked, AskedNow):
                raise DoesNotFit(f"Staff cannot ask so: {asked[0].says}")
            at += timedelta(hours=self.chance.uniform(3, 70))
            yield at
            gave = give_more(self.then, **case, asking=asked.asking, reply="Here it is.", lang="en", key="made-up-give")
            if not isinstance(gave, GaveNow):
                raise DoesNotFit("The made-up people cannot give what they are asked for.")
            at = _in_office(at + timedelta(hours=self.chance.uniform(1, 20)))
            yield at
        decided = decide_case(
            self.then,
            **case,
            outcome=staff.outcome,
            reason=staff.reason,
            by=by,
            seen=self.row().seq,
            key="made-up-decide",
        )
        if not isinstance(decided, DecidedNow):
            raise DoesNotFit(f"Staff cannot decide so: {decided[0].says}")
        run.decided += 1
        if staff_is_asked(self.case) and self.happens(staff.say):
            work = self.on_scale(WORK, staff.work.of(self.arm))
            staff_say(self.then, **case, by=who, contacted=ABLE[0] if asks else ABLE[1], work=work, words="")


def _in_office(at: datetime) -> datetime:
    """The next time at which somebody works: from Monday to Friday, between 9 and 5."""
    while at.weekday() >= 5 or at.hour >= 17:
        at = datetime.combine(at.date() + timedelta(days=1), time(9, at.minute), at.tzinfo)
    return at if at.hour >= 9 else at.replace(hour=9)
