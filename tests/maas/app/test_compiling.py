"""Kernels are compiled once, by a process that ends."""

import os
from pathlib import Path

from maas.app.compiling import compile_apart


def test_what_is_compiled_already_is_not_again(tmp_path: Path) -> None:
    marker, loaded = tmp_path / "cache" / "whole", tmp_path / "loaded"

    def load() -> None:
        with loaded.open("a") as file:
            file.write(f"{os.getpid()}\n")

    for _ in range(2):
        compile_apart(marker, load)
    by = loaded.read_text().split()
    assert len(by) == 1
    assert by != [str(os.getpid())]
    assert marker.exists()


def test_what_could_not_be_compiled_is_tried_again(tmp_path: Path) -> None:
    marker = tmp_path / "whole"

    def fail() -> None:
        raise ValueError

    compile_apart(marker, fail)
    assert not marker.exists()
