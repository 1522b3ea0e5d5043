"""Measurements behind `make bench`; each is a module that prints its figures."""
