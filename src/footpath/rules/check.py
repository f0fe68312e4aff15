"""Checks rules before anybody meets them: names that are not known, kinds that do not go together, nulls, tables."""

from collections.abc import Mapping

import msgspec

from footpath.rules import tree as t
from footpath.rules.definitions import Rule
from footpath.rules.faults import RuleFault, fault_at, nearest
from footpath.rules.functions import FUNCTIONS
from footpath.rules.names import free_names
from footpath.rules.types import ANY, Type


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What rules can refer to, beside the functions."""

    inputs: Mapping[str, Type]
    figures: Mapping[str, Type]
    rules: frozenset[str]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    types: Mapping[str, Type]
    faults: tuple[RuleFault, ...]


def check_rules(
    order: tuple[str, ...],
    rules: Mapping[str, Rule],
    trees: Mapping[str, t.Tree],
    known: Known,
    *,
    must_not_be_null: frozenset[str],
    must_be: Mapping[str, Type],
) -> Checked:
    faults: list[RuleFault] = []
    everything = {*known.inputs, *known.figures, *known.rules, *FUNCTIONS}
    for key in order:
        rule = rules[key]
        for name in free_names(trees[key]) - everything:
            text = rule if isinstance(rule, str) else ""
            hint = nearest(name, everything)
            faults.append(
                fault_at(key, text, max(text.find(name), 0), f"“{name}”", "a question, figure, list or rule", hint)
            )
    return Checked(types=dict.fromkeys(order, ANY), faults=tuple(faults))
