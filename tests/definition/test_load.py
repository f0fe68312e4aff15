"""A definition is loaded whole, or every fault is named where it stands."""

# ruff: noqa: E501 - a row of a table is one line

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.definition.load import load_file, load_service
from footpath.definition.service import Edition, Mark
from footpath.rules import RuleBook, Table
from footpath.values import Fault, Words
from tests.definition.small import SMALL, changed

EXEMPLARS = sorted((Path(__file__).parents[2] / "src/footpath/exemplars").glob("*/service.yaml"))


def loaded(text: str) -> Edition:
    edition = load_service(text)
    assert isinstance(edition, Edition), "\n".join(map(str, edition))
    return edition


def refused(text: str) -> tuple[Fault, ...]:
    faults = load_service(text)
    assert not isinstance(faults, Edition), "it was taken"
    return faults


# What a good definition becomes


def test_a_service_is_what_its_file_says() -> None:
    service = loaded(SMALL).service

    assert (service.id, service.version, service.title) == (
        "resident_parking_permit",
        3,
        Words("Apply for a resident parking permit"),
    )
    assert [page.id for page in service.pages] == ["home", "vehicle", "others", "email"]
    fuel = service.question("fuel")
    assert fuel is not None
    assert [(option.id, option.label.in_("cy"), option.hint) for option in fuel.options] == [
        ("petrol", "Petrol", None),
        ("diesel", "Diesel", Words("From before 2015")),
        ("other", "Arall", None),
    ]
    assert [
        (dated.since.isoformat() if dated.since else None, dated.value) for dated in service.figures["yearly_price"]
    ] == [
        ("2025-04-01", Decimal("85.00")),
        ("2026-04-01", Decimal("88.50")),
    ]
    assert service.lists["zone_postcodes"] == ("OX1 1AA", "OX1 1AB")
    band = service.rules["band"]
    assert isinstance(band, Table)
    assert [(row.when, row.then, row.note) for row in band.rows] == [
        ((None,), ("3",), "We take the highest"),
        (("<= 100",), ("1",), ""),
        (("> 100",), ("2",), ""),
    ]
    assert (service.keep.answers_days, service.keep.answers_said) == (2191, "6 years after decision")
    assert service.examples[0].answers == {"home": {"postcode": "OX1 1AA"}, "fuel": "petrol", "co2": "90"}
    assert service.examples[0].expect == {"price": Decimal("53.10"), "exit": None}
    assert service.languages() == ("en",)


def test_every_condition_charge_and_text_has_its_key_in_the_rule_book() -> None:
    edition = loaded(SMALL)

    assert isinstance(edition.rules, RuleBook)
    assert set(edition.rules.order) == {
        "lives_in_zone",
        "band",
        "price",
        "page:vehicle",
        "exit:not_in_zone",
        "charge",
        "automatic:0",
        "text:decide.outcomes.granted.letter:en:0",
        "text:decide.outcomes.refused.letter:en:0",
        "text:tell.submitted.say:en:0",
        "text:after.say:en:0",
    }


def test_positions_lead_back_to_the_file() -> None:
    edition = loaded(SMALL)
    lines = SMALL.splitlines()

    for path, begins in (
        ("title", "Apply for"),
        ("pages.home", "home:"),
        ("pages.home.questions.home.ask", "What is your address?"),
        ("rules.price", "decimal("),
        ("rules.band.table.rows.1.0", '"<= 100"'),
        ("figures.yearly_price.1.value", "88.50"),
        ("decide.outcomes.granted.letter", '"Your permit'),
        ("examples.0.answers.co2", "90"),
    ):
        place = edition.position(path)
        assert lines[place.line - 1][place.column - 1 :].startswith(begins), path
    # A part that the file does not have stands where the part around it does.
    assert edition.position("pages.home.questions.home.hint.cy") == edition.position("pages.home.questions.home")


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("28 days", 28),
        ("1 day", 1),
        ("2 weeks", 14),
        ("12 months", 365),
        ("6 months after decision", 182),
        ("1 year", 365),
        ("4 years after the decision", 1461),
    ],
)
def test_a_time_to_keep_is_counted_in_days(said: str, days: int) -> None:
    assert loaded(changed("28 days", said)).service.keep.drafts_days == days


