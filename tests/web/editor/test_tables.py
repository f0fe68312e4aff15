"""A decision table and a formula are changed without writing YAML, and tried on the examples before they are saved."""

import pytest
from django.test import Client

from footpath.definition.changes import Kept, Set
from tests.web.county import signed_in
from tests.web.editor.conftest import CHANGE, draft, edit, send
from tests.web.resident.browsing import PageReader

TABLE = f"{CHANGE}/table?at=rules.band"
ROWS = "rules.band.table.rows"


def text(response: object) -> str:
    return PageReader(response.content.decode()).text  # type: ignore[attr-defined]


def row(client: Client, doing: str, place: int = 0, *, because: str = "The cabinet decided", **fields: str) -> object:
    address = f"{CHANGE}/table/row?at=rules.band&row={place}&do={doing}"
    return send(client, address, because=because, **fields)


def cells(*said: str, note: str = "") -> dict[str, str]:
    return {f"cell__{place}": each for place, each in enumerate(said)} | {"note": note}


def test_a_table_is_shown_as_a_table_with_its_notes_and_what_it_gives(adopted: Kept, mia: Client) -> None:
    assert f'href="{TABLE}"' in mia.get(CHANGE).content.decode()
    page = text(mia.get(TABLE))

    assert "The first row that fits decides." in page
    assert "Row If fuelIf co2Then band" in page
    assert "2 anythingnothing3We take the highest band when the log book does not say" in page
    assert "What it gives in the" in page


def test_one_row_is_changed_and_the_rows_become_one_change(adopted: Kept, mia: Client) -> None:
    done = row(mia, "edit", 2, **cells("-", "<= 90", "1"))

    assert done.headers["Location"] == f"{TABLE}&done=saved"  # type: ignore[attr-defined]
    (change,) = draft().changes
    assert isinstance(change, Set)
    assert (change.path, change.because, len(change.to)) == (ROWS, "The cabinet decided", 5)
    assert change.to[1:3] == [
        ["-", None, 3, "We take the highest band when the log book does not say"],
        ["-", "<= 90", 1],
    ]
    assert "The rule band: row 3 is changed" in text(mia.get(CHANGE))


def test_rows_are_added_moved_and_removed_one_at_a_time(adopted: Kept, mia: Client) -> None:
    row(mia, "add", **cells('"hybrid"', "-", "2", note="Half of each"), after="1")
    row(mia, "move", 1, after="0")
    row(mia, "remove", 3)

    (change,) = draft().changes
    assert isinstance(change, Set)
    assert [each[:2] for each in change.to] == [
        ['"hybrid"', "-"],
        ['"electric"', "-"],
        ["-", None],
        ["-", "(100..185]"],
        ["-", "> 185"],
    ]
    assert change.to[0][2:] == [2, "Half of each"]


def test_a_cell_that_cannot_be_read_says_so_beside_itself(adopted: Kept, mia: Client) -> None:
    refused = row(mia, "edit", 2, **cells("-", "<= most", "1"))

    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert 'id="cell-1-error"' in refused.content.decode()  # type: ignore[attr-defined]
    assert "Found “most” in row 3, column co2" in text(refused)
    assert "Enter something for co2" in text(row(mia, "edit", 2, **cells("-", "", "1")))
    assert "You have not changed anything yet" in text(row(mia, "edit", 2, **cells("-", "<= 100", "1")))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "at=rules.price&row=0&do=edit",
        "at=rules.band&row=99&do=edit",
        "at=rules.band&row=0&do=burn",
        "at=rules.band&row=x&do=edit",
    ],
)
def test_a_row_that_is_not_there_is_a_page_that_is_not_there(adopted: Kept, mia: Client, query: str) -> None:
    assert mia.get(f"{CHANGE}/table/row?{query}").status_code == 404
    assert mia.get(f"{CHANGE}/table?at=rules.price").status_code == 404
    assert signed_in("ben").get(TABLE).status_code in (403, 404)


PRICE = "decimal(yearly_price * band_rates[band] + second_permit + old_diesel, 2)"


def test_a_formula_is_tried_on_the_examples_and_nothing_is_saved(adopted: Kept, mia: Client) -> None:
    assert "What it gives in the" in text(mia.get(f"{CHANGE}/edit?at=rules.price"))

    tried = edit(mia, "rules.price", to=PRICE.replace("yearly_price", "2 * yearly_price"), because="", **{"try": "yes"})

    page = text(tried)
    assert tried.status_code == 200
    assert "Tried, not saved" in page
    assert "would not pass" in page
    assert "an electric car" in page.lower()
    assert "53.10106.20" in page
    assert "2 * yearly_price" in tried.content.decode()
    with pytest.raises(AssertionError):
        draft()


def test_a_formula_with_a_fault_says_where_when_it_is_tried(adopted: Kept, mia: Client) -> None:
    tried = edit(mia, "rules.price", to="yearly_prise * 2", because="", **{"try": "yes"})

    assert tried.status_code == 422
    assert "Did you mean yearly_price?" in text(tried)
