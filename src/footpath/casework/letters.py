"""What the resident is told at each event: the words on their page and, where the service says so, of an email."""

from collections.abc import Mapping
from datetime import date

import msgspec

from footpath.casework.deciding import outcome_of
from footpath.casework.texts import fill
from footpath.definition.service import Edition
from footpath.rules import say_value
from footpath.values import Lang, Words

HOW_WAS_IT = "how_was_it"
"""What a message is about that asks, and tells nothing."""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    subject: str
    body: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A message ready to be put on the page. `email` says that it is there, and no more of it than it has to."""

    about: str
    subject: str
    body: str
    email: Text | None = None


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Who is told, and from what: the edition of their case, the answers in use, their language."""

    edition: Edition
    in_use: Mapping[str, object]
    on: date
    lang: Lang
    reference: str


_SUBMITTED = Words("We have got your answers", "Mae eich atebion wedi ein cyrraedd")
_REFERENCE = Words("Your reference is {}.", "Eich cyfeirnod yw {}.")
_PAID = Words("Your payment has arrived", "Mae eich taliad wedi cyrraedd")
_PAID_SAYS = Words("We have got your payment of £{}.", "Rydym wedi cael eich taliad o £{}.")
_ASKED = Words("We need more from you", "Mae angen rhagor arnom gennych chi")
_DECIDED = Words("Our decision", "Ein penderfyniad")
_REOPENED = Words("We are looking at our decision again", "Rydym yn edrych eto ar ein penderfyniad")
_REOPENED_SAYS = Words("We will tell you when we have decided.", "Byddwn yn dweud wrthych pan fyddwn wedi penderfynu.")
_WITHDRAWN = Words("You withdrew this", "Rydych wedi tynnu hwn yn ôl")
_WITHDRAWN_SAYS = Words(
    "We have stopped working on it. You can start again at any time.",
    "Rydym wedi rhoi’r gorau i weithio arno. Gallwch ddechrau eto ar unrhyw adeg.",
)
_WRITTEN = Words("A message about your case", "Neges am eich achos")
_WRITTEN_EMAIL = Words(
    "We have written to you about your case. Use the link below to read it.",
    "Rydym wedi ysgrifennu atoch am eich achos. Defnyddiwch y ddolen isod i’w darllen.",
)
_LINK = Words("Your link: {}", "Eich dolen: {}")
_LINK_SAYS = Words("Use the link below to come back.", "Defnyddiwch y ddolen isod i ddod yn ôl.")
_HOW_WAS_IT = Words("How was it? {}", "Sut yr oedd? {}")
_HOW_WAS_IT_SAYS = Words(
    "We have decided your case. Please tell us how it was. There are 4 questions. You can leave out any of them.\n\n"
    "You do not have to answer. Your answers never change what we decide. We ask you once.",
    "Rydym wedi penderfynu ar eich achos. Dywedwch wrthym sut yr oedd. Mae 4 cwestiwn. Gallwch adael unrhyw un ohonynt "
    "heb ei ateb.\n\n"
    "Nid oes rhaid i chi ateb. Nid yw eich atebion byth yn newid ein penderfyniad. Dim ond unwaith rydym yn gofyn.",
)
_LINK_UNTIL = Words("We keep your answers until {}.", "Byddwn yn cadw eich atebion tan {}.")


def submitted(reader: Reader) -> Said:
    """What happens next is the service's own `after`, as its confirmation page says it."""
    lines = [_REFERENCE.in_(reader.lang).format(reader.reference)]
    after = reader.edition.service.after
    if after is not None:
        lines.append(_fill(reader, "after.say", after.say))
    return Said(
        about="submitted",
        subject=_SUBMITTED.in_(reader.lang),
        body="\n\n".join(lines),
        email=_email(reader, "submitted"),
    )


def paid(reader: Reader, *, pence: int) -> Said:
    pounds = f"{pence // 100:,}.{pence % 100:02}"
    return Said(
        about="paid",
        subject=_PAID.in_(reader.lang),
        body=_PAID_SAYS.in_(reader.lang).format(pounds),
        email=_email(reader, "paid"),
    )


def asked(reader: Reader, *, words: str) -> Said:
    return Said(about="asked", subject=_ASKED.in_(reader.lang), body=words, email=_email(reader, "asked"))


def decided(reader: Reader, *, outcome: str, reason: str) -> Said:
    """The letter itself is on the page, behind the resident's secret. The email says only that there is one."""
    chosen = outcome_of(reader.edition.service, outcome)
    assert chosen is not None, f"{outcome} is no outcome of this service"
    title = _DECIDED.in_(reader.lang) if chosen.title is None else chosen.title.in_(reader.lang)
    letter = _fill(reader, f"decide.outcomes.{outcome}.letter", chosen.letter, reason=reason)
    return Said(about="decided", subject=title, body=letter, email=_email(reader, "decided"))


def reopened(lang: Lang) -> Said:
    return Said(about="reopened", subject=_REOPENED.in_(lang), body=_REOPENED_SAYS.in_(lang))


def withdrawn(lang: Lang) -> Said:
    return Said(about="withdrawn", subject=_WITHDRAWN.in_(lang), body=_WITHDRAWN_SAYS.in_(lang))


def written(reader: Reader, *, words: str) -> Said:
    """What a member of staff has to say. The email says only that it is there, whatever the service tells of."""
    subject = _WRITTEN.in_(reader.lang)
    email = None
    if reader.edition.service.tell is not None:
        email = Text(subject=subject, body=_WRITTEN_EMAIL.in_(reader.lang))
    return Said(about="staff", subject=subject, body=words, email=email)


def link(edition: Edition, *, lang: Lang, until: date | None) -> Said:
    """The way back to a case. The link itself is not in it: it is made when the email is."""
    title = edition.service.title.in_(lang)
    lines = [_LINK_SAYS.in_(lang)]
    if until is not None:
        lines.append(_LINK_UNTIL.in_(lang).format(say_value(until, lang)))
    subject, body = _LINK.in_(lang).format(title), "\n\n".join(lines)
    return Said(about="link", subject=subject, body=body, email=Text(subject=subject, body=body))


def how_was_it(edition: Edition, *, lang: Lang) -> Said:
    """Asked once, a fortnight after the decision. The link is made when the email is, and opens the questions alone."""
    subject = _HOW_WAS_IT.in_(lang).format(edition.service.title.in_(lang))
    body = _HOW_WAS_IT_SAYS.in_(lang)
    return Said(about=HOW_WAS_IT, subject=subject, body=body, email=Text(subject=subject, body=body))


def _email(reader: Reader, event: str) -> Text | None:
    tell = reader.edition.service.tell
    notice = tell.on.get(event) if tell else None
    if notice is None:
        return None
    return Text(
        subject=_fill(reader, f"tell.{event}.subject", notice.subject),
        body=_fill(reader, f"tell.{event}.say", notice.say),
    )


def _fill(reader: Reader, path: str, words: Words, *, reason: str = "") -> str:
    inputs = {**reader.in_use, "reference": reader.reference, "reason": reason}
    return fill(reader.edition, path, words, inputs=inputs, on=reader.on, lang=reader.lang)
