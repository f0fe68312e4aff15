"""Barset North signs, Ryedale reads: what is signed verifies, and nothing else does."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.exchange import (
    LARGEST,
    Altered,
    BadKey,
    NotSigned,
    Signed,
    TooLarge,
    Trusted,
    UnknownKey,
    UnknownVersion,
    Unreliable,
    WrongKind,
    WrongSignature,
    new_key,
    read_private,
    read_public,
    sign,
    verify,
)
from footpath.values import canonical

KEY, OTHER = new_key(), new_key()
NORTH = Trusted(name="barset_north", key=KEY.public)
CONTENT = {"b": [1, 2.5, None], "a": "Ymgeisio am drwydded"}

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=10),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=6), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def signed(content: Any = CONTENT, **other: Any) -> bytes:
    return sign(content, **{"kind": "evidence-pack", "from_": "barset_north", "key": KEY, **other})


def read(envelope: bytes, *trusted: Trusted, kind: str = "evidence-pack") -> Signed:
    return verify(envelope, kind=kind, trusted=trusted or (NORTH,))


@settings(max_examples=60, deadline=None)
@given(plain)
def test_what_is_signed_verifies_and_is_what_was_signed(content: Any) -> None:
    found = read(signed(content))

    assert (found.from_, found.kind, found.key) == ("barset_north", "evidence-pack", KEY.public.id)
    assert canonical(found.content) == canonical(content)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_altered_byte_verifies(data: st.DataObject) -> None:
    envelope = signed()
    at = data.draw(st.integers(0, len(envelope) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != envelope[at]))
    way = data.draw(st.sampled_from(["replaced", "added", "taken out"]))
    altered = {
        "replaced": envelope[:at] + bytes([byte]) + envelope[at + 1 :],
        "added": envelope[:at] + bytes([byte]) + envelope[at:],
        "taken out": envelope[:at] + envelope[at + 1 :],
    }[way]

    with pytest.raises(Unreliable):
        read(altered)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=6), plain, min_size=2, max_size=5), st.randoms())
def test_the_canonical_form_does_not_depend_on_the_order_of_keys(content: dict[str, Any], random: Any) -> None:
    pairs = list(content.items())
    random.shuffle(pairs)

    assert signed(dict(pairs)) == signed(content)


def test_a_last_line_end_is_no_alteration() -> None:
    assert read(signed() + b"\n").content == CONTENT


def test_a_key_that_nobody_named_is_not_believed() -> None:
    with pytest.raises(UnknownKey, match="footpath pack trust barset_north"):
        read(signed(key=OTHER))


def test_a_key_speaks_only_for_whom_it_is_trusted() -> None:
    with pytest.raises(UnknownKey, match="trusted for barset_north only"):
        read(signed(from_="ryedale"))


def test_another_key_under_a_known_name_is_a_wrong_signature() -> None:
    said = json.loads(signed(key=OTHER))
    said["key"] = KEY.public.id

    with pytest.raises(WrongSignature):
        read(canonical(said))


@pytest.mark.parametrize("word", ["kind", "from", "key", "footpath_signed", "content", "hash", "algorithm"])
def test_the_signature_covers_every_word_of_the_envelope(word: str) -> None:
    theirs = {**json.loads(signed()), "kind": "evidence-pack"}
    other = json.loads(signed({"c": 3}, kind="letter", from_="ryedale"))
    if word in ("key", "footpath_signed", "algorithm"):
        theirs[word] = "another"
    else:
        theirs[word] = other[word]
        if word == "content":
            theirs["hash"] = other["hash"]

    with pytest.raises(Unreliable):
        read(canonical(theirs), NORTH, Trusted(name="ryedale", key=KEY.public))


def test_altered_content_is_told_from_a_wrong_signature() -> None:
    said = json.loads(signed())
    said["content"]["a"] = "Something else"

    with pytest.raises(Altered, match="changed after it was signed"):
        read(canonical(said))


def test_the_same_in_other_bytes_is_refused() -> None:
    with pytest.raises(Altered, match="as it came"):
        read(json.dumps(json.loads(signed()), indent=2).encode())


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(Altered):
        read(signed().replace(b'{"a":', b'{"a":"first","a":', 1))


def test_another_kind_is_refused_though_it_is_signed() -> None:
    with pytest.raises(WrongKind, match="signed letter"):
        read(signed(kind="letter"))


@pytest.mark.parametrize("text", [b"", b"hello", b"\xff\xfe", b"{", b"[" * 5000, b"[]", b"{}", b'"x"', b"null"])
def test_what_is_no_envelope_is_said_to_be_none(text: bytes) -> None:
    with pytest.raises(NotSigned):
        read(text)


@pytest.mark.parametrize("version", [0, 2, "1", True, 1.0, None, [], "x" * 1000])
def test_another_version_is_named(version: Any) -> None:
    with pytest.raises(UnknownVersion) as raised:
        read(canonical({**json.loads(signed()), "footpath_signed": version}))
    assert len(str(raised.value)) < 200


def test_what_is_too_large_is_not_read() -> None:
    with pytest.raises(TooLarge):
        read(b"[" * (LARGEST + 1))


def test_nothing_without_a_canonical_form_is_signed() -> None:
    for odd in ("nan", "inf", "-inf"):
        with pytest.raises(AssertionError, match="read back as nothing"):
            signed({"x": [float(odd)]})


def test_keys_come_back_from_their_texts() -> None:
    assert read_private(KEY.pem()).public == KEY.public
    assert read_public(f" {KEY.public.text}\n") == KEY.public


def test_a_private_key_does_not_show_itself() -> None:
    assert KEY.public.id in repr(KEY)
    assert KEY.pem().splitlines()[1] not in repr(KEY)


@pytest.mark.parametrize(
    "text", ["", "ed25519:", "ed25519:" + "A" * 42 + "B", "rsa:" + "A" * 43, "ed25519:" + "é" * 43]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(BadKey, match="looks like ed25519:"):
        read_public(text)


def test_what_is_no_private_key_is_refused() -> None:
    with pytest.raises(BadKey):
        read_private("-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n")
