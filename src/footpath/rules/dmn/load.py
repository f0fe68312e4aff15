"""Reads a DMN file, and the files it imports, into a model."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from footpath.rules import tree as t
from footpath.rules.budget import DEFAULT_BUDGET, Budget
from footpath.rules.cover import literal
from footpath.rules.dmn.closed_xml import BadXml, Element, read_xml
from footpath.rules.dmn.model import Decision, InputData, Key, Knowledge, Model, Service
from footpath.rules.evaluate import Scope, compile_tests
from footpath.rules.faults import RuleFault, Wrong, fault_at
from footpath.rules.functions import BUILTINS, FUNCTIONS
from footpath.rules.read import Names, fields_in, one_name, read_expression, read_tests, read_type
from footpath.rules.run import Names as Nothing
from footpath.rules.run import Run
from footpath.rules.types import (
    ANY,
    NAMED,
    NUMBER,
    TEXT,
    Constrained,
    ContextOf,
    FunctionOf,
    ListOf,
    NumberIn,
    OneOf,
    Type,
)

HITS = {
    "UNIQUE": "unique",
    "FIRST": "first",
    "ANY": "any",
    "PRIORITY": "priority",
    "RULE ORDER": "rule order",
    "OUTPUT ORDER": "output order",
    "COLLECT": "collect",
}
_EXPRESSIONS = frozenset(
    (
        *("literalExpression", "context", "decisionTable", "invocation", "functionDefinition", "list", "relation"),
        *("conditional", "filter", "for", "some", "every"),
    )
)
_IMPORTS_MOST = 32


class BadModel(Exception):
    """The file is XML, but not a DMN model that we read."""


def load_model(
    data: bytes, *, imported: Callable[[str], bytes | None] = lambda namespace: None, budget: Budget = DEFAULT_BUDGET
) -> Model:
    """The model of a file. `imported` gives the file of a namespace. Raises BadXml or BadModel."""
    loader = _Loader(imported, budget)
    root = loader.file(data)
    namespace = root.get("namespace")
    file = loader.files[namespace]
    return Model(
        namespace=namespace,
        name=root.get("name"),
        elements=loader.elements(),
        types={name: file.type_named(name) for name in file.items},
        faults=tuple(loader.faults),
    )


def namespace_of(data: bytes) -> str:
    """The namespace a file says it has; empty where it is no model."""
    try:
        root = read_xml(data)
    except BadXml:
        return ""
    return root.get("namespace") if root.tag == "definitions" else ""


class _Loader:
    def __init__(self, imported: Callable[[str], bytes | None], budget: Budget) -> None:
        self.imported = imported
        self.budget = budget
        self.files: dict[str, _File] = {}
        self.faults: list[RuleFault] = []

    def file(self, data: bytes) -> Element:
        root = read_xml(data)
        if root.tag != "definitions" or "/spec/DMN/" not in root.space:
            raise BadModel("The file is not a DMN model: its first element is not definitions.")
        namespace = root.get("namespace")
        if namespace in self.files:
            return root
        if len(self.files) >= _IMPORTS_MOST:
            raise BadModel(f"More than {_IMPORTS_MOST} files import one another.")
        file = self.files[namespace] = _File(self, root)
        for one in root.all("import"):
            wanted = one.get("namespace")
            if "/spec/DMN/" not in one.get("importType") and one.get("importType"):
                continue
            file.imports[one_name(one.get("name"))] = wanted
            if wanted not in self.files:
                theirs = self.imported(wanted)
                if theirs is not None:
                    self.file(theirs)
        return root

    def elements(self) -> dict[Key, InputData | Decision | Knowledge | Service]:
        found: dict[Key, InputData | Decision | Knowledge | Service] = {}
        for file in self.files.values():
            for one in file.elements():
                found[one.key] = one
        return found


class _File:
    """One file while it is read."""

    def __init__(self, loader: _Loader, root: Element) -> None:
        self.loader = loader
        self.root = root
        self.namespace = root.get("namespace")
        self.imports: dict[str, str] = {}
        self.items = {one_name(one.get("name")): one for one in root.all("itemDefinition")}
        self.made: dict[str, Type] = {}
        self.making: set[str] = set()
        self.by_id = {_id(one): one for one in root.children}

    # Types

    def type_named(self, name: str) -> Type:
        name = one_name(name)
        if not name:
            return ANY
        if name in self.items:
            return self._item_type(name)
        prefix, dot, rest = name.partition(".")
        if dot and prefix in self.imports:
            file = self.loader.files.get(self.imports[prefix])
            return file.type_named(rest) if file is not None else ANY
        plain = name.removeprefix("feel:").removeprefix("feel.")
        if plain in NAMED:
            return NAMED[plain]
        if "" in self.imports:
            file = self.loader.files.get(self.imports[""])
            if file is not None and name in file.items:
                return file.type_named(name)
        try:
            return read_type(plain, {})
        except Wrong:
            self.fault(name, name, Wrong(0, f"“{name}”", "the name of a type"))
            return ANY

    def _item_type(self, name: str) -> Type:
        if name not in self.made:
            if name in self.making:
                return ANY  # A type that holds itself is checked to its first turn only.
            self.making.add(name)
            self.made[name] = self._type_of(self.items[name], name)
            self.making.discard(name)
        return self.made[name]

    def _type_of(self, item: Element, name: str) -> Type:
        function = item.one("functionItem")
        base: Type
        components = list(item.all("itemComponent"))
        if function is not None:
            params = tuple(self.type_named(one.get("typeRef")) for one in function.all("parameters"))
            base = FunctionOf(params, self.type_named(function.get("outputTypeRef")))
        elif components:
            base = ContextOf({one_name(one.get("name")): self._type_of(one, one.get("name")) for one in components})
        else:
            base = self.type_named(item.text_of("typeRef") or item.get("typeRef"))
        base = self._constrained(base, item.one("allowedValues"), name)
        if item.get("isCollection") == "true":
            base = ListOf(base)
        return self._constrained(base, item.one("typeConstraint"), name)

    def _constrained(self, base: Type, allowed: Element | None, name: str) -> Type:
        text = allowed.text_of("text") if allowed is not None else ""
        if not text:
            return base
        try:
            tests = read_tests(text, Names(FUNCTIONS), self.loader.budget)
        except Wrong as wrong:
            self.fault(name, text, wrong)
            return base
        scope = Scope(lambda word: (lambda f: BUILTINS[word]) if word in BUILTINS else None)
        slot = scope.bind("?")
        passes = compile_tests(tests, scope, slot)
        size = scope.size

        def allows(value: Any) -> bool:
            frame: list[Any] = [None] * size
            frame[0] = Run(Nothing({}), budget=self.loader.budget)
            frame[slot] = value
            return passes(frame) is True

        return Constrained(_limited(base, tests, name), name, allows)

    def allowed_text(self, name: str) -> str:
        """The allowed values of an item definition of this file, as they were written."""
        item = self.items.get(one_name(name))
        allowed = item.one("allowedValues") if item is not None else None
        return allowed.text_of("text") if allowed is not None else ""

    def fault(self, name: str, text: str, wrong: Wrong) -> None:
        self.loader.faults.append(fault_at(name, text, wrong.at, wrong.found, wrong.expected, wrong.suggestion))

    # Elements

    def elements(self) -> list[InputData | Decision | Knowledge | Service]:
        found: list[InputData | Decision | Knowledge | Service] = []
        for element in self.root.children:
            key = (self.namespace, _id(element))
            name = self.name_of(element)
            match element.tag:
                case "inputData":
                    found.append(InputData(key=key, name=name, type=self.variable_type(element)))
                case "decision":
                    found.append(self._decision(element, key, name))
                case "businessKnowledgeModel":
                    found.append(self._knowledge(element, key, name))
                case "decisionService":
                    found.append(self._service(element, key, name))
        return found

    @staticmethod
    def name_of(element: Element) -> str:
        return one_name(element.get("name"))

    def variable_type(self, element: Element) -> Type:
        variable = element.one("variable")
        return self.type_named(variable.get("typeRef")) if variable is not None else ANY

    def key_of(self, reference: Element | None) -> Key | None:
        if reference is None:
            return None
        namespace, _, name = reference.get("href").rpartition("#")
        return (namespace or self.namespace, name)

    def _needs(self, element: Element) -> tuple[dict[str, Any], dict[str, Type]]:
        """The names in scope of an element's logic, and their types."""
        needs: dict[str, Any] = {}
        types: dict[str, Type] = {}
        wanted = ("requiredInput", "requiredDecision", "requiredKnowledge")
        for requirement in element.children:
            for tag in wanted:
                key = self.key_of(requirement.one(tag))
                if key is None:
                    continue
                file = self.loader.files.get(key[0])
                target = file.by_id.get(key[1]) if file is not None else None
                if file is None or target is None:
                    continue
                name = file.name_of(target)
                kind = file.variable_type(target)
                if target.tag == "businessKnowledgeModel" and not isinstance(kind, FunctionOf):
                    kind = FunctionOf(None, kind)
                if target.tag == "decisionService" and not isinstance(kind, FunctionOf):
                    kind = FunctionOf(None, kind)
                prefix = "" if key[0] == self.namespace else self._prefix(key[0])
                if prefix:
                    inner = needs.setdefault(prefix, {})
                    inner[name] = key
                    of = types.get(prefix)
                    fields = dict(of.fields) if isinstance(of, ContextOf) else {}
                    types[prefix] = ContextOf({**fields, name: kind})
                else:
                    needs[name] = key
                    types[name] = kind
        return needs, types

    def _prefix(self, namespace: str) -> str:
        return next((name for name, space in self.imports.items() if space == namespace), "")

    def _decision(self, element: Element, key: Key, name: str) -> Decision:
        needs, types = self._needs(element)
        reader = _Boxes(self, name, types)
        box = _expression_in(element)
        kind = self.variable_type(element)
        logic = reader.read(box) if box is not None else None
        if logic is not None and kind is not ANY:
            logic = t.Coerce(0, 0, logic, kind, name)
        return Decision(key=key, name=name, type=kind, needs=needs, logic=logic, question=element.text_of("question"))

    def _knowledge(self, element: Element, key: Key, name: str) -> Knowledge:
        needs, types = self._needs(element)
        needs.setdefault(name, key)  # A function may call itself.
        types.setdefault(name, FunctionOf(None, ANY))
        reader = _Boxes(self, name, types)
        kind = self.variable_type(element)
        gives = kind.gives if isinstance(kind, FunctionOf) else kind
        box = element.one("encapsulatedLogic")
        logic = reader.function(box, gives) if box is not None else t.Function(0, 0, (), t.Literal(0, 0, None))
        return Knowledge(key=key, name=name, needs=needs, logic=logic)

    def _service(self, element: Element, key: Key, name: str) -> Service:
        def keys(*tags: str) -> tuple[Key, ...]:
            found = [self.key_of(one) for tag in tags for one in element.all(tag)]
            return tuple(one for one in found if one is not None)

        kind = self.variable_type(element)
        return Service(
            key=key,
            name=name,
            type=kind.gives if isinstance(kind, FunctionOf) else kind,
            inputs=keys("inputData", "inputDecision"),
            outputs=keys("outputDecision"),
        )


