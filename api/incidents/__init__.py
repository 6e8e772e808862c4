"""What is out of the ordinary on roads: what is known, and what staff write."""
