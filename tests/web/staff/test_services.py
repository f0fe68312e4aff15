"""What a service manager sees of the services, and an auditor of a journal."""

from footpath.adapters.records.models import Journal
from tests.web.county import asked, checking, decided, drafts, signed_in, staff_page_of, taken
from tests.web.resident.browsing import PageReader

SERVICES = "/staff/barset-north/services"


def page(address: str, staff: str = "mia") -> PageReader:
    response = signed_in(staff).get(address)
    assert response.status_code == 200, response.status_code
    return PageReader(response.content.decode())


def test_each_service_with_its_edition_its_checks_and_its_cases() -> None:
    row = checking()
    asked(taken(checking()))
    decided(taken(checking()))
    drafts()

    shown = page(SERVICES)

    assert "2 offered to residents now." in shown.text
    assert f"Version 3, edition {row.edition[:8]}. The parking services manager answers for it." in shown.text
    assert "Checks" in shown.text
    assert "of 100" in shown.text
    assert "Not sent yet 1 Being checked 1 Waiting for the resident 1 Decided 1" in shown.text


def test_a_service_lists_what_its_checks_found_and_how_to_mend_it() -> None:
    shown = page(f"{SERVICES}/permit")

    assert "pages.diesel.when, line" in shown.text
    assert shown.links["See it as residents do"] == "/barset-north/permit/"
    assert "It has none. Examples are its author’s own tests" in shown.text


def test_the_numbers_lead_to_the_cases_behind_them() -> None:
    row = checking()
    shown = page(f"{SERVICES}/permit")

    assert row.reference in page(shown.links["1"]).text


def test_a_service_that_is_not_offered_is_not_there() -> None:
    assert signed_in("mia").get(f"{SERVICES}/moon-landing").status_code == 404


def test_an_auditor_sees_every_entry_and_that_they_hold() -> None:
    row = decided(taken(checking()))

    shown = page(f"{staff_page_of(row)}/journal", "ada")

    assert f"All {row.seq} entries hold: the chain is whole, and the case is what its journal says." in shown.text
    assert f"{row.seq}. The resident was told the decision" in shown.text
    assert row.head in shown.text
    for personal in ("Asha", "AB12", "OX1", "asha@example.org", "The car is too old"):
        assert personal not in shown.text


def test_a_journal_that_was_tampered_with_is_seen() -> None:
    row = decided(taken(checking()))
    entry = Journal.objects.filter(case=row.id, event__contains='"taken"').get()
    Journal.objects.filter(case=row.id, seq=entry.seq).update(event=entry.event.replace("ben", "ada"))

    shown = page(f"{staff_page_of(row)}/journal", "ada")

    assert "not hold. Tell whoever runs Footpath now." in shown.text
    assert f"chain: at entry {entry.seq}, its content was changed after it was written" in shown.text


def test_a_caseworker_is_not_shown_the_journal() -> None:
    row = checking()

    assert signed_in("ben").get(f"{staff_page_of(row)}/journal").status_code == 403
    assert "journal" not in page(staff_page_of(row), "ben").text
