"""A standard is published, adopted, adapted and upgraded: in memory, on SQLite and on PostgreSQL."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import footpath
from footpath.actions.adopt_standard import AdoptedBefore, NoSuchAuthority, NoSuchStandard, adopt_standard
from footpath.actions.answer_page import answer_page
from footpath.actions.audit import audit
from footpath.actions.discard_draft import discard_draft
from footpath.actions.drafts import NotAdopted, open_draft
from footpath.actions.fitness import Unfit
from footpath.actions.lapse_changes import lapse_changes
from footpath.actions.move_case import move_case
from footpath.actions.publish_adaptation import Published, publish_adaptation, publish_draft
from footpath.actions.publish_standard import publish_standard
from footpath.actions.save_draft import save_draft
from footpath.actions.start_case import start_case
from footpath.actions.upgrade_adaptation import Unsettled, plan_upgrade, upgrade_adaptation
from footpath.casework.events import Moved
from footpath.definition.changes import (
    Adaptation,
    Change,
    Decision,
    Draft,
    Set,
    Standard,
    read_adaptation,
    read_changes,
)
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.journey.moving import news_of
from footpath.ports import DifferentStandard, StaleDraft, World
from footpath.values import Fault, Words
from tests.promises.rows import NORTH, SOUTH

PERMIT = "resident_parking_permit"
FOLDER = Path(footpath.__file__).parent / "exemplars" / PERMIT
WHO: dict[str, Any] = {"by": "staff:cara", "because": "It is better here"}
HINT = "pages.vehicle.questions.registration.hint"


@cache
def standard(name: str = "service") -> Edition:
    loaded = load_file(FOLDER / f"{name}.yaml")
    assert isinstance(loaded, Edition), loaded
    return loaded


@cache
def local(authority: str = NORTH) -> tuple[Change, ...]:
    read = read_adaptation((FOLDER / "adaptations" / f"{authority}.yaml").read_text(encoding="utf-8"))
    assert isinstance(read, Adaptation), read
    return read.changes


@cache
def reasons() -> tuple[Change, ...]:
    """Why version 4 is not version 3."""
    read = read_changes((FOLDER / "version_4_changes.yaml").read_text(encoding="utf-8"))
    return tuple(each for each in read if not isinstance(each, Fault))


@pytest.fixture
def barset(world: World) -> World:
    for name, changes in (("service", ()), ("version_4", reasons())):
        assert isinstance(publish_standard(world, edition=standard(name), changes=changes, **WHO), Standard)
    adopt_standard(world, authority=NORTH, service=PERMIT, version=3, **WHO)
    return world


def published(world: World, changes: tuple[Change, ...], **others: Any) -> Published:
    done = publish_adaptation(world, authority=NORTH, service=PERMIT, changes=changes, **{**WHO, **others})
    assert isinstance(done, Published), done
    return done


def test_adopting_offers_nothing_yet_and_twice_is_once(barset: World) -> None:
    kept, new = adopt_standard(barset, authority=NORTH, service=PERMIT, version=3, **WHO)

    assert not new
    assert (kept.seq, kept.edition) == (0, None)
    assert barset.editions.offered(NORTH, PERMIT) is None


def test_what_cannot_be_adopted_is_said_by_name(barset: World) -> None:
    with pytest.raises(NoSuchStandard) as missing:
        adopt_standard(barset, authority=SOUTH, service=PERMIT, version=9, **WHO)
    with pytest.raises(AdoptedBefore):
        adopt_standard(barset, authority=NORTH, service=PERMIT, version=4, **WHO)
    with pytest.raises(NoSuchAuthority):
        adopt_standard(barset, authority="nowhere", service=PERMIT, version=3, **WHO)
    with pytest.raises(NotAdopted):
        open_draft(barset, authority=SOUTH, service=PERMIT)

    assert missing.value.known == (3, 4)


def test_a_published_adaptation_is_what_residents_get_and_the_same_again_does_nothing(barset: World) -> None:
    first = published(barset, local())
    again = published(barset, local())

    offered = barset.editions.offered(NORTH, PERMIT)
    assert offered is not None
    assert (offered.hash, first.new, again.new) == (first.edition.hash, True, False)
    assert offered.service.summary is not None
    assert "Silverbridge" in offered.service.summary.en
    assert barset.standards.adaptation_of(NORTH, offered.hash) == first.kept
    assert barset.editions.offered(SOUTH, PERMIT) is None


def test_nothing_is_published_while_something_must_still_be_set(barset: World) -> None:
    done = publish_adaptation(barset, authority=NORTH, service=PERMIT, changes=local()[1:], **WHO)

    assert isinstance(done, Unfit)
    assert any("must be set by each authority" in fault.wrong for fault in done.faults)
    assert barset.editions.offered(NORTH, PERMIT) is None


def test_nothing_is_published_while_an_example_fails(barset: World) -> None:
    price = Set(path="figures.second_permit_price.value", to=75, because="b")

    done = publish_adaptation(barset, authority=NORTH, service=PERMIT, changes=(*local(), price), **WHO)

    assert isinstance(done, Unfit)
    assert [example.passed for example in done.examples] == [False]
    assert barset.editions.offered(NORTH, PERMIT) is None


def test_a_change_that_cannot_be_made_is_neither_saved_nor_published(barset: World) -> None:
    nowhere = Set(path="pages.vehicle.questions.registraton.hint", to="x", because="b")

    done = publish_adaptation(barset, authority=NORTH, service=PERMIT, changes=(nowhere,), **WHO)
    saved = save_draft(barset, authority=NORTH, service=PERMIT, changes=(nowhere,), seen=0, by="staff:cara")

    assert isinstance(done, Unfit)
    assert isinstance(saved, tuple)
    assert barset.standards.draft(NORTH, PERMIT) is None


def test_a_version_of_a_standard_is_published_once(barset: World) -> None:
    again = publish_standard(barset, edition=standard(), **WHO)
    assert isinstance(again, Standard)

    other = standard("version_4")
    with pytest.raises(DifferentStandard):
        publish_standard(
            barset,
            edition=Edition(**{n: getattr(other, n) for n in other.__struct_fields__} | {"hash": "e" * 64}),
            **WHO,
        )


def test_cara_drafts_publishes_and_discards(barset: World) -> None:
    draft = open_draft(barset, authority=NORTH, service=PERMIT)
    assert draft.seq == 0
    saved = save_draft(barset, authority=NORTH, service=PERMIT, changes=local(), seen=0, by="staff:cara")
    assert isinstance(saved, Draft)
    with pytest.raises(StaleDraft):
        save_draft(barset, authority=NORTH, service=PERMIT, changes=(), seen=0, by="staff:dev")

    done = publish_draft(barset, authority=NORTH, service=PERMIT, seen=1, **WHO)

    assert isinstance(done, Published)
    assert barset.standards.draft(NORTH, PERMIT) is None
    fresh = open_draft(barset, authority=NORTH, service=PERMIT)
    assert (fresh.seq, fresh.changes) == (0, local())
    save_draft(barset, authority=NORTH, service=PERMIT, changes=(), seen=0, by="staff:cara")
    discard_draft(barset, authority=NORTH, service=PERMIT, seen=1)
    assert barset.standards.draft(NORTH, PERMIT) is None


def test_an_upgrade_waits_for_its_decisions_and_then_is_what_residents_get(barset: World) -> None:
    hint = Set(path=HINT, to="On the front of your log book", because="14 of 60 callers asked")
    published(barset, (*local(), hint))
    planned = plan_upgrade(barset, authority=NORTH, service=PERMIT, to=4)
    assert [each.path for each in planned.upgrade.open] == [HINT]

    waits = upgrade_adaptation(barset, authority=NORTH, service=PERMIT, to=4, **WHO)
    done = upgrade_adaptation(
        barset, authority=NORTH, service=PERMIT, to=4, decisions=(Decision(path=HINT, take="ours"),), **WHO
    )

    assert isinstance(waits, Unsettled)
    assert isinstance(done, Published), done
    offered = barset.editions.offered(NORTH, PERMIT)
    assert offered is not None
    assert (offered.service.version, done.kept.version, done.kept.seq) == (4, 4, 2)
    assert offered.service.question("keeper") is not None
    assert [change.kept_over for change in done.kept.changes if change.path == HINT] == [4]


def test_whoever_upgrades_what_somebody_else_has_just_published_is_told(barset: World) -> None:
    published(barset, local())

    with pytest.raises(StaleDraft):
        upgrade_adaptation(barset, authority=NORTH, service=PERMIT, to=4, seen=0, **WHO)


def test_what_holds_for_a_time_is_not_offered_after_its_last_day(barset: World) -> None:
    summer = Set(path="summary", to={"en": "In summer.", "cy": "Yn yr haf."}, because="b", until=date(2026, 5, 1))
    first = published(barset, (*local()[:3], summer))
    assert first.edition.service.summary == Words("In summer.", "Yn yr haf.")
    assert lapse_changes(barset) == 0

    barset.clock.move(days=1)  # type: ignore[attr-defined]
    assert (lapse_changes(barset), lapse_changes(barset)) == (1, 0)

    offered = barset.editions.offered(NORTH, PERMIT)
    kept = barset.standards.adaptation(NORTH, PERMIT)
    assert offered is not None
    assert kept is not None
    assert offered.service.summary == standard().service.summary
    assert kept.changes[-1] == summer  # it is not lost: it has ended


def test_somebody_half_way_moves_on_each_database_and_the_journal_says_so(barset: World) -> None:
    published(barset, local())
    asha = start_case(barset, authority=NORTH, service=PERMIT, lang="en")
    answer_page(
        barset,
        authority=NORTH,
        case=asha.case,
        page="home",
        form={"home-line-1": ["1 Chantry Row"], "home-town": ["Silverbridge"], "home-postcode": ["OX1 1AA"]},
        lang="en",
        seen=1,
    )
    before = barset.records.case(NORTH, asha.case)
    upgrade_adaptation(barset, authority=NORTH, service=PERMIT, to=4, **WHO)

    row = move_case(barset, before)

    assert barset.editions.edition(row.edition).service.version == 4
    assert barset.records.case(NORTH, asha.case) == row
    assert row.data["home"] == before.data["home"]
    news = news_of(row.data)
    assert news is not None
    assert "Permits were given for vehicles whose keepers had not agreed" in news.because
    assert isinstance(barset.records.journal(NORTH, asha.case)[-1].event, Moved)
    assert audit(barset, authority=NORTH).faults == ()
    assert move_case(barset, row) == row
