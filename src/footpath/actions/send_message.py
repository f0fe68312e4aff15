"""The outbox's handler for "email": a message is looked up, made into an email with its link, and handed over."""

from typing import Any

from footpath.actions.doors import asked_secret, secret_of
from footpath.casework.letters import HOW_WAS_IT
from footpath.ports import Authority, CaseRow, Email, Intent, Letter, Message, NoSuchCase, World
from footpath.values import Words

_REFERENCE = Words("Reference: {}", "Cyfeirnod: {}")
_OPEN = Words("See where it is, and our messages:", "Gweld ble mae hi arni, a’n negeseuon:")
_COME_BACK = Words("Carry on where you left off:", "Parhau o ble gwnaethoch chi adael:")
_PRIVATE = Words(
    "Anybody with this link can open it. Do not pass it on.",
    "Gall unrhyw un sydd â’r ddolen hon ei hagor. Peidiwch â’i rhannu.",
)
_TELL_US = Words("Tell us how it was:", "Dywedwch wrthym sut yr oedd:")
_ONLY_THAT = Words(
    "This link opens these questions, and not your case.",
    "Mae’r ddolen hon yn agor y cwestiynau hyn, ac nid eich achos.",
)
_CONTACT = Words("Questions? Call {} ({}) or write to {}.", "Cwestiynau? Ffoniwch {} ({}) neu ysgrifennwch at {}.")


def send_message(world: World, intent: Intent) -> None:
    """Safe to repeat: the same message makes the same email with the same id, to the letter.

    Nothing is sent where there is nothing left to send: the case was erased meanwhile. No transaction is open while
    somebody else's mail server makes up its mind.
    """
    case, message_id = _ids(intent.args)
    try:
        row = world.records.case(intent.authority, case)
    except NoSuchCase:
        return
    held = [message for message in world.records.messages(intent.authority, case) if message.id == message_id]
    if not held or held[0].email is None:
        return
    authority = world.records.authority(intent.authority)
    assert authority is not None, f"{intent.authority} has messages and is not on record"
    world.mailer.send(_letter(world, row, held[0], held[0].email, authority))


def _ids(args: Any) -> tuple[str, str]:
    return str(args["case"]), str(args["message"])


def _letter(world: World, row: CaseRow, message: Message, email: Email, authority: Authority) -> Letter:
    name, contact = authority.name.in_(row.lang), authority.contact
    reach = _CONTACT.in_(row.lang).format(contact.phone, contact.hours.in_(row.lang), contact.email)
    reference = _REFERENCE.in_(row.lang).format(row.reference)
    way_in = _to_questions(world, row) if message.about == HOW_WAS_IT else _way_in(world, row)
    paragraphs = [email.body.strip(), way_in, reference, reach, name]
    return Letter(
        id=message.id,
        sender=authority.sender,
        sender_name=_one_line(name),
        reply_to=contact.email,
        to=email.to,
        # An answer may be part of a subject: whatever somebody typed, it stays one line of one header.
        subject=_one_line(email.subject),
        body="\n\n".join(part for part in paragraphs if part) + "\n",
        lang=row.lang,
        edition=message.edition,
    )


def _way_in(world: World, row: CaseRow) -> str:
    """The link. Without one, when the installation's key was lost, the email still says what there is to say."""
    secret = secret_of(world, row)
    if secret is None:
        return ""
    if row.stage == "answering":
        said = _COME_BACK
        link = world.links.draft(authority=row.authority, service=row.service, case=row.id, secret=secret)
    else:
        said = _OPEN
        link = world.links.case(authority=row.authority, case=row.id, secret=secret)
    return f"{said.in_(row.lang)}\n{link}\n{_PRIVATE.in_(row.lang)}"


def _to_questions(world: World, row: CaseRow) -> str:
    secret = asked_secret(world, row)
    if secret is None:
        return ""
    link = world.links.asked(authority=row.authority, case=row.id, secret=secret)
    return f"{_TELL_US.in_(row.lang)}\n{link}\n{_ONLY_THAT.in_(row.lang)}"


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
