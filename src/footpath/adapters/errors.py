"""An error as it may be kept: its kind and where it happened, never its words, which may be somebody's."""

import traceback


def places(error: BaseException) -> list[str]:
    """The kind of an error and of those behind it, and where each was raised: file, line, function."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return lines
