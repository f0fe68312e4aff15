"""A DMN model: its decisions, inputs, knowledge and services as syntax trees."""

from collections.abc import Mapping

import msgspec

from footpath.rules.faults import RuleFault
from footpath.rules.tree import Function, Tree
from footpath.rules.types import Type

# An element is known by its model's namespace and its id.
Key = tuple[str, str]


class InputData(msgspec.Struct, frozen=True, kw_only=True):
    key: Key
    name: str
    type: Type


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """`logic` is None for a decision without decision logic: its value is given from outside, or null."""

    key: Key
    name: str
    type: Type
    needs: Mapping[str, Key | Mapping[str, Key]]  # names in its scope; an import's name leads to names of its own
    logic: Tree | None
    question: str = ""


class Knowledge(msgspec.Struct, frozen=True, kw_only=True):
    """A business knowledge model: a function."""

    key: Key
    name: str
    needs: Mapping[str, Key | Mapping[str, Key]]
    logic: Function


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A decision service: outputs worked out from inputs, as if it were a function."""

    key: Key
    name: str
    type: Type
    inputs: tuple[Key, ...]  # input data first, then input decisions (DMN 1.5, 10.4)
    outputs: tuple[Key, ...]


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """One file and those it imports. `faults` are what could not be read: such logic gives null."""

    namespace: str
    name: str
    elements: Mapping[Key, InputData | Decision | Knowledge | Service]
    types: Mapping[str, Type]
    faults: tuple[RuleFault, ...]

    def named(self, name: str, namespace: str | None = None) -> InputData | Decision | Knowledge | Service | None:
        """An element by its name, of this file unless another namespace is said."""
        space = namespace or self.namespace
        return next((one for key, one in self.elements.items() if key[0] == space and one.name == name), None)

    def inputs(self, name: str) -> tuple[InputData, ...]:
        """All input data of that name, in this file or an imported one."""
        found = [one for one in self.elements.values() if isinstance(one, InputData) and one.name == name]
        return tuple(sorted(found, key=lambda one: one.key[0] != self.namespace))
