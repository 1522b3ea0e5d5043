"""Damaged reports behind `make fuzz`: whatever comes in, the reader ends in time, and no damage makes a fact that was not there."""
