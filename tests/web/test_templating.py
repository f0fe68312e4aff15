"""Compiled templates are kept: nobody waits for them, and no page depends on what is kept."""

from pathlib import Path

import jinja2
import pytest

from footpath.web import templating
from footpath.web.templating import KeptTemplates, compile_templates, environment

PAGES = {"page": "<p>{{ name }} lives in Ryedale</p>"}


def rendered(folder: Path, pages: dict[str, str] = PAGES) -> str:
    """By a process of its own, as far as templates go."""
    kept = KeptTemplates(folder)
    return (
        jinja2.Environment(loader=jinja2.DictLoader(pages), bytecode_cache=kept, autoescape=True)
        .get_template("page")
        .render(name="Asha")
    )


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_template_is_compiled_once_for_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered(tmp_path / "templates")

    def compiled(*_: object, **__: object) -> str:
        raise AssertionError("compiled again")

    monkeypatch.setattr(jinja2.Environment, "_parse", compiled)

    assert rendered(tmp_path / "templates") == first == "<p>Asha lives in Ryedale</p>"
    with pytest.raises(AssertionError, match="compiled again"):
        rendered(tmp_path / "another")


def test_a_template_that_was_changed_is_not_the_one_that_was_kept(tmp_path: Path) -> None:
    rendered(tmp_path)

    assert rendered(tmp_path, {"page": "{{ name }} lives in Barset"}) == "Asha lives in Barset"


@pytest.mark.parametrize("harm", [b"", b"\0" * 90, b"j2"])
def test_what_is_damaged_there_is_made_again(tmp_path: Path, harm: bytes) -> None:
    first = rendered(tmp_path)
    for file in files(tmp_path):
        file.write_bytes(harm)

    assert rendered(tmp_path) == first


def test_pages_are_made_where_nothing_can_be_kept(tmp_path: Path) -> None:
    in_the_way = tmp_path / "templates"
    in_the_way.write_text("a file, where a folder should be")

    assert rendered(in_the_way) == "<p>Asha lives in Ryedale</p>"


def test_only_the_installation_itself_may_write_what_it_will_run(tmp_path: Path) -> None:
    rendered(tmp_path / "templates")

    (file,) = files(tmp_path)
    assert [path.stat().st_mode & 0o077 for path in (file, file.parent)] == [0, 0]


def test_every_template_is_kept_and_what_was_compiled_otherwise_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, old = KeptTemplates(tmp_path), tmp_path / "compiled-by-an-earlier-version"
    old.mkdir()
    made = environment().overlay(bytecode_cache=kept)
    made.cache = None
    monkeypatch.setattr(templating, "environment", lambda: made)

    compile_templates()

    assert not old.exists()
    assert len(files(tmp_path)) == len(made.list_templates(extensions=["jinja", "html"])) > 100
