"""The roads of the invented city: jams, accidents and works, and a neighbour who tells of them.

Ondine collects what its drivers meet and publishes it as Waze does for cities; in turn it fetches
what the city closes (CIFS), and sends nobody there. The works of the town's own services are CIFS.
"""
