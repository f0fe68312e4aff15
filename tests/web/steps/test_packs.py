"""What the team sees of evidence that came in from other authorities."""

from typing import Any

from footpath.actions.receive_pack import Done, receive_pack
from footpath.exchange import Trusted
from footpath.steps.pack import Pack
from footpath.steps.receiving import What, registration_here
from footpath.web.world import world
from tests.people import NORTH
from tests.steps.packed import KEY, packed, signed
from tests.web.county import signed_in

PACKS = "/staff/barset-north/steps/packs"
RYEDALES = packed({"ryedale": (600, 0.6, 0.75)}, home="ryedale", themes=["People <look> on the front"])


def comes_in(pack: Pack = RYEDALES, what: What = "adopt-and-fit", because: str = "Our callers ask the same") -> None:
    said: Any = None
    if what != "not-here":
        said = registration_here(pack, what, authority=NORTH, by="cara", owner="mia")
    found = receive_pack(
        world(),
        authority=NORTH,
        envelope=signed(pack),
        trusted=(Trusted(name=pack.home, key=KEY.public),),
        what=what,
        by="staff:cara",
        because=because,
        registration=said,
    )
    assert isinstance(found, Done), found


def text_of(who: str = "ben", where: str = PACKS) -> str:
    response = signed_in(who).get(where)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def test_with_nothing_the_page_says_how_to_bring_something_in() -> None:
    assert "Nothing has come in yet" in text_of()


def test_what_came_in_says_what_others_found_and_what_we_expect_here() -> None:
    comes_in()

    page = text_of()

    assert "1 came in: 1 adopt and fit." in page
    assert "that more people finish, with 600 people in 1 place" in page
    assert "Cara Ellis decided: adopt and fit. Why: Our callers ask the same" in page
    assert "From what others found we expect here:" in page
    assert "/staff/barset-north/steps/barset-north/log-book-hint-from-ryedale" in page
    assert "Not met: Authorities that tried it: 1, of 3 wanted" in page
    assert "People &lt;look&gt; on the front" in page
    assert "significant" not in page


def test_what_was_not_taken_shows_its_reason_and_leads_to_no_step() -> None:
    comes_in(what="not-here", because="Our log books look different")

    page = text_of()

    assert "Why: Our log books look different" in page
    assert "Our own step" not in page


def test_another_authority_sees_nothing_of_it() -> None:
    comes_in()

    assert "Nothing has come in yet" in text_of("sam", "/staff/barset-south/steps/packs")
    assert signed_in("sam").get(PACKS).status_code == 404


def test_three_places_are_enough_for_the_standard_and_it_says_so() -> None:
    comes_in(packed({"ryedale": (500, 0.6, 0.75), "whitby": (500, 0.6, 0.75), "york": (500, 0.6, 0.75)}, home="york"))

    assert "This is enough for the standard" in text_of()
