"""`/v1/sources/{id}/archive`: what was received from a live source, as it came."""