def test_marks_are_known_by_their_place() -> None:
    text = changed("permits_allowed: 2", "permits_allowed: {value: 2, source: Order 2019, fixed: Order 2019 article 7}")
    text = text.replace(
        "zone_postcodes: [OX1 1AA, OX1 1AB]", "zone_postcodes: {values: [OX1 1AA], must_set: Your zone}"
    )
    text = text.replace("        why: Permits", "        fixed: Article 4\n        why: Permits")
    text = text.replace("  price: decimal", "  twice: {is: price * 2, fixed: A rule}\n  price: decimal")

    assert loaded(text).service.marks == {
        "figures.permits_allowed": Mark(fixed="Order 2019 article 7"),
        "lists.zone_postcodes": Mark(must_set="Your zone"),
        "pages.home.questions.home": Mark(fixed="Article 4"),
        "rules.twice": Mark(fixed="A rule"),
    }


def test_what_is_odd_about_rules_is_a_warning_at_its_place() -> None:
    (warning,) = loaded(changed('["<= 100", 1]', '["<= 99", 1]')).warnings

    assert (warning.level, warning.check, warning.path) == ("warning", "rules", "rules.band.table.rows.2")
    assert "co2 = 99.5" in warning.wrong


def test_rows_that_clash_or_never_hold_are_told_at_the_row() -> None:
    clash = changed("hit: first", "hit: unique").replace('["<= 100", 1]', '["<= 101", 1]')
    dead = changed('["<= 100", 1]', '["-", 1]')
    faults = load_service(clash)
    assert isinstance(faults, tuple)

    (two,) = [fault for fault in faults if "together" in fault.wrong]
    (never,) = loaded(dead).warnings

    for fault in (two, never):
        assert (fault.path, fault.line, fault.column) == ("rules.band.table.rows.2", 61, 11)
    assert (
        two.wrong
        == "Found row 3, which holds together with row 2 for co2 = 100.5, but expected one row only (hit: unique)."
    )
    assert never.wrong.startswith("Found row 3, which never holds: row 2 takes co2 = 101 before it")


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ('fuel = "petrl"', "petrl"),
        ('"petrl" != fuel', "petrl"),
        ('fuel in ("diesel", "petrl")', "petrl"),
        ('fuel in ["petrol", "petrl"]', "petrl"),
        ('if fuel = "petrl" then 1 else 2', "petrl"),
        ('some v in vehicles satisfies v.colour = "blu"', "blu"),
        ('count(vehicles[colour = "blu"]) > 0', "blu"),
        ('every c in vehicles.colour satisfies fuel = "petrl"', "petrl"),
    ],
)
def test_a_rule_that_compares_with_an_option_that_is_not_there_is_told(rule: str, word: str) -> None:
    text = changed(
        "          made:\n",
        "          colour: {ask: What colour?, type: choose_one, options: {red: Red, blue: Blue}}\n          made:\n",
    )
    text = text.replace("  price: dec", f"  odd: '{rule}'\n  price: dec")
    (fault,) = loaded(text).locally_fine

    assert (fault.line, fault.column) == (63, text.splitlines()[62].index(f'"{word}"') + 1)
    assert f'Found "{word}", no option of ' in fault.wrong
    assert fault.mend.startswith("Did you mean ")


def test_a_table_that_waits_for_an_option_that_is_not_there_is_told() -> None:
    text = changed("given: [co2]", "given: [co2, fuel]").replace("[null, 3, We take", '[null, "-", 3, We take')
    text = text.replace('["<= 100", 1]', """["<= 100", '"petrl", "diesel"', 1]""").replace(
        '["> 100", 2]', '["> 100", "-", 2]'
    )

    assert (60, 23, "petrl") in [(w.line, w.column, w.wrong.split('"')[1]) for w in loaded(text).locally_fine]


def test_options_that_are_there_and_names_that_mean_something_else_are_no_warning() -> None:
    for rule in (
        'fuel = "petrol"',
        'for fuel in ["x"] return fuel = "y"',
        '{fuel: "x", b: fuel = "x"}.b',
        "fuel = null",
    ):
        edition = loaded(changed("  price: dec", f"  odd: '{rule}'\n  price: dec"))
        assert edition.warnings + edition.locally_fine == (), rule


# What is wrong, and where

