"""Made-up cases are read as strictly as a definition."""

from datetime import date
from pathlib import Path

from footpath.definition.cases import MadeUp, Step, load_cases

ONE = """\
cases:
  - name: Waiting
    lang: cy
    days_ago: 3
    reached: waiting
    answers: {collection_day: {working_days_before: 1}, seen: {days_before: 10}, phone: 01632960001, out: true}
    then:
      - {what: asked, hours_later: 24, words: Where is it?, questions: [place]}
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_case_says_what_was_answered_and_what_happened(tmp_path: Path) -> None:
    (case,) = load_cases(written(tmp_path, ONE))

    assert isinstance(case, MadeUp)
    assert (case.name, case.authority, case.lang, case.days_ago, case.reached) == (
        "Waiting",
        "barset_north",
        "cy",
        3,
        "waiting",
    )
    assert case.then == (
        Step(
            what="asked",
            hours_later=24,
            by="ben",
            words="Where is it?",
            questions=("place",),
            reply=False,
            outcome="",
            reason="",
        ),
    )


def test_days_among_the_answers_are_counted_back_from_the_beginning(tmp_path: Path) -> None:
    (case,) = load_cases(written(tmp_path, ONE))
    assert isinstance(case, MadeUp)

    # 4 May 2026 is a bank holiday, so the working day before the 5th is Friday the 1st.
    assert case.answers_on(date(2026, 5, 5)) == {
        "collection_day": "2026-05-01",
        "seen": "2026-04-25",
        "phone": "01632960001",
        "out": True,
    }


def test_what_does_not_fit_is_named_where_it_stands(tmp_path: Path) -> None:
    file = written(tmp_path, ONE.replace("reached", "reachd").replace("what: asked", "what: askd"))

    told = [(fault.line, fault.column, fault.mend) for fault in load_cases(file) if not isinstance(fault, MadeUp)]

    assert (5, 5, "Did you mean reached?") in told
    assert (8, 16, "Did you mean asked?") in told
