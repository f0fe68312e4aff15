"""The means test in OpenFisca, whose numbers are 32-bit floats."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa


def openfisca(people: pa.Table) -> Callable[[], dict[str, Any]]:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulation_builder import SimulationBuilder  # type: ignore[import-not-found]
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    household = build_entity("household", "households", "A household", is_person=True)
    system = TaxBenefitSystem([household])

    def variable(name: str, kind: type, formula: Any = None) -> None:
        body: dict[str, Any] = {"value_type": kind, "entity": household, "definition_period": DateUnit.MONTH}
        if formula is not None:
            body["formula"] = lambda person, period, _parameters: formula(lambda of: person(of, period))
        system.add_variable(type(name, (Variable,), body))

    for name in people.column_names:
        variable(name, bool if name == "disabled" else float)
    formulas: dict[str, tuple[type, Any]] = {
        "couple": (bool, lambda v: v("partner_earnings") > 0),
        "standard": (float, lambda v: np.where(v("couple"), 628.10, np.where(v("age") < 25, 316.98, 400.14))),
        "for_children": (float, lambda v: np.minimum(v("children"), 2) * 292.81),
        "for_disability": (float, lambda v: np.where(v("disabled"), 423.27, 0)),
        "housing": (float, lambda v: np.minimum(v("rent"), 895)),
        "most": (float, lambda v: v("standard") + v("for_children") + v("for_disability") + v("housing")),
        "earned": (float, lambda v: v("earnings") + v("partner_earnings")),
        "may_keep": (bool, lambda v: (v("children") > 0) | v("disabled")),
        "kept": (float, lambda v: np.where(v("may_keep"), np.where(v("rent") > 0, 411, 684), 0)),
        "from_earnings": (float, lambda v: np.round(np.maximum(0, v("earned") - v("kept")) * 0.55, 2)),
        "too_much": (bool, lambda v: v("savings") > 16_000),
        "tariff": (
            float,
            lambda v: np.where(v("savings") <= 6_000, 0, np.ceil((v("savings") - 6_000) / 250) * 4.35),
        ),
        "income": (float, lambda v: v("from_earnings") + v("tariff") + v("other_income")),
        "award": (float, lambda v: np.where(v("too_much"), 0, np.maximum(0, v("most") - v("income")))),
        "weekly": (float, lambda v: np.round(v("award") * 12 / 52, 2)),
    }
    for name, (kind, formula) in formulas.items():
        variable(name, kind, formula)
    month = "2026-05"
    given = {}
    for name in people.column_names:
        column = people.column(name).combine_chunks()
        given[name] = np.asarray(column if name == "disabled" else column.cast(pa.float64()))

    def find() -> dict[str, Any]:
        simulation = SimulationBuilder().build_default_simulation(system, count=people.num_rows)
        for name, values in given.items():
            simulation.set_input(name, month, values)
        return {name: simulation.calculate(name, month) for name in formulas}

    return find
