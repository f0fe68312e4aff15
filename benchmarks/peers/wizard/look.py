"""Jinja with the GOV.UK macros, templates compiled once."""

from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader


def environment(**options: Any) -> Environment:
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], macros])
    options["undefined"] = ChainableUndefined  # the macros read parameters that nobody gave
    return Environment(**options)  # Django's backend turns autoescaping on
