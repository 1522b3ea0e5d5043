"""One file a source; the file's name is the spider's name."""
