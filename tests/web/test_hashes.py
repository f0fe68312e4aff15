"""Whatever is kept and whatever leaves says which edition it is about, by its hash."""

import csv
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from footpath.actions.send_message import send_message
from footpath.casework.events import Decided, Started
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.ports import Intent, Letter
from footpath.site.command import app
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import asked, checking, decided, signed_in, taken
from tests.web.county import barset as barset
from tests.web.doing.test_team import some_people

PERMIT = Path(__file__).resolve().parents[2] / "src/footpath/exemplars/resident_parking_permit"


def test_a_case_its_journal_its_decision_and_its_messages_say_it(monkeypatch: pytest.MonkeyPatch) -> None:
    row = decided(taken(asked(checking())))
    here = world()
    offered = here.editions.offered(NORTH, "permit")
    assert offered
    hash_ = offered.hash
    events = [entry.event for entry in here.records.journal(NORTH, row.id)]
    messages = here.records.messages(NORTH, row.id)
    letters: list[Letter] = []
    monkeypatch.setattr(type(here.mailer), "send", lambda _, letter: letters.append(letter))

    for message in messages:
        send_message(
            here, Intent(key=message.id, kind="email", authority=NORTH, args={"case": row.id, "message": message.id})
        )

    assert row.edition == hash_
    assert [event.edition for event in events if isinstance(event, Started | Decided)] == [hash_, hash_]
    assert [each.edition for each in here.records.decisions(NORTH, row.id)] == [hash_]
    assert [each.about for each in messages] == ["submitted", "paid", "asked", "decided"]
    assert {each.edition for each in messages} == {hash_}
    assert letters
    assert {each.edition for each in letters} == {hash_}


@pytest.mark.parametrize(
    "address",
    ["/barset-north/permit/how-this-is-doing", "/staff/barset-north/services/permit/how-it-is-doing"],
)
def test_every_download_says_it(address: str) -> None:
    some_people()
    offered = world().editions.offered(NORTH, "permit")
    assert offered
    client: Client = signed_in("mia")
    names = [f"{address}.json", f"{address}.csv"]
    names += [f"{address}-figures.csv"] if "staff" not in address else []

    for name in names:
        response = client.get(name)
        assert response.status_code == 200, name
        text = response.content.decode()
        if name.endswith(".json"):
            found = json.loads(text)
            assert offered.hash in (found["edition"], *found.get("editions", ()))
        elif "staff" in address:
            assert ["edition", "", "", "hash", offered.hash] in list(csv.reader(io.StringIO(text)))
        else:
            head, *lines = csv.reader(io.StringIO(text))
            assert head[-1] == "edition"
            assert {line[-1] for line in lines} <= {offered.hash}
            assert response.headers["Footpath-Edition"] == offered.hash


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    with suppress(SystemExit):
        app([*words, "--json"], exit_on_error=False, result_action="return_value")
    return json.loads(capsys.readouterr().out)


def test_every_command_that_is_about_a_definition_says_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    three, four = PERMIT / "service.yaml", PERMIT / "version_4.yaml"
    old, new = load_file(three), load_file(four)
    assert isinstance(old, Edition)
    assert isinstance(new, Edition)
    nothing = tmp_path / "ours.yaml"
    nothing.write_text("adapts: resident_parking_permit@3\nauthority: barset_north\nchanges: []\n")
    answers = tmp_path / "answers.json"
    answers.write_text("{}")

    assert printed(capsys, "check", str(three))["files"][0]["edition"] == old.hash
    assert printed(capsys, "answer", str(three), str(answers))["edition"] == old.hash
    assert printed(capsys, "compare", str(three), str(four))["editions"] == [old.hash, new.hash]
    assert printed(capsys, "upgrade", str(nothing), "--base", str(three), "--to", str(four))["edition"] == new.hash
