"""What holds for every kind of question, whatever anybody types."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.questions import KINDS, Question, Receipt
from footpath.rules import NUMBER, TEXT, ContextOf, compile_expression, optional
from footpath.values import LANGUAGES, Problem
from tests.questions.asking import FIRST_OF_MAY, questions_of

QUESTIONS = [
    pytest.param(asked, id=f"{kind}-{place}") for kind in KINDS for place, asked in enumerate(questions_of(kind))
]

# What people and machines put into boxes: real answers, near misses, other scripts, and noise.
_LIKELY = st.sampled_from(
    [
        "", " ", "yes", "no", "0", "1", "13", "3", "31", "2026", "1985", "85", "13 March 1985", "13th", "March",
        "mawrth", "AB12 CDE", "ab12cde", "A123 BCD", "abc 123d", "1234 ab", "OX1 1AA", "ox11aa", "sw1a2aa",
        "AB 12 34 56 C", "name@example.com", "01632 960 001", "+44 808 157 0192", "+33 1 23 45 67 89", "£1,200.50",
        "50p", "-5", "1.5", "1,000", "3.0", "1e999999", "9" * 400, "petrol", "diesel", "none", "30 94 30", "00733445",
        "Zoë O’Brien", "１２", "٣", "12\u200b3", "12–14", "a\u0301", "\ufb01", "x" * 300, "line\r\nline", "\x00\x07",
        "\ud800", "🚗",
        Receipt(id="f1", name="../bin.PDF", size=100, kind="pdf").as_field(),
        Receipt(id="f2", name="bin.jpg", size=0, kind=None).as_field(),
        Receipt(id="f3", name="bin.jpg", size=99_000_000, kind="jpg").as_field(),
        Receipt(id="f4", name="", size=5, kind="jpg").as_field(),
        '{"id": 1}',
    ]
)  # fmt: skip
_TEXT = st.one_of(_LIKELY, st.text(max_size=60), st.text("0123456789 ABCDEOabcdeo-./@+", max_size=20))
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.decimals(), st.floats(), _TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_TEXT, inner, max_size=3)),
    max_leaves=6,
)


def forms(asked: Question) -> st.SearchStrategy[dict[str, list[str]]]:
    """Forms with the question's fields, those of two items of a list, and one field of nobody's."""
    fields = [*KINDS[asked.kind].fields(asked), "other"]
    fields += [
        f"{asked.id}-{place}-{end}" for place in (0, 1) for end in ("make", "made-day", "made-month", "made-year")
    ]
    kept = fields if asked.kind == "repeat" else fields[: -8 or None]
    return st.fixed_dictionaries({}, optional={field: st.lists(_TEXT, min_size=1, max_size=3) for field in kept})


@pytest.mark.parametrize("asked", QUESTIONS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_typed_becomes_an_answer_or_one_of_the_listed_messages(asked: Question, data: st.DataObject) -> None:
    kind = KINDS[asked.kind]
    form = data.draw(forms(asked))
    for lang in LANGUAGES:
        found = kind.read(asked, form, lang, on=FIRST_OF_MAY)
        if isinstance(found, tuple):
            assert found, "nothing is neither an answer nor a problem"
            listed = {failure.says for failure in kind.failures(asked, lang, on=FIRST_OF_MAY)}
            listed |= {
                failure.says
                for inner in asked.questions
                for failure in KINDS[inner.kind].failures(inner, lang, on=FIRST_OF_MAY)
            }
            assert {problem.says for problem in found} <= listed
            if asked.kind != "repeat":
                assert {problem.at for problem in found} <= set(kind.fields(asked))


@pytest.mark.parametrize("asked", QUESTIONS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_an_answer_comes_back_the_same_from_the_form_from_the_store_and_from_the_rules(
    asked: Question, data: st.DataObject
) -> None:
    kind = KINDS[asked.kind]
    answer = kind.read(asked, data.draw(forms(asked)), "en", on=FIRST_OF_MAY)
    if isinstance(answer, tuple):
        return

    again = {field: [held] if isinstance(held, str) else held for field, held in kind.refill(asked, answer).items()}
    assert kind.read(asked, again, "en", on=FIRST_OF_MAY) == answer
    stored = json.loads(json.dumps(kind.to_data(asked, answer)))
    assert kind.from_data(asked, stored) == answer
    assert kind.check(asked, answer, "en", on=FIRST_OF_MAY) == ()
    for lang in LANGUAGES:
        assert all(line and "\n" not in line for line in kind.show(asked, answer, lang) if asked.kind != "long_text")
    if answer is None:
        assert asked.optional
        assert kind.show(asked, answer, "en") == ()
    assert seen_by_rules(asked, answer) == answer


def seen_by_rules(asked: Question, answer: Any) -> Any:
    """The answer as a rule has it that is given the question's type: refused when it does not fit."""
    rule = compile_expression("asked", {"asked": optional(KINDS[asked.kind].feel_type(asked))})
    assert not isinstance(rule, list)
    return rule.value({"asked": answer}, on=FIRST_OF_MAY)


