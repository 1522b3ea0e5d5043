"""Inspections of local authority children's services (ILACS): `report`, with its `grades`."""
