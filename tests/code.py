"""Our own source as the tests of the house see it: files, syntax trees, names."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.shared import ROOT

PACKAGES = ("maas", "feeds", "routing", "api")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = ast.ClassDef | Function


@dataclass(frozen=True)
class Source:
    """One Python file of the repository, named by its path from the root."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The name it is imported by."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def is_kernel(self) -> bool:
        """Whether it is compiled by numba, and has the limits of kernels."""
        return self.path.parent.name == "kernels"

    @property
    def functions(self) -> list[Function]:
        """Every function and method, nested ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @property
    def classes(self) -> list[ast.ClassDef]:
        """Every class, nested ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]

    def public(self) -> Iterator[tuple[str, ast.Module | Named]]:
        """The module, its public classes and functions, and their public methods.

        A Protocol is one name: its docstring says what all its members are.
        """
        yield self.module, self.tree
        yield from _public(self.module, self.tree.body)


def _public(prefix: str, body: list[ast.stmt]) -> Iterator[tuple[str, Named]]:
    for node in body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield f"{prefix}.{node.name}", node
            if isinstance(node, ast.ClassDef) and not _is_protocol(node):
                yield from _public(f"{prefix}.{node.name}", node.body)


def _is_protocol(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)


def body_lines(function: Function) -> int:
    """How long a function's body is without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def parameters(function: Function) -> list[str]:
    """Names of all parameters a caller gives."""
    given = function.args
    names = [arg.arg for arg in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return [name for name in names if name not in ("self", "cls")]


def tracked(*patterns: str) -> list[Path]:
    """Files that git holds, as paths from the root."""
    # A checkout may belong to another user than the one who tests (containers).
    command = ["git", "-c", "safe.directory=*", "ls-files", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.splitlines() if (ROOT / name).is_file()]


@cache
def sources() -> tuple[Source, ...]:
    """All Python files, those of scripts without a suffix too."""
    scripts = [path for path in tracked("scripts") if _is_python(ROOT / path)]
    return tuple(_source(path) for path in sorted({*tracked("*.py"), *scripts}))


def packaged() -> tuple[Source, ...]:
    """The sources of our four packages."""
    return tuple(source for source in sources() if source.path.parts[0] in PACKAGES)


def _source(path: Path) -> Source:
    text = (ROOT / path).read_text()
    return Source(path, text, ast.parse(text))


def _is_python(path: Path) -> bool:
    with path.open("rb") as file:
        first = file.readline()
    return first.startswith(b"#!") and b"python" in first
