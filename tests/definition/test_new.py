"""What `footpath new` writes is a good service."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.checks import check_edition
from footpath.definition.load import load_service
from footpath.definition.new import new_service
from footpath.definition.service import Edition


def test_a_new_service_passes_every_check_and_its_own_examples() -> None:
    edition = load_service(new_service("report_a_pothole", "Report a pothole"))

    assert isinstance(edition, Edition), edition
    report = check_edition(edition)
    assert report.faults == ()
    assert report.examples
    assert all(example.passed for example in report.examples)


@pytest.mark.parametrize("id_", ["", "Report", "report-a-pothole", "9_lives", "_a", "a__b", "a_", "x" * 61, "a\n"])
def test_an_id_that_is_none_is_refused(id_: str) -> None:
    with pytest.raises(ValueError, match="is not an id"):
        new_service(id_, "Report a pothole")


@pytest.mark.parametrize("title", ["", "   ", "x" * 101, "a\u202eb", "a\x00b"])
def test_a_title_that_will_not_do_is_refused(title: str) -> None:
    with pytest.raises(ValueError, match="A title"):
        new_service("report_a_pothole", title)


@given(st.text(min_size=1, max_size=100))
def test_any_title_that_is_taken_is_the_services_title(title: str) -> None:
    try:
        text = new_service("report_a_pothole", title)
    except ValueError:
        return
    edition = load_service(text)

    assert isinstance(edition, Edition), edition
    assert edition.service.title.en == " ".join(title.split())
