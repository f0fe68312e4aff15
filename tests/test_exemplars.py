"""Every exemplar is a good service in both languages, and its made-up cases go as far as they say."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from footpath.checks import check_edition
from footpath.definition.cases import MadeUp, load_cases
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.journey import automatic_outcome, charge_of, decode, run_examples, walk
from footpath.values import Words

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[1] / "src/footpath/exemplars").glob("*/service.yaml"))
TODAY = date(2026, 6, 10)

each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def edition_of(folder: Path) -> Edition:
    edition = load_file(folder / "service.yaml")
    assert isinstance(edition, Edition), "\n".join(map(str, edition))
    return edition


def cases_of(folder: Path) -> list[MadeUp]:
    cases = [case for case in load_cases(folder / "cases.yaml") if isinstance(case, MadeUp)]
    assert cases, load_cases(folder / "cases.yaml")
    return cases


def test_there_are_exemplars() -> None:
    assert {folder.name for folder in FOLDERS} >= {"missed_bin", "resident_parking_permit"}


@each
def test_an_exemplar_has_no_fault_at_all(folder: Path) -> None:
    report = check_edition(edition_of(folder))

    assert [f"{fault.check}: {fault}" for fault in report.faults] == []


@each
def test_the_check_of_an_exemplar_can_fail(folder: Path, tmp_path: Path) -> None:
    """The control: the same service with its reasons taken out is not a good one."""
    text = (folder / "service.yaml").read_text(encoding="utf-8")
    worse = tmp_path / "service.yaml"
    worse.write_text(re.sub(r"(?m)^ {8}why:\n {10}en: .*\n {10}cy: .*\n", "", text), encoding="utf-8")
    edition = load_file(worse)
    assert isinstance(edition, Edition), edition

    assert [fault for fault in check_edition(edition).faults if fault.check == "1"]


@each
def test_the_examples_of_an_exemplar_come_out_as_they_say(folder: Path) -> None:
    results = run_examples(edition_of(folder))

    assert len(results) >= 8
    assert [(result.name, result.wrong) for result in results if not result.passed] == []


def texts(value: Any, path: str = "") -> Iterator[tuple[str, Words]]:
    """Every text for people in a service, with its place."""
    match value:
        case Words():
            yield path, value
        case msgspec.Struct():
            for field in value.__struct_fields__:
                yield from texts(getattr(value, field), f"{path}.{field}")
        case dict():
            for key, inner in value.items():
                yield from texts(inner, f"{path}.{key}")
        case tuple():
            for place, inner in enumerate(value):
                yield from texts(inner, f"{path}.{getattr(inner, 'id', place)}")


@each
def test_every_text_of_an_exemplar_is_in_english_and_welsh(folder: Path) -> None:
    found = list(texts(edition_of(folder).service))

    assert len(found) > 60
    assert [path for path, words in found if words.cy is None] == []


@each
def test_both_languages_fill_in_the_same_things_and_link_to_the_same_places(folder: Path) -> None:
    for path, words in texts(edition_of(folder).service):
        assert words.cy is not None
        links = [re.findall(r"\]\(([^)]*)\)", text) for text in (words.en, words.cy)]
        assert sorted(links[0]) == sorted(links[1]), path
        # Texts inside an expression are in the language; the names it uses are the same.
        names = [
            sorted(
                re.findall(r"[a-z_]+", re.sub(r'"[^"]*"', "", " ".join(re.findall(r"\{\{(.*?)\}\}", text, re.DOTALL))))
            )
            for text in (words.en, words.cy)
        ]
        assert names[0] == names[1], path


def test_a_text_in_the_wrong_language_would_be_seen() -> None:
    assert welsh("Rydym wedi derbyn eich cais am drwydded barcio")
    assert not welsh("We have your parking permit application")


def welsh(text: str) -> bool:
    """Whether a text has more small Welsh words than English ones."""
    words = re.findall(r"[a-zâêîôûŵŷ’]+", text.lower())
    cy = {
        "y",
        "yr",
        "yn",
        "eich",
        "wedi",
        "am",
        "ar",
        "ei",
        "gyda",
        "rydym",
        "ydych",
        "mae",
        "beth",
        "pa",
        "sut",
        "neu",
        "o",
        "i",
        "ni",
    }
    en = {"the", "you", "your", "we", "is", "of", "to", "and", "what", "which", "how", "it", "or", "not", "us", "our"}
    return sum(word in cy for word in words) > sum(word in en for word in words)


@each
def test_the_welsh_is_welsh_and_the_english_english(folder: Path) -> None:
    found = [words for _, words in texts(edition_of(folder).service)]

    assert welsh(" ".join(words.cy or "" for words in found))
    assert not welsh(" ".join(words.en for words in found))
    # A few words, like Petrol, are the same in both.
    assert [words for words in found if words.en == words.cy and len(words.en.split()) > 1] == []


def reading_age(text: str) -> float:
    """Flesch-Kincaid: the grade it gives is five years below the age."""
    words = re.findall(r"[A-Za-z’']+", text)
    sentences = max(1, len(re.findall(r"[.?!](?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59 + 5


def syllables(word: str) -> int:
    word = word.lower()
    if len(word) > 3:
        word = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def as_read(words: Words) -> str:
    """A text as it is read aloud: links as their words, what is filled in as one word, lines as sentences.

    A law in brackets is for those who look it up.
    """
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words.en)
    text = re.sub(r" \([A-Z][^)]*[0-9]{4}[^)]*\)", "", text)
    text = re.sub(r"\{\{.*?\}\}", "Monday", text, flags=re.DOTALL)
    text = re.sub(r"\n+(- )?", ". ", text.strip()).replace(":.", ".").replace("..", ".")
    return text if text.endswith((".", "?")) else text + "."


@each
def test_a_nine_year_old_can_read_it(folder: Path) -> None:
    whole = " ".join(as_read(words) for _, words in texts(edition_of(folder).service))

    assert reading_age(whole) <= 9
    for path, words in texts(edition_of(folder).service):
        text = as_read(words)
        if len(text.split()) >= 15:
            assert reading_age(text) <= 12, f"{path}: {text}"
        longest = max(len(sentence.split()) for sentence in re.split(r"[.?!](?:\s|$)", text))
        assert longest <= 25, f"{path}: {text}"


def test_a_text_that_is_hard_to_read_would_be_seen() -> None:
    assert (
        reading_age("Applications submitted subsequent to the expiration of the aforementioned period are invalid.")
        > 14
    )


@each
def test_every_figure_and_list_says_where_it_comes_from(folder: Path) -> None:
    service = edition_of(folder).service

    for name, series in service.figures.items():
        assert all(dated.source for dated in series), name
    # A standard that nobody need adapt would have nothing to set.
    assert any(mark.must_set for mark in service.marks.values())


@each
def test_made_up_cases_are_in_every_state_and_both_languages(folder: Path) -> None:
    edition, cases = edition_of(folder), cases_of(folder)

    wanted = {"draft", "checking", "waiting", "decided", "withdrawn"} | (
        {"to_pay"} if edition.service.charge else set()
    )
    assert {case.reached for case in cases} == wanted
    assert 8 <= len(cases) <= 12
    assert {case.lang for case in cases} == {"en", "cy"}
    assert len({case.authority for case in cases}) == 2
    outcomes = {step.outcome for case in cases for step in case.then if step.what == "decided"}
    assert outcomes == {outcome.id for outcome in edition.service.decide.outcomes}


@each
@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 29), date(2027, 3, 29)], ids=str)
def test_a_made_up_case_goes_as_far_as_it_says(folder: Path, today: date) -> None:
    edition = edition_of(folder)
    for case in cases_of(folder):
        begun = today - timedelta(days=case.days_ago)
        data = case.answers_on(begun)
        answers = decode(edition.service, data)
        way = walk(edition, answers, on=begun)

        assert answers.keys() == data.keys(), case.name
        assert way.exit is None, case.name
        assert way.complete is (case.reached != "draft"), f"{case.name} stops at {way.here}"
        # Nothing is answered that is not asked on this way.
        assert case.reached == "draft" or set(way.in_use) == set(answers), case.name
        automatically = way.complete and automatic_outcome(edition, way) is not None
        paid = any(step.what == "paid" for step in case.then) or charge_of(edition, way) is None
        by_staff = any(step.what == "decided" for step in case.then)
        if way.complete and case.reached != "withdrawn":
            assert (case.reached == "decided") is (by_staff or (automatically and paid)), case.name
        asked = [question for step in case.then for question in step.questions]
        assert set(asked) <= set(way.in_use), case.name


@each
def test_made_up_people_are_nobody(folder: Path) -> None:
    for case in cases_of(folder):
        email = case.answers.get("email")
        assert email is None or email.endswith(".example"), case.name
        phone = (case.answers.get("phone") or "").replace(" ", "")
        # Ofcom's numbers for drama.
        assert not phone or phone.startswith(("01632960", "07700900")), case.name


@each
def test_an_exemplar_says_what_it_rests_on(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")

    assert "Where the facts come from" in readme
