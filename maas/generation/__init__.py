"""Static data as it lies on disk and is served: immutable, checksummed, switched atomically.

    data_dir/segments/<name>-<hash>/*.npy     border types, one array per file, memory-mapped
    data_dir/generations/<id>/manifest.json   which segments belong together
    data_dir/current                          the id of the generation to serve
    data_dir/held.json                        versions of sources that somebody went back from

Segments are named by the hash of what they were made from and shared between generations.
"""

from maas.generation.folder import DataDir, Generation
from maas.generation.holds import Holds
from maas.generation.manifest import ImportedSource, Manifest
from maas.generation.rollback import roll_back
from maas.generation.segment import FORMAT, Segment, read_segment, write_segment

__all__ = [
    "FORMAT",
    "DataDir",
    "Generation",
    "Holds",
    "ImportedSource",
    "Manifest",
    "Segment",
    "read_segment",
    "roll_back",
    "write_segment",
]
