"""Places to park as maps and live sources tell them, laid on the streets."""
