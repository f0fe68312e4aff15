"""Who may act on a case: whoever has it, or anybody while nobody does."""

import pytest
from msgspec.structs import replace

from footpath.casework.handling import free_for, staff_id
from footpath.casework.refusals import NotYours
from tests.casework.test_fold import DRAFT

CHECKED = replace(DRAFT, stage="checking")


def test_what_nobody_has_is_anybodys() -> None:
    free_for(CHECKED, "staff:ben")
    free_for(replace(CHECKED, taken_by="ben"), "staff:ben")
    with pytest.raises(NotYours):
        free_for(replace(CHECKED, taken_by="cara"), "staff:ben")


def test_only_staff_have_cases() -> None:
    assert staff_id("staff:ben") == "ben"
    with pytest.raises(AssertionError):
        staff_id("resident")
