"""Evidence that travels, as somebody types it: Ryedale's pack comes to Barset South, and Barset North's goes out."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from footpath.actions.adopt_standard import adopt_standard
from footpath.actions.publish_standard import publish_standard
from footpath.definition.changes import Standard
from footpath.exchange import new_key
from footpath.site.commands import editions, packs
from footpath.steps.pack import Pack
from footpath.web.world import world
from tests.people import NORTH, SOUTH, edition
from tests.steps.ended import ended
from tests.steps.packed import GOOD, KEY, packed, signed
from tests.web.county import NAMED
from tests.web.county import barset as barset

pytestmark = pytest.mark.usefixtures("barset", "home")

RYEDALES = packed({"ryedale": (600, 0.6, 0.75)}, home="ryedale")
BRINGS: dict[str, Any] = {
    "authority": SOUTH,
    "as_": "adopt-and-fit",
    "by": "sam",
    "owner": "sue",
    "because": "Our callers ask the same",
}


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def theirs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A file from Ryedale, whose key is trusted here."""
    assert packs.trust("ryedale", KEY.public.text) == 0
    capsys.readouterr()
    return saved(tmp_path, RYEDALES)


def saved(folder: Path, pack: Pack) -> Path:
    file = folder / "pack.json"
    file.write_bytes(signed(pack) + b"\n")
    return file


def refused(capsys: pytest.CaptureFixture[str], code: int) -> str:
    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert "Traceback" not in said.err
    assert list(world().packs.packs(SOUTH)) == [] and world().steps.steps(SOUTH) == []
    return said.err


