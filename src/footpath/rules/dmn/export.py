"""Writes the rules of a service as a DMN 1.5 model that other engines read."""

import re
from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree as Xml  # writes only: what is read goes through closed_xml

from footpath.rules import tree as t
from footpath.rules.book import RuleBook
from footpath.rules.border import inward
from footpath.rules.definitions import Constant, Dated, Rule, Table
from footpath.rules.functions.working_days import FUNCTIONS as OUR_OWN
from footpath.rules.names import free_names
from footpath.rules.read import plain_key
from footpath.rules.show import feel_text
from footpath.rules.types import (
    ANY,
    ContextOf,
    ListOf,
    Maybe,
    NumberIn,
    OneOf,
    Simple,
    Type,
    base,
    join,
    type_of,
)
from footpath.rules.write import write, write_tests, write_type

SPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
# What XML 1.0 has no place for, and the carriage return, which its readers turn into a line feed.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def to_dmn(name: str, rules: Mapping[str, Rule], book: RuleBook, *, says: Mapping[str, str] | None = None) -> bytes:
    """The rules as a model: questions are its input data, rules, figures and lists its decisions.

    `book` is what the rules compile to; `says` describes questions, figures and rules by id. What a rule looks at and
    the types are the book's. The same rules give the same bytes.
    """
    return _Writer(name, rules, book, says or {}).written()


def not_elsewhere(rules: Mapping[str, Rule], book: RuleBook) -> tuple[tuple[str, str], ...]:
    """The rules that call functions of ours that DMN does not have, with the function: other engines refuse these."""
    own = {function.name for function in OUR_OWN}
    return tuple((key, used) for key in rules for used in sorted(free_names(book.trees[key]) & own))


