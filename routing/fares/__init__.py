"""What itineraries cost: per feed a book of fares of version 1 or 2, asked with rides."""

from routing.fares.books import FareBooks

__all__ = ["FareBooks"]
