"""The reference page of the format, made from the format itself. Run as a module, it prints the page."""

from collections.abc import Iterator
from typing import assert_never

from footpath.definition import format as f
from footpath.definition.load import COMMON_KEYS
from footpath.definition.wording import expected, one
from footpath.definition.yaml import MOST_BYTES, MOST_DIGITS, MOST_EXPONENT, MOST_LEVELS
from footpath.questions import KINDS
from footpath.rules.read import KEYWORDS


def reference() -> str:
    """docs/reference/definition.md, whole."""
    parts = [_BEGINNING, *(_section(group) for group in _groups()), _kinds(), _reserved(), _END]
    return "\n\n".join(part.strip() for part in parts) + "\n"


_BEGINNING = f"""
<!-- Made by `python -m footpath.definition.reference > docs/reference/definition.md`. Change src/footpath/definition/format.py. -->
# The definition of a service: format {f.FORMAT}

A service is one YAML file. [How to write a service](../how-to/write-a-service.md) goes through one step by step; this page lists every key. `footpath schema` prints the same as a JSON Schema, with which most editors complete and check the file while you write; `footpath check` says what is wrong with it, and where.

## The file
YAML 1.2, read strictly:

- plain text in UTF-8, one document, at most {MOST_BYTES // 1024} KiB and {MOST_LEVELS} levels deep;
- no anchors, aliases, tags or directives, and no key twice;
- only `true` and `false` are true and false: `yes`, `no`, `on` and `off` are words;
- numbers are exact, never rounded: at most {MOST_DIGITS} digits, and an exponent of at most {MOST_EXPONENT};
- dates are written like 2026-05-01;
- text that begins with a bracket, a brace or one of `& * ! | > @ % #`, or that has a colon and a space in it, goes in quotes.

Every fault names the file, line and column, what is wrong and what to do.

**Texts for people** are plain (English), or in two languages: `{{en: Your vehicle, cy: Eich cerbyd}}`. The service is offered in Welsh when its `title` is. In letters, emails and what happens next, `{{{{ }}}}` holds a rule: `Your permit costs £{{{{ price }}}}`.

**Ids** are in snake_case: small letters, digits and underscores, beginning with a letter, at most {f.LONGEST_ID} characters. They never change, because answers are kept by them, and changes are made to them. The order of whatever stands by id is the order in the file.

**Rules** are expressions of [FEEL](rules.md). They know questions, figures, lists and other rules by their ids, and what the service costs as `charge`. Letters also know `reason`; letters, emails and what happens next know `reference`.

**Marks** are for whoever adapts the service. `fixed: reason` says that a local change may not touch this part, and why. `must_set: guidance` says that each authority has to put its own in its place before it publishes the service.
"""  # noqa: E501

_END = """
## What a definition is called
An edition of a service is named by the SHA-256 of what its file says. Comments, quotes, indentation and the order of keys like `ask` and `why` do not count. Every text, every number to its last digit, the `version`, and the order of whatever stands by id do: change one and it is another edition.
"""  # noqa: E501


def _groups(group: f.Group = f.SERVICE, seen: tuple[str, ...] = ()) -> Iterator[f.Group]:
    """Every group of the format, each followed by those it holds. The questions of a repeat are questions."""
    told = [*seen, group.name]
    yield group
    for key in group.keys:
        for inside in _inside(key.takes):
            if inside.name not in told and inside is not f.ITEM_QUESTION:
                for each in _groups(inside, tuple(told)):
                    told.append(each.name)
                    yield each


def _inside(shape: f.Shape) -> Iterator[f.Group]:
    match shape:
        case f.Group():
            yield shape
        case f.ListOf():
            yield from _inside(shape.item)
        case f.ById():
            yield from _inside(shape.value)
        case f.ByForm():
            yield shape.group
            for form in (shape.value, shape.items):
                if form is not None:
                    yield from _inside(form)
        case _:
            return


def _section(group: f.Group) -> str:
    lines = [f"## {_title(group)}", group.says, "", "| key | takes | |", "|---|---|---|"]
    for key in group.keys:
        if key not in f.MARKS:
            needed = "**Needed.** " if key.needed else ""
            lines.append(f"| `{key.name}` | {_takes(key.takes)} | {needed}{key.says} |")
    if f.FIXED in group.keys:
        lines += ["", "It may carry `fixed` and `must_set`."]
    return "\n".join(lines)


def _title(group: f.Group) -> str:
    return group.name.capitalize()


def _link(group: f.Group) -> str:
    return f"[{group.name}](#{_title(group).lower().replace(' ', '-')})"


def _takes(shape: f.Shape) -> str:
    match shape:
        case f.ForPeople():
            return "a text for people" + (", with rules in `{{ }}`" if shape.holds_feel else "")
        case f.OneOf() if shape.words == tuple(KINDS):
            return "a [kind of question](questions.md)"
        case f.OneOf():
            return ", ".join(f"`{word}`" for word in shape.words)
        case f.Feel():
            return "a [rule](rules.md)"
        case f.Group():
            return f"{one('x')[0]} {_link(shape)}" if shape.name[0] not in "aeiou" else f"an {_link(shape)}"
        case f.ListOf():
            return f"a list, each {_takes(shape.item)}"
        case f.ById():
            inside = f.QUESTION if shape.value is f.ITEM_QUESTION else shape.value
            return f"by id, each {_takes(inside)}"
        case f.ByForm():
            forms = [_takes(form) for form in (shape.value, shape.items) if form is not None]
            return " or ".join([*forms, _takes(shape.group)])
        case (
            f.Text()
            | f.Id()
            | f.Whole()
            | f.TrueOrFalse()
            | f.Day()
            | f.Period()
            | f.Bounds()
            | f.Constant()
            | f.Cell()
            | f.Row()
            | f.Data()
        ):
            return expected(shape)
        case _:
            assert_never(shape)


def _kinds() -> str:
    lines = [
        "## Keys of each kind of question",
        "Any question may have "
        + ", ".join(f"`{key.name}`" for key in f.QUESTION.keys if key.name in COMMON_KEYS)
        + ". These are the others; those in bold are needed. [Kinds of question](questions.md) says how each is asked.",
        "",
        "| type | its own keys |",
        "|---|---|",
    ]
    for word, kind in KINDS.items():
        own = [f"**`{key}`**" if key in kind.needs else f"`{key}`" for key in sorted(kind.takes)]
        lines.append(f"| `{word}` | {', '.join(own) or '–'} |")
    return "\n".join(lines)


def _reserved() -> str:
    lines = ["## Words that cannot be ids", "| of | word | because it |", "|---|---|---|"]
    for of, words in f.RESERVED.items():
        lines += [f"| {of} | `{word}` | {why} |" for word, why in words.items()]
    keywords = ", ".join(f"`{word}`" for word in sorted(KEYWORDS))
    lines += [
        "",
        f"Questions, rules, figures and lists cannot be called {keywords}: these are words of the rule language.",
    ]
    lines += ["Each of them has a name of its own: two of them cannot share one."]
    return "\n".join(lines)


if __name__ == "__main__":
    print(reference(), end="")
