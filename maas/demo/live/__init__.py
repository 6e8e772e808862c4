"""The invented city as it happens: a simulator that publishes GTFS-Realtime and GBFS on loopback.

What it tells is a function of the published timetable, a seed and the time alone: nothing is kept
between two messages, and two simulators of one city say the same.
"""
