"""From what live feeds say of trips to runs that are not as scheduled."""
