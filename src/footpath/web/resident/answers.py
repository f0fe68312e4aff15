"""Answers in one place, by page: on the check page each with its way to change it, elsewhere without."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec
from markupsafe import Markup

from footpath.journey import AskAt, CheckRow, Section
from footpath.values import Lang
from footpath.web.compiled import SHELF, Compiled, compile_page, slot
from footpath.web.resident.ways import address
from footpath.web.templating import frame, render


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, and where it is changed, if it can be."""

    label: str
    lines: Sequence[str]
    change: str | None = None


def summary(sections: Iterable[Section], lang: Lang, *, changes_at: str | None = None) -> Markup:
    """All the answers. `changes_at` is the path of the case, where they can be changed.

    Headings stand where they gather several answers each; over one answer a page they would say everything twice.
    """
    held = list(sections)
    rows = [row for section in held for row in section.rows]
    if len(rows) < 2 * len(held) and not any(row.card for row in rows):
        return answers_list([_row(row, changes_at) for row in rows], lang) if rows else Markup("")
    return Markup("").join(_section(section, lang, changes_at) for section in held)


def _section(section: Section, lang: Lang, path: str | None) -> Markup:
    """A page's answers under its title. Those of a list stand under what each of it is called."""
    parts: list[Markup] = []
    for card, rows in groupby(section.rows, key=lambda row: row.card):
        shown = [_row(row, path) for row in rows]
        parts.append(answers_list(shown, lang, title="" if parts else section.title, card=card or ""))
    if path is not None and any(row.card for row in section.rows):
        parts.append(_change_list(_change(path, section.page, None), section.title, lang))
    return Markup("").join(parts)


def _row(row: CheckRow, path: str | None) -> Row:
    return Row(label=row.label, lines=row.lines, change=_change(path, row.page, row.item))


def _change(path: str | None, page: str, item: int | None) -> str | None:
    return None if path is None else address(path, AskAt(page=page, item=item, changing=True))


def answers_list(rows: Sequence[Row], lang: Lang, *, title: str = "", card: str = "") -> Markup:
    """A summary list, from parts compiled once for as many rows as it has."""
    changes = any(row.change for row in rows)
    key = ("answers", len(rows), changes, bool(title), bool(card), lang)
    compiled = SHELF.get(key, lambda: _compile(len(rows), lang, changes=changes, titled=bool(title), carded=bool(card)))
    filled: dict[str, object] = {"title": title, "card": card}
    for at, row in enumerate(rows):
        filled[f"label.{at}"] = row.label
        filled[f"lines.{at}"] = Markup("<br>").join(row.lines)
        filled[f"change.{at}"] = row.change
    return compiled.join(filled)


def _compile(count: int, lang: Lang, *, changes: bool, titled: bool, carded: bool) -> Compiled:
    rows = [
        {
            "label": slot(f"label.{at}"),
            "lines": slot(f"lines.{at}"),
            "change": slot(f"change.{at}") if changes else "",
            "of": slot("card") if carded else "",
        }
        for at in range(count)
    ]
    return compile_page(
        render(
            frame(lang),
            "resident/answers.jinja",
            title=slot("title") if titled else "",
            card=slot("card") if carded else "",
            rows=rows,
        )
    )


def _change_list(href: str | None, title: str, lang: Lang) -> Markup:
    key = ("change_list", lang)
    compiled = SHELF.get(
        key,
        lambda: compile_page(render(frame(lang), "resident/change_list.jinja", href=slot("href"), title=slot("title"))),
    )
    return compiled.join({"href": href, "title": title})
