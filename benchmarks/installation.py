"""An installation of Footpath for measuring: its own folder, its own database, filled to a size."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

AUTHORITY = "barset_north"


class Installation:
    """Made in a folder of its own; what runs in it is told so by the environment alone."""

    def __init__(self, place: Path, port: int) -> None:
        self.place = place
        self.port = port
        self.environment = {
            "FOOTPATH_HOME": str(place),
            "FOOTPATH_ADDRESS": f"http://127.0.0.1:{port}",
            "FOOTPATH_HOSTS": "127.0.0.1",
            "FOOTPATH_MAIL": "folder",
            "DJANGO_SETTINGS_MODULE": "footpath.site.settings",
        }

    def make(self, service: Path, *, editions: int, cases: int) -> None:
        """Filled anew, unless it was filled before by the same code: a million cases take minutes."""
        made_by = self._made_by(service)
        mark = self.place / "made-by"
        if not mark.exists() or mark.read_text(encoding="utf-8") != made_by:
            shutil.rmtree(self.place, ignore_errors=True)
            self.place.mkdir(parents=True)
            self._run("-m", "footpath.site.command", "migrate")
            self._run(str(Path(__file__).with_name("fill.py")), str(service), str(editions), str(cases))
            mark.write_text(made_by, encoding="utf-8")

    def _made_by(self, service: Path) -> str:
        records = Path(__file__).resolve().parents[1] / "src/footpath/adapters/records"
        summed = hashlib.sha256()
        for file in [service, Path(__file__).with_name("fill.py"), *sorted(records.rglob("*.py"))]:
            summed.update(file.read_bytes())
        return summed.hexdigest()

    def serve_command(self) -> list[str]:
        return [sys.executable, "-m", "footpath.site.command", "serve", "--port", str(self.port)]

    def work_command(self) -> list[str]:
        return [sys.executable, "-m", "footpath.site.command", "work"]

    def _run(self, *words: str) -> None:
        done = subprocess.run(
            [sys.executable, *words],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
