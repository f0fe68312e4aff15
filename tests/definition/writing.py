"""Definitions written again in other ways, to see that nothing but what they say counts."""

from footpath.definition.yaml import Entries, Items, Node, Scalar


def as_flow(node: Node) -> str:
    """One line of flow YAML, every text in double quotes."""
    match node:
        case Scalar():
            return node.written or "null" if not isinstance(node.value, str) else _double(node.value)
        case Items():
            return "[" + ", ".join(as_flow(item) for item in node.items) + "]"
        case Entries():
            return "{" + ", ".join(f"{_double(entry.key)}: {as_flow(entry.value)}" for entry in node.entries) + "}"


def as_block(node: Node, indent: int = 0) -> str:
    """Block YAML with single quotes and a comment on every line."""
    pad = "  " * indent
    match node:
        case Scalar():
            text = node.written or "null" if not isinstance(node.value, str) else _double(node.value)
            return f" {text} # as it was\n"
        case Items():
            if not node.items:
                return " []\n"
            return "\n" + "".join(f"{pad}-{as_block(item, indent + 1)}" for item in node.items)
        case Entries():
            if not node.entries:
                return " {}\n"
            return "\n" + "".join(f"{pad}{e.key}:{as_block(e.value, indent + 1)}" for e in node.entries)


def _double(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
