"""Charts as the shapes of an SVG that the server draws; no script is needed."""
