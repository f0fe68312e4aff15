"""Check 49: what an authority changes of a standard is looked at beside the standard."""

from pathlib import Path

import pytest

from footpath.checks import CheckReport, check_adaptation, check_edition, check_file
from footpath.definition.changes import Adaptation, Add, Change, Place, Remove, Set, edition_of, tree_of_edition
from footpath.definition.changes.applying import apply
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from tests.definition.small import changed

HOME = "pages.home.questions.home"
FIXED = changed("why: Permits are for people", "fixed: Parking Order 2019\n        why: Permits are for people")

# Changes that somebody made around the rules, and where check 49 finds them.
LOCAL: tuple[tuple[Change, str], ...] = (
    (Set(path=f"{HOME}.optional", to=True, because="b"), HOME),
    (Remove(path=f"{HOME}.fixed", because="b"), HOME),
    (Set(path=f"{HOME}.ask", to="Where?", because="b"), HOME),
)


def standard() -> Edition:
    loaded = load_service(FIXED)
    assert isinstance(loaded, Edition), loaded
    return loaded


def found(edition: Edition, *changes: Change) -> list[tuple[str, str]]:
    report = check_edition(edition, standard=standard(), changes=changes)
    return [(fault.path, fault.level) for fault in report.faults if fault.check == "49"]


def test_an_edition_of_nobodys_own_has_nothing_to_look_at() -> None:
    assert [fault for fault in check_edition(standard()).faults if fault.check == "49"] == []


@pytest.mark.parametrize(("change", "path"), LOCAL)
def test_what_is_fixed_is_found_however_it_was_loosened(change: Change, path: str) -> None:
    made = apply(tree_of_edition(standard()), (change,), marks=False)
    assert isinstance(made, dict)
    edition = edition_of(made, file="ours.yaml")
    assert isinstance(edition, Edition), edition

    assert found(edition, change) == [(path, "error")]


def test_a_change_without_a_reason_is_an_error_and_a_masked_fix_a_warning() -> None:
    silent = Set(path="pages.home.title", to="Home", because=" ")
    masks = Set(path="pages.home.title", to="Home", because="b", kept_over=4)

    assert found(standard(), silent) == [("pages.home.title", "error")]
    assert found(standard(), masks) == [("pages.home.title", "warning")]


def test_what_a_change_brings_about_is_said_where_the_change_stands() -> None:
    ours = Adaptation(
        adapts="resident_parking_permit",
        version=3,
        authority="barset_north",
        changes=(Set(path="pages.email.questions.email.ask", to="What is your address?", because="b"),),
        places=(Place(7, 5),),
        file="ours.yaml",
    )

    report = check_adaptation(ours, standard())

    twice = [fault for fault in report.faults if fault.check == "6"]
    assert [(fault.file, fault.line, fault.column) for fault in twice] == [("ours.yaml", 7, 5)]
    assert all(fault.file == "ours.yaml" for fault in report.faults)


# A rule that names the option petrol, and one that names an option that never was.
NAMES_PETROL = FIXED.replace("  price: dec", "  petrol: 'fuel = \"petrol\"'\n  price: dec")
NAMES_NOBODY = FIXED.replace("  price: dec", "  petrol: 'fuel = \"petrl\"'\n  price: dec")


def options(report: CheckReport) -> list[tuple[str, str, str]]:
    return [(each.check, each.level, each.mend) for each in report.faults if "no option of" in each.wrong]


def load(text: str) -> Edition:
    made = load_service(text)
    assert isinstance(made, Edition), made
    return made


def local(standard: str, *changes: Change) -> CheckReport:
    made = load(standard)
    places = tuple(Place(number, 5) for number, _ in enumerate(changes, 7))
    ours = Adaptation(
        adapts=made.service.id,
        version=made.service.version,
        authority="barset_north",
        changes=changes,
        places=places,
        file="ours.yaml",
    )
    return check_adaptation(ours, made)


def test_an_option_that_a_question_does_not_have_is_an_error_in_a_service_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "service.yaml"
    file.write_text(NAMES_NOBODY, encoding="utf-8")

    report = check_file(file)

    assert options(report) == [("rules", "error", "Did you mean petrol?")]
    line = NAMES_NOBODY.splitlines()[next(f.line for f in report.faults if "no option" in f.wrong) - 1]
    assert line == "  petrol: 'fuel = \"petrl\"'"


def test_a_place_that_takes_out_an_option_is_warned_of_the_shared_rule_where_it_does_so() -> None:
    other = Set(path="pages.home.title", to="Home", because="b")
    gone = Remove(path="pages.vehicle.questions.fuel.options.petrol", because="We have none")

    report = local(NAMES_PETROL, other, gone)

    assert [level for _, level, _ in options(report)] == ["warning"]
    assert [(each.line, each.column) for each in report.faults if "no option of" in each.wrong] == [(8, 5)]


def test_what_the_standard_itself_names_wrongly_is_its_owners() -> None:
    assert options(local(NAMES_NOBODY, Set(path="pages.home.title", to="Home", because="b"))) == []


def test_a_rule_of_a_places_own_that_names_no_option_is_a_warning_too() -> None:
    report = local(FIXED, Add(path="rules.local", value='fuel = "petrl"', because="b"))

    assert options(report) == [("rules", "warning", "Did you mean petrol?")]
    assert options(check_edition(load(NAMES_NOBODY), local=True)) == [("rules", "warning", "Did you mean petrol?")]
