"""Money and days as people read them."""

from datetime import date

from footpath.web.figures import day, pounds


def test_pence_are_shown_only_where_there_are_some() -> None:
    assert [pounds(pence) for pence in (8500, 5310, 5, 120000, 123456789, -250)] == [
        "£85",
        "£53.10",
        "£0.05",
        "£1,200",
        "£1,234,567.89",
        "−£2.50",
    ]


def test_a_day_is_written_out_in_both_languages() -> None:
    assert day(date(2026, 5, 3), "en") == "3 May 2026"
    assert day(date(2026, 12, 31), "cy") == "31 Rhagfyr 2026"
