"""What happened, in a sentence, for staff: the history of a case and the page that says what a colleague did first."""

from collections.abc import Callable
from typing import assert_never

from footpath.casework.events import (
    Actor,
    Answered,
    AnyEvent,
    AskedForMore,
    Decided,
    Erased,
    GaveMore,
    Moved,
    Noted,
    Paid,
    Removed,
    Reopened,
    Started,
    Submitted,
    Taken,
    Told,
    Withdrawn,
    Wrote,
)

type Names = Callable[[Actor], str]
"""How an actor is called on the page. The journal holds no names, so whoever shows it looks them up."""

_SUBJECTS = {
    "submitted": "that we have their application",
    "paid": "that the payment arrived",
    "asked": "what we need from them",
    "decided": "the decision",
    "reopened": "that we are looking at it again",
    "withdrawn": "that it is withdrawn",
    "staff": "something in their own words",
    "link": "how to come back to it",
    "how_was_it": "that we would like to know how it was",
}


def plain_name(by: Actor) -> str:
    """An actor where no names are known."""
    match by:
        case "resident":
            return "The resident"
        case "rule":
            return "A rule"
        case "clock":
            return "Footpath"
        case _:
            return "Staff " + by.removeprefix("staff:")


def headline(event: AnyEvent, names: Names = plain_name, *, outcome: Callable[[str], str] = str) -> str:
    """The event in a sentence without its time. `outcome` gives an outcome's title where the page knows it."""
    who = names(event.by)
    match event:
        case Started():
            return f"{who} started" + _by_channel(event)
        case Answered():
            return f"{who} answered the page {_shown(event.page)}"
        case Removed():
            return f"{who} removed item {event.item + 1} from the page {_shown(event.page)}"
        case Moved():
            return f"{who} moved it to a newer edition of the service"
        case Submitted():
            return f"{who} sent it" + (f", with {_pounds(event.charge_pence)} to pay" if event.charge_pence else "")
        case Paid():
            pounds = _pounds(event.pence)
            return f"{who} marked {pounds} as paid" if event.how == "staff" else f"{who} paid {pounds} by card"
        case Taken():
            if event.to is None:
                return f"{who} gave it back for anyone to take"
            if event.by == f"staff:{event.to}":
                return f"{who} took it"
            return f"{who} passed it on to {names(f'staff:{event.to}')}"
        case Noted():
            return f"{who} wrote a note"
        case AskedForMore():
            how_many = len(event.questions)
            about = "" if not how_many else f" about {how_many} question{'' if how_many == 1 else 's'}"
            return f"{who} asked the resident for more{about}"
        case GaveMore():
            return f"{who} answered what they were asked" + (", and wrote a reply" if event.words else "")
        case Decided():
            return f"{who} decided: {outcome(event.outcome)}"
        case Told():
            return f"The resident was told {_SUBJECTS.get(event.about, event.about)}"
        case Wrote():
            return f"{who} wrote to the team"
        case Withdrawn():
            return f"{who} withdrew it"
        case Reopened():
            return f"{who} reopened it, to look at the decision again"
        case Erased():
            return f"{who} erased the answers ({event.because})"
        case _:
            assert_never(event)


def _shown(page: str) -> str:
    return f"“{page.replace('_', ' ')}”"


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}.{pence % 100:02}"


def _by_channel(event: Started) -> str:
    match event.channel:
        case "online":
            return ""
        case "assisted":
            return ", with help from staff"
        case "phone":
            return ", by phone"
        case "paper":
            return ", on paper"
        case _:
            assert_never(event.channel)
