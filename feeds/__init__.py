"""Formats: published data to our model. One module (or folder) per format, never per city."""
