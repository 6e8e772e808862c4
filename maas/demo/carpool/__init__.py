"""Seats in private cars of the invented city: who drives where, told by two operators.

Who goes on a day, and how many seats are left, is a function of the drives, a seed and the time
alone, as in `maas.demo.live`.
"""
