"""Which of our modules has to be loaded before which, as their source says."""

import ast
from collections.abc import Iterable, Iterator, Mapping

import networkx as nx

from tests.code import packaged


def imports() -> "nx.DiGraph[str]":
    """What each of our modules loads while it is loaded itself."""
    return import_graph({source.module: source.text for source in packaged()})


def import_graph(modules: Mapping[str, str]) -> "nx.DiGraph[str]":
    """The same of modules by name, given their source.

    Whoever loads `a.b` from outside of `a` runs what stands in `a` first; who lies in `a` itself
    does so only where it names `a`.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for module, text in modules.items():
        for name in _named(ast.parse(text).body, modules):
            parts = name.split(".")
            parents = (".".join(parts[:n]) for n in range(1, len(parts)))
            outside = [each for each in parents if not f"{module}.".startswith(f"{each}.")]
            graph.add_edges_from((module, each) for each in (*outside, name) if each != module)
    return graph


def _named(body: Iterable[ast.stmt], modules: Mapping[str, str]) -> Iterator[str]:
    """Modules that statements import when they run at once, not those within functions."""
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                name = inner if inner in modules else node.module
                if name in modules:
                    yield name
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _named(node.body, modules)
