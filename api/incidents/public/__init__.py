"""Of what everybody may see: all incidents that are known."""
