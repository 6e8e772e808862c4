"""What other platforms take from us in the formats they read already."""
