"""A value opens to what it looked at, down to answers and figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from footpath.rules import Answer, Figure, Finding, TableRow, explain_json
from footpath.web.staff.why import MOST_DEEP, MOST_WIDE, Why, grounds, shown, whys
from tests.people import PERMIT, REPORT, edition

SERVICE = edition(PERMIT).service
PRICE = Finding(
    name="price",
    value=Decimal("53.10"),
    looked_at=(
        Figure(name="yearly_price", value=Decimal("88.50"), source="Fees and charges 2026-27", since=date(2026, 4, 1)),
        Finding(
            name="band",
            value=Decimal(1),
            looked_at=(Answer(name="co2", value=Decimal(90)), TableRow(row=2, note="Clean")),
        ),
        Answer(name="postcode", value="OX1 1AA"),
    ),
)


def said(**findings: Finding) -> dict[str, Any]:
    return {name: explain_json(finding) for name, finding in findings.items()}


def test_a_price_opens_to_its_figure_its_band_and_the_answer_behind_it() -> None:
    (price,) = whys(said(price=PRICE), SERVICE)

    assert price == Why(
        name="Price",
        value="53.10",
        looked_at=(
            Why(
                name="Yearly price",
                value="88.50",
                kind="figure",
                source="In force from 1 April 2026, from Fees and charges 2026-27",
            ),
            Why(
                name="Band",
                value="1",
                says="Row 2 of the table: Clean.",
                looked_at=(Why(name="What are its CO2 emissions?", value="90", kind="answer"),),
            ),
            Why(name="What is your postcode?", value="OX1 1AA", kind="answer"),
        ),
    )


def test_only_the_services_own_rules_are_listed_in_its_order() -> None:
    found = said(charge=PRICE, price=PRICE, in_zone=Finding(name="in_zone", value=True))

    assert [why.name for why in whys(found, SERVICE)] == ["In zone", "Price"]


def test_a_decision_rests_on_answers_and_figures_each_said_once_in_the_readers_language() -> None:
    found = grounds([explain_json(PRICE), explain_json(PRICE)], SERVICE, "cy")

    assert [(why.kind, why.value) for why in found] == [("figure", "88.50"), ("answer", "90"), ("answer", "OX1 1AA")]
    assert found[0].source == "Mewn grym o 1 Ebrill 2026, o Fees and charges 2026-27"


def test_values_are_said_as_people_say_them() -> None:
    colour = edition(REPORT).service.question("colour")

    assert shown(True, None, "en") == "Yes"
    assert shown(False, None, "cy") == "Nac ydy"
    assert shown(None, None, "en") == "Not known"
    assert shown({"$unknown": True}, None, "en") == "Not known"
    assert shown({"$date": "2026-05-01"}, None, "cy") == "1 Mai 2026"
    assert shown(["a", "b"], None, "en") == "a, b"
    assert shown([{"$number": str(each)} for each in range(11)], None, "en") == "11: 0, 1, 2…"
    assert (
        shown({"line_1": "1 High Street", "line_2": None, "postcode": "OX1 1AA"}, None, "en")
        == "1 High Street, OX1 1AA"
    )
    assert shown("green", colour, "en") == "Green"
    assert shown(["green", "black"], colour, "en") == "Green, Black"
    assert shown("purple", colour, "en") == "purple"  # an option that a later edition no longer has
    assert shown(None, colour, "en") == "Not known"


def test_findings_far_too_deep_or_wide_are_cut_short() -> None:
    deep = Finding(name="price", value=True)
    for _ in range(100):
        deep = Finding(name="price", value=True, looked_at=(deep,))
    wide = Finding(name="in_zone", value=True, looked_at=tuple(Answer(name=f"a{n}", value="x") for n in range(1000)))

    zone, price = whys(said(price=deep, in_zone=wide), SERVICE)

    depth = 0
    while price.looked_at:
        depth, price = depth + 1, price.looked_at[0]
    assert depth == MOST_DEEP
    assert len(zone.looked_at) == MOST_WIDE
