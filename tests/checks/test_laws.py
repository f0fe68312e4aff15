"""Laws of the checks: they never raise, name a place, say the same twice, and try people as the journey takes them."""

import copy
import random
import time
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.checks import CHECKS, check_edition, report_json, report_text
from footpath.checks.ways import Ways
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.definition.yaml import read_plain
from footpath.journey import walk
from footpath.questions import KINDS
from tests.checks.mending import BASE, edition_of

EXEMPLARS = sorted((Path(__file__).resolve().parents[2] / "src/footpath/exemplars").glob("*/service.yaml"))
SOURCES = [BASE, *(file.read_text(encoding="utf-8") for file in EXEMPLARS)]

TEXTS = [
    "",
    " ",
    "x",
    "What is this? (optional) *",
    "Like 7 3 26, or 31/12/2026. See [this](/there).",
    "PLEASE ENTER A VALID NINO:",
    "Ni allwch wneud cais – os gwelwch yn dda",
    "{{ reference }} and {{ 1 + 1 }}",
    "{{ reason",
    "١٢٣ 𝟙𝟚 \u200f\u202e e\u0301",
    "word " * 60,
    "today",
]
RULES = [
    "null",
    "true",
    "1 / 0",
    "not(null)",
    "count([])",
    'today() > @"2026-01-01"',
    "if null then 1 else 2",
    "some x in [1, 2] satisfies x > 1",
    "[1..3]",
    "10 ** 40",
    "{a: 1}.a",
]


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(Decimal, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:float", str(data)))


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything in a definition."""
    found = [path] if path else []
    if isinstance(data, dict):
        for key, value in data.items():
            found += places(value, (*path, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            found += places(value, (*path, at))
    return found


def questions(data: dict[str, Any]) -> list[str]:
    return [name for page in data["pages"].values() if isinstance(page, dict) for name in page.get("questions") or {}]


def mutate(data: Any, chance: random.Random) -> None:
    """One change: a value, a kind, a condition, something taken away, or things in another order."""
    path = chance.choice(places(data))
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    key, value = path[-1], holder[path[-1]]
    names = questions(data)
    feel = [*RULES, *names, *(f"{name} = null" for name in names), *(f"{name} > 3" for name in names)]
    feel += [f"if {a} = {b} then 1 else {a}" for a in names[:3] for b in names[-3:]]
    what = chance.randrange(7)
    if what == 0 and isinstance(holder, dict) and len(path) > 2:
        del holder[key]
    elif what == 1 and key == "type":
        holder[key] = chance.choice(sorted(KINDS))
    elif (what in (2, 3) and key in ("when", "amount")) or (len(path) == 2 and path[0] == "rules"):
        holder[key] = chance.choice(feel)
    elif what == 4 and isinstance(value, dict):
        items = list(value.items())
        chance.shuffle(items)
        holder[key] = dict(items)
    elif what == 5 and isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, str) and key not in ("type", "id"):
        holder[key] = chance.choice(TEXTS)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        holder[key] = chance.choice([0, 1, 2, 13, 1000, Decimal("0.5")])
    elif isinstance(holder, dict) and what == 6:
        pages = data["pages"]
        page = pages[chance.choice(list(pages))]
        if isinstance(page, dict):
            page["when"] = chance.choice(feel)


@cache
def parsed(source: str) -> dict[str, Any]:
    data = read_plain(source, file="service.yaml")
    assert isinstance(data, dict)
    return data


def mutated(source: str, seed: int, times: int) -> str:
    data = copy.deepcopy(parsed(source))
    chance = random.Random(seed)
    for _ in range(times):
        mutate(data, chance)
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


def test_unchanged_definitions_still_load_after_the_way_there_and_back() -> None:
    for source in SOURCES:
        assert isinstance(load_service(mutated(source, 0, 0)), Edition)


@settings(max_examples=60, deadline=None)
@given(source=st.sampled_from(SOURCES), seed=st.integers(0, 2**32), times=st.integers(1, 4))
def test_checks_never_raise_and_always_name_a_place(source: str, seed: int, times: int) -> None:
    text = mutated(source, seed, times)
    edition = load_service(text)
    if not isinstance(edition, Edition):
        return

    report = check_edition(edition)

    lines = text.splitlines()
    for fault in report.faults:
        assert 1 <= fault.line <= len(lines) and 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert fault.wrong and fault.mend
    assert (report.score == 100) == (not report.faults)
    assert report_text(report) and report_json(report)
    assert check_edition(edition) == report


def test_most_of_these_changes_still_load() -> None:
    loaded = sum(isinstance(load_service(mutated(SOURCES[n % 3], n, 1)), Edition) for n in range(30))

    assert loaded >= 12


@pytest.mark.parametrize("source", SOURCES, ids=["garden_waste", *(file.parent.name for file in EXEMPLARS)])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_people_we_try_go_the_way_that_the_journey_takes(source: str, seed: int) -> None:
    edition = load_service(mutated(source, seed, 3))
    if not isinstance(edition, Edition):
        return
    ways = Ways(edition)
    chance = random.Random(seed)
    names = frozenset(question.id for page in edition.service.pages for question in page.questions)

    for _ in range(10):
        places_ = {name: chance.randrange(len(ways.samples(name).values)) for name in names}
        answers = {name: ways.samples(name).values[place] for name, place in places_.items()}
        # A required question for which there is nothing to try is one that the journey would stop at.
        if any(
            answers[q.id] is None and not q.optional for page in edition.service.pages for q in page.questions
        ) or any(q.kind == "repeat" for page in edition.service.pages for q in page.questions):
            return
        person = ways._walk(names, places_)
        way = walk(edition, answers, on=ways.on)
        assert person.exit == (way.exit.id if way.exit else None)
        if person.exit is None and way.complete:
            assert person.pages == set(way.pages)


def grown(pages: int, condition: Callable[[int, random.Random], str]) -> str:
    """A service of many pages, each with five questions and a condition on earlier ones."""
    chance = random.Random(1)
    lines = ["footpath: 1", "id: grown", "version: 1", "title: Apply for everything", "owner: nobody", "outcome: None"]
    lines += ["law: None", "minutes: 40", "pages:"]
    kinds = ["type: yes_no", "type: whole_number, between: [0, 100]", "type: text", "type: date"]
    kinds.append("type: choose_one, options: {a: One, b: Two, none: None of these}")
    for page in range(pages):
        lines += [f"  p{page}:", f"    title: Part {page} of many", "    together: All on one document"]
        if page:
            lines.append(f"    when: {condition(page, chance)}")
        lines.append("    questions:")
        for at, kind in enumerate(kinds):
            blank = ", optional: true" if chance.random() < 0.3 else ""
            lines.append(
                f"      q{page}_{at}: {{ask: What is thing {page} {at} of yours?, {kind}, why: It matters{blank}}}"
            )
    total = " + ".join(f"q{page}_1" for page in range(40))
    lines += ["rules:", f"  total: {total}", "exits:"]
    lines += [f"  e{at}: {{when: q{at}_0 and q{at}_1 > {at * 7}, say: You cannot., next: Go on.}}" for at in range(10)]
    lines += ["charge: {amount: total, for: All of it}", "decide: {otherwise: team, outcomes: {done: {letter: Done}}}"]
    return "\n".join([*lines, "keep: {answers: 1 year after decision, drafts: 28 days}", ""])


CONDITIONS: list[Callable[[int, random.Random], str]] = [
    lambda page, chance: f"q{chance.randrange(page)}_0",
    lambda page, chance: f"q{chance.randrange(page)}_0 and not(q{chance.randrange(page)}_0)",
    lambda page, chance: f'q{chance.randrange(page)}_1 > {page} or q{chance.randrange(page)}_4 = "b"',
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=["one", "two", "numbers"])
def test_a_service_of_300_questions_is_checked_in_seconds(condition: Callable[[int, random.Random], str]) -> None:
    edition = edition_of(grown(60, condition))

    began = time.process_time()
    report = check_edition(edition)
    seconds = time.process_time() - began

    assert seconds < 10, f"{seconds:.1f} s"  # about 1.5 s here; room for a slow machine
    assert report.faults


def test_what_was_too_much_to_look_at_is_said() -> None:
    edition = edition_of(grown(60, CONDITIONS[1]))
    ways = Ways(edition, most_looks=100)

    ways.people_for_page("p59")

    assert ways.tired


def test_these_changes_meet_many_of_the_checks() -> None:
    editions = [load_service(mutated(BASE, seed, 2)) for seed in range(50)]
    found = {fault.check for one in editions if isinstance(one, Edition) for fault in check_edition(one).faults}

    assert len(found & CHECKS.keys()) >= 5
