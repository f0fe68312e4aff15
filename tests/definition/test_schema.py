"""The published schema takes what the loader takes, and refuses what it can see is wrong."""

import json
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, validators

from footpath.definition.load import load_service
from footpath.definition.new import new_service
from footpath.definition.schema import schema
from footpath.definition.service import Edition
from footpath.definition.yaml import read_plain
from footpath.questions import KINDS
from tests.definition.small import SMALL, changed

REPO = Path(__file__).parents[2]
SHARED = Path(os.environ.get("FOOTPATH_SHARED", REPO.parent / "shared"))
EXEMPLARS = sorted((REPO / "src/footpath/exemplars").glob("*/service.yaml"))

# The library takes a Decimal for an object; to a schema it is a number.
_TYPES = Draft202012Validator.TYPE_CHECKER.redefine(
    "number", lambda _, value: isinstance(value, int | float | Decimal) and not isinstance(value, bool)
)
VALIDATOR = validators.extend(Draft202012Validator, type_checker=_TYPES)(schema())


def wrong(text: str) -> list[str]:
    """What the schema says of a definition."""
    data = read_plain(text, file="service.yaml")
    assert not isinstance(data, tuple), data
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize("path", EXEMPLARS, ids=lambda path: path.parent.name)
def test_every_exemplar_fits_the_schema(path: Path) -> None:
    assert wrong(path.read_text(encoding="utf-8")) == []


def test_a_new_service_fits_the_schema() -> None:
    assert wrong(new_service("report_a_pothole", "Report a pothole")) == []
    assert wrong(SMALL) == []


def design_example() -> str:
    design = (SHARED / "design.md").read_text(encoding="utf-8")
    found = re.search(r"^```yaml\n(footpath: 1\n.*?)^```", design, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_the_design_fits_the_schema_and_loads() -> None:
    text = design_example()

    assert wrong(text) == []
    edition = load_service(text)
    assert isinstance(edition, Edition), edition


# Each of these is refused by the loader too: the schema never says no to what the loader takes.
SEEDED = [
    ("footpath: 1", "footpath: 2"),
    ("version: 3\n", ""),
    ("version: 3", "version: three"),
    ("version: 3", "version: 0"),
    ("id: resident_parking_permit", "id: Resident Permit"),
    ("owner: parking services manager", "owner: 2026"),
    ("owner: parking services manager", "owner: ''"),
    ("owner: parking", "ownr: parking"),
    ("title: Your vehicle", "title: {cy: Eich cerbyd}"),
    ("title: Your vehicle", "title: {en: Your vehicle, fr: Votre voiture}"),
    ("title: Your vehicle", "title: [Your vehicle]"),
    ("from: 2026-04-01", "from: 1 April"),
    ("value: 88.50, source", "source"),
    ("permits_allowed: 2", "permits_allowed: {source: x}"),
    ("permits_allowed: 2", "permits_allowed: {value: 1, dated: [{value: 2}]}"),
    ("[OX1 1AA, OX1 1AB]", "OX1 1AA"),
    ("  home:\n    title", "  check:\n    title"),
    ("  home:\n    title", "  Home:\n    title"),
    ("      fuel:\n        ask", "      reason:\n        ask"),
    ("      fuel:\n        ask", "      if:\n        ask"),
    ("type: address", "type: adress"),
    ("        type: address\n", ""),
    ("why: Permits", "wyh: Permits"),
    ("optional: true", "optional: yes"),
    ("optional: true", "longest: 30"),
    ("between: [0, 1000]", "between: [0]"),
    ("between: [0, 1000]", "options: {a: A}"),
    ("type: choose_one\n        options: {petrol: Petrol, diesel: {label: Diesel, hint: From before 2015}, "
     "other: {en: Other, cy: Arall}}", "type: choose_one"),
    ("hint: From before 2015}", "hnit: From before 2015}"),
    ("        one: vehicle\n", ""),
    ("            type: date\n", "            type: repeat\n"),
    ("hit: first", "hit: frist"),
    ("- [\"<= 100\", 1]", "- 1"),
    ("when: lives_in_zone", "when: [lives_in_zone]"),
    ("  otherwise: parking_team\n", ""),
    ("amount: price, for", "amount: price, four"),
    ("6 years after decision", "for ever"),
    ("drafts: 28 days", "drafts: 28"),
    ("on: 2026-05-01", "on: yesterday"),
    ("expect: {price: 53.10, exit: null}", "expect: [price]"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SEEDED)
def test_what_is_wrong_does_not_fit_the_schema(old: str, new: str) -> None:
    text = changed(old, new)

    assert wrong(text) != []
    assert not isinstance(load_service(text), Edition)


@pytest.mark.parametrize("word", KINDS)
def test_the_schema_knows_what_each_kind_of_question_takes(word: str) -> None:
    of = {
        "options": {"a": "A", "b": "B"},
        "between": [None, None],
        "longest": 10,
        "example": "x",
        "accept": ["pdf"],
        "largest_megabytes": 5,
        "otherwise": "Bring it",
        "says": "I agree",
        "one": "thing",
        "at_least": 1,
        "at_most": 3,
        "questions": {"inner": {"ask": "What?", "type": "text"}},
        "exhaustive": True,
    }
    kind = KINDS[word]
    base = {"ask": "What is it?", "type": word}
    question = VALIDATOR.evolve(schema={**schema(), **_only("question")})

    def fits(said: dict[str, Any]) -> bool:
        return bool(question.is_valid(said))

    assert fits({**base, **{key: of[key] for key in kind.takes}})
    for key in of.keys() - kind.takes:
        assert not fits({**base, **{needed: of[needed] for needed in kind.needs}, key: of[key]}), key
    for key in kind.needs:
        assert not fits({**base, **{other: of[other] for other in kind.takes - {key}}}), key


def _only(group: str) -> dict[str, Any]:
    """The schema of one group in place of the whole."""
    whole = schema()
    cleared: dict[str, Any] = dict.fromkeys(whole.keys() - {"$schema", "$id", "$defs"})
    return {key: value for key, value in cleared.items() if value is not None} | {
        "properties": {},
        "required": [],
        "additionalProperties": True,
        "$ref": f"#/$defs/{group}",
    }


def test_every_key_is_described_for_editors() -> None:
    def groups(part: Any) -> list[dict[str, Any]]:
        if isinstance(part, dict):
            own = [part] if part.get("additionalProperties") is False else []
            return own + [found for inner in part.values() for found in groups(inner)]
        return [found for inner in part for found in groups(inner)] if isinstance(part, list) else []

    described = [key for group in groups(schema()) for key in group["properties"].items()]
    assert len(described) > 80
    assert [name for name, key in described if not key.get("description")] == []
