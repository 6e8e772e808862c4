"""How many vehicles and free docks there were at each place, and when that changed.

    data_dir/series/<source>/<YYYYMMDD>.counts    one file for each day (UTC) of the service clock

The writer process appends what changed; anyone may read meanwhile. Each day begins with all counts
known then, so that a file says what it says without the others. Every frame states how long its
counts may be believed: where the next one comes later, they were unknown in between, whether the
source was lost or we were. Unknown is None, never 0. Of vehicles nothing is kept, only of places.
"""

from maas.series.counts import Change, Count
from maas.series.reading import SeriesReader
from maas.series.writing import Series

__all__ = ["Change", "Count", "Series", "SeriesReader"]
