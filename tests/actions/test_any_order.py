"""Whatever people do, in whatever order, with old pages and keys used before: every case is what its journal says."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from footpath.actions.add_note import add_note
from footpath.actions.ask_again import ask_again
from footpath.actions.ask_for_more import AskedNow, ask_for_more
from footpath.actions.audit import audit
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.erase_case import erase_case
from footpath.actions.find_case import find_case
from footpath.actions.give_back import give_back
from footpath.actions.give_more import GaveNow, give_more
from footpath.actions.give_more_page import give_more_page
from footpath.actions.keep_time import keep_time
from footpath.actions.mark_paid import mark_paid
from footpath.actions.pass_on import pass_on
from footpath.actions.remove_from_list import remove_from_list
from footpath.actions.reopen_case import reopen_case
from footpath.actions.results import NoSuchPage
from footpath.actions.save_and_return import save_and_return
from footpath.actions.send_message import send_message
from footpath.actions.submit_case import NotReady, submit_case
from footpath.actions.take_case import take_case
from footpath.actions.withdraw_case import withdraw_case
from footpath.actions.write_message import write_message
from footpath.casework.refusals import CaseSaysNo
from footpath.ports import CaseRow, StaleCase
from footpath.questions.question import Form
from tests.people import ASHA, BEN, CARA, FIRST, NORTH, answers, fills_in, form, row_of, settle, starts
from tests.world import MemoryWorld

FORMS: dict[str, list[Form]] = {
    "where": [ASHA["where"], form(postcode="OX1 1AB"), form(postcode="SW1A 1AA"), form(postcode="")],
    "vehicle": [ASHA["vehicle"], form(registration="XY12ABC", co2="200"), form(registration="!", co2="-1")],
    "diesel": [form(filter_fitted="yes"), form()],
    "household": [ASHA["household"], FIRST["household"], form(permits_held="11")],
    "others": [ASHA["others"], form(drivers__another="yes"), form(driver_name="Ravi Patel"), form()],
    "contact": [ASHA["contact"], form(email=""), form(email="@")],
    "nothing": [form()],
}
people = st.sampled_from([BEN, CARA])
pages = st.sampled_from(sorted(FORMS))
# Mostly a new form's; sometimes one that came before, of the same form or of another.
keys = st.sampled_from([*range(3), *[None] * 12])
behind = st.sampled_from([*[0] * 10, 1, 5])
words = st.sampled_from([*["Because"] * 6, "", "x" * 4001])
seldom = st.sampled_from([*[False] * 15, True])
sometimes = st.booleans()


class AnyOrder(RuleBasedStateMachine):
    @initialize(begun=st.sampled_from(["draft", "ready", "first", "sent", *["checking"] * 4]))
    def begin(self, begun: str) -> None:
        self.world = MemoryWorld()
        settle(self.world)
        self.requests = ["none"]
        self.forms = 0
        pages = FIRST if begun == "first" else ASHA
        self.opened = starts(self.world) if begun == "draft" else fills_in(self.world, pages)
        if begun in ("sent", "checking"):
            submit_case(self.world, **self.on(key=self.key(None), lang="en"))
        if begun == "checking":
            mark_paid(self.world, **self.on(key=self.key(None), by=BEN, seen=self.row.seq))

    def key(self, before: int | None) -> str:
        if before is None:
            self.forms += 1
        return f"form-{self.forms if before is None else max(0, self.forms - before)}"

    @property
    def row(self) -> CaseRow:
        return row_of(self.world, self.opened)

    def on(self, **others: Any) -> dict[str, Any]:
        return {"authority": NORTH, "case": self.opened.case, **others}

    def tries(self, act: Callable[[], object]) -> None:
        """It happens, or it is refused and then nothing at all was written."""
        before = self.world.stored()
        try:
            done = act()
        except (CaseSaysNo, StaleCase, NoSuchPage):
            assert self.world.stored() == before
            return
        if isinstance(done, tuple | NotReady):
            assert self.world.stored() == before
        if isinstance(done, AskedNow):
            self.requests.append(done.asking)
        # The same form once more says the same and does nothing.
        if isinstance(done, DecidedNow | GaveNow | AskedNow):
            once = self.world.stored()
            assert act() == done
            assert self.world.stored() == once

    @rule(
        page=pages, which=st.integers(0, 3), late=behind, item=st.sampled_from([None, 0, 1, 9]), changing=st.booleans()
    )
    def answers(self, page: str, which: int, late: int, item: int | None, changing: bool) -> None:
        sent = FORMS[page][which % len(FORMS[page])]
        seen = max(0, self.row.seq - late)
        chosen = item if page == "others" else None
        self.tries(lambda: answers(self.world, self.opened, page, sent, seen=seen, item=chosen, changing=changing))

    @rule(item=st.integers(0, 2), late=behind)
    def removes(self, item: int, late: int) -> None:
        asked = self.on(page="others", item=item, lang="en", seen=max(0, self.row.seq - late))
        self.tries(lambda: remove_from_list(self.world, **asked))

    @rule(key=keys)
    def saves(self, key: int | None) -> None:
        form_key = self.key(key)
        self.tries(lambda: save_and_return(self.world, **self.on(email="asha@example.org", lang="en", key=form_key)))

    @rule()
    def finds(self) -> None:
        find_case(self.world, authority=NORTH, reference=self.row.reference)

    @rule(key=keys, lang=st.sampled_from(["en", "cy"]))
    def sends(self, key: int | None, lang: Any) -> None:
        form_key = self.key(key)
        self.tries(lambda: submit_case(self.world, **self.on(key=form_key, lang=lang)))

    @rule(by=people, key=keys, late=behind)
    def is_paid(self, by: str, key: int | None, late: int) -> None:
        form_key = self.key(key)
        asked = self.on(by=by, key=form_key, seen=self.row.seq - late, receipt="2026-1")
        self.tries(lambda: mark_paid(self.world, **asked))

    @rule(by=people, key=keys, late=behind, which=st.sampled_from([take_case, give_back, pass_on]))
    def has_it(self, by: str, key: int | None, late: int, which: Any) -> None:
        form_key = self.key(key)
        to = {"to": "cara"} if which is pass_on else {}
        asked = self.on(by=by, key=form_key, seen=self.row.seq - late, **to)
        self.tries(lambda: which(self.world, **asked))

    @rule(by=people, key=keys, said=words)
    def notes(self, by: str, key: int | None, said: str) -> None:
        form_key = self.key(key)
        self.tries(lambda: add_note(self.world, **self.on(by=by, key=form_key, words=said)))

    @rule(
        by=people,
        key=keys,
        late=behind,
        said=words,
        questions=st.sampled_from([("registration",), ("co2",), ("drivers",), ("permits_held",), (), ("nothing",)]),
        reply=st.booleans(),
    )
    def asks(self, by: str, key: int | None, late: int, said: str, questions: tuple[str, ...], reply: bool) -> None:
        form_key = self.key(key)
        asked = self.on(by=by, key=form_key, seen=self.row.seq - late, words=said, questions=questions, reply=reply)
        self.tries(lambda: ask_for_more(self.world, **asked))

    @rule(page=pages, which=st.integers(0, 3), item=st.sampled_from([None, 0]), request=st.integers(0, 5))
    def gives_a_page(self, page: str, which: int, item: int | None, request: int) -> None:
        sent = FORMS[page][which % len(FORMS[page])]
        asking = self.requests[-1 - request % len(self.requests)]
        chosen = item if page == "others" else None
        asked = self.on(asking=asking, page=page, form=sent, lang="en", item=chosen)
        before = self.row
        self.tries(lambda: give_more_page(self.world, **asked))
        assert self.row == before  # nothing joins the case until all of it is sent

    @rule()
    def gives_all_that_is_asked(self) -> None:
        for asking in self.world.records.askings(NORTH, self.opened.case):
            if asking.id == self.row.asking:
                for page, sent in (("vehicle", 0), ("diesel", 0), ("household", 0), ("others", 0)):
                    asked = self.on(asking=asking.id, page=page, form=FORMS[page][sent], lang="en")
                    self.tries(lambda asked=asked: give_more_page(self.world, **asked))  # type: ignore[misc]

    @rule(key=keys, said=words)
    def gives(self, key: int | None, said: str) -> None:
        form_key = self.key(key)
        asked = self.on(asking=self.requests[-1], reply=said, lang="en", key=form_key)
        self.tries(lambda: give_more(self.world, **asked))

    @rule(
        by=people,
        key=keys,
        late=behind,
        said=words,
        outcome=st.sampled_from(["granted", "refused", "nothing"]),
        really=sometimes,
    )
    def decides(self, by: str, key: int | None, late: int, said: str, outcome: str, really: bool) -> None:
        if not really:
            return
        form_key = self.key(key)
        asked = self.on(by=by, key=form_key, seen=self.row.seq - late, outcome=outcome, reason=said)
        self.tries(lambda: decide_case(self.world, **asked))

    @rule(by=people, key=keys, late=behind, said=words)
    def reopens(self, by: str, key: int | None, late: int, said: str) -> None:
        form_key = self.key(key)
        self.tries(
            lambda: reopen_case(self.world, **self.on(by=by, key=form_key, seen=self.row.seq - late, words=said))
        )

    @rule(key=keys, said=words, which=st.sampled_from([write_message, ask_again]))
    def writes(self, key: int | None, said: str, which: Any) -> None:
        form_key = self.key(key)
        self.tries(lambda: which(self.world, **self.on(key=form_key, words=said, lang="cy")))

    @rule(key=keys, really=seldom)
    def withdraws(self, key: int | None, really: bool) -> None:
        if not really:
            return
        form_key = self.key(key)
        self.tries(lambda: withdraw_case(self.world, **self.on(key=form_key, lang="en")))

    @rule(key=keys, really=seldom)
    def is_erased(self, key: int | None, really: bool) -> None:
        if not really:
            return
        form_key = self.key(key)
        self.tries(lambda: erase_case(self.world, **self.on(key=form_key, because="asked for", by="staff:mia")))

    @rule(days=st.sampled_from([*[0, 1] * 4, 30, 3000]))
    def time_goes_by(self, days: int) -> None:
        self.world.clock.move(days=days, minutes=61)
        keep_time(self.world)

    @rule()
    def post_goes_out(self) -> None:
        for intent in self.world.outbox.intents:
            send_message(self.world, intent)

    @invariant()
    def every_case_is_what_its_journal_says(self) -> None:
        if hasattr(self, "world"):
            assert audit(self.world).faults == ()

    @invariant()
    def what_is_to_be_sent_is_on_the_page(self) -> None:
        if hasattr(self, "world") and self.row.stage != "erased":
            held = {message.id: message for message in self.world.records.messages(NORTH, self.opened.case)}
            for intent in self.world.outbox.intents:
                assert held[intent.args["message"]].email is not None


AnyOrder.TestCase.settings = settings(
    max_examples=80, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyOrder = AnyOrder.TestCase
