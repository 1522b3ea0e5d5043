"""One file or folder a kind of report: what it is known by, and how its facts are read."""
