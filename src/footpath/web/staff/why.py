"""What the rules found, as a page opens it: each value to what it looked at, down to answers, figures and rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from footpath.definition.service import Service
from footpath.questions.question import Question
from footpath.rules import UNKNOWN, from_json, say_value
from footpath.values import Lang
from footpath.web.figures import day
from footpath.web.words import say

# What a rule looked at is a graph, and a page shows it as a tree: what is used twice stands there twice. Far deeper
# or wider than any service we know of, and still a page a browser opens.
MOST_DEEP = 12
MOST_WIDE = 200


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """One value on the page. `says` is what the rule or row says of itself, `source` where a figure was read."""

    name: str
    value: str
    kind: Literal["finding", "answer", "figure"] = "finding"
    says: str = ""
    source: str = ""
    looked_at: tuple["Why", ...] = ()


def whys(findings: Mapping[str, Any], service: Service, lang: Lang = "en") -> tuple[Why, ...]:
    """The findings as stored (`explain_json` by rule name), the service's own rules in its order, then the others."""
    order = [name for name in service.rules if name in findings]
    return tuple(_found(findings[name], service, lang, 0) for name in order)


def _found(node: Mapping[str, Any], service: Service, lang: Lang, depth: int) -> Why:
    match node["kind"]:
        case "finding":
            held = node.get("looked_at", ())[:MOST_WIDE] if depth < MOST_DEEP else ()
            rows = [each for each in held if each["kind"] == "row"]
            return Why(
                name=spoken(node["name"]),
                value=shown(node["value"], None, lang),
                says=" ".join(_row(row) for row in rows) or str(node.get("reason") or ""),
                looked_at=tuple(_found(each, service, lang, depth + 1) for each in held if each["kind"] != "row"),
            )
        case "answer":
            question = service.question(node["name"])
            return Why(
                name=question.ask.in_(lang) if question else spoken(node["name"]),
                value=shown(node["value"], question, lang),
                kind="answer",
            )
        case "figure":
            return Why(
                name=spoken(node["name"]),
                value=shown(node["value"], None, lang),
                source=_source(node, lang),
                kind="figure",
            )
        case other:
            raise AssertionError(f"a finding of a kind nobody knows: {other}")


def _row(node: Mapping[str, Any]) -> str:
    return f"Row {node['row']} of the table" + (f": {node['note']}" if node.get("note") else "") + "."


def _source(node: Mapping[str, Any], lang: Lang) -> str:
    since = (
        say("case.figure_since", lang, day=day(date.fromisoformat(node["since"]), lang)) if node.get("since") else ""
    )
    source = say("case.figure_source", lang, source=node["source"]) if node.get("source") else ""
    said = ", ".join(part for part in (since, source) if part)
    return said[:1].upper() + said[1:]


def spoken(name: str) -> str:
    """A rule's or figure's id as somebody says it: lives_in_zone is “Lives in zone”."""
    said = name.replace("_", " ")
    return said[:1].upper() + said[1:]


def shown(data: Any, question: Question | None, lang: Lang) -> str:
    """A value of a finding as people read it. An option is shown by its label."""
    value = from_json(data)
    if question is not None and question.options:
        return _labels(value, question, lang) or say("case.not_known", lang)
    return _plain(value, lang)


def _labels(value: object, question: Question, lang: Lang) -> str:
    chosen = value if isinstance(value, list) else [value]
    labels = {option.id: option.label.in_(lang) for option in question.options}
    return ", ".join(labels.get(str(each), str(each)) for each in chosen if each not in (None, UNKNOWN))


def _plain(value: object, lang: Lang) -> str:
    match value:
        case None:
            return say("case.not_known", lang)
        case bool():
            return say("case.yes" if value else "case.no", lang)
        case list() if len(value) > 10:
            return f"{len(value)}: {', '.join(_plain(each, lang) for each in value[:3])}…"
        case list():
            return ", ".join(_plain(each, lang) for each in value) or say("case.not_known", lang)
        case dict():
            return ", ".join(_plain(each, lang) for each in value.values() if each not in (None, ""))
        case _ if value is UNKNOWN:
            return say("case.not_known", lang)
        case _:
            return say_value(value, lang) or say("case.not_known", lang)


def grounds(findings: Iterable[Mapping[str, Any]], service: Service, lang: Lang) -> tuple[Why, ...]:
    """Only what stands at the bottom, each once: the answers and figures a decision rested on, for who asked for it."""
    found: dict[tuple[str, str], Why] = {}

    def go(node: Mapping[str, Any], depth: int) -> None:
        if node["kind"] in ("answer", "figure"):
            found.setdefault((node["kind"], node["name"]), _found(node, service, lang, depth))
        elif depth < MOST_DEEP:
            for each in _inside(node):
                go(each, depth + 1)

    for finding in findings:
        go(finding, 0)
    return tuple(found.values())


def _inside(node: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    inside: Sequence[Mapping[str, Any]] = node.get("looked_at", ())
    return inside
