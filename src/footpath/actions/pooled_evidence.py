"""Everybody's evidence on one trial, as an authority may know it: its own ledgers, and the packs that came to it."""

import msgspec

from footpath.evidence import Ledger
from footpath.ports import World
from footpath.steps.pack import Pack, trial_of
from footpath.steps.promotion import Pool, pool
from footpath.steps.receiving import Fit, Received, fit
from footpath.steps.step import Step

_VOID = frozenset({"registered", "approved", "broken"})


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """`step` is the authority's own trial of it, the newest; `fit` what is to be expected here."""

    pool: Pool
    fit: Fit | None
    step: Step | None


def pack_of(received: Received) -> Pack:
    """Its signature and numbers were checked when it came in, and a key forgotten since takes nothing of it back."""
    return msgspec.convert(msgspec.json.decode(received.envelope)["content"], Pack)


def evidence_on(world: World, *, authority: str, trial: str) -> Evidence | None:
    """None where nothing has come in and nothing was tried. Another authority's ledgers are never looked at here,

    but for those of a step that both are in.
    """
    packs = [pack_of(each) for each in world.packs.packs(authority) if each.trial == trial]
    tried = [step for step in world.steps.steps(authority) if trial_of(step.registration) == trial]
    own: dict[str, Ledger] = {}
    for step in tried:  # the newest first: what was tried anew is not multiplied with what was tried before
        if step.state in _VOID:
            continue
        for ledger in _ledgers(world, step).values():
            own.setdefault(ledger.authority, ledger)
    known = pool(packs, own.values())
    if known is None:
        return None
    here = next((step for step in tried if authority in step.registration.authorities), None)
    borrowed = (here.registration.borrowed or None) if here else None
    return Evidence(pool=known, fit=fit(known.ledgers, own.get(authority), borrowed=borrowed), step=here)


def _ledgers(world: World, step: Step) -> dict[str, Ledger]:
    held = world.steps.counted(step.authority, step.id).ledgers
    return msgspec.convert(held["ledgers"][step.registration.measure], dict[str, Ledger]) if held else {}
