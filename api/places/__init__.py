"""`/api/v1/geocode` and `/api/v1/reverse-geocode`: places by name and by position."""
