"""The means test in other engines. Each says what it can of the 15 expressions, and is timed on those alone.

Run as a program with the name of an engine, it takes households on the standard input and answers as `feelin.mjs` does:
each engine has a process and an environment of its own, for what they stand on does not go together.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

# A loop over households is what each gives; what it finds is a mapping by the names of the rules.
type Find = Callable[[dict[str, Any]], dict[str, Any]]


def zen(rules: dict[str, str], figures: dict[str, float]) -> tuple[Find, float]:
    """GoRules' engine, in Rust with decimals of 28 digits."""
    import zen

    said = dict(rules)
    said["standard"] = "couple ? rate_couple : (age < 25 ? rate_young : rate_single)"
    said["for_children"] = "min([children, 2]) * rate_child"
    said["for_disability"] = "disabled ? rate_disabled : 0"
    said["housing"] = "min([rent, rent_limit])"
    said["kept"] = "not may_keep ? 0 : (rent > 0 ? free_with_rent : free_without)"
    said["from_earnings"] = "round(max([0, earned - kept]) * taper, 2)"
    said["tariff"] = "savings <= savings_free ? 0 : ceil((savings - savings_free) / 250) * 4.35"
    said["award"] = "too_much ? 0 : max([0, most - income])"
    said["weekly"] = "round(award * 12 / 52, 2)"
    started = time.process_time()
    codes = [(name, zen.compile_expression(text)) for name, text in said.items()]
    compiled = time.process_time() - started

    def find(household: dict[str, Any]) -> dict[str, Any]:
        known = figures | household
        for name, code in codes:
            known[name] = code.evaluate(known)
        return known

    return find, compiled


_CEL = {
    "couple": "partner_earnings > 0.0",
    "standard": "couple ? rate_couple : (age < 25.0 ? rate_young : rate_single)",
    "for_children": "(children < 2.0 ? children : 2.0) * rate_child",
    "for_disability": "disabled ? rate_disabled : 0.0",
    "housing": "rent < rent_limit ? rent : rent_limit",
    "most": "standard + for_children + for_disability + housing",
    "earned": "earnings + partner_earnings",
    "may_keep": "children > 0.0 || disabled",
    "kept": "!may_keep ? 0.0 : (rent > 0.0 ? free_with_rent : free_without)",
    # CEL has no rounding of its own: half up, on a float.
    "from_earnings": "earned > kept ? double(int((earned - kept) * taper * 100.0 + 0.5)) / 100.0 : 0.0",
    "too_much": "savings > savings_most",
    # Nor has it a ceiling: what a floor below leaves over starts another part.
    "tariff": "savings <= savings_free ? 0.0 : (double(int((savings - savings_free) / 250.0)) + "
    "((savings - savings_free) / 250.0 > double(int((savings - savings_free) / 250.0)) ? 1.0 : 0.0)) * 4.35",
    "income": "from_earnings + tariff + other_income",
    "award": "too_much || most < income ? 0.0 : most - income",
    "weekly": "double(int(award * 12.0 / 52.0 * 100.0 + 0.5)) / 100.0",
}


def common_expression_language(_rules: dict[str, str], figures: dict[str, float]) -> tuple[Find, float]:
    """CEL in Rust, for Python."""
    import cel

    started = time.process_time()
    codes = [(name, cel.compile(text)) for name, text in _CEL.items()]
    compiled = time.process_time() - started

    def find(household: dict[str, Any]) -> dict[str, Any]:
        known = figures | household
        for name, code in codes:
            known[name] = code.execute(known)
        return known

    return find, compiled


