"""What stands in the code stands in the documents, and what the documents name exists."""

import os
import re
import tomllib
from argparse import _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest

from maas import errors, settings
from maas.__main__ import _parser
from tests.code import packaged, tracked
from tests.shared import ROOT, SHARED

DOCUMENTS = [*tracked("docs/*.md"), *tracked("README.md", "CONTRIBUTING.md")]
TEXT = {path: (ROOT / path).read_text() for path in DOCUMENTS}
EVERYTHING = "\n".join(TEXT.values())

OUR_PATH = re.compile(r"`((?:maas|feeds|routing|api|tests|scripts|benchmarks|docs)/[\w/.-]*)`")
TOML = re.compile(r"```toml\n(.*?)```", re.DOTALL)
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)
SCRIPT = re.compile(r"^(scripts/\w+)", re.MULTILINE)
FIGURE = re.compile(r"[\d.,]+ ms")
HEAD = 'name = "town"\ntimezone = "Europe/Berlin"\n\n'
"""What a document leaves out that shows a source alone."""
TERRITORIES = [path for path in tracked("examples/*.toml") if path.parent.name == "examples"]
"""The files in its folders are parts of territories."""
LINK = re.compile(r"\]\((?!\w+:)([^)#]+)")


def test_every_error_code_is_documented() -> None:
    assert [code for code in error_codes() if f"`{code}`" not in EVERYTHING] == []


def test_every_option_of_a_territory_is_documented() -> None:
    options = settings._TERRITORY | settings.source._OPTIONS | set(settings._ROUTING)
    text = (ROOT / "docs/territory-file.md").read_text()
    assert [option for option in sorted(options) if f"`{option}`" not in text] == []


def test_every_kind_is_documented() -> None:
    text = (ROOT / "docs/territory-file.md").read_text()
    assert [kind for kind in sorted(settings.BUILT_KINDS) if f"`{kind}`" not in text] == []


def test_every_command_and_its_options_are_documented() -> None:
    documented = {
        line.split()[2]: line for line in EVERYTHING.splitlines() if line.startswith("| `maas ")
    }
    for name, options in commands().items():
        assert [option for option in options if option not in documented[name]] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_what_a_document_points_at_exists(document: Path) -> None:
    beside = [ROOT / document.parent / link for link in LINK.findall(TEXT[document])]
    named = [ROOT / path for path in OUR_PATH.findall(TEXT[document])]
    assert [str(path) for path in (*beside, *named) if not path.exists()] == []


def test_readme_opens_with_a_light_picture() -> None:
    picture = ROOT / "docs/map.png"
    assert "(docs/map.png)" in TEXT[Path("README.md")].partition("\n\n")[2].partition("\n\n")[0]
    assert picture.stat().st_size <= 300_000


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_territory_files_in_documents_are_right(document: Path, tmp_path: Path) -> None:
    for number, example in enumerate(TOML.findall(TEXT[document])):
        file = tmp_path / f"{number}.toml"
        file.write_text(example if example.startswith("name") else f"{HEAD}{example}")
        assert settings.read_territory(file, {}).sources


def test_figures_in_the_readme_are_those_of_the_last_run() -> None:
    results = (ROOT / "benchmarks/results.md").read_text()
    told = FIGURE.findall((ROOT / "README.md").read_text())
    assert told
    assert [figure for figure in told if f"| {figure} " not in results] == []


@pytest.mark.parametrize("example", TERRITORIES, ids=str)
def test_examples_are_territories(example: Path) -> None:
    assert (
        settings.read_territory(ROOT / example, {"MAAS_SHARED": str(SHARED)}).name == example.stem
    )


def test_scripts_in_documents_can_be_run() -> None:
    scripts = {word for block in SHELL.findall(EVERYTHING) for word in SCRIPT.findall(block)}
    assert {"scripts/run", "scripts/test"} <= scripts
    assert [script for script in sorted(scripts) if not os.access(ROOT / script, os.X_OK)] == []


def test_the_direction_of_imports_is_drawn_as_it_is_enforced() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    drawn = (ROOT / "docs/architecture.md").read_text()
    assert [layer for layer in layers if layer not in drawn] == []


def test_no_class_bears_a_word_we_do_not_say() -> None:
    classes = {node.name for source in packaged() for node in source.classes}
    assert classes & set(words_not_said()) == set()


def error_codes() -> Iterator[str]:
    """The public codes of every error raised on purpose."""
    kinds = [errors.MaasError]
    while kinds:
        kind = kinds.pop()
        kinds.extend(kind.__subclasses__())
        yield kind.code


def commands() -> dict[str, list[str]]:
    """What can be typed after `maas`, and after that."""
    parser = _parser()
    [chosen] = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    return {
        name: [flag for flag in command._option_string_actions if flag not in ("-h", "--help")]
        for name, command in chosen.choices.items()
    }


def words_not_said() -> Iterator[str]:
    """The right-hand column of the vocabulary's tables."""
    for line in (ROOT / "docs/vocabulary.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[2] not in ("", "not", "---"):
            yield from cells[2].split(", ")
