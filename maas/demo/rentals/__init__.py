"""Vehicles to rent in the invented city, published as GBFS: bikes at docks, scooters, shared cars.

What is told is a function of the places, a seed and the time alone, as in `maas.demo.live`. A day
begins at four, when vans have put everything in its place; from then on rides move it.
"""