def cel_python(_rules: dict[str, str], figures: dict[str, float]) -> tuple[Find, float]:
    """CEL in Python."""
    import celpy
    from celpy.celtypes import BoolType, DoubleType

    environment = celpy.Environment()
    started = time.process_time()
    codes = [(name, environment.program(environment.compile(text))) for name, text in _CEL.items()]
    compiled = time.process_time() - started
    fixed = {name: DoubleType(value) for name, value in figures.items()}

    def find(household: dict[str, Any]) -> dict[str, Any]:
        known = dict(fixed)
        for name, value in household.items():
            known[name] = BoolType(value) if isinstance(value, bool) else DoubleType(value)
        for name, code in codes:
            known[name] = code.evaluate(known)
        return known

    return find, compiled


def cel_expr_python(_rules: dict[str, str], figures: dict[str, float]) -> tuple[Find, float]:
    """Google's CEL, in C++."""
    from cel_expr_python import cel

    truths = {"disabled", "couple", "may_keep", "too_much"}
    names = {*figures, *_CEL, "earnings", "partner_earnings", "other_income", "rent", "savings", "children", "age"}
    types = dict.fromkeys(names, cel.Type.DOUBLE) | dict.fromkeys(truths, cel.Type.BOOL)
    environment = cel.NewEnv(variables=types)
    started = time.process_time()
    codes = [(name, environment.compile(text)) for name, text in _CEL.items()]
    compiled = time.process_time() - started

    def find(household: dict[str, Any]) -> dict[str, Any]:
        known = figures | household
        for name, code in codes:
            known[name] = code.eval(data=known).value()
        return known

    return find, compiled


def py_s_feel(rules: dict[str, str], figures: dict[str, float]) -> tuple[Find, float]:
    """S-FEEL has no `if`, so five of the 15 are given and not found. It reads each text anew."""
    import pySFeel

    parser = pySFeel.SFeelParser()
    parser.names.update(figures)
    said = {name: text for name, text in rules.items() if not text.startswith("if")}
    said["may_keep"] = "(children > 0) or (disabled)"  # without the brackets it is null

    def find(household: dict[str, Any]) -> dict[str, Any]:
        parser.names.update(household)
        return {name: parser.sFeelParse(text)[1] for name, text in said.items()}

    return find, 0.0


def bkflow_feel(rules: dict[str, str], figures: dict[str, float]) -> tuple[Find, float]:
    """It has neither `min` nor rounding nor `if` over a comparison; what is left is read once and found.

    Sums of three need brackets, and a whole number does not go with one that has a point.
    """
    import logging

    from bkflow_feel import parser, transformer

    logging.disable(logging.CRITICAL)
    said = {
        "couple": "partner_earnings > 0.0",
        "most": "((standard + for_children) + for_disability) + housing",
        "earned": rules["earned"],
        "may_keep": "children > 0.0 or disabled",
        "too_much": rules["too_much"],
        "income": "(from_earnings + tariff) + other_income",
    }
    started = time.process_time()
    codes = [(name, transformer.transform(parser.parse(text))) for name, text in said.items()]
    compiled = time.process_time() - started

    def find(household: dict[str, Any]) -> dict[str, Any]:
        known = figures | household
        return {name: code.evaluate(known) for name, code in codes}

    return find, compiled


ENGINES: dict[str, Callable[[dict[str, str], dict[str, float]], tuple[Find, float]]] = {
    "zen": zen,
    "common-expression-language": common_expression_language,
    "cel-python": cel_python,
    "cel-expr-python": cel_expr_python,
    "pySFeel": py_s_feel,
    "bkflow-feel": bkflow_feel,
}


def main() -> None:
    households: list[dict[str, Any]] = []
    find: Find | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        if "rules" in asked:
            households = asked["households"]
            find, compiled = ENGINES[sys.argv[1]](asked["rules"], asked["figures"])
            find(households[0])
            print(json.dumps({"ready": True, "compiled": compiled}), flush=True)
            continue
        assert find is not None
        started = time.process_time()
        found = [find(household) for household in households]
        seconds = time.process_time() - started
        print(json.dumps({"seconds": seconds, "found": found if asked["show"] else None}), flush=True)


if __name__ == "__main__":
    main()
