"""The style of the code, as far as it can be counted (CONTRIBUTING.md says the rules)."""

import ast
import re
from collections.abc import Iterator

from tests.code import Source, body_lines, packaged, parameters, sources, tracked
from tests.shared import ROOT

FILE_LINES = 300
BODY_LINES = 25
KERNEL_BODY_LINES = 60
PARAMETERS = 5

BANNED_WORDS = {"util", "utils", "helper", "helpers", "manager", "misc", "miscellany", "impl"}
BANNED_NAMES = {"data", "info", "process", "handle"}

CATCH_EVERYTHING = {"api/problems.py", "feeds/fetch/poller.py"}
"""The api's one error boundary and the poller's outer loop: they log it and count a defect."""


def test_files_are_short() -> None:
    lengths = {str(source.path): source.text.count("\n") for source in sources()}
    assert {path: lines for path, lines in lengths.items() if lines > FILE_LINES} == {}


def test_functions_are_short() -> None:
    found = [
        f"{source.path}:{function.lineno} {function.name}: {body_lines(function)} lines"
        for source in shipped()
        for function in source.functions
        if body_lines(function) > (KERNEL_BODY_LINES if source.is_kernel else BODY_LINES)
    ]
    assert found == []


def test_functions_have_few_parameters() -> None:
    found = [
        f"{source.path}:{function.lineno} {function.name}: {len(parameters(function))} parameters"
        for source in shipped()
        for function in source.functions
        if not source.is_kernel and len(parameters(function)) > PARAMETERS
    ]
    assert found == []


def test_every_public_name_has_a_docstring() -> None:
    found = [
        name
        for source in packaged()
        for name, node in source.public()
        if not (source.text.strip() == "" or ast.get_docstring(node))
    ]
    assert found == []


def test_names_say_something() -> None:
    named = [(source, name) for source in shipped() for name in names(source)]
    found = [
        f"{source.path}: {name}"
        for source, name in named
        if BANNED_WORDS & set(words(name)) or name.lower() in BANNED_NAMES
    ]
    assert found == []


def test_nothing_catches_everything() -> None:
    found = {
        str(source.path)
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    }
    assert found <= CATCH_EVERYTHING


def test_nothing_is_left_to_do_or_patched() -> None:
    unfinished = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|mock\.pat" r"ch")
    found = [
        f"{source.path}: {match[0]}"
        for source in sources()
        for match in unfinished.finditer(source.text)
    ]
    assert found == []


def test_no_path_of_a_machine_is_named() -> None:
    machine = re.compile(r"(?<![\w.}])/(?:work|tmp|root|home|Users|opt)/")
    texts = {path: (ROOT / path).read_text(errors="replace") for path in tracked()}
    assert [
        f"{path}: {match[0]}" for path, text in texts.items() for match in machine.finditer(text)
    ] == []


def shipped() -> Iterator[Source]:
    """Everything but tests, which may draw at length."""
    return (source for source in sources() if source.path.parts[0] != "tests")


def names(source: Source) -> Iterator[str]:
    """What a source calls itself, its classes and its functions."""
    yield source.path.stem
    yield from (node.name for node in (*source.classes, *source.functions))


def words(name: str) -> list[str]:
    """The lower-case words of a snake_case or CamelCase name."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """Whether it names no error of any kind in particular."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})
        for kind in caught
    )
