"""A small HTTP server on this machine, whose answers can go wrong on purpose."""
