"""The command as a whole."""

import subprocess
import sys
from importlib import import_module

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
