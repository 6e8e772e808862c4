"""`/v1/sources/{id}/series`: how many vehicles and free docks there were, and when."""
