"""What a source was like in a month, for whoever publishes it: JSON, CSV, a page, text."""
