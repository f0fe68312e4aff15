"""FEEL: rules read, checked, found exactly, and explained."""

from footpath.rules.book import Expression, Findings, RuleBook, compile_expression, compile_rules
from footpath.rules.border import NotAValue, from_json, to_json
from footpath.rules.budget import DEFAULT_BUDGET, Budget, OverBudget
from footpath.rules.definitions import Constant, Dated, Row, Rule, Table
from footpath.rules.faults import RuleFault
from footpath.rules.findings import Answer, Figure, Finding, TableRow, explain_json, explain_text
from footpath.rules.functions import FUNCTIONS, Function
from footpath.rules.near import nearest
from footpath.rules.say import say_value
from footpath.rules.tables import HITS
from footpath.rules.text import Template, Text, compile_text, read_template, render_template
from footpath.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS_AND_TIME,
    NOTHING,
    NUMBER,
    TEXT,
    TIME,
    YEARS_AND_MONTHS,
    ContextOf,
    FunctionOf,
    ListOf,
    NumberIn,
    OneOf,
    RangeOf,
    Type,
    optional,
)
from footpath.rules.values import UNKNOWN, Range

__all__ = [
    "ANY",
    "BOOLEAN",
    "DATE",
    "DATE_AND_TIME",
    "DAYS_AND_TIME",
    "DEFAULT_BUDGET",
    "FUNCTIONS",
    "HITS",
    "NOTHING",
    "NUMBER",
    "TEXT",
    "TIME",
    "UNKNOWN",
    "YEARS_AND_MONTHS",
    "Answer",
    "Budget",
    "Constant",
    "ContextOf",
    "Dated",
    "Expression",
    "Figure",
    "Finding",
    "Findings",
    "Function",
    "FunctionOf",
    "ListOf",
    "NotAValue",
    "NumberIn",
    "OneOf",
    "OverBudget",
    "Range",
    "RangeOf",
    "Row",
    "Rule",
    "RuleBook",
    "RuleFault",
    "Table",
    "TableRow",
    "Template",
    "Text",
    "Type",
    "compile_expression",
    "compile_rules",
    "compile_text",
    "explain_json",
    "explain_text",
    "from_json",
    "nearest",
    "optional",
    "read_template",
    "render_template",
    "say_value",
    "to_json",
]
