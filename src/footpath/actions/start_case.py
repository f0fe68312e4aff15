"""Somebody starts: a case is opened on the edition that is offered now."""

import msgspec

from footpath.actions.doors import door_of, seal
from footpath.actions.in_steps import assign, draw, draw_again
from footpath.casework.events import Actor, Channel, Started
from footpath.casework.fold import begin
from footpath.casework.journal import NOTHING_BEFORE, chain
from footpath.casework.keeping import keep_until
from footpath.ports import CaseRow, NoSuchCase, World
from footpath.values import Lang, new_key, new_reference
from footpath.values.failpoints import failpoint


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """`secret` is what the resident's browser holds from now on: without it the address opens nothing."""

    case: str
    secret: str


class NoSuchService(Exception):
    """This authority does not offer such a service."""


class ServiceClosed(NoSuchService):
    """Its last day to start has gone by."""


def start_case(
    world: World,
    *,
    authority: str,
    service: str,
    lang: Lang,
    channel: Channel = "online",
    by: Actor = "resident",
    person: str | None = None,
) -> Opened:
    """`person` is who it is where somebody knows, as on an officer's screen: in a step they keep their version."""
    offered = world.editions.offered(authority, service)
    if offered is None:
        raise NoSuchService
    closes = offered.service.closes
    if closes is not None and world.clock.today() > closes.on:
        raise ServiceClosed
    case = new_key(world.chance.bytes(16))
    salt = world.chance.bytes(32).hex()
    secret = seal(world, authority=authority, case=case, salt=salt)[0]
    drawn = draw(world, offered, authority=authority, case=case, person=person)
    with world.together():
        failpoint("start.begun")
        drawn = draw_again(world, offered, drawn, authority=authority, case=case, person=person)
        edition = drawn.edition
        event = Started(
            at=world.clock.now(),
            by=by,
            service=service,
            edition=edition.hash,
            reference=_free_reference(world, authority),
            channel=channel,
        )
        (entry,) = chain([event], authority=authority, case=case, seq=0, head=NOTHING_BEFORE, key=None)
        state = begin(event)
        row = CaseRow(
            authority=authority,
            id=case,
            reference=state.reference,
            service=state.service,
            edition=state.edition,
            lang=lang,
            stage=state.stage,
            seq=state.seq,
            head=entry.hash,
            data={},
            written=state.written,
            salt=salt,
            door=door_of(secret),
            taken_by=None,
            outcome=None,
            started=state.started,
            submitted=None,
            decided=None,
            due=None,
            channel=state.channel,
            keep_from=state.keep_from,
            keep_until=keep_until(state, edition.service.keep),
        )
        world.records.open_case(row, entry)
        assign(world, drawn, row)
        failpoint("start.written")
    failpoint("start.committed")
    return Opened(case=case, secret=secret)


def _free_reference(world: World, authority: str) -> str:
    # 190 million references: with a million cases one in 190 new ones is taken already, so we look before we give it.
    while True:
        reference = new_reference(world.chance.bytes(8))
        try:
            world.records.case_by_reference(authority, reference)
        except NoSuchCase:
            return reference
