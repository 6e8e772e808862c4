"""The style of the code, as far as it can be counted (CONTRIBUTING.md says the rules)."""

import ast
import re
from collections.abc import Iterator

from tests.code import Source, body_lines, packaged, parameters, sources, tracked
from tests.shared import ROOT

FILE_LINES = 300
LONGER_FILES = {
    "routing/kernels/raptor.py": "the rounds of the search, to be read in one piece",
}
"""Files of up to 400 lines, and why."""

BODY_LINES, LONGEST_BODY = 25, 40
KERNEL_BODY_LINES = 60
LONGER_KERNELS = {"ride": "alighting and boarding along a pattern, to be read side by side"}
PARAMETERS, MOST_PARAMETERS = 5, 6
RARE = 0.01
"""Share of functions that may be longer than the rule, or take one more parameter."""

BANNED_WORDS = {"util", "utils", "helper", "helpers", "manager", "misc", "miscellany", "impl"}
BANNED_NAMES = {"data", "info", "process", "handle"}

CATCH_EVERYTHING = {"api/problems.py", "feeds/fetch/poller.py"}
"""The api's one error boundary and the poller's outer loop: they log it and count a defect."""


def test_files_are_short() -> None:
    lengths = {str(source.path): source.text.count("\n") for source in sources()}
    longer = {path for path, lines in lengths.items() if lines > FILE_LINES}
    assert longer == LONGER_FILES.keys()
    assert max(lengths.values()) <= 400


def test_functions_are_short() -> None:
    lengths = {
        f"{source.path}:{function.lineno} {function.name}": body_lines(function)
        for source in shipped()
        for function in source.functions
        if not source.is_kernel
    }
    assert over(lengths, LONGEST_BODY) == []
    assert len(longer := over(lengths, BODY_LINES)) <= RARE * len(lengths), longer


def test_kernels_do_one_job() -> None:
    lengths = {
        function.name: body_lines(function)
        for source in shipped()
        if source.is_kernel
        for function in source.functions
    }
    assert set(over(lengths, KERNEL_BODY_LINES)) == LONGER_KERNELS.keys()


def test_functions_have_few_parameters() -> None:
    counts = {
        f"{source.path}:{function.lineno} {function.name}": len(parameters(function))
        for source in shipped()
        for function in source.functions
        if not source.is_kernel
    }
    assert over(counts, MOST_PARAMETERS) == []
    assert len(more := over(counts, PARAMETERS)) <= RARE * len(counts), more


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


def over(counts: dict[str, int], limit: int) -> list[str]:
    """Whatever counts more than a limit."""
    return [name for name, count in counts.items() if count > limit]


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
