"""What is near a place, by how long one walks there."""
