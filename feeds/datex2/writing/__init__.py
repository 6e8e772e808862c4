"""Closures and rules of roads as DATEX II 3.3, for who reads TrafficRegulationPublications."""

from feeds.datex2.writing.conditions import Access
from feeds.datex2.writing.orders import Order, RegulationFeed, is_regulation, write_regulations

__all__ = ["Access", "Order", "RegulationFeed", "is_regulation", "write_regulations"]
