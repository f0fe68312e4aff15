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
    change_data,
    changes_data,
    changes_from_data,
    inside,
    lapsed,
    overlap,
    paths_touched,
)
from footpath.definition.changes.classing import (
    Difference,
    class_of,
    classify,
    compare,
    compare_trees,
    heaviest,
)
from footpath.definition.changes.comparing import differences
from footpath.definition.changes.deciding import read_decisions
from footpath.definition.changes.keeping import Draft, Kept, Standard
from footpath.definition.changes.places import Spot, find, value_at
from footpath.definition.changes.reading import read_adaptation, read_changes
from footpath.definition.changes.replacing import Elsewhere, Thing, elsewhere
from footpath.definition.changes.saying import named, say
from footpath.definition.changes.tree import Tree, same, tree_of
from footpath.definition.changes.trees import tree_of_edition
from footpath.definition.changes.upgrading import OPEN, RESULT_SAID, RESULTS, Decision, Merged, Result, Upgrade, upgrade
from footpath.definition.changes.writing import write_yaml

__all__ = [
    "CLASSES",
    "OPEN",
    "RESULTS",
    "RESULT_SAID",
    "Adaptation",
    "Add",
    "Change",
    "Class",
    "Decision",
    "Difference",
    "Draft",
    "Elsewhere",
    "Kept",
    "Merged",
    "Move",
    "Place",
    "Remove",
    "Result",
    "Set",
    "Spot",
    "Standard",
    "Thing",
    "Tree",
    "Upgrade",
    "adapted",
    "apply",
    "change_data",
    "changes_data",
    "changes_from_data",
    "class_of",
    "classify",
    "compare",
    "compare_trees",
    "differences",
    "edition_of",
    "elsewhere",
    "find",
    "heaviest",
    "inside",
    "lapsed",
    "must_set_left",
    "named",
    "overlap",
    "paths_touched",
    "read_adaptation",
    "read_changes",
    "read_decisions",
    "same",
    "say",
    "tree_of",
    "tree_of_edition",
    "upgrade",
    "value_at",
    "write_yaml",
]
