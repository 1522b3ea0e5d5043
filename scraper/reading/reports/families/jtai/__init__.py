"""Joint targeted area inspections: `report`, with its `lists` and `themes`."""
