"""What the documentation shows is what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
PAGES = [REPO / "README.md", REPO / "CONTRIBUTING.md", *sorted((REPO / "docs").rglob("*.md"))]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


def shown(block: str) -> list[tuple[str, list[str]]]:
    """Commands of a block with the lines shown under each."""
    commands: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        elif commands and line.strip():
            commands[-1][1].append(line)
    return commands


EXAMPLES = [
    pytest.param(command, lines, id=f"{page.relative_to(REPO)}: {command}")
    for page in PAGES
    if page.exists()
    for block in CONSOLE.findall(page.read_text(encoding="utf-8"))
    for command, lines in shown(block)
    if command.startswith("./run footpath ")
]


def as_pattern(line: str) -> str:
    """A shown line, where … stands for anything."""
    return ".*".join(re.escape(part) for part in line.strip().split("…"))


@pytest.mark.parametrize(("command", "lines"), EXAMPLES)
def test_a_command_in_the_documentation_prints_what_the_page_shows(
    command: str, lines: list[str], tmp_path: Path
) -> None:
    words = shlex.split(command.removeprefix("./run footpath "))
    # Files that a page names are those of the repository; what a command writes goes to a scratch folder.
    for name in ("docs", "src"):
        (tmp_path / name).symlink_to(REPO / name)
    done = subprocess.run(
        [sys.executable, "-m", "footpath.site.command", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    printed = done.stdout + done.stderr
    for line in lines:
        assert re.search(as_pattern(line), printed), f"not printed: {line}\n\nprinted:\n{printed}"


def test_there_are_examples_to_run() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("page", [p for p in PAGES if p.exists()], ids=lambda p: str(p.relative_to(REPO)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith("/"):
            continue  # an address on a served page, shown as an example
        assert (page.parent / target).exists(), f"{page.relative_to(REPO)} links to {target}, which is not there"
