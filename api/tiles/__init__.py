"""Vector tiles: `/tiles/{z}/{x}/{y}.mvt` and what describes them, `/tiles.json`."""
