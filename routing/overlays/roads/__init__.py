"""What sources say of roads: how fast one drives, what is closed."""
