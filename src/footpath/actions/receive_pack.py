"""An authority does something with evidence that came from another: adopts and fits, tests first, or says not here."""

from collections.abc import Sequence

import msgspec

from footpath.actions.decide_step import check_reason
from footpath.actions.register_step import register_step
from footpath.casework.words import own_words
from footpath.exchange import Trusted, verify
from footpath.ports import NoSuchStep, World
from footpath.steps.pack import KIND, Pack, read_pack, trial_of
from footpath.steps.receiving import WHATS, Received, What, advise
from footpath.steps.registration import Registration
from footpath.steps.step import Step
from footpath.values import Problem


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A pack whose signature and numbers hold. `hash` names it."""

    pack: Pack
    hash: str
    key: str


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """`new` is false where it was here before: then nothing was done."""

    received: Received
    new: bool


def open_pack(envelope: bytes, *, trusted: Sequence[Trusted]) -> Opened:
    """Raises exchange.Unreliable or ImpossiblePack, and then nothing of it may be used."""
    said = verify(envelope, kind=KIND, trusted=trusted)
    return Opened(pack=read_pack(said.content, from_=said.from_), hash=said.hash, key=said.key)


def receive_pack(
    world: World,
    *,
    authority: str,
    envelope: bytes,
    trusted: Sequence[Trusted],
    what: What,
    by: str,
    because: str,
    registration: Registration | None = None,
) -> Done | tuple[Problem, ...]:
    """`registration` is the step that it becomes here (`registration_here`), and None for "not here".

    Raises what `open_pack` raises. Whoever calls has checked who `by` and the owner are, as for `register_step`.
    """
    opened = open_pack(envelope, trusted=trusted)
    known = world.packs.pack(authority, opened.hash)
    if known is not None:
        if known.what == what:
            return Done(received=known, new=False)
        day = f"{known.at.day} {known.at:%B %Y}"
        return (Problem("as", f"It came in on {day}, and was decided then: {WHATS[known.what]}. Nothing was changed"),)
    because = own_words(because)
    problems = (*check_reason(because), *_may_not(opened.pack, what, authority))
    if problems:
        return problems
    step: Step | None = None
    if what != "not-here":
        assert registration is not None, "what is done here is a step"
        made = _stepped(world, authority, registration)
        if isinstance(made, tuple):
            return made
        step = made
    received = Received(
        authority=authority,
        pack=opened.hash,
        from_=opened.pack.home,
        trial=opened.pack.trial,
        service=opened.pack.registration.service,
        name=opened.pack.registration.name,
        envelope=envelope.decode(),
        what=what,
        because=because,
        by=by,
        at=world.clock.now(),
        step=None if step is None else step.id,
    )
    with world.together():
        new = world.packs.add(received)
    return Done(received=received, new=new)


def _may_not(pack: Pack, what: What, authority: str) -> tuple[Problem, ...]:
    if pack.home == authority:
        return (Problem("file", "It is your own. What you found is counted here already"),)
    advice = advise(pack)
    if what not in advice.may:
        why = " ".join(advice.forced).rstrip(".")
        return (Problem("as", f"Test it here first. {why}"),)
    return ()


def _stepped(world: World, authority: str, said: Registration) -> Step | tuple[Problem, ...]:
    """Registered now; or by an earlier try that ended before the pack itself was written down."""
    try:
        held = world.steps.step(authority, said.id)
    except NoSuchStep:
        return register_step(world, authority=authority, registration=said)
    if trial_of(held.registration) == trial_of(said) and held.state == "registered":
        return held
    return (Problem("id", f"There is a step {said.id} already: what was tried stays on record"),)