def test_the_key_is_made_at_its_first_use_and_shown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.key() == 0
    first = capsys.readouterr().out
    assert packs.key() == 0

    assert capsys.readouterr().out == first and first.startswith("ed25519:")
    assert stat.S_IMODE((home / "keys" / "signing.pem").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "key", "says"),
    [
        ("ryedale", "hello", "looks like ed25519:"),
        ("Rye dale", KEY.public.text, "is no id"),
        (NORTH, KEY.public.text, "own key"),
    ],
    ids=["no key", "no id", "its own key"],  # the key itself is another in every process
)
def test_what_cannot_be_trusted_is_said(name: str, key: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert says in refused(capsys, packs.trust(name, key))


def test_a_pack_goes_out_and_the_same_step_gives_the_same_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    step = ended(world())
    assert packs.export(step.id, authority=NORTH, theme=["People look on the front"]) == 0
    out = capsys.readouterr().out
    assert packs.export(step.id, authority=NORTH, theme=["People look on the front"]) == 0

    assert capsys.readouterr().out == out
    secret = (home / "keys" / "signing.pem").read_text().splitlines()[1]
    assert secret not in out
    # An authority of this installation reads it without anybody naming a key.
    (home / "out.json").write_text(out)
    assert packs.read(home / "out.json") == 0
    assert "People said: People look on the front" in capsys.readouterr().out


def test_a_step_that_runs_does_not_go_out(capsys: pytest.CaptureFixture[str]) -> None:
    step = ended(world(), {NORTH: GOOD[NORTH]}, decision=None)

    code = packs.export(step.id, authority=NORTH)

    said = capsys.readouterr()
    assert (code, said.out) == (1, "") and "This step is running" in said.err


def test_nobody_exports_another_s_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such step" in refused(capsys, packs.export("log_book_hint", authority=NORTH))


def test_what_a_pack_claims_is_said_in_plain_words(theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.read(theirs) == 0

    said = capsys.readouterr().out
    assert "Its signature is right" in said
    assert "We believe a hint that shows where to look helps people finish" in said
    assert "that more people finish, of 600 people" in said
    assert "You may: adopt and fit, test here first, not here." in said
    assert "Only one place tried it" in said
    assert "Authorities that tried it: 1, of 3 wanted" in said
    assert "significant" not in said
    assert list(world().packs.packs(SOUTH)) == []


def test_what_a_pack_claims_is_there_for_programs(theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.read(theirs, json_=True) == 0

    said = json.loads(capsys.readouterr().out)
    assert (said["from"], said["step"], said["people"]) == ("ryedale", "log_book_hint", 600)
    assert said["may"] == ["adopt-and-fit", "test-here-first", "not-here"]
    assert said["standard"]["ready"] is False


def test_what_ryedale_found_becomes_a_step_of_barset_south(theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.import_(theirs, **BRINGS) == 0

    assert "waits for sue to approve it" in capsys.readouterr().out
    (step,) = world().steps.steps(SOUTH)
    assert (step.state, step.registration.proposer) == ("registered", "sam")

    assert packs.import_(theirs, **BRINGS) == 0
    assert "is here already" in capsys.readouterr().out
    assert len(world().packs.packs(SOUTH)) == 1


def test_not_here_needs_no_owner(theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.import_(theirs, **{**BRINGS, "as_": "not-here", "owner": None}) == 0

    assert "Nothing was changed" in capsys.readouterr().out
    assert world().steps.steps(SOUTH) == []


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"authority": "nowhere"}, "no authority nowhere"),
        ({"by": "ben"}, "ben does not work on cases for barset_south"),
        ({"by": "sid"}, "sid does not work on cases"),
        ({"owner": None}, "Name who answers for it"),
        ({"owner": "sam"}, "Choose an owner who is not the proposer"),
        ({"owner": "both"}, "no service manager of barset_south"),
        ({"because": " "}, "because: Enter why"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_imported(
    theirs: Path, capsys: pytest.CaptureFixture[str], other: dict[str, Any], says: str
) -> None:
    assert says in refused(capsys, packs.import_(theirs, **{**BRINGS, **other}))


@pytest.mark.parametrize(
    ("altered", "says"),
    [
        (lambda text: text.replace(b"More people", b"Less people"), "changed after it was signed"),
        (lambda text: text.replace(b'"footpath_signed":1', b'"footpath_signed":2'), "version 2"),
        (lambda text: text[:-100], "not JSON"),
        (lambda text: b"", "not JSON"),
        (lambda text: b"{}", "no signed envelope"),
        (lambda text: b"\x00" * 2_000_000, "larger than"),
        (lambda text: signed(RYEDALES, new_key()), "not trusted here"),
        (lambda text: json.dumps(json.loads(text), indent=1).encode(), "written anew"),
        (lambda text: json.dumps({**json.loads(text), "kind": "letter"}).encode(), "signed letter"),
    ],
)
def test_a_file_that_is_not_as_it_was_signed_is_refused(
    theirs: Path, capsys: pytest.CaptureFixture[str], altered: Any, says: str
) -> None:
    theirs.write_bytes(altered(theirs.read_bytes()))

    assert says in refused(capsys, packs.read(theirs))
    assert says in refused(capsys, packs.import_(theirs, **BRINGS))


def test_a_signed_lie_is_refused(theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from footpath.exchange import sign
    from footpath.values import canonical

    said = json.loads(canonical(RYEDALES))
    said["places"][0]["odds"]["benefit"] = 1e9
    theirs.write_bytes(sign(said, kind="evidence-pack", from_="ryedale", key=KEY))

    found = refused(capsys, packs.import_(theirs, **BRINGS))
    assert "odds do not follow from its vectors" in found and "nothing was imported" in found


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot be read" in refused(capsys, packs.read(tmp_path / "none.json"))


def test_what_was_tried_on_a_standard_is_printed_for_people_and_for_programs(
    theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no standard called permit" in refused(capsys, packs.tried("permit"))
    a_standard()
    assert "no authority nowhere" in refused(capsys, packs.tried("permit", authority="nowhere"))
    assert packs.tried("permit") == 0
    assert "Nothing has been tried on it yet." in capsys.readouterr().out
    ended(world(), {NORTH: GOOD[NORTH]})
    assert packs.import_(theirs, **{**BRINGS, "as_": "not-here", "owner": None}) == 0
    capsys.readouterr()

    assert packs.tried("permit") == 0
    said = capsys.readouterr().out
    assert "ryedale, kept, 3 July 2026. Ryedale thought a hint" in said
    assert "barset_south: not here. Why: Our callers ask the same." in said
    assert "that more people finish. With 1,000 people in 2 authorities" in said
    assert "Not met: Authorities that tried it: 2, of 3 wanted." in said

    assert packs.tried("permit", authority=SOUTH, json_=True) == 0
    (trial,) = json.loads(capsys.readouterr().out)
    assert trial["authorities"] == [NORTH, "ryedale"] and trial["standard"]["ready"] is False
    assert [each["state"] for each in trial["tries"]] == ["kept", "kept"]


def test_who_runs_what_says_what_was_tried_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    a_standard()
    adopt_standard(world(), authority=NORTH, service="permit", version=3, by="staff:mia", because="We want it")
    ended(world(), {NORTH: GOOD[NORTH]})

    assert editions.editions() == 0
    assert "that more people finish. With 400 people in 1 authority" in capsys.readouterr().out
    assert editions.editions(json_=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in said["tried"]] == ["New hint about the log book"]
    assert said["recurring"] == []


def a_standard() -> None:
    source = NAMED.replace("when: co2 > 185", "when: co2 != null and co2 > 185")
    made = publish_standard(world(), edition=edition(source), by="staff:mia", because="It is checked")
    assert isinstance(made, Standard), made


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.schema() == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Footpath evidence pack, signed"
