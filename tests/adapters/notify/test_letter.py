"""A letter becomes one email to one person, whatever anybody typed into what it is made of."""

import email
import email.policy
from email.message import EmailMessage as ParsedMessage

import pytest
from django.core.mail import EmailMessage
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from footpath.adapters.notify.letter import message_of
from footpath.ports import CannotSend, Letter

LETTER = Letter(
    id="c-1.2",
    sender="no-reply@barset-north.example",
    sender_name="Cyngor Barset North, Dosbarth",
    reply_to="help@barset-north.example",
    to="asha@example.org",
    subject="We have your application – diolch",
    body="Follow the link.\n\nhttps://services.example/case/barset-north/abc/return/def\n",
    lang="cy",
    edition="a" * 64,
)
HEADERS = {
    "subject",
    "from",
    "to",
    "reply-to",
    "date",
    "message-id",
    "auto-submitted",
    "content-language",
    "footpath-edition",
    "content-type",
    "content-transfer-encoding",
    "mime-version",
}


def sent(letter: Letter) -> ParsedMessage:
    """As a mail program reads it."""
    parsed = email.message_from_bytes(message_of(letter).message().as_bytes(), policy=email.policy.default)
    assert isinstance(parsed, ParsedMessage)
    return parsed


def test_an_email_says_who_it_is_from_and_what_it_is() -> None:
    message = sent(LETTER)

    assert message["Footpath-Edition"].strip() == "a" * 64  # a long line is folded
    assert message["From"].addresses[0].display_name == "Cyngor Barset North, Dosbarth"
    assert message["From"].addresses[0].addr_spec == "no-reply@barset-north.example"
    assert message["To"] == "asha@example.org"
    assert message["Reply-To"] == "help@barset-north.example"
    assert message["Subject"] == "We have your application – diolch"
    assert message["Message-ID"] == "<c-1.2@barset-north.example>"
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "cy")
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == LETTER.body


def test_the_same_letter_has_the_same_id_at_every_try() -> None:
    assert sent(LETTER)["Message-ID"] == sent(replace(LETTER))["Message-ID"]


HOSTILE = st.text(st.sampled_from('ab\r\n\0\v\f\x1c\x1d\x85\u2028\u2029:,;<>@"\\é名 Bcc'), min_size=1, max_size=40)


@given(subject=HOSTILE, name=HOSTILE, id_=HOSTILE)
def test_nothing_typed_becomes_a_header_or_a_second_recipient(subject: str, name: str, id_: str) -> None:
    typed = replace(LETTER, subject=f"x\r\nBcc: eve@example.com{subject}", sender_name=name + "\nBcc: eve", id=id_)

    message = sent(typed)

    assert {header.lower() for header in message.keys()} == HEADERS  # noqa: SIM118, headers may come twice
    assert len(message.keys()) == len(HEADERS)
    assert [address.addr_spec for address in message["To"].addresses] == ["asha@example.org"]
    assert [address.addr_spec for address in message["From"].addresses] == [LETTER.sender]


@given(body=st.text(max_size=200))
def test_any_body_is_a_body(body: str) -> None:
    message = sent(replace(LETTER, body=body.replace("\0", "")))

    assert {header.lower() for header in message.keys()} == HEADERS  # noqa: SIM118


@pytest.mark.parametrize(
    "address",
    [
        "",
        "asha",
        "asha@",
        "@example.org",
        "asha@example.org, eve@example.com",
        "asha@example.org;eve@example.com",
        "asha@example.org\r\nBcc: eve@example.com",
        "Asha <asha@example.org>",
        "asha @example.org",
    ],
)
def test_an_address_that_is_none_is_said_to_be(address: str) -> None:
    with pytest.raises(CannotSend, match="not one that email can go to"):
        message_of(replace(LETTER, to=address))


@given(st.text(max_size=60), st.text(max_size=200))
def test_an_email_is_to_the_letter_what_django_makes_of_it(subject: str, body: str) -> None:
    """Kinds of headers are remembered from one email to the next, and nothing of their content is."""
    made = message_of(replace(LETTER, subject=subject, body=body))

    def said(message: ParsedMessage) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in message.items() if name != "Date"]

    for policy in (email.policy.default, email.policy.SMTP):
        ours, djangos = made.message(policy=policy), EmailMessage.message(made, policy=policy)
        assert said(ours) == said(djangos)
        assert ours.get_payload() == djangos.get_payload()
