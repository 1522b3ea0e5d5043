"""Sabotage on purpose: every mutation of the code listed here must be caught by the tests it names. By hand: `make mutants`."""
