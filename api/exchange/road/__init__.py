"""What of the road other platforms take from us: closures, works and hazards of the town."""
