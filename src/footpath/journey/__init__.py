"""The way through a service: what is asked next, what is used, what comes of it."""

from footpath.journey.answering import Answered, answer_journey
from footpath.journey.answers import KEPT, Refused, Took, decode, encode, remove_item, take
from footpath.journey.ends import Automatically, Charged, automatic_outcome, charge_of
from footpath.journey.examples import ExampleResult, run_examples
from footpath.journey.summary import NOT_PROVIDED, CheckRow, Section, card_name, check_sections
from footpath.journey.way import Way, walk
from footpath.journey.where import AskAt, CheckAt, ExitAt, Where, next_where, where_now

__all__ = [
    "KEPT",
    "NOT_PROVIDED",
    "Answered",
    "AskAt",
    "Automatically",
    "Charged",
    "CheckAt",
    "CheckRow",
    "ExampleResult",
    "ExitAt",
    "Refused",
    "Section",
    "Took",
    "Way",
    "Where",
    "answer_journey",
    "automatic_outcome",
    "card_name",
    "charge_of",
    "check_sections",
    "decode",
    "encode",
    "next_where",
    "remove_item",
    "run_examples",
    "take",
    "walk",
    "where_now",
]
