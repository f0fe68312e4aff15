"""An installation that was told nothing is safe for the public internet; what it is told wrong, it says."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from footpath.site import environment

REPO = Path(__file__).resolve().parents[2]


def python(home: Path, code: str, **said: str) -> subprocess.CompletedProcess[str]:
    """A process that was told only what is said here."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("FOOTPATH_", "DJANGO_"))}
    told = {"FOOTPATH_HOME": str(home), "DJANGO_SETTINGS_MODULE": "footpath.site.settings"}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**plain, **told, **said},
        capture_output=True,
        text=True,
        cwd=REPO,
        check=False,
    )


CHECK = "import sys; from django.core.management import execute_from_command_line as run; run(['', *{}])"
DEPLOY = CHECK.format(["check", "--deploy", "--fail-level", "WARNING"])


def test_told_nothing_the_deployment_check_is_clean(tmp_path: Path) -> None:
    done = python(tmp_path, DEPLOY)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    "said",
    [
        {"FOOTPATH_DEBUG": "1"},
        {"FOOTPATH_ADDRESS": "http://127.0.0.1:8000"},
    ],
    ids=str,
)
def test_what_makes_it_less_safe_is_noticed(tmp_path: Path, said: dict[str, str]) -> None:
    """The control: the check can fail."""
    assert python(tmp_path, DEPLOY, **said).returncode != 0


def test_the_tables_are_what_the_models_say(tmp_path: Path) -> None:
    done = python(tmp_path, CHECK.format(["makemigrations", "--check", "--dry-run"]))

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_installations_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new/secret-key"
    with ThreadPoolExecutor(8) as many:
        keys = set(many.map(lambda _: environment.secret_key("", file), range(32)))

    assert len(keys) == 1
    assert len(keys.pop()) >= 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("read", "said", "names"),
    [
        (environment.address, "services.example.gov.uk", "FOOTPATH_ADDRESS"),
        (environment.address, "https://services.example.gov.uk/footpath", "FOOTPATH_ADDRESS"),
        (environment.address, "ftp://services.example.gov.uk", "FOOTPATH_ADDRESS"),
        (environment.smtp, "mail.example.gov.uk", "FOOTPATH_MAIL"),
        (environment.smtp, "smtp://", "FOOTPATH_MAIL"),
        (environment.smtp, "smtp://host:many", "FOOTPATH_MAIL"),
        (environment.smtp, "smtp://host?tls=no", "FOOTPATH_MAIL"),
        (lambda said: environment.secret_key(said, Path("nowhere")), "short", "FOOTPATH_SECRET_KEY"),
        (lambda said: environment.database(said, Path("nowhere")), "mysql://host/name", "FOOTPATH_DATABASE"),
        (lambda said: environment.database(said, Path("nowhere")), "postgresql://host:secret/x?y", "FOOTPATH_DATABASE"),
    ],
)
def test_what_means_nothing_stops_the_start_and_says_what_to_give(read, said: str, names: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ImproperlyConfigured, match=names) as stopped:
        read(said)
    assert "secret" not in str(stopped.value)


def test_an_address_says_whether_others_can_listen() -> None:
    assert environment.address("").https
    assert environment.address("https://services.example.gov.uk/").url == "https://services.example.gov.uk"
    assert not environment.address("http://127.0.0.1:8000").https


def test_a_mail_server_is_spoken_to_in_secret_unless_told_otherwise() -> None:
    options = environment.smtp("smtp://post%40man:p%3Aw@mail.example:2525")["OPTIONS"]
    assert (options["host"], options["port"], options["use_tls"], options["use_ssl"]) == (
        "mail.example",
        2525,
        True,
        False,
    )
    assert (options["username"], options["password"]) == ("post@man", "p:w")
    assert environment.smtp("smtps://mail.example")["OPTIONS"] | {"timeout": 0} == {
        "host": "mail.example",
        "port": 465,
        "use_ssl": True,
        "use_tls": False,
        "timeout": 0,
    }
    assert not environment.smtp("smtp://mail.example?plain=1")["OPTIONS"]["use_tls"]


def test_postgresql_is_told_by_its_address() -> None:
    config = environment.database("postgresql://footpath:pw@db.example:6432/records?sslmode=verify-full", Path("x"))

    assert [config[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "records",
        "footpath",
        "pw",
        "db.example",
        "6432",
    ]
    assert config["OPTIONS"]["sslmode"] == "verify-full"
    assert config["CONN_HEALTH_CHECKS"]
