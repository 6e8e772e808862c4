"""The page for people: HTML and SVG from the server, without JavaScript, French and English."""
