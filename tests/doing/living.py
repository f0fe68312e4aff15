"""People who go through the pages of a permit as chance has it: on, back to change, away for days, or never again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from hypothesis import strategies as st

from footpath import journey
from footpath.actions.answer_page import answer_page
from footpath.actions.remove_from_list import remove_from_list
from footpath.actions.start_case import start_case
from footpath.actions.submit_case import submit_case
from footpath.actions.withdraw_case import withdraw_case
from footpath.ports import CaseRow
from footpath.questions.question import Form
from tests.people import ASHA, NORTH, PERMIT, edition, form
from tests.world import MemoryWorld

SERVICE = "permit"
FORMS: Mapping[str, Sequence[Form]] = {
    "where": [ASHA["where"], ASHA["where"], form(postcode="OX1 1AB"), form(postcode="SW1A 1AA"), form(postcode="")],
    "vehicle": [ASHA["vehicle"], form(registration="XY12ABC", co2="200"), form(registration="!", co2="-1")],
    "diesel": [form(filter_fitted="yes"), form()],
    "household": [ASHA["household"], form(permits_held="0"), form(permits_held="11")],
    "contact": [ASHA["contact"], form(email="@")],
}
ITEM = form(driver_name="Ravi Patel")


class Move(msgspec.Struct, frozen=True):
    """What somebody does next; `pick` chooses among what there is to choose from."""

    does: str
    pick: int


moves = st.builds(
    Move,
    st.sampled_from([*["on"] * 8, "back", "away", "remove", "send", "send", "withdraw", "count", "keep"]),
    st.integers(0, 11),
)
lives = st.lists(st.tuples(st.integers(0, 3), moves), min_size=1, max_size=60)
"""Moves of up to four people, one after the other."""


class Person:
    def __init__(self, world: MemoryWorld, number: int) -> None:
        self.world = world
        lang: Any = "cy" if number == 3 else "en"
        self.lang = lang
        channel: Any = ("online", "phone", "assisted", "paper")[number]
        self.case = start_case(world, authority=NORTH, service=SERVICE, lang=lang, channel=channel).case

    @property
    def row(self) -> CaseRow:
        return self.world.records.case(NORTH, self.case)

    @property
    def way(self) -> journey.Way:
        row, made = self.row, edition(PERMIT)
        return journey.walk(made, journey.decode(made.service, row.data), on=self._day())

    def _day(self) -> date:
        return self.world.clock.today()

    def does(self, move: Move) -> None:
        row = self.row
        if row.stage != "answering":
            return
        common: dict[str, Any] = {"authority": NORTH, "case": self.case}
        match move.does:
            case "on":
                where = journey.where_now(self.way)
                if isinstance(where, journey.AskAt):
                    self._answers(where.page, where.item, move.pick)
            case "back":
                pages = self.way.pages
                self._answers(pages[move.pick % len(pages)], None, move.pick)
            case "remove" if row.data.get("drivers"):
                remove_from_list(self.world, **common, page="others", item=0, lang=self.lang, seen=row.seq)
            case "send":
                submit_case(self.world, **common, key=f"send-{row.seq}", lang=self.lang)
            case "withdraw" if move.pick == 0:
                withdraw_case(self.world, **common, key=f"withdraw-{row.seq}", lang=self.lang)
            case _:
                pass

    def _answers(self, page: str, item: int | None, pick: int) -> object:
        row = self.row
        held = len(row.data.get("drivers") or ())
        sent = FORMS[page][pick % len(FORMS[page])] if page in FORMS else form(drivers__another="no")
        if page == "others" and pick % 3 == 0 and held < 3:
            item, sent = held, ITEM
        elif page == "others":
            item = None
        return answer_page(
            self.world,
            authority=NORTH,
            case=self.case,
            page=page,
            form=sent,
            lang=self.lang,
            seen=row.seq,
            item=item,
        )
