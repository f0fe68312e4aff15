"""Changes to a definition: made, compared, classed, and carried from one version of a standard to the next."""

from footpath.definition.changes.applying import adapted, apply, edition_of, must_set_left
from footpath.definition.changes.change import (
    CLASSES,
    Adaptation,
    Add,
    Change,
    Class,
    Move,
    Place,
    Remove,
    Set,
    changes_data,
    changes_from_data,
    inside,
    lapsed,
    overlap,
    paths_touched,
)
from footpath.definition.changes.comparing import differences
from footpath.definition.changes.reading import read_adaptation, read_changes
from footpath.definition.changes.tree import Tree, tree_of
from footpath.definition.changes.trees import tree_of_edition
from footpath.definition.changes.writing import write_yaml

__all__ = [
    "CLASSES",
    "Adaptation",
    "Add",
    "Change",
    "Class",
    "Move",
    "Place",
    "Remove",
    "Set",
    "Tree",
    "adapted",
    "apply",
    "changes_data",
    "changes_from_data",
    "differences",
    "edition_of",
    "inside",
    "lapsed",
    "must_set_left",
    "overlap",
    "paths_touched",
    "read_adaptation",
    "read_changes",
    "tree_of",
    "tree_of_edition",
    "write_yaml",
]
