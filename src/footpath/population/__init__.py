"""Rules asked of many people at once, with the same digits as for one."""

from footpath.population.columns import NotPeople
from footpath.population.engines import EMBEDDED, ENGINES
from footpath.population.find import (
    Plan,
    find_population,
    mentioned_fields,
    needed_columns,
    plan_population,
    plan_text,
)
from footpath.population.people import People, read_people, take_people, write_found
from footpath.population.rows import RowRefused
from footpath.population.spark import NoSpark

__all__ = [
    "EMBEDDED",
    "ENGINES",
    "NoSpark",
    "NotPeople",
    "People",
    "Plan",
    "RowRefused",
    "find_population",
    "mentioned_fields",
    "needed_columns",
    "plan_population",
    "plan_text",
    "read_people",
    "take_people",
    "write_found",
]