class _Writer:
    def __init__(self, name: str, rules: Mapping[str, Rule], book: RuleBook, says: Mapping[str, str]) -> None:
        self.rules = rules
        self.book = book
        self.says = says
        self.root = Xml.Element(
            "definitions", {"xmlns": SPACE, "id": "model", "name": name, "namespace": f"urn:footpath:{name}"}
        )
        used: set[str] = set().union(*(book.uses(key) for key in rules))
        self.inputs = {key: of for key, of in book.inputs.items() if key in used}
        self.figures = {key: one for key, one in book.figures.items() if key in used}
        self.functions = _functions(rules, book)
        self.types: set[str] = set()

    def written(self) -> bytes:
        elements: list[Xml.Element] = []
        for key, of in self.inputs.items():
            elements.append(self.described("inputData", key))
            self.variable(elements[-1], key, of)
        for key, figure in self.figures.items():
            kind, value = _figure(figure)
            elements.append(self.described("decision", key))
            self.variable(elements[-1], key, _unlimited(kind))
            _literal(elements[-1], value)
        for key, rule in self.rules.items():
            elements.append(self.function(key) if key in self.functions else self.decision(key, rule))
        self.root.extend(elements)  # after the types, which come first in the schema
        Xml.indent(self.root)
        text: str = Xml.tostring(self.root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()

    def described(self, tag: str, key: str) -> Xml.Element:
        element = Xml.Element(tag, {"id": f"{_PREFIXES[tag]}.{key}", "name": key})
        if self.says.get(key):
            _child(element, "description", _NOT_IN_XML.sub(" ", self.says[key]))
        return element

    def decision(self, key: str, rule: Rule) -> Xml.Element:
        element = self.described("decision", key)
        tree = self.book.trees[key]
        self.variable(element, key, _unlimited(self.book.types[key]))
        self.requirements(element, key)
        if isinstance(rule, Table):
            assert isinstance(tree, t.TableNode)
            self.table(element, key, rule, tree)
        else:
            _literal(element, _clean(rule, tree))
        return element

    def function(self, key: str) -> Xml.Element:
        """A rule that is a function is a business knowledge model."""
        element = self.described("businessKnowledgeModel", key)
        tree = self.book.trees[key]
        assert isinstance(tree, t.Function)
        assert tree.body is not None, "no rule holds code of another language"
        Xml.SubElement(element, "variable", {"id": f"variable.{key}", "name": key})
        logic = Xml.SubElement(element, "encapsulatedLogic", {"id": f"logic.{key}"})
        for number, param in enumerate(tree.params, 1):
            given = Xml.SubElement(logic, "formalParameter", {"id": f"param.{key}.{number}", "name": param.name})
            if param.type is not None:
                self.typed(given, f"t_{key}_{param.name}", param.type)
        _literal(logic, _escaped(write(tree.body)))
        self.requirements(element, key)
        return element

    def requirements(self, element: Xml.Element, key: str) -> None:
        """What the logic reads, in the order in which the model holds it."""
        uses = self.book.uses(key)
        for kind in ("information", "knowledge"):
            for used in [*self.inputs, *self.figures, *self.rules]:
                if used not in uses or (used in self.functions) != (kind == "knowledge"):
                    continue
                needed = Xml.SubElement(element, f"{kind}Requirement", {"id": f"needs.{key}.{used}"})
                tag = "Knowledge" if used in self.functions else "Input" if used in self.inputs else "Decision"
                Xml.SubElement(needed, f"required{tag}", {"href": f"#{tag.lower()}.{used}"})

    def table(self, element: Xml.Element, key: str, table: Table, tree: t.TableNode) -> None:
        policy, _, aggregation = _POLICIES.get(table.hit, table.hit.upper()).partition(" of ")
        box = Xml.SubElement(element, "decisionTable", {"id": f"table.{key}", "hitPolicy": policy})
        if aggregation:
            box.set("aggregation", aggregation)
        for number, (text, column) in enumerate(zip(table.given, tree.columns, strict=True), 1):
            clause = Xml.SubElement(box, "input", {"id": f"column.{key}.{number}", "label": _NOT_IN_XML.sub(" ", text)})
            given = Xml.SubElement(clause, "inputExpression", {"id": f"given.{key}.{number}"})
            kind = base(self.book.kinds.get(id(column.of), ANY))
            if isinstance(kind, Simple):
                given.set("typeRef", kind.name)
            _child(given, "text", _clean(text, column.of))
        # Of one output a table of DMN gives the bare value; one that has a name here is a context in each row.
        lone = table.gives[0] if len(table.gives) == 1 else ""
        for number, name in enumerate(table.gives if not lone and table.gives else ("",), 1):
            output = Xml.SubElement(box, "output", {"id": f"gives.{key}.{number}"})
            if name:
                output.set("name", name)
        if any(row.note for row in table.rows):
            Xml.SubElement(box, "annotation", {"name": "note"})
        for number, (row, node) in enumerate(zip(table.rows, tree.rows, strict=True), 1):
            line = Xml.SubElement(box, "rule", {"id": f"row.{key}.{number}"})
            for place, (cell, tests) in enumerate(zip(row.when, node.when, strict=True), 1):
                entry = Xml.SubElement(line, "inputEntry", {"id": f"when.{key}.{number}.{place}"})
                _child(entry, "text", _cell(cell, tests))
            for place, (text, then) in enumerate(zip(row.then, node.then, strict=True), 1):
                value = _clean(text, then)
                entry = Xml.SubElement(line, "outputEntry", {"id": f"then.{key}.{number}.{place}"})
                _child(entry, "text", f"{{{plain_key(lone)}: {value}}}" if lone else value)
            if any(one.note for one in table.rows):
                note = Xml.SubElement(line, "annotationEntry")
                _child(note, "text", _NOT_IN_XML.sub(" ", row.note))

    # Types

    def variable(self, element: Xml.Element, key: str, of: Type) -> None:
        variable = Xml.SubElement(element, "variable", {"id": f"variable.{key}", "name": key})
        self.typed(variable, f"t_{key}", of)

    def typed(self, element: Xml.Element, name: str, of: Type) -> None:
        """Refers to the type; one that the standard has no name for is defined under the given name."""
        plain = _defined(of)
        if isinstance(plain, Simple):
            element.set("typeRef", plain.name)
        elif plain != ANY:
            element.set("typeRef", self.named(name, plain))

    def named(self, name: str, of: Type) -> str:
        name = "_".join(name.split())
        while name in self.types:
            name += "_"
        self.types.add(name)
        item = Xml.SubElement(self.root, "itemDefinition", {"id": f"type.{name}", "name": name})
        self.define(item, name, of)
        return name

    def define(self, item: Xml.Element, name: str, of: Type) -> None:
        match of:
            case ListOf(item=inner):
                inner = _defined(inner)
                item.set("isCollection", "true")
                if isinstance(inner, ListOf):
                    _child(item, "typeRef", self.named(name, inner))
                else:
                    self.define(item, name, inner)
            case ContextOf(fields=fields) if fields:
                for number, (field, inner) in enumerate(fields.items(), 1):
                    at = f"{item.get('id')}.{number}"
                    one = Xml.SubElement(item, "itemComponent", {"id": at, "name": field})
                    self.define(one, f"{name}_{field}", _defined(inner))
            case OneOf() | NumberIn() if _allowed(of):
                _child(item, "typeRef", write_type(of))
                allowed = Xml.SubElement(item, "allowedValues", {"id": f"{item.get('id')}.allowed"})
                _child(allowed, "text", _allowed(of))
            case _:
                _child(item, "typeRef", base(of).name if isinstance(base(of), Simple) else "Any")  # type: ignore[attr-defined]


_PREFIXES = {"inputData": "input", "decision": "decision", "businessKnowledgeModel": "knowledge"}
# Without ranked values, which no table here has, these two do what the others do, and more engines know those.
_POLICIES = {
    "priority": "FIRST",
    "output order": "RULE ORDER",
    **{f"collect {one}": f"COLLECT of {one.upper()}" for one in ("sum", "min", "max", "count")},
}


def _functions(rules: Mapping[str, Rule], book: RuleBook) -> frozenset[str]:
    """The rules that can be knowledge models: functions that read nothing but such functions (DMN 1.5, table 4)."""
    found = {key for key in rules if isinstance(book.trees[key], t.Function)}
    while True:
        closed = {key for key in found if book.uses(key) <= found}
        if closed == found:
            return frozenset(found)
        found = closed


def _figure(figure: Constant | Dated) -> tuple[Type, str]:
    """A figure's type, and its value as FEEL: one that changes is the value in force today."""
    if isinstance(figure, Constant):
        value = inward(figure.value)
        return figure.type or type_of(value), _escaped(feel_text(value, literal=True))
    kind: Type | None = figure.type
    text = "null"
    for since, given, _source in sorted(figure.series, key=lambda one: one[0] or date.min):
        value = inward(given)
        if figure.type is None:
            kind = type_of(value) if kind is None else join(kind, type_of(value))
        literal = _escaped(feel_text(value, literal=True))
        text = literal if since is None else f'if today() >= @"{since.isoformat()}" then {literal} else {text}'
    return kind or ANY, text


def _unlimited(of: Type) -> Type:
    """The type without options and bounds: those of a rule or figure are what happens to come of it, not a limit."""
    match base(of):
        case ListOf(item=item):
            return ListOf(_unlimited(item))
        case ContextOf(fields=fields):
            return ContextOf({name: _unlimited(one) for name, one in fields.items()})
        case plain:
            return plain


def _defined(of: Type) -> Type:
    """The type as far as a model can say it: null is a value of each of its types."""
    match of:
        case Maybe():
            return _defined(of.of)
        case Simple() | ListOf() | OneOf():
            return of
        case NumberIn():
            return of if _allowed(of) else base(of)
        case ContextOf(fields=fields) if fields:
            return of
        case _:
            return ANY


def _allowed(of: OneOf | NumberIn) -> str:
    if isinstance(of, OneOf):
        return ", ".join(_escaped(feel_text(inward(value), literal=True)) for value in of.values)
    match of.low, of.high:
        case None, None:
            return ""
        case low, None:
            return f">= {low:f}"
        case None, high:
            return f"<= {high:f}"
        case low, high:
            return f"[{low:f}..{high:f}]"


def _clean(text: str, tree: t.Tree) -> str:
    """The rule as its author wrote it; where XML can not hold that, as its tree is written."""
    return text.strip() if _NOT_IN_XML.search(text) is None else _escaped(write(tree))


def _cell(cell: str | None, tests: t.Tests) -> str:
    if cell is None:
        return "null"
    if not cell.strip():
        return "-"
    return cell.strip() if _NOT_IN_XML.search(cell) is None else _escaped(write_tests(tests))


def _escaped(text: str) -> str:
    """What XML can not hold stands in texts alone, where FEEL has an escape for it."""
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _literal(element: Xml.Element, text: str) -> None:
    _child(Xml.SubElement(element, "literalExpression"), "text", text)


def _child(element: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(element, tag).text = text
