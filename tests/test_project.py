"""Promises the repository makes about itself."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[1]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, capture_output=True, check=False)
    if listed.returncode:  # an unpacked archive has no history; look at what is there
        skipped = {".venv", "node_modules", ".git", ".run", "var"}
        return [p for p in REPO.rglob("*") if p.is_file() and not skipped & set(p.relative_to(REPO).parts)]
    return [REPO / name for name in listed.stdout.decode().split("\0") if name and (REPO / name).is_file()]


# Put together here so that this file does not name them either.
REGISTRIES = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
]


def named_registries(text: str) -> list[str]:
    return [host for host in REGISTRIES if host in text]


def test_no_file_names_a_registry() -> None:
    """Who installs decides where from."""
    found = {str(p.relative_to(REPO)): named_registries(p.read_text(errors="replace")) for p in tracked()}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_a_registry_would_be_noticed() -> None:
    assert named_registries(f"--index-url https://{REGISTRIES[0]}/simple") == [REGISTRIES[0]]


def test_run_alone_lists_what_it_can_do() -> None:
    done = subprocess.run([sys.executable, REPO / "run"], capture_output=True, text=True, check=False)

    assert done.returncode == 0
    for command in ("demo", "test", "footpath", "lock"):
        assert f"./run {command}" in done.stdout


def test_run_can_be_read_by_an_old_python() -> None:
    """It runs on whatever Python 3 is there, before any other is found."""
    import ast

    ast.parse((REPO / "run").read_text(), feature_version=(3, 8))


def test_ci_calls_exactly_what_the_readme_says() -> None:
    last = (REPO / ".ci/run").read_text().strip().splitlines()[-1]

    assert last == "exec ./run test"


def test_every_dependency_has_its_reason_beside_it() -> None:
    lines = (REPO / "pyproject.toml").read_text().splitlines()
    inside = False
    for before, line in itertools.pairwise(lines):
        if re.match(r"^(dependencies|dev) = \[", line):
            inside = True
        elif line.startswith("]"):
            inside = False
        elif inside and line.strip().startswith('"'):
            assert before.strip().startswith(("#", '"')), f"no reason beside {line.strip()}"


@pytest.mark.parametrize("name", ["base", "population", "dev", "node"])
def test_every_pin_has_a_hash(name: str) -> None:
    text = (REPO / f"requirements/{name}.txt").read_text()
    pins = re.split(r"\n(?=\S)", text.strip())

    assert pins
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin and not pin.startswith("#")] == []
