"""Files that commands write."""

import sys
from pathlib import Path


def put(data: str | bytes, to: Path) -> bool:
    """Writes a file. Where that is not possible it says why, and gives False."""
    try:
        to.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    except OSError as wrong:
        print(f"{to}: this cannot be written: {wrong.strerror}.", file=sys.stderr)
        return False
    return True
