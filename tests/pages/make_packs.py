"""Evidence that came in to a running demonstration: run as a program with its environment."""

from typing import Any

from footpath.actions.receive_pack import Done, receive_pack
from footpath.exchange import Trusted
from footpath.steps.pack import Pack
from footpath.steps.receiving import What, registration_here
from footpath.web.world import world
from tests.pages.make_cases import NORTH, PERMIT
from tests.steps.packed import KEY, packed, signed

CHANGE = {
    "set": "pages.name.title.en",
    "to": "Tried in Ryedale",
    "because": "A test of the pages, with a reason in a sentence",
}


def comes_in(pack: Pack, what: What, because: str) -> None:
    said: Any = None
    if what != "not-here":
        said = registration_here(pack, what, authority=NORTH, by="ben", owner="cara")
    found = receive_pack(
        world(),
        authority=NORTH,
        envelope=signed(pack),
        trusted=(Trusted(name=pack.home, key=KEY.public),),
        what=what,
        by="staff:ben",
        because=because,
        registration=said,
    )
    assert isinstance(found, Done), found


def make() -> None:
    themes = ("People look for it on the front", "Some have no log book")
    good = packed({"ryedale": (600, 0.6, 0.75)}, home="ryedale", service=PERMIT, changes=(CHANGE,), themes=themes)
    comes_in(good, "adopt-and-fit", "Our callers ask the same")
    worse = packed({"whitby": (300, 0.6, 0.6)}, home="whitby", service=PERMIT)
    comes_in(worse, "not-here", "Our log books look different")


if __name__ == "__main__":
    import django

    django.setup()
    make()