def _limited(base: Type, tests: t.Tests, name: str) -> Type:
    """The type with the options or bounds that a list of values or one range gives it, which a checker can look into.

    What else a constraint may ask for is only known when there is a value.
    """
    if tests.negated or base not in (TEXT, NUMBER):
        return base
    plain = [literal(test.by) for test in tests.tests if not test.op]
    if len(plain) == len(tests.tests) and plain and all(known and value is not None for known, value in plain):
        return OneOf(base, tuple(dict.fromkeys(value for _, value in plain)), name)
    match tests.tests:
        case (t.Test(op="", by=t.RangeNode(start=start, end_of=end)),) if base == NUMBER:
            return _between(start, end)
        case (t.Test(op=">=" | ">", by=by),) if base == NUMBER:
            return _between(by, None)
        case (t.Test(op="<=" | "<", by=by),) if base == NUMBER:
            return _between(None, by)
        case _:
            return base


def _between(low: t.Tree | None, high: t.Tree | None) -> Type:
    """Numbers from one end to the other. An end that is left out of a range is in here: no number is lost by that."""
    least, most = (literal(end)[1] for end in (low, high))
    return NumberIn(low=least if isinstance(least, Decimal) else None, high=most if isinstance(most, Decimal) else None)


def _id(element: Element) -> str:
    """An element's id; nothing can require one that has none, so its name will do."""
    return element.get("id") or f"{element.tag} {element.get('name')}"


