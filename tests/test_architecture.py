"""How our packages hang together: direction of imports, what serving loads, who is registered."""

import pkgutil
import re
import subprocess
import sys
import tomllib

import networkx as nx
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import feeds
from feeds.registry import KINDS
from maas.settings import BUILT_KINDS
from tests.code import packaged
from tests.imports import import_graph, imports
from tests.shared import ROOT

NOT_IN_SERVING = {"pandas", "gtfs_kit", "osmium", "google"}

BESIDE_THE_ADAPTERS = {
    *("records", "parsed", "notices", "registry", "fetch"),
    *("fields", "json_bytes", "csv_bytes", "positions", "projections"),
    *("parking_rules", "carpool_rules", "weekly_hours", "xml_bytes"),
    *("french_tables", "polylines", "carpool_gtfs", "nodes", "text_values", "road_rules"),
    "xml_text",
}
"""Modules of feeds that read no format."""


def test_imports_go_one_way() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == EXIT_STATUS_SUCCESS


def test_every_module_of_maas_has_its_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layered = set(re.findall(r"[\w.]+", " ".join(contracts["contracts"][0]["layers"])))
    modules = {".".join(source.module.split(".")[:2]) for source in packaged()}
    assert {name for name in modules if name.startswith("maas.")} <= layered


def test_every_adapter_is_registered() -> None:
    modules = {module.name for module in pkgutil.iter_modules(feeds.__path__)}
    registered = {name.removeprefix("feeds.").split(".")[0] for name in KINDS.values()}
    assert registered <= modules
    assert modules - registered <= BESIDE_THE_ADAPTERS


def test_a_territory_may_name_every_adapter_and_no_other() -> None:
    assert KINDS.keys() == BUILT_KINDS


def test_serving_loads_nothing_of_importing() -> None:
    assert loaded_by("import maas.app") & NOT_IN_SERVING == set()


def test_every_module_can_be_the_first_one_imported() -> None:
    """A circular import shows only in the order that nobody has tried yet."""
    circles = nx.strongly_connected_components(imports())
    assert [sorted(circle) for circle in circles if len(circle) > 1] == []


def test_a_circle_of_imports_is_seen() -> None:
    circle = {"a": "from b.deep import x", "b": "", "b.deep": "import c", "c": "import a"}
    found = nx.strongly_connected_components(import_graph(circle))
    assert {"a", "b.deep", "c"} in list(found)
    own = {"b": "from b.deep import x", "b.deep": "from b import y", "b.y": ""}
    assert all(len(each) == 1 for each in nx.strongly_connected_components(import_graph(own)))


def loaded_by(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after a statement."""
    listing = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    return set(run(f"{statement}\n{listing}").split())


def run(program: str, *arguments: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", program, *arguments]
    ended = subprocess.run(
        command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
