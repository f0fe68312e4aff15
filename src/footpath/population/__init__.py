"""Rules asked of many people at once, with the same digits as for one."""

from footpath.population.engines import ENGINES
from footpath.population.find import Plan, find_population, needed_columns, plan_population, plan_text
from footpath.population.people import NotPeople, People, read_people, take_people, write_found
from footpath.population.rows import RowRefused

__all__ = [
    "ENGINES",
    "NotPeople",
    "People",
    "Plan",
    "RowRefused",
    "find_population",
    "needed_columns",
    "plan_population",
    "plan_text",
    "read_people",
    "take_people",
    "write_found",
]
