"""`GET /exchange/`: everything that other platforms may take from here, and how it is."""
