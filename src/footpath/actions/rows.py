"""A case's row and the state its journal folds to: one is made from the other."""

from typing import Any

from msgspec.structs import replace

from footpath.casework.keeping import keep_until
from footpath.casework.state import CaseState
from footpath.definition.service import Keep
from footpath.ports import CaseRow


def state_of(row: CaseRow) -> CaseState:
    """What the row says, in the words of the journal: the audit holds it against the fold."""
    return CaseState(
        service=row.service,
        edition=row.edition,
        reference=row.reference,
        channel=row.channel,
        stage=row.stage,
        seq=row.seq,
        answers=row.answers,
        written=row.written,
        taken_by=row.taken_by,
        charge_pence=row.charge_pence,
        paid=row.paid,
        asking=row.asking,
        decision=row.decision,
        outcome=row.outcome,
        started=row.started,
        submitted=row.submitted,
        decided=row.decided,
        due=row.due,
        keep_from=row.keep_from,
        erased=row.erased,
    )


def row_after(row: CaseRow, state: CaseState, *, head: str, keep: Keep, **others: Any) -> CaseRow:
    """The row of the same case once it is in this state. `others` is what the journal does not hold: data, lang."""
    return replace(
        row,
        edition=state.edition,
        stage=state.stage,
        seq=state.seq,
        head=head,
        written=state.written,
        answers=state.answers,
        taken_by=state.taken_by,
        charge_pence=state.charge_pence,
        paid=state.paid,
        asking=state.asking,
        decision=state.decision,
        outcome=state.outcome,
        submitted=state.submitted,
        decided=state.decided,
        due=state.due,
        keep_from=state.keep_from,
        keep_until=keep_until(state, keep),
        erased=state.erased,
        **others,
    )
