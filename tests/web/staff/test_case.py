"""A case on Ben’s screen."""

from footpath.web.world import world
from tests.people import FIRST
from tests.web.county import (
    asha,
    asked,
    checking,
    decided,
    drafts,
    now,
    sends,
    signed_in,
    staff_page_of,
    taken,
    to_pay,
    wants_another_look,
)
from tests.web.resident.browsing import PageReader


def page(row: object, staff: str = "ben") -> PageReader:
    return PageReader(signed_in(staff).get(staff_page_of(row)).content.decode())  # type: ignore[arg-type]


def test_its_answers_its_findings_and_its_edition_are_on_the_page() -> None:
    row = taken(checking())
    said = page(row).text

    assert f"Apply for a permit {row.reference} Asha Patel" in said
    assert "Stage Being checked With You Sent" in said
    assert f"Edition {row.edition[:8]}, version 3" in said
    assert "What is your vehicle’s registration number? AB12 CDE" in said
    assert "Price: 177.00" in said
    assert "Yearly price: 88.50" in said
    assert "from Fees and charges 2026-27" in said
    assert "How many permits does your household hold now? 1 answer" in said


def test_a_draft_is_nobodys_business() -> None:
    assert signed_in("mia").get(staff_page_of(drafts())).status_code == 404


def test_a_case_that_a_rule_decided_names_no_person() -> None:
    row = checking(asha(permits_held="0"))

    said = page(row).text

    assert row.stage == "decided"
    assert "Granted, by a rule A rule decided this on" in said
    assert "No person did. Because Yours is the first permit of your household (article 7)" in said
    assert "What the decision rests on, as it was stored with it." in said
    assert FIRST


def test_a_case_to_pay_is_taken_or_marked_as_paid_and_not_decided() -> None:
    links = page(taken(to_pay())).links

    assert "Mark £177 as paid" in links
    assert "Refused" not in links
    assert "Ask for more" not in links


def test_a_case_that_waits_can_be_decided_without_the_answer() -> None:
    shown = page(asked(taken(checking())))

    assert "You can still decide it without their answer." in shown.text
    assert "Refused" in shown.links
    assert "Ask for more" not in shown.links


def test_a_resident_who_reads_welsh_is_seen_to() -> None:
    row = taken(checking(lang="cy"))

    assert "Reads Welsh" in page(row).text
    decide = signed_in("ben").get(f"{staff_page_of(row)}/decide?outcome=refused").content.decode()
    assert "write it in Welsh if you can" in decide
    assert "goes on the page of their case in Welsh" in PageReader(decide).text


def test_what_the_resident_wrote_last_stands_out() -> None:
    row = wants_another_look(decided(taken(checking())), "The car is brand new")

    assert "The resident wrote on" in page(row).text
    assert "The car is brand new" in page(row).text


def test_an_answer_given_again_says_when() -> None:
    from footpath.actions.give_more import GaveNow, give_more
    from footpath.actions.give_more_page import give_more_page
    from tests.people import form

    row = asked(taken(checking()))
    assert row.asking
    where = {"authority": row.authority, "case": row.id, "asking": row.asking}
    give_more_page(world(), **where, page="vehicle", form=form(registration="ef56ghj"), lang="en")
    done = give_more(world(), **where, reply="Sorry, I mistyped it", lang="en", key="gave-0123456789abcd")
    assert isinstance(done, GaveNow)

    said = page(now(row)).text

    assert "EF56 GHJ (answered again on" in said
    assert "Sorry, I mistyped it" in said


def test_a_list_says_which_of_it_an_answer_belongs_to() -> None:
    from tests.people import form

    pages = {**asha(), "others": form(driver_name="Bob Patel")}
    row = sends(_with_driver(pages))

    assert "Driver 1: What is their name? Bob Patel" in page(row).text


def _with_driver(pages: dict[str, object]) -> object:
    from footpath.actions.answer_page import answer_page
    from footpath.actions.start_case import start_case
    from tests.people import NORTH

    here = world()
    opened = start_case(here, authority=NORTH, service="permit", lang="en")
    for name, sent in pages.items():
        seq = here.records.case(NORTH, opened.case).seq
        answer_page(
            here,
            authority=NORTH,
            case=opened.case,
            page=name,
            form=sent,  # type: ignore[arg-type]
            lang="en",
            seen=seq,
            item=0 if name == "others" else None,
        )
    return here.records.case(NORTH, opened.case)


def test_a_page_of_a_case_is_kept_by_no_cache() -> None:
    response = signed_in("ben").get(staff_page_of(checking()))

    assert response.headers["Cache-Control"] == "no-store, private"
