"""Everything that was received from live sources, as it came, to be read again later.

    data_dir/archive/<source>/<volume>-<day>.maa    blocks of messages, compressed together
    data_dir/archive/<source>/<volume>-<day>.tail   the last few, one by one, not yet compressed
    data_dir/archive/_generations/…                 which generation served from when on

The writer process appends; anyone may read meanwhile. Each entry holds the digest of the one
before it in its source, so that an entry that was altered, taken out or put in shows. What does not
show: entries missing at the very end, days dropped from the start (as retention does), and a chain
computed anew by someone who may write here. Note the newest digest elsewhere to prove those too.
"""

from maas.archive.entry import Entry
from maas.archive.reading import ArchiveReader, Verdict, serving
from maas.archive.retention import Limits
from maas.archive.volume import Kept, contents
from maas.archive.writing import Archive

__all__ = ["Archive", "ArchiveReader", "Entry", "Kept", "Limits", "Verdict", "contents", "serving"]
