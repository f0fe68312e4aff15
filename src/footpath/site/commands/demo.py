"""A made-up county, served on this machine: to look at, walk through and break."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from rich.console import Console

from footpath.casework.roles import Role

REPO = Path(__file__).resolve().parents[4]
PASSWORD = "a-quiet-footpath"  # noqa: S105 — of made-up people, on a machine that serves nobody else

# Who works in both districts: their id, their name, and their role.
STAFF: tuple[tuple[str, str, Role], ...] = (
    ("ben", "Ben Mwangi", "caseworker"),
    ("asif", "Asif Rahman", "caseworker"),
    ("cara", "Cara Lloyd", "manager"),
    ("dev", "Dev Patel", "auditor"),
)


def demo(*, port: int = 8000, fresh: bool = False, without_steps: bool = False, quiet: bool = False) -> int:
    """A made-up county to try: people in every state, and five small steps that made-up people have lived through.

    Parameters
    ----------
    port
        Where the pages are served, on this machine only.
    fresh
        Forget what was done in the demonstration, and make it anew.
    without_steps
        Make it without the two districts where small steps are tried on made-up people: it is there sooner.
    quiet
        Say nothing but what goes wrong.
    """
    home = Path(os.environ.setdefault("FOOTPATH_HOME", str(REPO / "var/demo"))).absolute()
    os.environ["FOOTPATH_ADDRESS"] = f"http://127.0.0.1:{port}"
    os.environ.setdefault("FOOTPATH_MAIL", "folder")
    console = Console(highlight=False, quiet=quiet)
    if not _free(port):
        print(f"Something else answers on port {port}. Give another: ./run demo --port {port + 1}", file=sys.stderr)
        return 1
    made = home / "demo.made"
    if fresh and made.exists():
        # Only a folder that a demonstration made is ever removed.
        shutil.rmtree(home)
    shape = _shape()
    if not made.exists():
        home.mkdir(parents=True, exist_ok=True)
        with console.status("Making a county …"):
            _make(console)
        if not without_steps:
            _make_steps(console)
        made.write_text(shape)
    elif made.read_text() != shape:
        with console.status("Bringing its tables up to date …"):
            _migrate()
        made.write_text(shape)
    return _serve(port, console, home)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _shape() -> str:
    """What the tables and the files that browsers are sent were made from."""
    package = Path(__file__).resolve().parents[2]
    tables = sorted(path.name for path in (package / "adapters/records/migrations").glob("0*.py"))
    assets = [path.read_bytes() for path in sorted((package / "web/assets").glob("*"))]
    sent = hashlib.sha256(b"".join(assets)).hexdigest()
    return "\n".join(["Made by ./run demo, and removed by ./run demo --fresh.", *tables, sent, ""])


def _migrate() -> None:
    import django

    django.setup()
    from footpath.site.commands.installation import migrate

    migrate(quiet=True)


def _make(console: Console) -> None:
    _migrate()
    from footpath.site.county import make_county

    make_county(say=lambda what: console.print(f"  {what}"))


def _make_steps(console: Console) -> None:
    from django.conf import settings

    from footpath.adapters.keyring import KeyFiles
    from footpath.site.commands.bars import bar
    from footpath.site.county_learned import make_what_was_learned
    from footpath.site.made_up_steps import days_of_steps, make_steps
    from footpath.site.world import SiteWorld, world

    said: list[str] = []
    here = world()
    assert isinstance(here, SiteWorld)
    if console.quiet:
        make_steps(here, say=said.append)
    else:
        with bar("Made-up people try five small steps", days_of_steps()) as told:
            make_steps(here, say=said.append, told=told)
    make_what_was_learned(here, KeyFiles(settings.HOME), say=said.append)
    for line in said:
        console.print(f"  {line}")


def _serve(port: int, console: Console, home: Path) -> int:
    """The pages and the outbox's worker, side by side, until stopped. If either dies, both end."""
    from django.conf import settings

    from footpath.site.commands.installation import granian_words, lean, threads_for

    threads = threads_for(settings.DATABASES["default"]["ENGINE"])
    started = time.monotonic()
    processes = [
        subprocess.Popen([sys.executable, "-m", "granian", *granian_words(port, "127.0.0.1", 1, threads)], env=lean()),
        subprocess.Popen([sys.executable, "-m", "footpath.site.working"], env=lean()),
    ]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        while not _answers(port) and all(process.poll() is None for process in processes):
            if time.monotonic() - started > 180:
                print("The pages did not start within three minutes. What they said is above.", file=sys.stderr)
                return 1
            time.sleep(0.05)
        _tell(port, console, home)
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
        print("The demonstration stopped by itself. What went wrong is above.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        console.print("\nStopped. Nothing is lost: ./run demo goes on where you were.")
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _tell(port: int, console: Console, home: Path) -> None:
    (ben, *_), (cara, *_), (dev, *_) = (person for person in STAFF if person[0] != "asif")
    url = f"http://127.0.0.1:{port}"
    console.print(f"""
The county of Barset is open.

  Residents   {url}/
  Staff       {url}/staff/

  Sign in as  {ben:<6} a caseworker         password  {PASSWORD}
              {cara:<6} a service manager
              {dev:<6} an auditor, who only reads

  Every email is a file in {_near(home / "mail")}
  Stop with Ctrl-C. Begin again with ./run demo --fresh
""")


def _near(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