@pytest.mark.parametrize("asked", QUESTIONS)
@settings(max_examples=25, deadline=None)
@given(stored=_JSON)
def test_whatever_is_stored_is_an_answer_that_rules_can_read_or_a_problem(asked: Question, stored: Any) -> None:
    kind = KINDS[asked.kind]

    found = kind.from_data(asked, stored)

    if not isinstance(found, Problem):
        assert seen_by_rules(asked, found) == found
        assert kind.from_data(asked, kind.to_data(asked, found)) == found
        kind.check(asked, found, "cy", on=FIRST_OF_MAY)
        kind.show(asked, found, "cy")
        kind.refill(asked, found)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asked", QUESTIONS)
def test_every_way_to_fail_has_a_sentence_of_its_own(asked: Question, lang: Any) -> None:
    failures = KINDS[asked.kind].failures(asked, lang, on=FIRST_OF_MAY)

    assert len({failure.state for failure in failures}) == len(failures)
    assert len({failure.says for failure in failures}) == len(failures)
    for failure in failures:
        assert failure.says == failure.says.strip()
        assert failure.says[0].isupper()
        assert not failure.says.endswith(".")
        assert "{" not in failure.says
        assert failure.label


BANNED = (
    "please", "sorry", "valid", "invalid", "oops", "forbidden", "illegal", "prohibited", "you forgot", "this field",
    "an error occurred", "select an option", "os gwelwch yn dda", "annilys", "mae’n ddrwg",
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asked", QUESTIONS)
def test_no_message_blames_or_begs(asked: Question, lang: Any) -> None:
    said = " ".join(failure.says.lower() for failure in KINDS[asked.kind].failures(asked, lang))

    assert [word for word in BANNED if f" {word} " in f" {said} "] == []


def test_the_search_for_banned_words_can_fail() -> None:
    assert [word for word in BANNED if word in "please enter a valid date"] == ["please", "valid"]


@pytest.mark.parametrize("asked", QUESTIONS)
def test_an_author_can_word_every_message(asked: Question) -> None:
    from msgspec.structs import replace

    from footpath.values import Words

    kind = KINDS[asked.kind]
    states = [failure.state for failure in kind.failures(asked, "en")]
    own = replace(
        asked, errors={state: Words(f"Our own words for {state}", f"Ein geiriau am {state}") for state in states}
    )

    assert [one.says for one in kind.failures(own, "en")] == [f"Our own words for {state}" for state in states]
    assert [one.says for one in kind.failures(own, "cy")] == [f"Ein geiriau am {state}" for state in states]
    blank = kind.read(own, {}, "en", on=FIRST_OF_MAY)
    if isinstance(blank, tuple):
        assert all(problem.says.startswith("Our own words for ") for problem in blank)


@pytest.mark.parametrize("asked", QUESTIONS)
def test_boxes_have_the_names_of_the_fields_and_a_label_each_where_there_are_several(asked: Question) -> None:
    kind = KINDS[asked.kind]
    inputs = kind.inputs(asked)

    assert tuple(box.field for box in inputs) == kind.fields(asked)
    if len(inputs) > 1:
        assert all(box.label is not None and box.label.cy for box in inputs)
    assert all(option.label.cy for option in kind.choices(asked))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_takes_what_it_needs(kind: str) -> None:
    assert KINDS[kind].needs <= KINDS[kind].takes


def test_the_law_of_types_can_fail() -> None:
    rule = compile_expression("asked", {"asked": ContextOf({"a": TEXT})})
    assert not isinstance(rule, list)
    with pytest.raises(Exception, match="should be"):
        rule.value({"asked": {"a": date(2026, 1, 1)}}, on=FIRST_OF_MAY)
    assert NUMBER.accepts("1") is False
