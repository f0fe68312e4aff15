"""The reference page is the format's own."""

from pathlib import Path

from footpath.definition import format as f
from footpath.definition.reference import reference

PAGE = Path(__file__).parents[2] / "docs/reference/definition.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), (
        "Run: python -m footpath.definition.reference > docs/reference/definition.md"
    )


def groups_in(shape: object) -> list[f.Group]:
    """Every group that can stand under a shape, the shape itself among them."""
    match shape:
        case f.Group():
            return [shape, *(found for key in shape.keys for found in groups_in(key.takes))]
        case f.ListOf():
            return groups_in(shape.item)
        case f.ById():
            return groups_in(shape.value)
        case f.ByForm():
            return [found for form in (shape.value, shape.items, shape.group) for found in groups_in(form)]
        case _:
            return []


def test_every_key_of_the_format_is_on_the_page() -> None:
    page = reference()
    groups = [group for group in groups_in(f.SERVICE) if group is not f.ITEM_QUESTION]
    assert len(groups) > 15

    for group in groups:
        _, _, rest = page.partition(f"## {group.name.capitalize()}\n")
        section = rest.partition("\n## ")[0]
        for key in group.keys:
            if key not in f.MARKS:
                assert f"| `{key.name}` |" in section, f"{group.name}.{key.name}"
