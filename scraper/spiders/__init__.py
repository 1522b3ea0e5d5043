"""One file for each source. The name of the file is the name of the spider."""
