"""What Datasette adds for readers: pages, feeds, files, headers; all of it read-only."""
