"""A model as a file, and those beside it."""

from pathlib import Path

from footpath.rules.dmn.load import load_model, namespace_of
from footpath.rules.dmn.model import Model


def read_model(path: Path) -> Model:
    """The model of a file, with what it imports looked for in the same folder. Raises OSError, BadXml or BadModel."""
    files = [other.read_bytes() for other in sorted(path.parent.glob("*.dmn"))]
    beside = {namespace_of(data): data for data in files}
    return load_model(path.read_bytes(), imported=beside.get)