FAULTS: list[tuple[str, str, str, int, int, str, str]] = [
    ("another format", "footpath: 1", "footpath: 2", 1, 11, "2 stands here", "Change it"),
    ("no version", "version: 3\n", "", 1, 1, "version is missing", "Add version: with a whole number"),
    ("an id in capitals", "id: resident_parking_permit", "id: Resident Permit", 2, 5, "not an id", "like resident_permit"),
    ("a version in words", "version: 3", "version: three", 3, 10, "“three” stands here", "whole number"),
    ("a version with a fraction", "version: 3", "version: 3.5", 3, 10, "The number 3.5", "whole number"),
    ("a number for a text", "owner: parking services manager", "owner: 2026", 5, 8, "The number 2026", '"2026"'),
    ("true for a text", "owner: parking services manager", "owner: true", 5, 8, "true or false", '"true"'),
    ("a list for a text", "outcome: People can park near home", "outcome: [a, b]", 6, 1, "A list", "Write a text"),
    ("an empty text", "owner: parking services manager", "owner: ''", 5, 8, "empty", "Write it"),
    ("nothing", "owner: parking services manager", "owner:", 5, 7, "nothing here", "take the key out"),
    ("another language", "title: Your vehicle", "title: {en: A, fr: B}", 23, 20, "fr is no language", "cy (Welsh)"),
    ("Welsh alone", "title: Your vehicle", "title: {cy: A}", 23, 5, "no English", "Add en:"),
    ("an unknown key", "owner: parking", "ownr: parking", 5, 1, "ownr is not a key of a service", "Did you mean owner?"),
    ("a day that is none", "from: 2026-04-01", "from: 2026-02-30", 10, 14, "not a real date", "month and the day"),
    ("a day in words", "from: 2026-04-01", "from: 1 April", 10, 14, "“1 April”", "a date like 2026-05-01"),
    ("two values from one day", "from: 2026-04-01", "from: 2025-04-01", 10, 7, "two values from 2025-04-01", "Keep one"),
    ("a figure without a value", "permits_allowed: 2", "permits_allowed: {source: x}", 11, 3, "no value", "value:"),
    ("a list that is none", "[OX1 1AA, OX1 1AB]", "OX1 1AA", 13, 19, "“OX1 1AA”", "Write a list"),
    ("a list in a list", "[OX1 1AA, OX1 1AB]", "[[OX1 1AA]]", 13, 20, "A list", "a number, a text"),
    ("a page id in capitals", "  home:\n    title", "  Home Page:\n    title", 15, 3, "not an id", "like home_page"),
    ("a page at a taken address", "  home:\n    title", "  check:\n    title", 15, 3, "every case", "something else"),
    ("an unknown type", "type: address", "type: adress", 20, 15, "“adress”", "Did you mean address?"),
    ("a question without a type", "        type: address\n", "", 18, 7, "type is missing", "Add type:"),
    ("a slip in a key", "why: Permits", "wyh: Permits", 21, 9, "wyh is not a key of a question", "Did you mean why?"),
    ("a name twice", "      co2:\n", "      home:\n", 30, 7, "home is the id of a question too", "something else"),
    ("a rule with a question’s name", "  price: dec", "  fuel: dec", 62, 9, "fuel is the id of a question too", "else"),
    ("a figure with a question’s name", "permits_allowed: 2", "email: 2", 11, 10, "email is the id of a question", "else"),
    ("a word of the rules", "      fuel:\n        ask", "      in:\n        ask", 26, 7, "rule language", "else"),
    ("a name of letters", "      fuel:\n        ask", "      reason:\n        ask", 26, 7, "letters", "else"),
    ("a key of another kind", "optional: true", "longest: 3", 34, 18, "has no longest", "between, example"),
    ("a key that is needed", "        one: vehicle\n", "", 39, 7, "needs one", "Add one:"),
    ("a slip in an option", "hint: From before 2015}", "hnit: From}", 29, 59, "hnit is not a key of an option", "hint?"),
    ("one end alone", "between: [0, 1000]", "between: [0]", 33, 9, "A list", "like [0, 1000]"),
    ("ends the wrong way round", "between: [0, 1000]", "between: [10, 1]", 33, 9, "least is more", "least first"),
    ("dates for numbers", "between: [0, 1000]", "between: [2026-01-01, null]", 33, 9, "not a number", "kind"),
    ("a rule that gives no number", "between: [0, 1000]", "between: [0, today()]", 33, 9, "today()", "kind"),
    ("yes for true", "optional: true", "optional: yes", 34, 19, "“yes”", "true or false"),
    ("a failure that is none", "{empty: Enter", "{not_a_numbr: Enter", 35, 31, "can fail", "Did you mean not_a_number?"),
    ("a repeat in a repeat", "            type: date\n", "            type: repeat\n", 46, 19, "repeat", "page of its own"),
    ("more than at most", "one: vehicle", "one: vehicle\n        at_least: 5\n        at_most: 2", 43, 19, "at_most", "smaller"),
    ("a word that is no hit policy", "hit: first", "hit: frist", 56, 12, "“frist”", "Did you mean first?"),
    ("a row too short", '- ["<= 100", 1]', '- ["<= 100"]', 60, 11, "1 cell.", "Write 1 for what is given"),
    ("a row too long", '- ["<= 100", 1]', '- ["<= 100", 1, note, more]', 60, 11, "4 cells", "a note"),
    ("an outcome that is not there", "outcome: granted,", "outcome: grnted,", 70, 58, "grnted", "Did you mean granted?"),
    ("no team", "  otherwise: parking_team\n", "", 68, 1, "otherwise is missing", "like parking_team"),
    ("mail to nobody", "to: email", "to: emial", 79, 7, "emial", "Did you mean email?"),
    ("mail to a number", "to: email", "to: co2", 79, 7, "cannot be sent", "type email"),
    ("a rule where words stand", "You cannot get a permit.", "You pay {{ price }}.", 66, 10, "as it is written", "words"),
    ("kept for ever", "6 years after decision", "for ever", 82, 17, "“for ever”", "like 28 days"),
    ("kept for a thousand years", "6 years after decision", "1000 years", 82, 17, "hundred years", "Write one"),
    ("a number of nothing", "drafts: 28 days", "drafts: 28", 82, 49, "The number 28", "like 28 days"),
    ("an answer to no question", "fuel: petrol,", "fule: petrol,", 86, 48, "fule", "Did you mean fuel?"),
    ("a rule that is not there", "expect: {price", "expect: {prise", 87, 21, "prise", "Did you mean price?"),
    ("an exit that is not there", "exit: null", "exit: not_in_zon", 87, 34, "not_in_zon", "Did you mean not_in_zone?"),
    # Rules
    ("an unknown name", "when: lives_in_zone", "when: lives_in_zon", 24, 11, "lives_in_zon", "Did you mean lives_in_zone?"),
    ("a rule cut short", "when: lives_in_zone", "when: co2 +", 24, 16, "end of the rule", "missing at the end"),
    ("a condition that is a number", "when: lives_in_zone", "when: co2", 24, 11, "a number", "condition"),
    ("a list for a rule", "when: lives_in_zone", "when: [a]", 24, 5, "A list", "Write a rule"),
    ("an unknown entry", "home.postcode in", "home.postcod in", 53, 23, "postcod", "Did you mean postcode?"),
    ("text times a number", "decimal(yearly_price *", "decimal(fuel *", 62, 18, "a text and a number", "number("),
    ("an unknown name in a column", "given: [co2]", "given: [co3]", 57, 15, "co3", "Did you mean co2?"),
    ("an unknown name in a cell", '["<= 100", 1]', '["<= co3", 1]', 60, 16, "co3", "Did you mean co2?"),
    ("an unknown name in what a row gives", '["<= 100", 1]', '["<= 100", bnd]', 60, 22, "bnd", "Did you mean band?"),
    ("a charge that is a text", "{amount: price", "{amount: fuel", 67, 18, "a text", "number"),
    ("an unknown name in a letter", "costs £{{ price }}", "costs £{{ prise }}", 73, 46, "prise", "Did you mean price?"),
    ("an unknown name in a block", "{{ reason }}", "{{ rason }}", 77, 20, "rason", "Did you mean reason?"),
    ("braces left open", "{{ reason }}", "{{ reason", 77, 17, "{{", "rule"),
    ("braces with nothing in them", "{{ reason }}", "{{ }}", 77, 17, "nothing in it", "rule"),
    ("a reason before there is one", "{{ reference }}", "{{ reason }}", 80, 41, "reason", "letters of outcomes"),
    ("a name after others in a text", "{{ reason }}", "{{ reason }} {{ {a: 1}.a }} {{ rason }}", 77, 48, "rason", "reason?"),
    ("braces in braces", "{{ reason }}", "{{ reason {{ x }}", 77, 27, "{", "rule"),
    ("a reference in a rule", "count(vehicles) <", "reference = \"x\" or 1 <", 70, 14, "reference", "letters"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "wrong", "mend"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_a_fault_is_named_where_it_stands(old: str, new: str, line: int, column: int, wrong: str, mend: str) -> None:
    faults = refused(changed(old, new))

    told = [(fault.line, fault.column) for fault in faults]
    assert (line, column) in told, "\n".join(map(str, faults))
    there = next(fault for fault in faults if (fault.line, fault.column) == (line, column))
    assert wrong in there.wrong
    assert mend in there.mend
    assert there.level == "error"


def test_a_fault_reads_like_a_compilers_line() -> None:
    (fault,) = refused(changed("when: lives_in_zone", "when: lives_in_zon"))

    assert str(fault) == (
        "service.yaml:24:11: Found “lives_in_zon”, but expected the name of a question, figure, list or rule. "
        "Did you mean lives_in_zone?"
    )


def test_every_fault_of_a_file_is_told_at_once_in_the_order_of_its_lines() -> None:
    text = changed("version: 3", "version: three").replace("type: address", "type: adress")
    text = text.replace("otherwise: parking_team", "otherwise: The Team").replace("£{{ price }}", "£{{ prise }}")

    faults = refused(text)

    assert [(fault.line, fault.check) for fault in faults] == [
        (3, "shape"),
        (20, "shape"),
        (71, "shape"),
        (73, "rules"),
        (81, "rules"),
    ]


def test_what_is_broken_itself_makes_no_second_fault_where_it_is_used() -> None:
    # A question, a rule, a figure, a list, an exit and an outcome are each broken in their own way, and all are used.
    text = changed("type: address", "type: adress")
    text = text.replace("rows:\n        - [null, 3", "rows:\n        - [null, {a: b}")
    text = text.replace("permits_allowed: 2", "permits_allowed: {vlaue: 2}")
    text = text.replace("zone_postcodes: [OX1 1AA", "zone_postcodes: [[OX1 1AA]")
    text = text.replace("say: You cannot", "sya: You cannot").replace("exit: null", "exit: not_in_zone")
    text = text.replace("granted: {letter", "granted: {ltter")

    assert sorted({fault.line for fault in refused(text)}) == [11, 13, 20, 59, 64, 66, 73]


def test_a_definition_that_is_no_mapping_is_refused() -> None:
    for text in ("- a", "hello", "12", "[]"):
        (fault,) = refused(text)
        assert "a service" in fault.wrong


def test_a_thousand_faults_end_with_fifty(tmp_path: Path) -> None:
    text = SMALL + "".join(f"key_{n}: 1\n" for n in range(1000))

    assert len(refused(text)) == 50


# Files


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "service.yaml"
    file.write_bytes(("\ufeff" + SMALL.replace("\n", "\r\n")).encode())

    edition = load_file(file)

    assert isinstance(edition, Edition)
    assert edition.file == str(file)
    assert edition.hash == loaded(SMALL).hash


def test_a_file_that_is_not_utf8_says_where(tmp_path: Path) -> None:
    file = tmp_path / "service.yaml"
    file.write_bytes(b"footpath: 1\ntitle: caf\xe9\n")

    faults = load_file(file)

    assert not isinstance(faults, Edition)
    assert [(fault.line, fault.column, fault.wrong) for fault in faults] == [(2, 11, "This is not UTF-8 text.")]


def test_a_file_too_large_is_not_even_read_to_its_end() -> None:
    faults = load_file("/dev/zero")

    assert not isinstance(faults, Edition)
    assert "256 KiB" in faults[0].wrong


# Whatever comes


@given(st.binary(max_size=400))
def test_any_bytes_give_an_edition_or_faults(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "service.yaml"
    file.write_bytes(data)

    assert isinstance(load_file(file), Edition | tuple)


PIECES = st.sampled_from(
    ["{}", "[]", "~", "true", "12", "1e99", "''", "x", "x: y", "{{", "}}", "{{ price }}", "[[[", "&a", "*a", "!x", "- ", "|", "\t",
     "today()", "null", "2026-02-30", "{en: a}", "{cy: b}", "repeat", "address", "price", "home", "\n", ": ", "'", '"', "é", "\u0000"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An exemplar with a few passages cut, put elsewhere, doubled or put in place of others."""
    text = draw(st.sampled_from([SMALL, *(path.read_text(encoding="utf-8") for path in EXEMPLARS)]))
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 5)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(draw(st.integers(0, len(lines))), lines[at])
            case 2:
                lines[at] = draw(st.sampled_from(["", "  ", "    "])) + lines[at]
            case 3:
                lines[at] = lines[at].removeprefix("  ")
            case 4:
                key, colon, _ = lines[at].partition(": ")
                lines[at] = f"{key}{colon}{draw(PIECES)}"
            case _:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(PIECES) + lines[at][cut + draw(st.integers(0, 3)) :]
        text = "\n".join(lines)
    return text


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_a_mutated_definition_gives_an_edition_or_faults_in_time(text: str) -> None:
    began = time.process_time()
    result = load_service(text)

    assert time.process_time() - began < 5
    if isinstance(result, tuple):
        assert result
        count = len(text.split("\n"))
        for fault in result:
            assert 1 <= fault.line <= count
            assert fault.column >= 1
            assert fault.wrong
            assert fault.mend
            assert fault.level == "error"


HUGE: dict[str, Any] = {
    "rules": lambda: changed("  price: dec", "".join(f"  r{n}: co2 + {n}\n" for n in range(1500)) + "  price: dec"),
    "rules in a chain": lambda: changed(
        "  price: dec", "  r0: 1\n" + "".join(f"  r{n}: r{n - 1} + 1\n" for n in range(1, 1500)) + "  price: dec"
    ),
    "pages": lambda: changed(
        "  email:\n    title",
        "".join(
            f"  p{n}:\n    title: Page {n}\n    questions:\n      q{n}: {{ask: What is it {n}?, type: text}}\n" for n in range(1500)
        )
        + "  email:\n    title",
    ),
    "options": lambda: changed("{petrol: Petrol,", "{petrol: Petrol," + "".join(f" o{n}: Option {n}," for n in range(8000))),
    "a long rule": lambda: changed("when: lives_in_zone", "when: " + " + ".join(["co2"] * 30_000)),
    "a deep rule": lambda: changed("when: lives_in_zone", "when: " + "(" * 10_000 + "1" + ")" * 10_000),
    "a long letter": lambda: changed("because {{ reason }}", "because {{ reason }} " * 2_000),
    "braces": lambda: changed("because {{ reason }}", "{{" * 50_000),
    "unknown keys": lambda: SMALL + "".join(f"{'k' * 60}{n}: 1\n" for n in range(3000)),
    "unknown answers": lambda: SMALL.replace("co2: 90}", "co2: 90, " + ", ".join(f"x{n}: 1" for n in range(15_000)) + "}"),
}  # fmt: skip


@pytest.mark.parametrize("make", HUGE.values(), ids=HUGE)
def test_a_huge_definition_is_answered_in_time(make: Any) -> None:
    text = make()
    assert len(text.encode()) < 256 * 1024
    began = time.process_time()

    result = load_service(text)

    assert isinstance(result, Edition | tuple)
    assert time.process_time() - began < 10


# What is taken is the same however it is written


def plain_service(edition: Edition) -> Any:
    """All of a service as data, to compare."""
    return msgspec.to_builtins(edition.service, enc_hook=str)


@pytest.mark.parametrize("path", EXEMPLARS, ids=lambda path: path.parent.name)
def test_an_exemplar_written_again_as_flow_yaml_is_the_same_service(path: Path) -> None:
    from footpath.definition.yaml import read
    from tests.definition.writing import as_flow

    text = path.read_text(encoding="utf-8")
    root = read(text, file="f")
    assert not isinstance(root, tuple)

    again = loaded(as_flow(root))

    assert plain_service(again) == plain_service(loaded(text))
    assert again.hash == loaded(text).hash
