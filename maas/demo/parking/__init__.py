"""Car parks and bike parks of the invented city and two towns, each told in a format of its own.

How full they are is a function of the places, a seed and the time alone, as in `maas.demo.live`.
"""
