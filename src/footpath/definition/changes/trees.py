"""The trees of editions, each read once: a comparison, an upgrade and a preview ask for the same ones again."""

from functools import lru_cache

from footpath.definition.changes.tree import Tree, tree_of
from footpath.definition.service import Edition


def tree_of_edition(edition: Edition) -> Tree:
    """Not to be altered: others are given the same one."""
    return _tree(edition.hash, edition.source)


# A usual tree takes some 100 KB; this many of them serve a few people who work on services at the same time.
@lru_cache(maxsize=32)
def _tree(hash_: str, source: str) -> Tree:
    tree = tree_of(source)
    assert not isinstance(tree, tuple), f"the source of edition {hash_} was read before"
    return tree
