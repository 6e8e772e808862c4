"""Generations on disk: read back as written, and never when altered."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from maas.arrays import Ids, Int32s
from maas.errors import GenerationBroken
from maas.generation import FORMAT, DataDir, Generation, Manifest, write_segment


@dataclass(frozen=True, slots=True)
class Table:
    """A border type in small."""

    id: Ids
    number: Int32s


def table(*names: str) -> Table:
    return Table(Ids.of(names), np.arange(len(names), dtype=np.int32))


def published(data: DataDir, generation_id: str, value: Table, segment: str) -> Generation:
    with data.locked():
        if not (data.segments / segment).exists():
            write_segment(data.temporary / segment, value)
            data.adopt(data.temporary / segment, segment)
        return data.publish(
            Manifest(
                format=FORMAT,
                id=generation_id,
                territory="t",
                created=0,
                sources=(),
                parts={"table": segment},
                checks={segment: data.check(segment)},
                refused={},
                stamp="",
            )
        )


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    data = DataDir(tmp_path / "var")
    published(data, "g1", table("b", "a"), "table-1")
    return data


def test_reads_back_what_was_written(data: DataDir) -> None:
    generation = data.open_current(0)
    assert generation is not None
    read = generation.part("table", Table)
    assert read is not None
    assert list(read.id.texts) == ["b", "a"]
    assert read.id.find("a") == 1
    assert type(read.number) is np.ndarray
    assert not read.number.flags.writeable
    assert generation.part("streets", Table) is None


def test_an_empty_table_survives(data: DataDir) -> None:
    read = published(data, "g2", table(), "table-2").part("table", Table)
    assert read is not None and len(read.id) == 0


def test_without_a_generation_there_is_none(tmp_path: Path) -> None:
    assert DataDir(tmp_path).open_current(0) is None


def test_every_altered_byte_is_found_and_set_aside(data: DataDir) -> None:
    path = data.segments / "table-1" / "number.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(GenerationBroken, match=r"number\.npy: altered"):
        data.open_current(77)
    assert data.open_current(78) is None
    assert (data.segments / "table-1.broken-77").is_dir()
    assert (data.generations / "g1.broken-77").is_dir()
    assert not data.is_intact("table-1", 79)


@pytest.mark.parametrize("name", ["number.npy", "index.json"])
def test_a_missing_file_is_found(data: DataDir, name: str) -> None:
    (data.segments / "table-1" / name).unlink()
    with pytest.raises(GenerationBroken):
        data.open_current(1)


def test_an_altered_index_is_found(data: DataDir) -> None:
    path = data.segments / "table-1" / "index.json"
    path.write_bytes(path.read_bytes().replace(b'"report":null', b'"report": null'))
    with pytest.raises(GenerationBroken, match="index was altered"):
        data.open_current(1)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"format":0}', b'{"format":1}', b"\x80\x04."])
def test_another_format_is_set_aside(data: DataDir, content: bytes) -> None:
    (data.generations / "g1" / "manifest.json").write_bytes(content)
    with pytest.raises(GenerationBroken):
        data.open_current(1)
    assert data.open_current(2) is None


def test_a_truncated_array_is_never_mapped(data: DataDir) -> None:
    generation = data.open_current(0)
    assert generation is not None
    path = data.segments / "table-1" / "number.npy"
    os.truncate(path, path.stat().st_size - 4)
    with pytest.raises(GenerationBroken):
        generation.part("table", Table)


def test_segments_are_shared_and_old_generations_forgotten(data: DataDir) -> None:
    first = data.open_current(0)
    assert first is not None
    kept = first.part("table", Table)
    published(data, "g2", table("c"), "table-2")
    published(data, "g3", table("c"), "table-2")
    assert data.current_id() == "g3"
    assert sorted(path.name for path in data.generations.iterdir()) == ["g2", "g3"]
    assert [path.name for path in data.segments.iterdir()] == ["table-2"]
    assert kept is not None and list(kept.id.texts) == ["b", "a"]


def test_an_import_cleans_up_after_a_dead_one(data: DataDir) -> None:
    (data.temporary / "half").mkdir(parents=True)
    with data.locked():
        assert not (data.temporary / "half").exists()
    assert not data.temporary.exists()
