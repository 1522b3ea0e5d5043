"""Area SEND inspections since 2023: `report`, with its `tables` and `team`."""
