"""What a case's journal says it is now."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

import msgspec

from footpath.casework.events import Channel

type Stage = Literal["answering", "to_pay", "checking", "waiting", "decided", "withdrawn", "erased"]
"""answering: a draft. to_pay: sent, not yet paid. checking: with the team. waiting: for the resident."""


class CaseState(msgspec.Struct, frozen=True, kw_only=True):
    """Folded from the journal alone. The case row must agree with it: `footpath audit` compares them."""

    service: str
    edition: str
    reference: str
    channel: Channel
    stage: Stage
    seq: int
    answers: str | None  # the last commitment
    written: Mapping[str, int]  # by page: the seq at which it was last answered
    taken_by: str | None
    charge_pence: int | None
    paid: bool
    asking: str | None  # the open request, if any
    decision: str | None  # the one that stands
    outcome: str | None
    started: datetime
    submitted: datetime | None
    decided: datetime | None
    due: date | None  # when a decision is usually there
    keep_from: datetime | None  # what the service's `keep` counts from: the last answer of a draft, the decision
    erased: date | None
