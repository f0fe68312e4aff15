"""Barset's keys: its own is made once and nobody else can read it; those it trusts speak for whom it says."""

import stat
from pathlib import Path

import pytest

from footpath.adapters.keyring import KeyFiles
from footpath.exchange import BadKey, Trusted, new_key

RYEDALE = new_key().public


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = KeyFiles(tmp_path).private()

    assert KeyFiles(tmp_path).private().public == first.public
    file = tmp_path / "keys" / "signing.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["signing.pem"]


def test_looking_makes_no_key(tmp_path: Path) -> None:
    assert KeyFiles(tmp_path).public() is None
    assert KeyFiles(tmp_path).trusted(own=["barset"]) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    KeyFiles(tmp_path).private()
    (tmp_path / "keys" / "signing.pem").chmod(0o644)

    with pytest.raises(BadKey, match="chmod 600"):
        KeyFiles(tmp_path).private()


def test_a_key_is_trusted_for_the_name_it_was_named_for(tmp_path: Path) -> None:
    keys = KeyFiles(tmp_path)

    assert keys.trust("ryedale", RYEDALE)
    assert not keys.trust("ryedale", RYEDALE)
    assert keys.trusted() == (Trusted(name="ryedale", key=RYEDALE),)
    assert stat.S_IMODE((tmp_path / "keys" / "trusted.json").stat().st_mode) == 0o600


def test_our_own_key_speaks_for_our_own_authorities(tmp_path: Path) -> None:
    mine = KeyFiles(tmp_path).private().public

    assert KeyFiles(tmp_path).trusted(own=["barset"]) == (Trusted(name="barset", key=mine),)


def test_a_key_that_was_lost_is_forgotten(tmp_path: Path) -> None:
    keys = KeyFiles(tmp_path)
    keys.trust("ryedale", RYEDALE)

    assert keys.forget("ryedale", RYEDALE)
    assert not keys.forget("ryedale", RYEDALE)
    assert keys.trusted() == ()


@pytest.mark.parametrize("text", ["", "[]", '{"a": 3}', '{"a": ["x"]}', "{"])
def test_a_file_of_keys_that_cannot_be_read_trusts_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "trusted.json").write_text(text)

    with pytest.raises(BadKey, match="name the keys again"):
        KeyFiles(tmp_path).trusted()
