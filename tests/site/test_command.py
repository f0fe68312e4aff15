"""The command as a whole."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from footpath.site.command import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_says_what_it_does(name: str) -> None:
    where, says = COMMANDS[name]
    module, _, function = where.partition(":")

    found = getattr(import_module(f"footpath.site.commands.{module}"), function)

    assert says.endswith(".")
    assert found.__doc__


def test_help_comes_quickly_and_loads_nothing_of_django() -> None:
    loaded = "import sys; from footpath.site.command import app; app(['--help'], exit_on_error=False)"
    code = f"""
try:
    {loaded}
except SystemExit:
    pass
assert 'django' not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "check" in done.stdout


@pytest.mark.parametrize(
    ("words", "settings", "says"),
    [
        (["audit"], {}, "`footpath migrate` makes them"),
        (["serve", "--port", "1"], {}, "`footpath migrate` makes them"),
        (["work", "--until-empty"], {}, "`footpath migrate` makes them"),
        (["audit"], {"FOOTPATH_ADDRESS": "somewhere"}, "Give it like https://"),
        (["audit"], {"FOOTPATH_DATABASE": "postgres://nobody@127.0.0.1:1/none"}, "The database cannot be used: "),
    ],
)
def test_an_installation_that_is_not_ready_is_said_in_a_line(
    tmp_path: Path, words: list[str], settings: dict[str, str], says: str
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOOTPATH_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "footpath.site.command", *words],
        env={**kept, "FOOTPATH_HOME": str(tmp_path), **settings},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
