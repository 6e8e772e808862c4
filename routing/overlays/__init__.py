"""What live sources change: (generation, batches) -> overlays, by pure functions.

An overlay never changes the timetable; it stands beside it and searches look at both.
"""
