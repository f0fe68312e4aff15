"""A book of rules: Barset's parking permit, found, explained, and found with half of the answers."""

from datetime import date
from decimal import Decimal

from footpath.rules import (
    NUMBER,
    TEXT,
    UNKNOWN,
    Answer,
    Constant,
    ContextOf,
    Dated,
    Figure,
    Row,
    RuleBook,
    Table,
    TableRow,
    compile_rules,
    explain_text,
    optional,
)

MAY = date(2026, 5, 1)


def permit() -> RuleBook:
    book = compile_rules(
        {
            "lives_in_zone": "home.postcode in zone_postcodes",
            "band": Table(
                hit="first",
                given=("co2",),
                rows=(
                    Row(when=(None,), then=("3",), note="We assume a middling car when the log book does not say"),
                    Row(when=("<= 100",), then=("1",)),
                    Row(when=("(100..185]",), then=("2",)),
                    Row(when=("> 185",), then=("3",)),
                ),
            ),
            "price": "decimal(yearly_price * [0.6, 1, 1.4][band], 2)",
            "page:vehicle": "lives_in_zone",
            "exit:not_in_zone": "not(lives_in_zone)",
            "automatic:0": "permits_held < permits_allowed",
        },
        {
            "home": ContextOf({"postcode": TEXT, "uprn": optional(TEXT)}),
            "co2": optional(NUMBER),
            "permits_held": NUMBER,
        },
        constants={
            "yearly_price": Dated(
                [
                    (date(2025, 4, 1), Decimal("85.00"), "Fees and charges 2025-26"),
                    (date(2026, 4, 1), Decimal("88.50"), "Fees and charges 2026-27"),
                ]
            ),
            "permits_allowed": Constant(2),
            "zone_postcodes": Constant(["OX1 1AA", "OX1 1AB", "OX1 2AA"]),
        },
    )
    assert isinstance(book, RuleBook), book
    return book


def test_asha_pays_the_price_in_force_on_the_day() -> None:
    answers = {"home": {"postcode": "OX1 1AA"}, "co2": 0, "permits_held": 0}

    assert permit().find(answers, on=MAY).value("price") == Decimal("53.10")
    assert permit().find(answers, on=date(2025, 5, 1)).value("price") == Decimal("51.00")


def test_a_price_explains_itself_down_to_answers_figures_and_rows() -> None:
    finding = permit().find({"home": {"postcode": "OX1 1AA"}, "co2": 150, "permits_held": 0}, on=MAY)["price"]

    band = finding.looked_at[1]
    assert finding.looked_at[0] == Figure(
        name="yearly_price", value=Decimal("88.50"), source="Fees and charges 2026-27", since=date(2026, 4, 1)
    )
    assert band.looked_at == (Answer(name="co2", value=Decimal(150)), TableRow(row=3))
    assert explain_text(finding) == (
        "price: 88.50\n"
        "  - yearly price: 88.50 (Fees and charges 2026-27, in force since 1 April 2026)\n"
        "  - band: 2\n"
        "    - co2: 150 (answer)\n"
        "    - row 3 of the table"
    )


def test_what_is_not_answered_yet_is_unknown_and_nothing_else_is() -> None:
    found = permit().find({"home": {"postcode": "OX9 9ZZ"}}, on=MAY, unknown=frozenset({"co2", "permits_held"}))

    assert found.value("exit:not_in_zone") is True
    assert found.value("page:vehicle") is False
    assert found.value("price") is UNKNOWN


def test_a_page_can_be_traced_to_the_questions_it_depends_on() -> None:
    book = permit()

    assert book.needs("page:vehicle") == {"home"}
    assert book.needs("price") == {"co2"}
    assert book.uses("price") == {"yearly_price", "band"}
    assert book.order.index("band") < book.order.index("price")


def test_an_answer_that_is_absent_is_null_and_the_row_for_null_holds() -> None:
    found = permit().find({"home": {"postcode": "OX1 1AA"}}, on=MAY)

    assert found.value("band") == 3
    assert found["band"].looked_at[1] == TableRow(row=1, note="We assume a middling car when the log book does not say")
