"""Where compiled kernels are kept when the code lies where nobody may write."""

import stat
from pathlib import Path

import pytest

from maas.compiled import own


def test_the_folder_is_for_us_alone(tmp_path: Path) -> None:
    folder = own(tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert own(tmp_path) == folder


@pytest.mark.parametrize("trap", ["open", "link", "file"])
def test_what_someone_else_may_have_laid_there_is_not_used(tmp_path: Path, trap: str) -> None:
    """numba runs the machine code it finds, so a folder others write to is a door."""
    guessed = own(tmp_path)
    guessed.rmdir()
    if trap == "open":
        guessed.mkdir()
        guessed.chmod(0o777)
    elif trap == "link":
        (tmp_path / "theirs").mkdir()
        guessed.symlink_to(tmp_path / "theirs")
    else:
        guessed.touch()
    folder = own(tmp_path)
    assert folder != guessed and folder.parent == tmp_path
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
