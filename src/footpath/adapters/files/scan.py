"""Looking for viruses. Footpath has no scanner of its own, and says so to whoever opens a file."""

from typing import Final, Protocol

NOT_SCANNED: Final = "not scanned"


class Scanner(Protocol):
    def scan(self, content: bytes) -> str:
        """What it found, in a few words for staff: "clean", the name of what it is, or `NOT_SCANNED`."""
        ...


class NoScanner:
    def scan(self, content: bytes) -> str:
        return NOT_SCANNED


SCANNERS: Final[dict[str, Scanner]] = {"none": NoScanner()}
