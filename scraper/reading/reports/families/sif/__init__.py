"""Single inspections (SIF, 2013 to 2017): `report`, with its `grades`, `table` and `team`."""