def _expression_in(element: Element) -> Element | None:
    return next((child for child in element.children if child.tag in _EXPRESSIONS), None)


class _Boxes:
    """Boxed expressions into syntax trees, with the names in scope growing and shrinking as boxes open and close."""

    def __init__(self, file: _File, name: str, types: Mapping[str, Type]) -> None:
        self.file = file
        self.name = name
        fields = {field for of in types.values() for field in fields_in(of)}
        for item in file.loader.files.values():
            fields.update(
                one_name(one.get("name")) for definition in item.items.values() for one in _components(definition)
            )
        item_types = {name: file.type_named(name) for name in file.items}
        for prefix, space in file.imports.items():
            theirs = file.loader.files.get(space)
            if theirs is not None:
                item_types.update(
                    {f"{prefix}.{one}" if prefix else one: theirs.type_named(one) for one in theirs.items}
                )
        self.names = Names([*types, *FUNCTIONS], fields, item_types)

    def read(self, box: Element | None) -> t.Tree:
        if box is None:
            return t.Literal(0, 0, None)
        made = self._read(box)
        kind = self.file.type_named(box.get("typeRef"))
        if kind is not ANY and box.tag != "functionDefinition":
            made = t.Coerce(0, 0, made, kind, "")
        return made

    def inside(self, box: Element | None) -> t.Tree:
        """The expression within a wrapper such as `in` or `then`."""
        return self.read(_expression_in(box) if box is not None else None)

    def _read(self, box: Element) -> t.Tree:
        match box.tag:
            case "literalExpression":
                return self.text(box.text_of("text"))
            case "context":
                return self._context(box)
            case "decisionTable":
                return self._table(box)
            case "invocation":
                return self._invocation(box)
            case "functionDefinition":
                return self.function(box, ANY)
            case "list":
                return t.ListOfNodes(0, 0, tuple(self.read(one) for one in box.children if one.tag in _EXPRESSIONS))
            case "relation":
                return self._relation(box)
            case "conditional":
                test, then, other = (self.inside(box.one(tag)) for tag in ("if", "then", "else"))
                return t.If(0, 0, test, then, other)
            case "filter":
                of = self.inside(box.one("in"))
                self.names.add("item")
                by = self.inside(box.one("match"))
                self.names.drop("item")
                return t.Filter(0, 0, of, _condition(by))
            case "for":
                name, over = self._iterator(box)
                self.names.add(name)
                self.names.add("partial")
                gives = self.inside(box.one("return"))
                self.names.drop("partial")
                self.names.drop(name)
                return t.For(0, 0, (t.Loop(name, over, None),), gives)
            case "some" | "every":
                name, over = self._iterator(box)
                self.names.add(name)
                test = self.inside(box.one("satisfies"))
                self.names.drop(name)
                return t.Quantified(0, 0, box.tag == "every", (t.Loop(name, over, None),), test)
        raise AssertionError(box.tag)

    def _iterator(self, box: Element) -> tuple[str, t.Tree]:
        return one_name(box.get("iteratorVariable")), self.inside(box.one("in"))

    def text(self, text: str, names: Names | None = None) -> t.Tree:
        if not text.strip():
            return t.Literal(0, 0, None)
        try:
            return read_expression(text, names or self.names, self.file.loader.budget)
        except Wrong as wrong:
            self.file.fault(self.name, text, wrong)
            return t.Literal(0, 0, None)

    def tests(self, text: str) -> t.Tests | None:
        if not text.strip():
            return None
        try:
            return read_tests(text, self.names, self.file.loader.budget)
        except Wrong as wrong:
            self.file.fault(self.name, text, wrong)
            return t.Tests(0, 0, ())

    def _context(self, box: Element) -> t.Tree:
        entries: list[t.Entry] = []
        result: t.Tree | None = None
        for entry in box.all("contextEntry"):
            variable = entry.one("variable")
            expression = _expression_in(entry)
            if variable is None:
                result = self.read(expression)
                continue
            name = one_name(variable.get("name"))
            kind = self.file.type_named(variable.get("typeRef"))
            entries.append(t.Entry(name, self.read(expression), kind if kind is not ANY else None))
            self.names.add(name)
            self.names.add_field(name)
        for one in entries:
            self.names.drop(one.name)
        return t.Context(0, 0, tuple(entries), result)

    def _invocation(self, box: Element) -> t.Tree:
        function = self.read(_expression_in(box))
        args: list[t.Tree] = []
        names: list[str] = []
        for binding in box.all("binding"):
            parameter = binding.one("parameter")
            value = self.read(_expression_in(binding))
            kind = self.file.type_named(parameter.get("typeRef")) if parameter is not None else ANY
            args.append(value if kind is ANY else t.Coerce(0, 0, value, kind))
            names.append(one_name(parameter.get("name")) if parameter is not None else "")
        return t.Call(0, 0, function, tuple(args), tuple(names) if names else None)

    def function(self, box: Element, gives: Type) -> t.Function:
        params = tuple(
            t.Parameter(
                one_name(one.get("name")), None if (kind := self.file.type_named(one.get("typeRef"))) is ANY else kind
            )
            for one in box.all("formalParameter")
        )
        if box.get("kind", "FEEL") not in ("FEEL", ""):
            return t.Function(0, 0, params, None)
        for param in params:
            self.names.add(param.name)
        body = self.read(_expression_in(box))
        for param in params:
            self.names.drop(param.name)
        own = self.file.type_named(box.get("typeRef"))
        if isinstance(own, FunctionOf):
            own = own.gives
        result = own if own is not ANY else gives
        return t.Function(0, 0, params, body, None if result is ANY else result)

    def _relation(self, box: Element) -> t.Tree:
        columns = [one_name(column.get("name")) for column in box.all("column")]
        rows: list[t.Tree] = []
        for row in box.all("row"):
            cells = [one for one in row.children if one.tag in _EXPRESSIONS]
            entries = tuple(t.Entry(name, self.read(cell)) for name, cell in zip(columns, cells, strict=False))
            rows.append(t.Context(0, 0, entries))
        return t.ListOfNodes(0, 0, tuple(rows))

    def _table(self, box: Element) -> t.Tree:
        columns: list[t.Column] = []
        for one in box.all("input"):
            expression = one.one("inputExpression")
            text = expression.text_of("text") if expression is not None else ""
            kind = self.file.type_named(expression.get("typeRef")) if expression is not None else ANY
            values = one.one("inputValues")
            allowed = self.tests(values.text_of("text")) if values is not None else None
            of = self.text(text)
            columns.append(t.Column(of if kind is ANY else t.Coerce(0, 0, of, kind, text), allowed))
        gives: list[t.Given] = []
        outputs = list(box.all("output"))
        for one in outputs:
            values = one.one("outputValues")
            allowed = self.tests(values.text_of("text")) if values is not None else None
            default = one.one("defaultOutputEntry")
            kind = self.file.type_named(one.get("typeRef"))
            # The order of the output's values is that of its own list, or of its type's (DMN 1.5, 8.2.10).
            order = allowed or self.tests(self.file.allowed_text(one.get("typeRef")))
            ranked = tuple(test.by for test in order.tests) if order is not None else ()
            gives.append(
                t.Given(
                    one_name(one.get("name")) if len(outputs) > 1 else "",
                    allowed,
                    ranked,
                    self.text(default.text_of("text")) if default is not None else None,
                    None if kind is ANY else kind,
                )
            )
        rows: list[t.TableRow] = []
        for rule in box.all("rule"):
            when = tuple(
                self.tests(one.text_of("text")) or t.Tests(0, 0, (), any=True) for one in rule.all("inputEntry")
            )
            then = tuple(self.text(one.text_of("text")) for one in rule.all("outputEntry"))
            if len(when) != len(columns) or len(then) != len(gives):
                self.file.fault(
                    self.name, "", Wrong(0, "a row with too many or too few cells", "a cell for each column")
                )
                return t.Literal(0, 0, None)
            notes = [one.text_of("text") for one in rule.all("annotationEntry")]
            note = rule.text_of("description") or " ".join(one for one in notes if one)
            rows.append(t.TableRow(when, then, note))
        hit = HITS.get(box.get("hitPolicy", "UNIQUE"), "unique")
        aggregation = box.get("aggregation")
        if hit == "collect" and aggregation:
            hit = f"collect {aggregation.lower()}"
        return t.TableNode(0, 0, hit, tuple(columns), tuple(gives), tuple(rows))


def _condition(by: t.Tree) -> t.Tree:
    return by


def _components(item: Element) -> list[Element]:
    found: list[Element] = []
    for one in item.all("itemComponent"):
        found.append(one)
        found.extend(_components(one))
    return found
