"""Works out the decisions of a model."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import getcontext, setcontext
from typing import Any

from footpath.rules import operations as o
from footpath.rules.budget import DEFAULT_BUDGET, Budget, OverBudget
from footpath.rules.dmn.model import Decision, InputData, Key, Knowledge, Model, Service
from footpath.rules.evaluate import Code, Frame, Scope, call, compile_tree
from footpath.rules.fit import UNFIT, fit, weigh
from footpath.rules.functions import BUILTINS
from footpath.rules.run import Run, Source, arithmetic
from footpath.rules.types import ANY, FunctionOf, Type
from footpath.rules.values import Callable


class NoSuchElement(Exception):
    """The model has no decision, knowledge or service of that name."""


class _Circle(Exception):
    """A decision needs itself."""


class Worked(Source):
    """The values of a model's elements for one set of inputs."""

    __slots__ = ("given", "model", "run", "under_way", "values")

    def __init__(self, model: "RunnableModel", given: Mapping[Key, Any], run: Run) -> None:
        self.model = model
        self.given = given
        self.values: dict[Key, Any] = {}
        self.run = run
        self.under_way: set[Key] = set()

    def value(self, key: Key) -> Any:
        if key in self.values:
            return self.values[key]
        if key in self.under_way:
            return self.run.null("a decision needs itself")
        self.under_way.add(key)
        outer, self.run.source = self.run.source, self
        found = self._value(key)
        self.run.source = outer
        self.under_way.discard(key)
        self.values[key] = found
        return found

    def _value(self, key: Key) -> Any:
        element = self.model.model.elements.get(key)
        match element:
            case InputData():
                return self._fitted(self.given.get(key), element.type, element.name)
            case Decision():
                if key in self.given:
                    return self._fitted(self.given[key], element.type, element.name)
                if element.logic is None:
                    return self.run.null(f"{element.name} has no decision logic")
                code, size = self.model.code(element)
                frame: Frame = [None] * size
                frame[0] = self.run
                return code(frame)
            case Knowledge():
                code, size = self.model.code(element)
                frame = [None] * size
                frame[0] = self.run
                return code(frame)
            case Service():
                return ServiceFunction(self.model, element)
            case _:
                return self.run.null("what is required is not in the model")

    def _fitted(self, value: Any, kind: Type, name: str) -> Any:
        weigh(self.run, value, kind)
        found = fit(value, kind)
        if found is UNFIT:
            return self.run.null(f"{name} is {o.said(value)}, not {kind.describe()}")
        return found

    def read(self, name: str) -> Any:
        raise AssertionError(name)  # Names of a model are found by key when its logic is compiled.


class ServiceFunction(Callable):
    """A decision service as a function of its inputs."""

    __slots__ = ("model", "service")

    def __init__(self, model: "RunnableModel", service: Service) -> None:
        self.model = model
        self.service = service

    def function_type(self) -> Type:
        kinds = [getattr(self.model.model.elements.get(key), "type", ANY) for key in self.service.inputs]
        return FunctionOf(tuple(kinds), self.service.type)

    def call(self, run: Run, args: tuple[Any, ...], names: tuple[str, ...] | None) -> Any:
        keys = self.service.inputs
        elements = [self.model.model.elements.get(key) for key in keys]
        if names is not None:
            known = {element.name: key for element, key in zip(elements, keys, strict=True) if element is not None}
            if set(names) != set(known) or len(names) != len(keys):
                return run.null(f"the names of the arguments are not those of the service {self.service.name}")
            given = {known[name]: value for name, value in zip(names, args, strict=True)}
        else:
            if len(args) != len(keys):
                return run.null(f"the service takes {len(keys)} arguments and was given {len(args)}")
            given = dict(zip(keys, args, strict=True))
        for key, element in zip(keys, elements, strict=True):
            kind = getattr(element, "type", ANY)
            weigh(run, given[key], kind)
            if fit(given[key], kind) is UNFIT:
                return run.null(f"{self.model.name(key)} is {o.said(given[key])}, which the service does not take")
        return self.outcome(run, given)

    def outcome(self, run: Run, given: Mapping[Key, Any]) -> Any:
        run.spend()
        run.calls += 1
        if run.calls > run.budget.calls:
            raise OverBudget("functions inside one another", run.budget.calls)
        inside = Worked(self.model, given, run)
        found = {self.model.name(key): inside.value(key) for key in self.service.outputs}
        run.calls -= 1
        value = next(iter(found.values())) if len(found) == 1 else found
        weigh(run, value, self.service.type)
        fitted = fit(value, self.service.type)
        if fitted is UNFIT:
            return run.null(f"{self.service.name} gave {o.said(value)}, not {self.service.type.describe()}")
        return fitted


class RunnableModel:
    """A model whose logic is compiled on first use."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._codes: dict[Key, tuple[Code, int]] = {}

    def name(self, key: Key) -> str:
        element = self.model.elements.get(key)
        return element.name if element is not None else key[1]

    def code(self, element: Decision | Knowledge) -> tuple[Code, int]:
        found = self._codes.get(element.key)
        if found is None:
            needs = element.needs

            def outside(name: str) -> Code | None:
                target = needs.get(name)
                if isinstance(target, tuple):
                    key = target
                    return lambda f: f[0].source.value(key)
                if target is not None:
                    keys = dict(target)
                    return lambda f: {one: f[0].source.value(key) for one, key in keys.items()}
                builtin = BUILTINS.get(name)
                return None if builtin is None else lambda f: builtin

            scope = Scope(outside)
            assert element.logic is not None
            code = compile_tree(element.logic, scope)
            found = self._codes[element.key] = (code, scope.size)
        return found

    def evaluate(
        self,
        name: str,
        inputs: Mapping[Key, Any],
        *,
        on: date | None = None,
        now: datetime | None = None,
        budget: Budget = DEFAULT_BUDGET,
        namespace: str | None = None,
    ) -> tuple[Any, list[str]]:
        """The value of a decision, service or knowledge model, and the reasons for what came to nothing.

        Raises NoSuchElement and OverBudget.
        """
        element = self.model.named(name, namespace)
        if element is None:
            raise NoSuchElement(f"The model has no element named {name}.")
        run = Run(_NOWHERE, budget=budget, on=on, now=now)
        worked = Worked(self, inputs, run)
        run.source = worked
        before = getcontext()
        setcontext(arithmetic(budget))
        try:
            match element:
                case Service():
                    value = ServiceFunction(self, element).outcome(
                        run, {key: inputs.get(key) for key in element.inputs}
                    )
                case Knowledge():
                    function = worked.value(element.key)
                    params = element.logic.params
                    named = {key[1]: one for key, one in inputs.items()}
                    value = call(run, function, tuple(named.get(param.name) for param in params))
                case _:
                    value = worked.value(element.key)
            return value, run.reasons
        except RecursionError:
            raise OverBudget("functions inside one another", budget.calls) from None
        finally:
            setcontext(before)


class _Nowhere(Source):
    __slots__ = ()

    def read(self, name: str) -> Any:
        raise AssertionError(name)


_NOWHERE = _Nowhere()
